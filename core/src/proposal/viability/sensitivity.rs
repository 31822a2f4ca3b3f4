//! What changes the result: one supposition at a time, the others as they are, every end computed in full.

use super::Study;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Rounding};
use crate::money::{Dec, Money};
use crate::proposal::Capex;
use crate::proposal::bill_years::{BilledYears, Hours, bill_years};
use crate::proposal::case::{Case, EconomicsInput};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// Suppositions that may be varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Supposition {
    /// Generation of every hour, as a factor of its base.
    GenerationFactor,
    /// Consumption of every hour, as a factor of its base.
    ConsumptionFactor,
    /// Investment of every item, as a factor of its base.
    CapexFactor,
    /// Growth of tariffs a year.
    TariffGrowthYearEffective,
    /// Discount rate a year.
    DiscountRateYearEffective,
    /// Generation lost a year.
    DegradationYearFraction,
    /// Inflation of costs a year.
    InflationYearEffective,
}

impl Supposition {
    const fn name(self) -> &'static str {
        match self {
            Supposition::GenerationFactor => "generation_factor",
            Supposition::ConsumptionFactor => "consumption_factor",
            Supposition::CapexFactor => "capex_factor",
            Supposition::TariffGrowthYearEffective => "tariff_growth_year_effective",
            Supposition::DiscountRateYearEffective => "discount_rate_year_effective",
            Supposition::DegradationYearFraction => "degradation_year_fraction",
            Supposition::InflationYearEffective => "inflation_year_effective",
        }
    }

    const fn is_factor(self) -> bool {
        matches!(self, Supposition::GenerationFactor | Supposition::ConsumptionFactor | Supposition::CapexFactor)
    }
}

/// A supposition and its ends.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SensitivityInput {
    /// The supposition.
    pub parameter: Supposition,
    /// Its low value; factors from 0.01 to 100.
    pub low_decimal: Dec,
    /// Its high value.
    pub high_decimal: Dec,
}

/// Figures of one end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EndFigures {
    /// Net present value of own money.
    pub npv_brl: f64,
    /// Rate of return of own money.
    pub irr_year_effective: Option<f64>,
    /// Simple payback.
    pub payback_years: Option<f64>,
}

/// A bar of the tornado.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SensitivityBar {
    /// The supposition.
    pub parameter: Supposition,
    /// Its low value.
    pub low_decimal: Dec,
    /// Its high value.
    pub high_decimal: Dec,
    /// Figures with the low value.
    pub low: EndFigures,
    /// Figures with the high value.
    pub high: EndFigures,
}

/// A tornado.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Sensitivity {
    /// Figures as supposed.
    pub base: EndFigures,
    /// The bars, the longest change of net present value first, ties by name.
    pub bars: Vec<SensitivityBar>,
}

/// Varies suppositions of a study.
///
/// # Errors
/// `BAD_LENGTH`, `OUT_OF_RANGE` under `/sensitivity`; those of bills and economics.
pub(in crate::proposal) fn sensitivity(
    study: &Study<'_>,
    billed: &BilledYears,
    given: &[SensitivityInput],
) -> Result<Sensitivity, Error> {
    let mut problems = Problems::new();
    problems.require((1..=16).contains(&given.len()), || {
        Issue::error(Code::BAD_LENGTH).at("/sensitivity").with("min", 1).with("max", 16)
    });
    for (index, bar) in given.iter().enumerate() {
        for (name, value) in [("low_decimal", bar.low_decimal), ("high_decimal", bar.high_decimal)] {
            let fits = (Decimal::new(1, 2)..=Decimal::ONE_HUNDRED).contains(&value.get());
            problems.require(fits || !bar.parameter.is_factor(), || {
                let place = Pointer::from("/sensitivity").index(index).field(name);
                Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0.01).with("max", 100)
            });
        }
    }
    problems.finish()?;
    let base = End { study, billed }.figures(study.case, None, billed, study.annual_generation_kwh())?;
    let mut bars = Vec::with_capacity(given.len());
    for (index, bar) in given.iter().enumerate() {
        let place = Pointer::from("/sensitivity").index(index);
        let end = |value: Dec, name: &'static str| {
            let end = End { study, billed }.at(bar.parameter, value);
            end.map_err(|error| outside(&error, &place.field(name)))
        };
        bars.push(SensitivityBar {
            parameter: bar.parameter,
            low_decimal: bar.low_decimal,
            high_decimal: bar.high_decimal,
            low: end(bar.low_decimal, "low_decimal")?,
            high: end(bar.high_decimal, "high_decimal")?,
        });
    }
    let length = |bar: &SensitivityBar| (bar.high.npv_brl - bar.low.npv_brl).abs();
    bars.sort_by(|a, b| length(b).total_cmp(&length(a)).then_with(|| a.parameter.name().cmp(b.parameter.name())));
    Ok(Sensitivity { base, bars })
}

/// An error of an end stands at its value.
fn outside(error: &Error, place: &Pointer) -> Error {
    let mut problems = Problems::new();
    for issue in error.issues() {
        problems.push(issue.clone().at(place.clone()));
    }
    problems.into_error()
}

struct End<'a> {
    study: &'a Study<'a>,
    billed: &'a BilledYears,
}

impl End<'_> {
    fn at(&self, parameter: Supposition, value: Dec) -> Result<EndFigures, Error> {
        let Study { case, load, generation, .. } = self.study;
        let annual = self.study.annual_generation_kwh();
        let mut economics: EconomicsInput = case.economics.clone();
        let factor = value.get().to_f64().unwrap_or(1.0);
        let years = economics.years();
        match parameter {
            Supposition::GenerationFactor => {
                let scaled = scale(generation, factor);
                let billed = bill_years(case, Hours { load: &load.hours, generation: &scaled }, years, 0)?;
                self.figures(*case, None, &billed, annual * factor)
            }
            Supposition::ConsumptionFactor => {
                let scaled = scale(&load.hours, factor);
                let billed = bill_years(case, Hours { load: &scaled, generation }, years, 0)?;
                self.figures(*case, None, &billed, annual)
            }
            Supposition::CapexFactor => {
                let scaled = |item: &Capex| {
                    let amount = item.amount_brl.amount().checked_mul(value.get());
                    let amount = amount.ok_or_else(|| Error::from(Issue::error(Code::OVERFLOW)))?;
                    let amount_brl = Money::rounded(amount, Currency::Brl, Rounding::HalfEven)?;
                    Ok(Capex { code: item.code.clone(), amount_brl })
                };
                let capex = case.capex.iter().map(scaled).collect::<Result<Vec<_>, Error>>()?;
                self.figures(*case, Some(&capex), self.billed, annual)
            }
            Supposition::DiscountRateYearEffective => {
                economics.discount_rate_year_effective = value;
                self.figures(Case { economics: &economics, ..*case }, None, self.billed, annual)
            }
            Supposition::InflationYearEffective => {
                economics.inflation_year_effective = Some(value);
                self.figures(Case { economics: &economics, ..*case }, None, self.billed, annual)
            }
            Supposition::TariffGrowthYearEffective => {
                economics.tariff_growth_year_effective = value;
                self.again(Case { economics: &economics, ..*case })
            }
            Supposition::DegradationYearFraction => {
                economics.degradation_year_fraction = Some(value);
                self.again(Case { economics: &economics, ..*case })
            }
        }
    }

    /// Bills anew with other economics.
    fn again(&self, case: Case<'_>) -> Result<EndFigures, Error> {
        let billed = bill_years(&case, self.study.hours(), case.economics.years(), 0)?;
        self.figures(case, None, &billed, self.study.annual_generation_kwh())
    }

    fn figures(
        &self,
        case: Case<'_>,
        capex: Option<&[Capex]>,
        billed: &BilledYears,
        annual_generation_kwh: f64,
    ) -> Result<EndFigures, Error> {
        let yearly = super::yearly_savings(billed)?;
        let anew = capex.map(|capex| super::money::pay(capex, case.financing, case.economics.years())).transpose()?;
        let paid = anew.as_ref().unwrap_or(&self.study.paid);
        let (worth, _) = paid.worth(&yearly, annual_generation_kwh, case.economics)?;
        Ok(EndFigures {
            npv_brl: worth.npv_brl,
            irr_year_effective: worth.equity_irr_year_effective,
            payback_years: worth.payback_simple_years,
        })
    }
}

/// Energy times a factor, rounded half to even to 1 mWh.
fn scale(milli: &[i64], factor: f64) -> Vec<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "energy of an hour is far below 2^53 units")]
    let scaled = |energy: &i64| (*energy as f64 * factor).round_ties_even() as i64;
    milli.iter().map(scaled).collect()
}
