//! Interest of a period: exact where the factor is a decimal or a fraction, else by a factor of 57 digits.

use super::check::Contract;
use super::terms::Accrual;
use crate::calendar::Date;
use crate::financing::real::Real;
use crate::issue::{Code, Error, Issue};
use crate::money::Rounding;

/// Units of `10^-12` in one.
const UNITS: u64 = 1_000_000_000_000;

/// Computes the interest of periods of a contract.
pub(in crate::financing) struct Accruals {
    kind: Kind,
    rounding: Rounding,
}

enum Kind {
    Monthly { units: u64, growth: Real },
    Simple { units: u64, year: u32, thirties: bool },
    Compound(Compound),
}

struct Compound {
    count: fn(Date, Date) -> Result<i64, Error>,
    /// Growth of one day.
    day: Real,
    /// Factors by number of days, so that each is computed once.
    known: Vec<(u32, Factor)>,
}

/// What a period does to a balance.
#[derive(Debug, Clone, Copy)]
struct Factor {
    interest: Real,
    discount: Real,
}

impl Accruals {
    pub fn new(contract: &Contract) -> Accruals {
        let growth = Real::one_plus(contract.rate);
        let units = contract.rate_units;
        let compound = |count, parts| Kind::Compound(Compound { count, day: growth.root(parts), known: Vec::new() });
        let kind = match contract.accrual {
            Accrual::Monthly => Kind::Monthly { units, growth },
            Accrual::CompoundAct30 => compound(real_days, 30),
            Accrual::Compound30e30 => compound(days_of_thirty, 30),
            Accrual::CompoundAct365 => compound(real_days, 365),
            Accrual::CompoundBus252 => compound(business_days, 252),
            Accrual::SimpleAct365 => Kind::Simple { units, year: 365, thirties: false },
            Accrual::SimpleAct360 => Kind::Simple { units, year: 360, thirties: false },
            Accrual::Simple30e360 => Kind::Simple { units, year: 360, thirties: true },
        };
        Accruals { kind, rounding: contract.rounding }
    }

    /// The days of a period as the accrual counts them; none for whole months.
    ///
    /// # Errors
    /// Those of the calendar.
    pub fn days(&self, from: Date, to: Date) -> Result<u32, Error> {
        let days = match &self.kind {
            Kind::Monthly { .. } => return Ok(0),
            Kind::Simple { thirties: true, .. } => days_of_thirty(from, to)?,
            Kind::Simple { .. } => real_days(from, to)?,
            Kind::Compound(compound) => (compound.count)(from, to)?,
        };
        // A payment may be moved before the start of its period: no time has passed then.
        Ok(u32::try_from(days).unwrap_or(0))
    }

    /// Interest in cents.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn interest(&mut self, balance: i64, days: u32) -> Result<i64, Error> {
        let size = balance.unsigned_abs();
        let interest = match &mut self.kind {
            Kind::Monthly { units, .. } => monthly_interest(size, *units, self.rounding),
            Kind::Simple { units, year, .. } => {
                let amount = i128::from(size).checked_mul((*units).into());
                let amount = amount.and_then(|amount| amount.checked_mul(days.into()));
                let parts = i128::from(UNITS) * i128::from(*year);
                amount.and_then(|amount| i64::try_from(self.rounding.divide(amount, parts)).ok())
            }
            Kind::Compound(compound) => {
                let amount = compound.factor(days).interest.times_integer(size);
                amount.round(self.rounding).and_then(|amount| i64::try_from(amount).ok())
            }
        };
        interest.ok_or_else(|| Issue::error(Code::OVERFLOW).into())
    }

    /// One through the growth of a period.
    pub fn discount(&mut self, days: u32) -> Real {
        match &mut self.kind {
            Kind::Monthly { growth, .. } => growth.reciprocal(),
            Kind::Simple { units, year, .. } => {
                let whole = u128::from(UNITS) * u128::from(*year);
                let grown = whole + u128::from(*units) * u128::from(days);
                Real::from_integer(whole).divide(Real::from_integer(grown))
            }
            Kind::Compound(compound) => compound.factor(days).discount,
        }
    }
}

impl Compound {
    fn factor(&mut self, days: u32) -> Factor {
        if let Some((_, factor)) = self.known.iter().find(|(known, _)| *known == days) {
            return *factor;
        }
        let growth = self.day.power(days);
        let factor = Factor { interest: growth.minus(Real::ONE), discount: growth.reciprocal() };
        self.known.push((days, factor));
        factor
    }
}

/// `round(balance × units / 10^12)`: one multiplication, and a division by a constant in two words.
pub(in crate::financing) fn monthly_interest(balance: u64, units: u64, rounding: Rounding) -> Option<i64> {
    const HALF: u64 = UNITS / 2;
    let amount = u128::from(balance) * u128::from(units);
    let (quotient, rest) = if amount < u128::from(u64::MAX) {
        let amount = amount as u64;
        (amount / UNITS, amount % UNITS)
    } else {
        let quotient = u64::try_from(amount / u128::from(UNITS)).ok()?;
        (quotient, (amount % u128::from(UNITS)) as u64)
    };
    let raise = match rounding {
        Rounding::HalfUp => rest >= HALF,
        Rounding::HalfEven => rest > HALF || rest == HALF && quotient & 1 == 1,
        Rounding::Down | Rounding::Floor => false,
        Rounding::Up | Rounding::Ceil => rest > 0,
    };
    i64::try_from(quotient).ok()?.checked_add(raise.into())
}

fn real_days(from: Date, to: Date) -> Result<i64, Error> {
    Ok(from.days_until(to))
}

/// Days of months of 30, by 30E: the 31st counts as the 30th.
fn days_of_thirty(from: Date, to: Date) -> Result<i64, Error> {
    let days =
        |date: Date| i64::from(date.year()) * 360 + i64::from(date.month_number()) * 30 + i64::from(date.day().min(30));
    Ok(days(to) - days(from))
}

fn business_days(from: Date, to: Date) -> Result<i64, Error> {
    let _ = (from, to);
    Err(Issue::error(Code::BAD_CONVENTION).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn monthly_interest_is_the_rounded_product(
            balance in 0..=i64::MAX as u64,
            units in 0..=10 * UNITS,
            rule in prop::sample::select(vec![Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up]),
        ) {
            let exact = rule.divide(i128::from(balance) * i128::from(units), UNITS.into());
            prop_assert_eq!(monthly_interest(balance, units, rule), i64::try_from(exact).ok());
        }
    }
}
