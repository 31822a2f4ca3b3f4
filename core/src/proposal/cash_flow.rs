//! Yearly cash flow in whole cents: savings less operation and installments.

use super::request::Economics;
use crate::financing::Schedule;
use crate::issue::{Code, Error, Issue};
use crate::money::{Currency, Money, Rounding};
use rust_decimal::Decimal;
use serde::Serialize;

/// One year of the cash flow; year 0 is the day of the investment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CashYear {
    /// The year.
    pub year: u32,
    /// Saved on bills.
    pub saving_brl: Money,
    /// Operation and maintenance.
    pub opex_brl: Money,
    /// Installments of the loan.
    pub installments_brl: Money,
    /// Saving less operation and installments; in year 0 minus what is paid at once.
    pub net_brl: Money,
    /// Sum of all years so far.
    pub cumulative_brl: Money,
}

/// What the cash flow says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Indicators {
    /// Years until the sum is no longer negative and stays so, within a year in proportion; null if that never happens.
    pub payback_simple_years: Option<f64>,
    /// Saved on bills over all years.
    pub total_saving_brl: Money,
    /// Sum of the whole cash flow.
    pub total_net_brl: Money,
}

/// Most years of a cash flow.
const MOST_YEARS: u32 = 40;

/// The years from 0 on.
///
/// # Errors
/// `OUT_OF_RANGE` for the number of years or a rate of -100 % or less, `OVERFLOW`.
pub(super) fn cash_flow(
    paid_at_once: Money,
    first_saving: Money,
    loan: Option<&Schedule>,
    economics: &Economics,
) -> Result<Vec<CashYear>, Error> {
    let years = economics.years.unwrap_or(25);
    if !(1..=MOST_YEARS).contains(&years) {
        return Err(Issue::error(Code::OUT_OF_RANGE)
            .at("/economics/years")
            .with("min", 1)
            .with("max", MOST_YEARS)
            .into());
    }
    let growth = factor(
        economics.tariff_growth_year_effective.map(|rate| rate.get()),
        "/economics/tariff_growth_year_effective",
    )?;
    let ageing = economics.degradation_year_fraction.map_or(Decimal::new(5, 3), |fraction| fraction.get());
    let ageing = factor(Some(-ageing), "/economics/degradation_year_fraction")?;
    let opex_growth =
        factor(economics.opex_growth_year_effective.map(|rate| rate.get()), "/economics/opex_growth_year_effective")?;
    let mut saving = first_saving.amount();
    let mut opex = economics.opex_year_brl.unwrap_or(Money::ZERO).amount();
    let start = Money::ZERO.checked_sub(paid_at_once)?;
    let mut rows = vec![CashYear {
        year: 0,
        saving_brl: Money::ZERO,
        opex_brl: Money::ZERO,
        installments_brl: Money::ZERO,
        net_brl: start,
        cumulative_brl: start,
    }];
    let mut cumulative = start;
    for year in 1..=years {
        let saving_brl = Money::rounded(saving, Currency::Brl, Rounding::HalfEven)?;
        let opex_brl = Money::rounded(opex, Currency::Brl, Rounding::HalfEven)?;
        let installments_brl = installments(loan, year)?;
        let net_brl = saving_brl.checked_sub(opex_brl)?.checked_sub(installments_brl)?;
        cumulative = cumulative.checked_add(net_brl)?;
        rows.push(CashYear { year, saving_brl, opex_brl, installments_brl, net_brl, cumulative_brl: cumulative });
        saving = times(times(saving, growth)?, ageing)?;
        opex = times(opex, opex_growth)?;
    }
    Ok(rows)
}

/// One plus a rate, which must be above -100 % and at most 1000 %.
fn factor(rate: Option<Decimal>, place: &'static str) -> Result<Decimal, Error> {
    let rate = rate.unwrap_or_default();
    if rate <= Decimal::NEGATIVE_ONE || rate > Decimal::TEN {
        return Err(Issue::error(Code::OUT_OF_RANGE).at(place).with("min", -1).with("max", 10).into());
    }
    Ok(Decimal::ONE + rate)
}

/// A product kept to 12 decimals, so that many years stay exact enough to round cents.
fn times(a: Decimal, b: Decimal) -> Result<Decimal, Error> {
    let product = a.checked_mul(b).ok_or_else(|| Issue::error(Code::OVERFLOW))?;
    Ok(Rounding::HalfEven.round(product, 12))
}

/// Installments of a year of the loan, by their number.
fn installments(loan: Option<&Schedule>, year: u32) -> Result<Money, Error> {
    let rows = loan.map(|schedule| schedule.rows.as_slice()).unwrap_or_default();
    let of_year = rows.iter().filter(|row| row.number.div_ceil(12) == year);
    Money::total(of_year.map(|row| row.installment_brl))
}

/// What the rows say.
///
/// # Errors
/// `OVERFLOW`.
pub(super) fn indicators(rows: &[CashYear]) -> Result<Indicators, Error> {
    let last_negative = rows.iter().rposition(|row| row.cumulative_brl.minor() < 0);
    let payback_simple_years = match last_negative {
        None => Some(0.0),
        Some(position) => rows.get(position).zip(rows.get(position + 1)).map(|(before, after)| {
            #[expect(clippy::cast_precision_loss, reason = "a share of a year for people")]
            let share = -before.cumulative_brl.minor() as f64 / after.net_brl.minor() as f64;
            f64::from(before.year) + share
        }),
    };
    Ok(Indicators {
        payback_simple_years,
        total_saving_brl: Money::total(rows.iter().map(|row| row.saving_brl))?,
        total_net_brl: rows.last().map_or(Money::ZERO, |row| row.cumulative_brl),
    })
}
