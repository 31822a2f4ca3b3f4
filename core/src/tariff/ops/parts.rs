//! Parts of a bill by themselves: taxes of one amount, means over a cycle, energy of unmetered public lighting.

use crate::Answer;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Money};
use crate::tariff::cycle::Cycle;
use crate::tariff::exact::{Exact, overflow};
use crate::tariff::prorate::{Runs, Validity, energy_in_range, flag_rate, in_range};
use crate::tariff::table::Flags;
use crate::tariff::taxes::{Carries, Taxes};
use serde::{Deserialize, Serialize};

/// A net amount to tax.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ApplyEnergyTaxesRequest {
    /// Net amount, exact; negative for a credit.
    pub net_brl: Dec,
    /// The tax rates.
    pub taxes: Taxes,
    /// Whether ICMS applies to the item, default yes.
    pub icms_applies: Option<bool>,
    /// Whether PIS and COFINS apply to the item, default yes.
    pub pis_cofins_applies: Option<bool>,
}

/// A taxed amount.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TaxedAmount {
    /// Amount with taxes before it is rounded to cents.
    pub gross_brl: Exact,
    /// Amount with taxes.
    pub amount_brl: Money,
    /// Base of ICMS; 0.00 where it does not apply.
    pub icms_base_brl: Money,
    /// ICMS.
    pub icms_brl: Money,
    /// Base of PIS and COFINS; 0.00 where they do not apply.
    pub pis_cofins_base_brl: Money,
    /// PIS.
    pub pis_brl: Money,
    /// COFINS.
    pub cofins_brl: Money,
    /// CBS, where it is charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cbs_brl: Option<Money>,
    /// IBS, where it is charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ibs_brl: Option<Money>,
}

/// Add ICMS, PIS/COFINS, CBS and IBS to one net amount of an energy bill.
///
/// # Errors
/// `UNKNOWN_TAX_METHOD`, `INVALID_TAX`, `OVERFLOW`.
pub fn apply_energy_taxes(request: ApplyEnergyTaxesRequest) -> Result<Answer<TaxedAmount>, Error> {
    let rules = request.taxes.rules(&"/taxes".into())?;
    let carries =
        Carries { icms: request.icms_applies.unwrap_or(true), pis_cofins: request.pis_cofins_applies.unwrap_or(true) };
    let net = Exact::from(request.net_brl);
    let taxed = rules.tax(net, carries).ok_or_else(overflow)?;
    let reform = |cents| rules.has_reform().then_some(Money::from_cents(cents));
    Ok(Answer::new(TaxedAmount {
        gross_brl: rules.gross(net, carries).ok_or_else(overflow)?,
        amount_brl: Money::from_cents(taxed.amount),
        icms_base_brl: Money::from_cents(taxed.icms_base),
        icms_brl: Money::from_cents(taxed.icms),
        pis_cofins_base_brl: Money::from_cents(taxed.pis_cofins_base),
        pis_brl: Money::from_cents(taxed.pis),
        cofins_brl: Money::from_cents(taxed.cofins),
        cbs_brl: reform(taxed.cbs),
        ibs_brl: reform(taxed.ibs),
    }))
}

/// Prices over time to average over a cycle.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProrateTariffRequest {
    /// The billing cycle.
    pub cycle: Cycle,
    /// Prices and when they hold.
    pub segments: Vec<PriceSegment>,
    /// Flags by month: rows, or a named table. No rows, no flag.
    pub flags: Flags,
    /// Allows a cycle of more than 47 days.
    #[serde(default)]
    pub allow_any_cycle: bool,
}

/// A price and when it holds.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PriceSegment {
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force; open if absent.
    pub valid_to: Option<Date>,
    /// The price of one kWh.
    pub rate_brl_kwh: Dec,
}

impl Validity for PriceSegment {
    fn valid_from(&self) -> Date {
        self.valid_from
    }
    fn valid_to(&self) -> Option<Date> {
        self.valid_to
    }
}

/// Means over a cycle.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProratedTariff {
    /// Mean price, rounded half to even to 12 decimals.
    pub rate_brl_kwh: Exact,
    /// Mean flag, rounded half to even to 12 decimals.
    pub flag_brl_kwh: Exact,
    /// Days of the cycle.
    pub cycle_days: i64,
}

/// Average a tariff and the flags over the days of a billing cycle.
///
/// # Errors
/// `INVALID_CYCLE`, `TARIFF_GAP`, `TARIFF_OVERLAP`, `FLAG_GAP`, `FLAG_OVERLAP`, `OVERFLOW`.
pub fn prorate_tariff(request: ProrateTariffRequest) -> Result<Answer<ProratedTariff>, Error> {
    let cycle = &request.cycle;
    cycle.check(request.allow_any_cycle)?;
    let mut problems = Problems::new();
    let price = |runs: Runs| {
        runs.mean(|run| {
            let segment = request.segments.get(run.segment);
            segment.and_then(|segment| in_range(segment.rate_brl_kwh.into())).ok_or_else(overflow)
        })
    };
    let rate = problems.take(Runs::new(&request.segments, cycle, "/segments").and_then(price));
    let flag = problems.take(flag_rate(&request.flags.rows, cycle));
    match (rate, flag) {
        (Some(rate_brl_kwh), Some(flag_brl_kwh)) => {
            let value = ProratedTariff { rate_brl_kwh, flag_brl_kwh, cycle_days: cycle.days() };
            Ok(Answer { value, warnings: Vec::new(), sources: request.flags.named.into_iter().collect() })
        }
        _ => Err(problems.into_error()),
    }
}

/// Lamps without a meter.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EstimatePublicLightingRequest {
    /// Number of lamps, default 1.
    pub points_count: Option<u32>,
    /// Power of one lamp with its equipment.
    pub power_w: Dec,
    /// Hours of light a day.
    pub light_per_day_h: Dec,
    /// Days of the cycle.
    pub cycle_days: u32,
    /// Hours of interruption in the cycle (DIC), default 0.
    pub dic_h: Option<Dec>,
}

/// Energy of lamps without a meter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PublicLighting {
    /// Energy of the cycle, exact.
    pub consumption_kwh: Exact,
}

/// Estimate the energy of unmetered public lighting (REN 1.000/2021, art. 468).
///
/// # Errors
/// `OUT_OF_RANGE` for a value below zero or more interruption than light, `OVERFLOW`.
pub fn estimate_public_lighting(request: EstimatePublicLightingRequest) -> Result<Answer<PublicLighting>, Error> {
    let mut problems = Problems::new();
    let interrupted = request.dic_h.unwrap_or_default();
    for (place, value, most) in [
        ("/power_w", request.power_w, Exact::new(1_000_000_000, 0)),
        ("/light_per_day_h", request.light_per_day_h, Exact::new(24, 0)),
        ("/dic_h", interrupted, Exact::new(1_000_000_000, 0)),
    ] {
        let value = Exact::from(value);
        problems.require(!value.is_negative() && value <= most, || {
            Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", most)
        });
    }
    problems.finish()?;
    let lit = Exact::from(request.light_per_day_h).times(Exact::from(i64::from(request.cycle_days)));
    let hours = lit.and_then(|lit| lit.minus(interrupted.into())).ok_or_else(overflow)?;
    if hours.is_negative() {
        let most = lit.unwrap_or(Exact::ZERO);
        return Err(Issue::error(Code::OUT_OF_RANGE).at("/dic_h").with("min", 0).with("max", most).into());
    }
    let points = Exact::from(i64::from(request.points_count.unwrap_or(1)));
    let energy = || points.times(request.power_w.into())?.times(hours)?.times(Exact::new(1, 3));
    let consumption_kwh = energy().filter(|energy| energy_in_range(*energy).is_some()).ok_or_else(overflow)?;
    Ok(Answer::new(PublicLighting { consumption_kwh }))
}
