//! The operations of the domain.

mod batch_b;
mod bill_b;
mod calendar;
mod credits;
mod gd;
mod parts;

pub(crate) use batch_b::BILL_GROUP_B;
pub use bill_b::{BillGroupB, BillGroupBRequest, Compensation, Irrigation, LotUse, OtherItem, Scee, bill_group_b};
pub use calendar::*;
pub use credits::*;
pub use gd::*;
pub use parts::{
    ApplyEnergyTaxesRequest, EstimatePublicLightingRequest, PriceSegment, ProrateTariffRequest, ProratedTariff,
    PublicLighting, TaxedAmount, apply_energy_taxes, estimate_public_lighting, prorate_tariff,
};
