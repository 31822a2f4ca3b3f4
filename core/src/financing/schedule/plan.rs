//! The regular payment of each system, before the rule of the last installment.

use super::check::Contract;
use super::terms::{Accrual, System};
use crate::financing::real::Real;
use crate::issue::{Code, Error, Issue};
use rust_decimal::Decimal;

const UNITS: u64 = 1_000_000_000_000;

/// What the installments after the grace pay.
pub(super) enum Plan {
    /// Unrounded payment for a weight of one, and the same rounded.
    Price { unit: Real, regular: i64 },
    /// Amortisation of each installment.
    Sac(i64),
    /// Half of the Price payment, and the divisor of the other half.
    Sam { half_price: Real, share: Real, base: i64 },
    /// Interest only.
    American,
    /// Payment until the next recalculation.
    Sacre(i64),
}

impl Plan {
    /// The plan for a base in cents that `count` installments amortise, each with its discount factor to the end of the grace.
    ///
    /// # Errors
    /// `BALLOONS_EXCEED_PRINCIPAL`, `INSTALLMENT_TOO_SMALL`, `OVERFLOW`.
    pub fn new(
        contract: &Contract,
        base: i64,
        count: u32,
        factors: impl Iterator<Item = Result<Real, Error>>,
    ) -> Result<Plan, Error> {
        match contract.system {
            System::Price => {
                let unit = price(contract, base, count, factors)?;
                let regular = unit.round(contract.rounding).and_then(|cents| i64::try_from(cents).ok());
                Ok(Plan::Price { unit, regular: regular.ok_or_else(overflow)? })
            }
            System::Sac => match i64::try_from(contract.rounding.divide(base.into(), count.into())) {
                Ok(0) => Err(Issue::error(Code::INSTALLMENT_TOO_SMALL).into()),
                Ok(amortisation) => Ok(Plan::Sac(amortisation)),
                Err(_) => Err(overflow()),
            },
            System::Sam => {
                let half = Real::from_integer(2).reciprocal();
                let half_price = price(contract, base, count, factors)?.times(half);
                let share = Real::from_integer(u128::from(count) * u128::from(2 * UNITS)).reciprocal();
                Ok(Plan::Sam { half_price, share, base })
            }
            System::American => Ok(Plan::American),
            System::Sacre => Ok(Plan::Sacre(0)),
        }
    }

    /// The rounded payment `index` (0, 1, ..) of `count`, balloon included; none where the amortisation is fixed instead.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn payment(
        &mut self,
        contract: &Contract,
        index: u32,
        count: u32,
        balance: i64,
        balloon: i64,
    ) -> Result<Option<i64>, Error> {
        let round = |amount: Real| {
            amount.round(contract.rounding).and_then(|cents| i64::try_from(cents).ok()).ok_or_else(overflow)
        };
        let payment = match self {
            Plan::Price { unit, regular } => {
                let weight = contract.weights.get(usize::try_from(index).unwrap_or(usize::MAX));
                let payment = match weight {
                    None => *regular,
                    Some(weight) => round(unit.times(Real::from_decimal(*weight)))?,
                };
                payment.checked_add(balloon).ok_or_else(overflow)?
            }
            Plan::Sam { half_price, share, base } => {
                // base / m and the interest on what SAC would still owe.
                let rate = u128::from(UNITS) + u128::from(contract.rate_units) * u128::from(count - index);
                let sac = u128::from(base.unsigned_abs()) * rate;
                round(half_price.plus(share.times(Real::from_integer(sac))))?
            }
            Plan::Sacre(payment) => {
                if index.is_multiple_of(contract.recalc_every) {
                    let left = i128::from(count - index);
                    let amount = i128::from(balance) * (i128::from(UNITS) + i128::from(contract.rate_units) * left);
                    let cents = contract.rounding.divide(amount, i128::from(UNITS) * left);
                    *payment = i64::try_from(cents).map_err(|_| overflow())?;
                }
                *payment
            }
            Plan::Sac(_) | Plan::American => return Ok(None),
        };
        Ok(Some(payment))
    }

    /// The amortisation of a system without payments of its own.
    pub fn fixed_amortisation(&self) -> i64 {
        match self {
            Plan::Sac(amortisation) => *amortisation,
            _ => 0,
        }
    }

    /// The amount that the schedule calls regular.
    pub fn regular(&self) -> Option<i64> {
        match self {
            Plan::Price { regular, .. } => Some(*regular),
            Plan::Sac(amortisation) => Some(*amortisation),
            _ => None,
        }
    }
}

/// The Price payment of a balance of one over a number of months: `i / (1 − v^m)`, from the growth of all of them.
pub(in crate::financing) fn monthly_payment(rate: Decimal, count: u32) -> Real {
    if rate.is_zero() {
        return Real::from_integer(count.into()).reciprocal();
    }
    let grown = Real::one_plus(rate).power(count);
    Real::from_decimal(rate).times(grown).divide(grown.minus(Real::ONE))
}

/// The unrounded Price payment for a weight of one.
fn price(
    contract: &Contract,
    base: i64,
    count: u32,
    factors: impl Iterator<Item = Result<Real, Error>>,
) -> Result<Real, Error> {
    let base = Real::from_integer(base.unsigned_abs().into());
    let plain = contract.weights.is_empty() && contract.balloons.is_empty();
    if plain && contract.accrual == Accrual::Monthly {
        return Ok(base.times(monthly_payment(contract.rate, count)));
    }
    let (mut factor, mut weighted, mut balloons) = (Real::ONE, Real::ZERO, Real::ZERO);
    let mut weights = contract.weights.iter();
    let mut amounts = contract.balloons.iter().peekable();
    for (number, discount) in (contract.grace + 1..).zip(factors) {
        factor = factor.times(discount?);
        let part = match weights.next() {
            None => factor,
            Some(weight) => factor.times(Real::from_decimal(*weight)),
        };
        weighted = weighted.plus(part);
        if let Some((_, amount)) = amounts.next_if(|(place, _)| *place == number) {
            balloons = balloons.plus(factor.times_integer(amount.unsigned_abs()));
        }
    }
    if balloons.compare(base).is_ge() {
        return Err(Issue::error(Code::BALLOONS_EXCEED_PRINCIPAL).at("/balloons").into());
    }
    Ok(base.minus(balloons).divide(weighted))
}

pub(super) fn overflow() -> Error {
    Issue::error(Code::OVERFLOW).into()
}
