//! Electricity tariffs and energy credits of Brazil: bills with taxes, minimum, flags and compensation of energy
//! (REN ANEEL 1.000/2021, Lei 14.300/2022).
//!
//! Every amount is computed exactly and rounded once, where it is printed; a bill is the sum of its printed lines.
//! Tariffs, flags and tax rates are arguments: nothing is guessed, and what law leaves open is a choice of the caller.

mod allocation;
mod aneel;
mod bill_a;
mod bill_b;
mod components;
mod composition;
pub(crate) mod connection;
mod credit_lines;
mod cycle;
mod demand;
mod energies;
mod exact;
pub(crate) mod gd;
mod generic;
mod generic_bill;
mod growth;
mod intervals;
mod ledger;
mod line;
mod lot;
mod moves;
mod ops;
mod post;
mod prorate;
mod rates;
mod rates_a;
mod reactive;
mod retained;
mod rule;
mod settle;
mod social;
mod table;
mod taxes;
mod unit;
mod unit_a;
mod urdb;
mod vintage;
mod word;
mod years;

pub use aneel::{AneelComponent, AneelReport, AneelSelection, AneelTariff};
pub use components::{Components, SceeDiscount, SceeDiscounts, SceeTariff};
pub use cycle::Cycle;
pub use energies::Energies;
pub use exact::Exact;
pub use gd::{GdCategory, GdILoss, GdModality, GdSource};
pub use generic::{DemandPrices, EnergyPrices, GenericRate, Lookback, Metering, Tier, TierBasis};
pub(crate) use intervals::Totals;
pub use line::{BillLine, BillTotals, LineUnit};
pub use lot::{CreditLot, MinBillPolicy, SceeTaxes};
pub use ops::*;
pub use post::{ByPost, Post};
pub use reactive::{Reactive, ReactiveHour, ReactiveWindow};
pub use retained::{PostTransition, PostTransitionKind, Regime};
pub use rule::Rule;
pub use table::{FlagMonth, Flags, NamedRow, Record, Table, TariffSegment, Tariffs};
pub use taxes::{TaxChange, TaxMethod, Taxes};
pub use unit::{Class, Connection, Modality, Optante, Subclass, Subgroup, UnitB};
pub use unit_a::{SecondaryMetering, UnitA};
