use crate::calendar::{Date, Month};
use crate::energy::{Losses, Mounting};
use crate::financing::LoanTerms;
use crate::money::{Dec, Money};
use crate::quantity::{
    Area, Azimuth, DcAcRatio, Energy, Fraction, Id, Latitude, ModulePower, Oversizing, OversizingLimit, Tilt,
};
use crate::tariff::{Flags, Regime, Tariffs, Taxes, UnitB};
use crate::weather::ClimateInput;
use serde::Deserialize;
use std::sync::Arc;

/// A site, a roof, what it consumes, what the law charges there, and what the system costs.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProposalRequest {
    /// Date of the proposal.
    pub date: Date,
    /// Climate of the months: `{"named":"climate-monthly-2021","uf":"SP"}`, or rows.
    pub climate: ClimateInput,
    /// Latitude, north positive; that of the station where the climate is a named table and nothing is given.
    pub latitude: Option<Latitude>,
    /// The roof.
    pub roof: Roof,
    /// The modules.
    pub modules: Modules,
    /// Consumption of each month in kWh, January first.
    pub consumption_kwh: [Energy; 12],
    /// Wanted annual generation over annual consumption, a fraction.
    pub target_oversizing: Oversizing,
    /// Largest allowed annual generation over annual consumption; default and upper bound 1.60.
    pub limit_oversizing: Option<OversizingLimit>,
    /// Share of the generation that is consumed at once; default 0.3, a project default.
    pub self_consumption_fraction: Option<Fraction>,
    /// The consumer unit, conventional modality.
    pub unit: UnitB,
    /// Prices in force: rows, or `{"named":"tariffs-b1-2026-09-30","distributor":"eletropaulo"}`.
    pub tariffs: Arc<Tariffs>,
    /// Flags by month: rows, or `{"named":"flag-months-2026-09"}`.
    pub flags: Arc<Flags>,
    /// Month whose prices, flag and taxes all twelve bills use.
    pub price_month: Month,
    /// Tax rates of that month.
    pub taxes: Taxes,
    /// Monthly contribution to public lighting (COSIP, CIP): untaxed.
    pub cosip_brl: Option<Money>,
    /// Compensation regime of the system; default `gd_ii`.
    pub regime: Option<Regime>,
    /// What the system costs, by item.
    pub capex: Vec<Capex>,
    /// The loan; null for cash.
    pub loan: Option<ProposalLoan>,
    /// What is assumed about the years after the first.
    #[serde(default)]
    pub economics: Economics,
}

/// A plane of a roof.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Roof {
    /// Tilt from horizontal (*inclinação*).
    pub tilt_deg: Tilt,
    /// Direction it faces, clockwise from north (*orientação*).
    pub azimuth_deg: Azimuth,
    /// How the modules are mounted; default `close_roof`.
    #[serde(default)]
    pub mounting: Mounting,
}

/// The modules and what stands behind them.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Modules {
    /// Power of one module at standard test conditions, W.
    pub power_w: ModulePower,
    /// Area of one module, m².
    pub area_m2: Option<Area>,
    /// Module power over alternating-current power of the inverter; default 1.2.
    pub dc_ac_ratio: Option<DcAcRatio>,
    /// Losses by cause.
    #[serde(default)]
    pub losses: Losses,
}

/// An item of the investment.
#[derive(Debug, Clone, Deserialize, serde::Serialize, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Capex {
    /// What it is: `kit`, `labor`, `art_trt`, `homologation`, `freight`, `project`, `other`.
    pub code: Id,
    /// Its amount.
    pub amount_brl: Money,
}

/// A loan over the investment less a down payment.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProposalLoan {
    /// Paid at once; default 0.00.
    pub down_payment_brl: Option<Money>,
    /// Everything else about the loan.
    pub terms: LoanTerms,
}

/// What is assumed about the years after the first; every value is shown among the assumptions.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Economics {
    /// Years of the cash flow, 1 to 40; default 25.
    pub years: Option<u32>,
    /// Growth of tariffs a year, effective; default 0.
    pub tariff_growth_year_effective: Option<Dec>,
    /// Energy lost a year by ageing, a fraction; default 0.005.
    pub degradation_year_fraction: Option<Dec>,
    /// Operation and maintenance in the first year; default 0.00.
    pub opex_year_brl: Option<Money>,
    /// Growth of operation and maintenance a year, effective; default 0.
    pub opex_growth_year_effective: Option<Dec>,
}
