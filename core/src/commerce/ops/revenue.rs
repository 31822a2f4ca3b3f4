//! Revenue of delivered energy: kilowatt-hours times the tariff that is in force on the day.

use crate::Answer;
use crate::calendar::Date;
use crate::columns::{Columns, Form, Kind, OwnedColumn, Rows};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Dec, Exact, Money, Rounding, parse_decimal};
use crate::quantity::Id;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Energy of a customer on a day, with the tariff row that is said to be in force.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RevenueRow {
    /// The customer.
    pub customer: Id,
    /// The day.
    pub day: Date,
    /// Energy, zero or more.
    pub kwh: f64,
    /// The tariff.
    pub tariff_brl_kwh: Dec,
    /// First day of the tariff.
    pub tariff_valid_from: Option<Date>,
    /// First day after the tariff.
    pub tariff_valid_to: Option<Date>,
}

/// Where amounts are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RevenueRounding {
    /// Every row; a customer is the sum of rounded rows.
    Row,
    /// The exact sum of each customer.
    Customer,
}

/// Energy to value.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RevenueRequest {
    /// The rows.
    pub rows: Vec<RevenueRow>,
    /// Where amounts are rounded, half-even (ABNT NBR 5891).
    pub rounding_point: RevenueRounding,
}

/// Revenue of a customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerRevenue {
    /// The customer.
    pub customer: Id,
    /// The amount.
    pub amount_brl: Money,
}

/// Revenue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Revenue {
    /// The amount of each row; null if only customers are rounded.
    pub rows_brl: Option<Vec<Money>>,
    /// Customers by id.
    pub customers: Vec<CustomerRevenue>,
    /// Sum of the customers.
    pub total_brl: Money,
}

/// Value energy by customer: the daily revenue of kilowatt-hours times tariff.
///
/// # Errors
/// At rows: `OUT_OF_RANGE` for negative energy, `DECIMAL_RANGE` for energy with more than 12 decimals, `TARIFF_NOT_IN_FORCE`; `OVERFLOW`.
pub fn revenue(request: RevenueRequest) -> Result<Answer<Revenue>, Error> {
    let mut problems = Problems::new();
    let mut sums: BTreeMap<&Id, (Exact, Money)> = BTreeMap::new();
    let mut rounded = Vec::with_capacity(request.rows.len());
    for (index, row) in request.rows.iter().enumerate() {
        let place = Pointer::from("/rows").index(index);
        let validity = (row.tariff_valid_from, row.tariff_valid_to);
        let worth = worth(row.kwh, row.tariff_brl_kwh.get(), row.day, validity).map_err(|error| error.within(place));
        let Some(worth) = problems.take(worth) else { continue };
        let amount = Money::of_exact(&worth, Currency::Brl, Rounding::HalfEven)?;
        let (exact, sum) = sums.entry(&row.customer).or_insert_with(|| (Exact::from(0), Money::ZERO));
        *exact = exact.clone() + worth;
        *sum = sum.checked_add(amount)?;
        rounded.push(amount);
    }
    problems.finish()?;
    let by_row = request.rounding_point == RevenueRounding::Row;
    let customers = sums.into_iter().map(|(customer, (exact, sum))| {
        let amount = if by_row { Ok(sum) } else { Money::of_exact(&exact, Currency::Brl, Rounding::HalfEven) };
        amount.map(|amount_brl| CustomerRevenue { customer: customer.clone(), amount_brl })
    });
    let customers = customers.collect::<Result<Vec<CustomerRevenue>, Error>>()?;
    let total_brl = Money::total(customers.iter().map(|customer| customer.amount_brl))?;
    Ok(Answer::new(Revenue { rows_brl: by_row.then_some(rounded), customers, total_brl }))
}

/// Kilowatt-hours times tariff, exact: the energy is the shortest decimal of its float.
fn worth(kwh: f64, tariff: Decimal, day: Date, validity: (Option<Date>, Option<Date>)) -> Result<Exact, Error> {
    let mut problems = Problems::new();
    let range = || Issue::error(Code::OUT_OF_RANGE).at("/kwh").with("min", 0).with("max", 1e12);
    problems.require((0.0..=1e12).contains(&kwh), range);
    let (from, to) = validity;
    let in_force = from.is_none_or(|from| from <= day) && to.is_none_or(|to| day < to);
    problems.require(in_force, || Issue::error(Code::TARIFF_NOT_IN_FORCE).at("/tariff_valid_from"));
    problems.finish()?;
    let kwh = parse_decimal(&(kwh + 0.0).to_string(), 12).map_err(|error| error.within("/kwh"))?;
    Ok(Exact::from(kwh) * Exact::from(tariff))
}

/// A column form without parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoParameters {}

/// Column form of [`revenue`]: the rounded amount of each row in whole cents. The days of the tariff's validity may be null.
pub(crate) static REVENUE: Form<NoParameters> = Form {
    inputs: &[
        ("customer_id", Kind::Text),
        ("day", Kind::Text),
        ("kwh", Kind::F64),
        ("tariff_brl_kwh", Kind::Dec),
        ("tariff_valid_from", Kind::Text),
        ("tariff_valid_to", Kind::Text),
    ],
    outputs: &[("amount_centavos", Kind::I64), ("status", Kind::I32)],
    run: revenue_rows,
};

fn revenue_rows(_: NoParameters, columns: &Columns<'_>) -> Result<Rows, Error> {
    let mut cents = vec![0; columns.rows()];
    let mut errors = Vec::new();
    for (row, slot) in cents.iter_mut().enumerate() {
        match amount_of(columns, row) {
            Ok(amount) => *slot = amount.minor(),
            Err(error) => errors.push((row, error)),
        }
    }
    Ok(Rows { columns: vec![OwnedColumn::I64(cents)], errors, summary: None })
}

fn amount_of(columns: &Columns<'_>, row: usize) -> Result<Money, Error> {
    let missing = |place: &'static str| Error::from(Issue::error(Code::MISSING_FIELD).at(place));
    let date = |position: usize, place: &'static str| {
        let text = columns.at(position).and_then(|column| column.text(row));
        text.map(|text| Date::parse(text).map_err(|error| error.within(place))).transpose()
    };
    let day = date(1, "/day")?.ok_or_else(|| missing("/day"))?;
    let kwh = columns.at(2).and_then(|column| column.f64(row)).ok_or_else(|| missing("/kwh"))?;
    let (unscaled, scale) =
        columns.at(3).and_then(|column| column.dec(row)).ok_or_else(|| missing("/tariff_brl_kwh"))?;
    let tariff = Decimal::try_from_i128_with_scale(unscaled, scale.into());
    let tariff = tariff.map_err(|_| Issue::error(Code::DECIMAL_RANGE).at("/tariff_brl_kwh"))?;
    let validity = (date(4, "/tariff_valid_from")?, date(5, "/tariff_valid_to")?);
    Money::of_exact(&worth(kwh, tariff, day, validity)?, Currency::Brl, Rounding::HalfEven)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kwh: f64) -> RevenueRow {
        RevenueRow {
            customer: Id::try_from("c1".to_owned()).unwrap(),
            day: Date::parse("2026-11-01").unwrap(),
            kwh,
            tariff_brl_kwh: Decimal::new(72_580, 5).into(),
            tariff_valid_from: Some(Date::parse("2026-11-01").unwrap()),
            tariff_valid_to: Some(Date::parse("2026-11-02").unwrap()),
        }
    }

    #[test]
    fn rounds_rows_or_customers() {
        // 7.6209, 14.69745, 0: 7.62 + 14.70 + 0.00; the exact sum is 22.31835.
        for rounding_point in [RevenueRounding::Row, RevenueRounding::Customer] {
            let request = RevenueRequest { rows: [10.5, 20.25, 0.0].map(row).into(), rounding_point };
            assert_eq!(revenue(request).unwrap().value.total_brl.to_string(), "22.32");
        }
        // A third of a cent three times: nothing by rows, a cent by customer.
        let tiny = || RevenueRow { tariff_brl_kwh: Decimal::new(34, 4).into(), ..row(1.0) };
        let total = |rounding_point| {
            let rows = vec![tiny(), tiny(), tiny()];
            revenue(RevenueRequest { rows, rounding_point }).unwrap().value.total_brl.minor()
        };
        assert_eq!((total(RevenueRounding::Row), total(RevenueRounding::Customer)), (0, 1));
    }

    #[test]
    fn refuses_a_tariff_that_is_not_in_force() {
        let late = RevenueRow { day: Date::parse("2026-11-02").unwrap(), ..row(1.0) };
        let request = RevenueRequest { rows: vec![row(1.0), late], rounding_point: RevenueRounding::Row };
        let error = revenue(request).unwrap_err();
        assert_eq!((error.code(), error.path().as_str()), (Code::TARIFF_NOT_IN_FORCE, "/rows/1/tariff_valid_from"));
    }
}
