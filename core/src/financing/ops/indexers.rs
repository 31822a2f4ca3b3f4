//! Factors of indexers.

use crate::Answer;
use crate::financing::indexers::{self, IndexPart};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most daily rates, or months, of one request.
const MOST: usize = 20_000;

fn check_percent(percent: Dec, place: impl Into<Pointer>, problems: &mut Problems) {
    let fits = percent.get() > Decimal::NEGATIVE_ONE * Decimal::ONE_HUNDRED && percent.get() <= Decimal::from(1000);
    problems.require(fits, || Issue::error(Code::RATE_OUT_OF_RANGE).at(place).with("min", -100).with("max", 1000));
}

fn check_count(count: usize, place: &'static str, problems: &mut Problems) {
    problems.require((1..=MOST).contains(&count), || {
        Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 1).with("max", MOST as i64)
    });
}

fn overflow() -> Error {
    Issue::error(Code::OVERFLOW).into()
}

fn units<const PLACES: u32>(units: i128) -> Result<Dec<PLACES>, Error> {
    Decimal::try_from_i128_with_scale(units, PLACES).map(Dec::from).map_err(|_| overflow())
}

/// Daily rates of an index.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DailyIndexFactorRequest {
    /// Rate of each business day in percent a year of 252 business days (DI, CDI or Selic), above -100.
    pub index_year_pct: Vec<Dec>,
    /// Part of the index that the contract pays, in percent, above 0 and up to 1000; default 100.
    pub share_pct: Option<Dec>,
    /// Spread in percent a year of 252 business days, above -100; default none.
    pub spread_year_pct: Option<Dec>,
}

/// Factors of an index over a span of days.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DailyIndexFactor {
    /// Of the index, 8 decimals.
    pub index_factor: Dec<8>,
    /// Of the spread, 9 decimals; null without one.
    pub spread_factor: Option<Dec<9>>,
    /// Of both, 9 decimals. Interest is the balance times this less one.
    pub factor: Dec<9>,
}

/// Compute the factor of a daily index (CDI, Selic) over business days with the truncations of B3.
///
/// `TDI = (1 + DI / 100)^(1 / 252) − 1` with 8 decimals half-up; `1 + TDI p` and every product truncated to 16 decimals; the result
/// half-up to 8. The spread `(1 + s / 100)^(n / 252)` and the product of both are half-up to 9.
///
/// # Errors
/// `RATE_OUT_OF_RANGE`; `OUT_OF_RANGE` for the number of days; `OVERFLOW`.
pub fn daily_index_factor(request: DailyIndexFactorRequest) -> Result<Answer<DailyIndexFactor>, Error> {
    let mut problems = Problems::new();
    check_count(request.index_year_pct.len(), "/index_year_pct", &mut problems);
    for (index, percent) in request.index_year_pct.iter().enumerate() {
        check_percent(*percent, Pointer::from("/index_year_pct").index(index), &mut problems);
    }
    let share = request.share_pct.map_or(Decimal::ONE_HUNDRED, Dec::get);
    problems.require(share > Decimal::ZERO && share <= Decimal::from(1000), || {
        Issue::error(Code::RATE_OUT_OF_RANGE).at("/share_pct").with("min", 0).with("max", 1000)
    });
    if let Some(spread) = request.spread_year_pct {
        check_percent(spread, "/spread_year_pct", &mut problems);
    }
    problems.finish()?;
    let percents: Vec<Decimal> = request.index_year_pct.iter().map(|percent| percent.get()).collect();
    let factors = indexers::daily_factors(&percents, share, request.spread_year_pct.map(Dec::get));
    let factors = factors.ok_or_else(overflow)?;
    Ok(Answer::new(DailyIndexFactor {
        index_factor: units(factors.index)?,
        spread_factor: factors.spread.map(units).transpose()?,
        factor: units(factors.whole)?,
    }))
}

/// A month of a price index.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceIndexMonth {
    /// Change of the index in percent, above -100.
    pub index_month_pct: Dec,
    /// Business days of the month that have passed (*dup*), up to `total_days`.
    pub elapsed_days: u32,
    /// Business days of the month (*dut*), 1 to 31.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 31)))]
    pub total_days: u32,
}

/// Months of a price index.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceIndexFactorRequest {
    /// The months, from anniversary to anniversary.
    pub months: Vec<PriceIndexMonth>,
    /// Decimals to which the factor is truncated, 2 to 12; default 8.
    #[cfg_attr(feature = "schema", schemars(range(min = 2, max = 12)))]
    pub places: Option<u32>,
}

/// The factor of a price index.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PriceIndexFactor {
    /// The factor, truncated.
    pub factor: Dec,
}

/// Compute the factor of a price index (IPCA) over whole and broken months: `Π (1 + index)^(elapsed / total)`, truncated at the end.
///
/// # Errors
/// `RATE_OUT_OF_RANGE`; `OUT_OF_RANGE` for days, decimals or the number of months; `OVERFLOW`.
pub fn price_index_factor(request: PriceIndexFactorRequest) -> Result<Answer<PriceIndexFactor>, Error> {
    let mut problems = Problems::new();
    check_count(request.months.len(), "/months", &mut problems);
    for (index, month) in request.months.iter().enumerate() {
        let place = Pointer::from("/months").index(index);
        check_percent(month.index_month_pct, place.clone().field("index_month_pct"), &mut problems);
        let whole = (1..=31).contains(&month.total_days);
        problems.require(whole, || {
            Issue::error(Code::OUT_OF_RANGE).at(place.clone().field("total_days")).with("min", 1).with("max", 31)
        });
        problems.require(month.elapsed_days <= month.total_days, || {
            Issue::error(Code::OUT_OF_RANGE)
                .at(place.field("elapsed_days"))
                .with("min", 0)
                .with("max", month.total_days)
        });
    }
    let places = request.places.unwrap_or(8);
    problems.require((2..=12).contains(&places), || {
        Issue::error(Code::OUT_OF_RANGE).at("/places").with("min", 2).with("max", 12)
    });
    problems.finish()?;
    let part = |month: &PriceIndexMonth| IndexPart {
        percent: month.index_month_pct.get(),
        passed: month.elapsed_days,
        total: month.total_days,
    };
    let parts: Vec<IndexPart> = request.months.iter().map(part).collect();
    let factor = indexers::price_factor(&parts, places).ok_or_else(overflow)?;
    let factor = Decimal::try_from_i128_with_scale(factor, places).map_err(|_| overflow())?;
    Ok(Answer::new(PriceIndexFactor { factor: factor.into() }))
}

/// The factors of the month before.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LegalDefaultRateRequest {
    /// Factor of Selic in the month before (SGS 29541), above 0 and up to 10, 8 decimals.
    pub selic_factor: Dec<8>,
    /// Factor of IPCA-15 in the month before (SGS 29542), above 0 and up to 10, 8 decimals.
    pub ipca15_factor: Dec<8>,
}

/// The legal default rate of a month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LegalDefaultRate {
    /// Percent a month, simple, 6 decimals half-even; never below zero.
    pub rate_month_pct: Dec<6>,
}

/// Compute the legal default rate (*Taxa Legal*) of a month: Selic less inflation, in percent (Código Civil, art. 406, Lei 14.905/2024).
///
/// `max(0, (Selic / IPCA-15 − 1) × 100)`, 6 decimals by ABNT NBR 5891 (Resolução CMN 5.171/2024, art. 2). Months add up, days are pro rata.
///
/// # Errors
/// `OUT_OF_RANGE` for a factor of zero or less, or above 10.
pub fn legal_default_rate(request: LegalDefaultRateRequest) -> Result<Answer<LegalDefaultRate>, Error> {
    let mut problems = Problems::new();
    for (place, factor) in [("/selic_factor", request.selic_factor), ("/ipca15_factor", request.ipca15_factor)] {
        problems.require(factor.get() > Decimal::ZERO && factor.get() <= Decimal::TEN, || {
            Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", 10)
        });
    }
    problems.finish()?;
    let rate = indexers::legal_rate(request.selic_factor.get(), request.ipca15_factor.get()).ok_or_else(overflow)?;
    Ok(Answer::new(LegalDefaultRate { rate_month_pct: units(rate)? }))
}
