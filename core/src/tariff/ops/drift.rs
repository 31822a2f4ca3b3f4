//! The operation `tariff_drift`, for one price and for columns.

use crate::Answer;
use crate::columns::{Column, Columns, Form, Kind, OwnedColumn, Rows};
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::Dec;
use crate::tariff::exact::{Exact, QUOTIENT_PLACES, overflow};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Two prices of one tariff.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TariffDriftRequest {
    /// The price before, above 0.
    pub old_brl_kwh: Dec,
    /// The price now, 0 or more.
    pub new_brl_kwh: Dec,
    /// Largest relative change that is no drift, default 0.01.
    pub limit_fraction: Option<Dec>,
}

/// How far a tariff moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TariffDrift {
    /// Whether it moved by more than the limit; exactly the limit is no drift.
    pub alert: bool,
    /// The change as a fraction of the price before, rounded half to even to 12 decimals.
    pub change_fraction: Exact,
}

/// Tell whether a tariff moved by more than a limit.
///
/// # Errors
/// `OUT_OF_RANGE`, `OVERFLOW`.
pub fn tariff_drift(request: TariffDriftRequest) -> Result<Answer<TariffDrift>, Error> {
    let mut problems = Problems::new();
    let prices = problems.take(checked(request.old_brl_kwh.into(), request.new_brl_kwh.into()));
    let limit = problems.take(limit(request.limit_fraction));
    match (prices, limit) {
        (Some((old, new)), Some(limit)) => drift(old, new, limit).map(Answer::new),
        _ => Err(problems.into_error()),
    }
}

/// Largest change that is no drift.
fn limit(given: Option<Dec>) -> Result<Exact, Error> {
    let limit = given.map_or(Exact::new(1, 2), Exact::from);
    if limit.is_negative() { Err(out_of_range("/limit_fraction").into()) } else { Ok(limit) }
}

fn out_of_range(place: &'static str) -> Issue {
    Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", 1_000_000)
}

fn checked(old: Exact, new: Exact) -> Result<(Exact, Exact), Error> {
    let mut problems = Problems::new();
    problems.require(old.is_positive(), || out_of_range("/old_brl_kwh"));
    problems.require(!new.is_negative(), || out_of_range("/new_brl_kwh"));
    problems.finish().map(|()| (old, new))
}

fn drift(old: Exact, new: Exact, limit: Exact) -> Result<TariffDrift, Error> {
    let change = new.minus(old).ok_or_else(overflow)?;
    // Compared by products, so that exactly the limit is no drift.
    let alert = change.size() > limit.times(old).ok_or_else(overflow)?;
    Ok(TariffDrift { alert, change_fraction: change.over(old).ok_or_else(overflow)?.trimmed() })
}

/// What the rows of a batch share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shared {
    limit_fraction: Option<Dec>,
}

/// Column form of [`tariff_drift`]: two prices a row, `alert` is 1 or 0.
pub(crate) static TARIFF_DRIFT: Form<Shared> = Form {
    inputs: &[("old_brl_kwh", Kind::Dec), ("new_brl_kwh", Kind::Dec)],
    outputs: &[("alert", Kind::I64), ("change_fraction", Kind::Dec), ("status", Kind::I32)],
    run,
};

fn run(shared: Shared, columns: &Columns<'_>) -> Result<Rows, Error> {
    let limit = limit(shared.limit_fraction)?;
    let mut alerts = Vec::with_capacity(columns.rows());
    let mut changes = Vec::with_capacity(columns.rows());
    let mut errors = Vec::new();
    for row in 0..columns.rows() {
        let mut problems = Problems::new();
        let old = problems.take(price(columns.at(0), row, "/old_brl_kwh"));
        let new = problems.take(price(columns.at(1), row, "/new_brl_kwh"));
        let drifted = match (old, new) {
            (Some(old), Some(new)) => checked(old, new).and_then(|(old, new)| drift(old, new, limit)),
            _ => Err(problems.into_error()),
        };
        let units = |found: &TariffDrift| found.change_fraction.units_at(QUOTIENT_PLACES).unwrap_or(0);
        alerts.push(drifted.as_ref().map_or(0, |found| i64::from(found.alert)));
        changes.push(drifted.as_ref().map_or(0, units));
        errors.extend(drifted.err().map(|error| (row, error)));
    }
    let scale = u8::try_from(QUOTIENT_PLACES).unwrap_or(u8::MAX);
    let columns = vec![OwnedColumn::I64(alerts), OwnedColumn::Dec { unscaled: changes, scale }];
    Ok(Rows { columns, errors, summary: None })
}

/// A price of a row: at most 12 decimals, like a text.
fn price(column: Option<&Column<'_>>, row: usize, place: &'static str) -> Result<Exact, Error> {
    let given = column.filter(|column| column.is_valid(row)).and_then(|column| column.dec(row));
    let (unscaled, scale) = given.ok_or_else(|| Error::from(Issue::error(Code::MISSING_FIELD).at(place)))?;
    let price = Decimal::try_from_i128_with_scale(unscaled, scale.into()).ok().map(Exact::from);
    let price = price.filter(|price| price.units_at(QUOTIENT_PLACES).is_some());
    price.ok_or_else(|| Issue::error(Code::DECIMAL_RANGE).at(place).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_limit_is_no_drift() {
        // 0.72 to 0.7272 is 1 %; a unit more is above.
        let alert = |new: i128| drift(Exact::new(72, 2), Exact::new(new, 4), Exact::new(1, 2)).unwrap().alert;
        assert_eq!([7_272, 7_273, 7_128, 7_127].map(alert), [false, true, false, true]);
    }
}
