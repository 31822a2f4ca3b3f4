//! Values of a discounted sum from the exact flows, with 57 digits.

use super::series::Series;
use crate::financing::real::Real;
use crate::math;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// The exact flows of a series, read when they are needed for the first time.
pub(in crate::financing) struct Certificate<'a> {
    series: &'a Series<'a>,
    flows: Option<Flows>,
}

/// Whole units of the smallest decimal of all flows.
struct Flows {
    units: Vec<i128>,
    sum_is_zero: bool,
}

impl<'a> Certificate<'a> {
    pub fn new(series: &'a Series<'a>) -> Certificate<'a> {
        Certificate { series, flows: None }
    }

    fn flows(&mut self) -> Option<&Flows> {
        if self.flows.is_none() {
            let decimals = self.series.decimals()?;
            let scale = decimals.iter().map(|amount| amount.normalize().scale()).max().unwrap_or(0);
            let units = |amount: &Decimal| {
                let amount = amount.normalize();
                amount.mantissa().checked_mul(10_i128.checked_pow(scale - amount.scale())?)
            };
            let units: Vec<i128> = decimals.iter().map(units).collect::<Option<_>>()?;
            let sum = units.iter().try_fold(0_i128, |sum, units| sum.checked_add(*units));
            self.flows = Some(Flows { units, sum_is_zero: sum == Some(0) });
        }
        self.flows.as_ref()
    }

    /// Whether the flows add up to nothing.
    pub fn sum_is_zero(&mut self) -> bool {
        self.flows().is_some_and(|flows| flows.sum_is_zero)
    }

    /// `Σ u / Σ |u|` at a continuous rate.
    pub fn value(&mut self, s: f64) -> Option<f64> {
        self.value_at_growth(math::exp(s))
    }

    /// `Σ u / Σ |u|` at a growth of one unit of time; none if a flow is no decimal.
    pub fn value_at_growth(&mut self, growth: f64) -> Option<f64> {
        self.ratio(Real::from_f64(growth))
    }

    /// The same for an exact growth.
    pub fn ratio(&mut self, growth: Real) -> Option<f64> {
        let (positive, negative) = self.blocks(growth)?;
        let size = positive.plus(negative);
        if size.is_zero() {
            return Some(0.0);
        }
        let ratio = positive.minus(negative).divide(size).to_f64();
        Some(if positive.compare(negative) == Ordering::Less { -ratio } else { ratio })
    }

    /// Which of the discounted gains and losses is larger.
    pub fn compare(&mut self, growth: Real) -> Option<Ordering> {
        self.blocks(growth).map(|(positive, negative)| positive.compare(negative))
    }

    /// Discounted gains and losses.
    fn blocks(&mut self, growth: Real) -> Option<(Real, Real)> {
        let per_unit = self.series.per_unit as u32;
        let discount = growth.root(per_unit).reciprocal();
        let ticks = &self.series.ticks;
        let flows = self.flows.as_ref().map(|_| ()).or_else(|| self.flows().map(|_| ()));
        flows?;
        let units = &self.flows.as_ref()?.units;
        let (mut positive, mut negative) = (Real::ZERO, Real::ZERO);
        let mut known: Vec<(u32, Real)> = Vec::new();
        let mut later: Option<u32> = None;
        // Horner's rule from the last flow to the first.
        for (units, tick) in units.iter().zip(ticks).rev() {
            let gap = later.map_or(0, |later| later - tick);
            if gap > 0 {
                let step = match known.iter().find(|(length, _)| *length == gap) {
                    Some((_, step)) => *step,
                    None => {
                        let step = discount.power(gap);
                        known.push((gap, step));
                        step
                    }
                };
                positive = positive.times(step);
                negative = negative.times(step);
            }
            later = Some(*tick);
            let size = Real::from_integer(units.unsigned_abs());
            if *units > 0 {
                positive = positive.plus(size);
            } else {
                negative = negative.plus(size);
            }
        }
        Some((positive, negative))
    }
}
