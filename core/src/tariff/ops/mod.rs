//! The operations of the domain.

mod bill_b;
mod parts;

pub use bill_b::{BillGroupB, BillGroupBRequest, Compensation, Irrigation, LotUse, OtherItem, Scee, bill_group_b};
pub use parts::{
    ApplyEnergyTaxesRequest, EstimatePublicLightingRequest, PriceSegment, ProrateTariffRequest, ProratedTariff,
    PublicLighting, TaxedAmount, apply_energy_taxes, estimate_public_lighting, prorate_tariff,
};
