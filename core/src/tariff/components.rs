//! Parts of a tariff that the compensation rules read (Lei 14.300/2022, arts. 17 and 27).

use crate::money::Dec;
use serde::{Deserialize, Serialize};

/// Components of TUSD and TE of one post, R$/kWh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Components {
    /// Distribution network (*TUSD Fio B*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fio_b_brl_kwh: Option<Dec>,
    /// Transmission network (*TUSD Fio A*): basic network, border transformers, use of other distributors, connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fio_a_brl_kwh: Option<Dec>,
    /// Inspection fee (TFSEE), default 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tfsee_brl_kwh: Option<Dec>,
    /// R&D and energy efficiency (P&D, PEE) in TUSD and TE, default 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ped_brl_kwh: Option<Dec>,
    /// All of TUSD, for the scenario after the transition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tusd_total_brl_kwh: Option<Dec>,
    /// What is not energy in TE, for the scenario after the transition, default 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub te_non_energy_brl_kwh: Option<Dec>,
}

/// Tariffs of compensated energy as resolutions publish them (detail SCEE), with the discount of each regime.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SceeTariff {
    /// TUSD of compensated energy, R$/kWh.
    pub tusd_brl_kwh: Dec,
    /// TE of compensated energy, R$/kWh.
    pub te_brl_kwh: Dec,
    /// Discounts by regime.
    pub discounts: SceeDiscounts,
}

/// Discounts on the SCEE tariffs by regime.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SceeDiscounts {
    /// GD I.
    pub gd_i: Option<SceeDiscount>,
    /// GD II.
    pub gd_ii: Option<SceeDiscount>,
    /// GD III.
    pub gd_iii: Option<SceeDiscount>,
}

/// Discounts on the two SCEE tariffs.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SceeDiscount {
    /// Part of TUSD that is not charged.
    pub tusd_fraction: Dec<16>,
    /// Part of TE that is not charged.
    pub te_fraction: Dec<16>,
}
