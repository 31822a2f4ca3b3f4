//! The operation `plan_gd_connection`.

use super::calendar::TariffGroup;
use crate::Answer;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Money};
use crate::tariff::connection::{guarantee, guarantee_cents, inspection_days, inversion_waived, is_group_b};
use crate::tariff::exact::{Exact, overflow};
use crate::tariff::gd::{GdCategory, GdModality, category};
use serde::{Deserialize, Serialize};

/// Works that a connection needs (REN 1.000/2021, art. 64).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConnectionWorks {
    /// Low voltage without works.
    None,
    /// Low voltage with works.
    LowVoltage,
    /// All others.
    Other,
}

/// A generating unit that is to be connected.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanGdConnectionRequest {
    /// Power of the generation in kW AC, above 0.
    pub power_kw: Dec,
    /// Installed load of the unit in kW.
    pub load_kw: Dec,
    /// Voltage of the supply in kV.
    pub voltage_kv: Dec,
    /// Who uses the energy, default the unit itself.
    #[serde(default)]
    pub modality: GdModality,
    /// Works that the connection needs.
    pub works: ConnectionWorks,
    /// Investment in the plant, which the guarantee is a part of.
    pub investment_brl: Money,
    /// Whether the plant injects at all, default yes.
    pub injects: Option<bool>,
    /// Whether it is sized to the use by day under the free connection of art. 73-A, default no.
    #[serde(default)]
    pub sized_to_daytime_use: bool,
}

/// What the connection needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GdConnection {
    /// Tariff group of the unit (art. 23).
    pub group: TariffGroup,
    /// Class of the generation.
    pub category: GdCategory,
    /// Days that the distributor has for the connection budget (art. 64).
    pub budget_days: u32,
    /// Working days for the approval of the project (art. 83).
    pub approval_business_days: u32,
    /// Working days for the inspection (art. 91).
    pub inspection_business_days: u32,
    /// Part of the investment to guarantee (Lei 14.300/2022, art. 4).
    pub guarantee_fraction: Exact,
    /// The guarantee.
    pub guarantee_brl: Money,
    /// Whether the analysis of flow inversion is waived (art. 73-A).
    pub flow_inversion_waived: bool,
}

/// Tell what the connection of a generating unit needs: group, deadlines, guarantee, analysis of flow inversion.
///
/// # Errors
/// `OUT_OF_RANGE`, `OVERFLOW`.
pub fn plan_gd_connection(request: PlanGdConnectionRequest) -> Result<Answer<GdConnection>, Error> {
    let [power, load, voltage] = [request.power_kw, request.load_kw, request.voltage_kv].map(Exact::from);
    let mut problems = Problems::new();
    for (valid, place, max) in [
        (power.is_positive() && power <= Exact::new(5_000, 0), "/power_kw", 5_000),
        (!load.is_negative(), "/load_kw", 1_000_000),
        (voltage.is_positive(), "/voltage_kv", 1_000),
        (request.investment_brl.minor() >= 0, "/investment_brl", 1_000_000_000),
    ] {
        problems.require(valid, || Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", max));
    }
    problems.finish()?;
    let category = category(power);
    let low = is_group_b(load, power, voltage);
    let guarantee_fraction = guarantee(power, request.modality);
    let cents = guarantee_cents(guarantee_fraction, request.investment_brl.minor()).ok_or_else(overflow)?;
    Ok(Answer::new(GdConnection {
        group: if low { TariffGroup::B } else { TariffGroup::A },
        category,
        budget_days: match request.works {
            ConnectionWorks::None => 15,
            ConnectionWorks::LowVoltage => 30,
            ConnectionWorks::Other => 45,
        },
        approval_business_days: 10,
        inspection_business_days: inspection_days(voltage),
        guarantee_fraction,
        guarantee_brl: Money::from_cents(cents),
        flow_inversion_waived: inversion_waived(
            request.injects.unwrap_or(true),
            category,
            request.sized_to_daytime_use,
            request.modality,
            power,
        ),
    }))
}
