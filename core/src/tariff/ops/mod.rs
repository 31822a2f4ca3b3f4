//! The operations of the domain.

mod batch_b;
mod bill_a;
mod bill_b;
mod calendar;
mod connection;
mod credits;
mod drift;
mod find;
mod gd;
mod generic;
mod parts;
mod scee;
mod settle;
mod simulate;
mod tables;

pub(crate) use batch_b::BILL_GROUP_B;
pub use bill_a::*;
pub use bill_b::{BillGroupB, BillGroupBRequest, Irrigation, OtherItem, bill_group_b};
pub use calendar::*;
pub use connection::*;
pub use credits::*;
pub(crate) use drift::TARIFF_DRIFT;
pub use drift::{TariffDrift, TariffDriftRequest, tariff_drift};
pub use find::{FindTariffRequest, FoundTariff, find_tariff};
pub use gd::*;
pub(crate) use generic::GENERIC_BILL;
pub use generic::{
    BankedEnergy, GenericBill, GenericBillLine, GenericBillRequest, GenericMonth, ImportUrdbRateRequest, ImportedRate,
    generic_bill, import_urdb_rate,
};
pub use parts::{
    ApplyEnergyTaxesRequest, EstimatePublicLightingRequest, PriceSegment, ProrateTariffRequest, ProratedTariff,
    PublicLighting, TaxedAmount, apply_energy_taxes, estimate_public_lighting, prorate_tariff,
};
pub use scee::{Compensation, LotUse, Scee};
pub(crate) use settle::SETTLE_INTERVALS;
pub use settle::{SettleIntervalsRequest, SettledIntervals, SettledMonth, SettledTotals, settle_intervals};
pub use simulate::*;
pub(crate) use simulate::{simulate, simulate_later};
pub(crate) use tables::{IMPORT_ANEEL_COMPONENTS, IMPORT_ANEEL_TARIFFS};
pub use tables::{
    ImportAneelRequest, ImportedComponents, ImportedTariffs, import_aneel_components, import_aneel_tariffs,
};
