//! Excess reactive energy and demand from hourly records (tariff R-A-7; REN 1.000/2021, arts. 302 to 304).

use super::exact::Exact;
use super::moves::{Halt, fits};
use super::post::{ByPost, Post};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use serde::Deserialize;

/// Windows in which one kind of reactive energy counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReactiveWindow {
    /// The ordinary hours: inductive energy counts.
    Inductive,
    /// The six hours of the distributor between 23:30 and 06:30: capacitive energy counts.
    Capacitive,
}

/// One hour of the meter.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReactiveHour {
    /// Active energy, not negative.
    pub kwh: Dec<6>,
    /// Reactive energy: inductive above zero, capacitive below.
    pub kvarh: Dec<6>,
    /// Peak or off-peak, in both modalities.
    pub post: Post,
    /// The window that the hour is in.
    pub window: ReactiveWindow,
}

/// Reactive energy of a cycle with its prices, averaged over the cycle.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Reactive {
    /// Price of the energy: TE of subgroup B1 under a green flag.
    pub energy_brl_kwh: Dec,
    /// Price of the demand: the off-peak demand of the blue modality.
    pub demand_brl_kw: Dec,
    /// The hours, in any order.
    pub hours: Vec<ReactiveHour>,
}

/// Excess of one post: energy, and the largest power whose active part at the reference factor exceeds the measured one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Excess {
    pub energy: Exact,
    pub power: Exact,
}

/// Decimals of an apparent energy.
const ROOT_PLACES: u32 = 9;

/// `sqrt(p² + q²)` rounded half to even to 9 decimals; both have at most 9.
fn apparent(p: Exact, q: Exact) -> Option<Exact> {
    let square = |side: Exact| {
        let units = side.units_at(ROOT_PLACES)?.unsigned_abs();
        units.checked_mul(units)
    };
    let sum = square(p)?.checked_add(square(q)?)?;
    let root = sum.isqrt();
    // A tie cannot happen: (root + 1/2)² is no whole number.
    let nearest = if sum - root * root > root { root + 1 } else { root };
    Some(Exact::new(i128::try_from(nearest).ok()?, ROOT_PLACES))
}

impl Reactive {
    /// Checks the hours, seen from a request in which this stands at `place`.
    ///
    /// # Errors
    /// `OUT_OF_RANGE`, `POSTO_MISMATCH`.
    pub(crate) fn check(&self, place: &Pointer) -> Result<(), Error> {
        let mut problems = Problems::new();
        for (name, rate) in [("energy_brl_kwh", self.energy_brl_kwh), ("demand_brl_kw", self.demand_brl_kw)] {
            let rate = Exact::from(rate);
            problems.require(!rate.is_negative() && super::prorate::in_range(rate).is_some(), || {
                Issue::error(Code::OUT_OF_RANGE).at(place.field(name)).with("min", 0).with("max", 1_000_000)
            });
        }
        for (index, hour) in self.hours.iter().enumerate() {
            let place = |field: &str| place.field("hours").index(index).field(field);
            problems.require(!Exact::from(hour.kwh).is_negative(), || {
                Issue::error(Code::NEGATIVE_CONSUMPTION).at(place("kwh"))
            });
            problems
                .require(Post::GROUP_A.contains(&hour.post), || Issue::error(Code::POSTO_MISMATCH).at(place("post")));
        }
        problems.finish()
    }

    /// The excess by post, of energies multiplied by the loss of a meter on the secondary side.
    pub(crate) fn excess(&self, metered: Exact) -> Result<ByPost<Excess>, Halt> {
        let mut found: ByPost<Excess> = ByPost::default();
        for hour in &self.hours {
            let kvarh = Exact::from(hour.kvarh);
            let counts = match hour.window {
                ReactiveWindow::Inductive => kvarh.is_positive(),
                ReactiveWindow::Capacitive => kvarh.is_negative(),
            };
            if !counts {
                continue;
            }
            let (p, q) = fits(Exact::from(hour.kwh).times(metered).zip(kvarh.times(metered)))?;
            let reference = fits(apparent(p, q).and_then(|s| s.times(Exact::new(92, 2))))?;
            let energy = fits(reference.minus(p))?;
            if energy.is_positive() {
                let none = Excess { energy: Exact::ZERO, power: Exact::ZERO };
                let sum = found.slot(hour.post).get_or_insert(none);
                *sum = Excess { energy: fits(sum.energy.plus(energy))?, power: sum.power.max(reference) };
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_rounded_once() {
        // 3-4-5, and sqrt(2) = 1.414213562 373...
        assert_eq!(apparent(Exact::new(3, 0), Exact::new(-4, 0)), Some(Exact::new(5, 0)));
        assert_eq!(apparent(Exact::ONE, Exact::ONE), Some(Exact::new(1_414_213_562, 9)));
        // sqrt(3) = 1.732050807 568...
        assert_eq!(
            apparent(Exact::ONE, Exact::new(1_414_213_562, 9)).map(|s| s > Exact::new(17_320_508, 7)),
            Some(true)
        );
    }
}
