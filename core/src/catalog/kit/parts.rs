//! The parts of a kit and the place where it is to work.
//!
//! Every datum is optional on the wire: what is absent is named by the check, and nothing that needs it is taken as good.

use crate::money::Dec;
use serde::Deserialize;

/// Parts of a kit; a list that is absent is empty.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Kit {
    /// Modules.
    pub modules: Option<Vec<PartModule>>,
    /// Inverters.
    pub inverters: Option<Vec<PartInverter>>,
    /// Mounting structures.
    pub structures: Option<Vec<PartStructure>>,
    /// How the modules are connected.
    pub strings: Option<Vec<PartString>>,
}

/// Modules of one kind.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartModule {
    /// The article.
    pub sku: String,
    /// How many.
    pub qty: Option<u32>,
    /// Power at standard test conditions.
    pub pmp_w: Option<Dec>,
    /// Open-circuit voltage.
    pub voc_v: Option<Dec>,
    /// Voltage at maximum power.
    pub vmp_v: Option<Dec>,
    /// Short-circuit current.
    pub isc_a: Option<Dec>,
    /// Current at maximum power; nothing is compared without it.
    pub imp_a: Option<Dec>,
    /// Change of the open-circuit voltage in percent per kelvin.
    pub beta_voc_pct_c: Option<Dec>,
    /// Change of the voltage at maximum power in percent per kelvin; that of the open-circuit voltage by default.
    pub beta_vmp_pct_c: Option<Dec>,
}

/// Inverters of one kind. A micro-inverter has one MPPT a module input and one string an MPPT.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartInverter {
    /// The article.
    pub sku: String,
    /// How many.
    pub qty: Option<u32>,
    /// Rated power.
    pub p_ac_w: Option<Dec>,
    /// Highest input voltage.
    pub vdc_max_v: Option<Dec>,
    /// Lower end of the MPPT window.
    pub mppt_min_v: Option<Dec>,
    /// Upper end of the MPPT window.
    pub mppt_max_v: Option<Dec>,
    /// Highest short-circuit current of an MPPT.
    pub isc_max_per_mppt_a: Option<Dec>,
    /// Highest operating current of an MPPT; nothing is compared without it.
    pub idc_max_per_mppt_a: Option<Dec>,
    /// Voltage at which it starts; nothing is compared without it.
    pub v_start_v: Option<Dec>,
    /// Strings that an MPPT takes.
    pub strings_per_mppt: Option<u32>,
    /// How many MPPTs it has.
    pub mppts: Option<u32>,
    /// Phases of its output.
    pub phases: Option<u32>,
    /// Grid voltages that it is for, in volts.
    pub v_ac: Option<Vec<u32>>,
}

/// Mounting structures of one kind.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartStructure {
    /// The article.
    pub sku: String,
    /// How many.
    pub qty: Option<u32>,
    /// Modules that each holds.
    pub modules_each: Option<u32>,
    /// Roofs that it is for; nothing is compared without them.
    pub roof_types: Option<Vec<String>>,
}

/// Strings of one kind.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartString {
    /// Its id.
    pub id: String,
    /// The module's article.
    pub module: Option<String>,
    /// The inverter's article.
    pub inverter: Option<String>,
    /// Number of the MPPT, from one.
    pub mppt: Option<u32>,
    /// Modules in series.
    pub series: Option<u32>,
    /// Strings in parallel on the MPPT.
    pub parallel: Option<u32>,
    /// Inverters that are connected so; 1 by default.
    pub inverter_qty: Option<u32>,
}

/// Where a kit is to work.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KitSite {
    /// Lowest temperature of the modules.
    pub tmin_c: Option<Dec>,
    /// Highest temperature of the cells.
    pub tcell_max_c: Option<Dec>,
    /// Phases of the connection.
    pub phases: Option<u32>,
    /// Voltage of the connection, in volts.
    pub v_ac: Option<u32>,
    /// Kind of roof.
    pub roof_type: Option<String>,
    /// Whether the kit must bring a mounting structure; true by default.
    pub requires_structure: Option<bool>,
}

/// Bounds of the check; defaults of the project, not of law.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KitLimits {
    /// Above this ratio of module power to rated inverter power a kit is incompatible; 1.5 by default, better the maker's limit.
    pub dc_ac_max: Option<Dec>,
    /// Above this ratio a kit is warned of; 1.35 by default.
    pub dc_ac_warn_high: Option<Dec>,
    /// Below this ratio a kit is warned of; 0.8 by default.
    pub dc_ac_warn_low: Option<Dec>,
    /// Factor on the short-circuit current; 1.25 by default, as for string sizing.
    pub isc_factor: Option<Dec>,
}
