//! IOF on credit (Decreto 6.306/2007, art. 7): daily rate on each amortisation, additional rate on the principal.

use super::schedule::Schedule;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue};
use crate::money::{Exact, Money, Rounding};
use rust_decimal::Decimal;

/// Days for which the daily rate runs at the most (art. 7, § 1).
const MOST_DAYS: i64 = 365;

/// Where the tax is rounded to cents; practice differs between lenders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IofMode {
    /// Once, the whole; `daily_brl` and `additional_brl` are rounded for display and may differ from it by a cent.
    #[default]
    Total,
    /// The sum of the daily parts and the additional part apart.
    Components,
    /// Each daily part, and the additional part once.
    PerInstallment,
    /// Daily and additional part of each installment together; there is no split.
    PerRow,
}

/// How the tax of a contract is computed.
#[derive(Debug, Clone, Copy)]
pub(super) struct IofRule {
    /// Rate a day, a fraction.
    pub daily: Decimal,
    /// Additional rate, a fraction.
    pub additional: Decimal,
    pub mode: IofMode,
    pub rounding: Rounding,
}

/// The tax on credit operations (*IOF*) of a loan.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Iof {
    /// The part that runs by days; null for `per_row`.
    pub daily_brl: Option<Money>,
    /// The part of the additional rate; null for `per_row`.
    pub additional_brl: Option<Money>,
    /// What is due.
    pub total_brl: Money,
}

/// An amortisation and the days after release at which it is due, at most 365.
struct Part {
    amortisation: i64,
    days: i64,
}

impl IofRule {
    /// The tax of a schedule, whose bases are scaled to add up to the released principal.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn of(&self, principal: i64, release: Date, schedule: &Schedule) -> Result<Iof, Error> {
        let parts: Vec<Part> = schedule
            .rows
            .iter()
            .map(|row| Part {
                amortisation: row.amortisation_brl.minor(),
                days: release.days_until(row.due_date).min(MOST_DAYS),
            })
            .collect();
        let base = Exact::from_minor(schedule.total_amortisation_brl.minor(), 0);
        let whole = |value: i64| Exact::from_minor(value, 0);
        let money = |numerator: Exact, denominator: &Exact| {
            let cents = numerator.divide(denominator, 0, self.rounding).and_then(|cents| i64::try_from(cents).ok());
            cents.map(Money::from_cents).ok_or_else(|| Error::from(Issue::error(Code::OVERFLOW)))
        };
        let (daily, additional) = (Exact::from(self.daily), Exact::from(self.additional));
        let one = whole(1);
        // Everything over the base, divided once, so that ties stay exact.
        let weighted = |part: &Part| whole(part.amortisation) * whole(part.days) * whole(principal);
        let daily_of = |part: &Part| weighted(part) * daily.clone();
        let daily_all = parts.iter().map(daily_of).fold(whole(0), |sum, part| sum + part);
        let additional_all = additional.clone() * whole(principal);
        match self.mode {
            IofMode::Total => {
                let total = money(daily_all.clone() + additional_all.clone() * base.clone(), &base)?;
                Ok(Iof {
                    daily_brl: Some(money(daily_all, &base)?),
                    additional_brl: Some(money(additional_all, &one)?),
                    total_brl: total,
                })
            }
            IofMode::Components | IofMode::PerInstallment => {
                let daily = match self.mode {
                    IofMode::Components => money(daily_all, &base)?,
                    _ => total(parts.iter().map(|part| money(daily_of(part), &base)))?,
                };
                let additional = money(additional_all, &one)?;
                let total_brl = daily.checked_add(additional)?;
                Ok(Iof { daily_brl: Some(daily), additional_brl: Some(additional), total_brl })
            }
            IofMode::PerRow => {
                let row = |part: &Part| {
                    let share = whole(part.amortisation) * whole(principal) * additional.clone();
                    money(daily_of(part) + share, &base)
                };
                Ok(Iof { daily_brl: None, additional_brl: None, total_brl: total(parts.iter().map(row))? })
            }
        }
    }
}

fn total(amounts: impl Iterator<Item = Result<Money, Error>>) -> Result<Money, Error> {
    amounts.into_iter().try_fold(Money::ZERO, |sum, amount| sum.checked_add(amount?))
}
