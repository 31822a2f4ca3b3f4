//! Kits (*kits fotovoltaicos*): their price, the compatibility of their parts, and which of them fit a wish.

mod check;
mod choose;
mod finding;
mod parts;
mod price;
mod strings;

pub(super) use check::check;
pub use choose::{CatalogKit, KitInverter, KitItem, KitMatch, KitModule, KitPoints, KitTarget, KitWeights};
pub(super) use choose::{Datasheets, choose};
pub use finding::{KitCheck, KitFinding, KitFindingSeverity, KitOutcome};
pub use parts::{Kit, KitLimits, KitSite, PartInverter, PartModule, PartString, PartStructure};
pub(super) use price::price;
pub use price::{KitComponent, KitPricing, KitShare, PricedKit};
