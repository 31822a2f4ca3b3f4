//! Sharing of surplus among units (tariff R-AL; REN 1.000/2021, art. 655-H).

use super::exact::{Exact, GRID_PLACES};
use crate::money::Rounding;

/// A unit that may receive energy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Receiving {
    /// Its part in percent; only by percentage.
    pub percent: Exact,
    /// Most energy that it can use in the cycle, on the grid.
    pub most: i64,
    /// Measured consumption, on the grid.
    pub consumption: i64,
}

/// What a unit received, on the grid: `allocated = used + credit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allocated {
    pub allocated: i64,
    pub used: i64,
}

impl Allocated {
    fn of(allocated: i64, most: i64) -> Self {
        Allocated { allocated, used: allocated.min(most) }
    }

    /// What becomes a credit of the unit.
    pub fn credit(self) -> i64 {
        self.allocated - self.used
    }
}

/// By percentage: shares rounded down to the grid, the last unit takes the difference (R-AL-1). None if it does not fit.
pub(crate) fn by_percentage(surplus: i64, units: &[Receiving]) -> Option<Vec<Allocated>> {
    let hundred = Exact::new(100, 0);
    let mut left = surplus;
    let last = units.len().saturating_sub(1);
    let share = |(index, unit): (usize, &Receiving)| {
        let part = if index == last {
            left
        } else {
            Exact::ratio(Exact::grid(surplus), unit.percent, hundred, GRID_PLACES, Rounding::Down)?.on_grid()?
        };
        left -= part;
        Some(Allocated::of(part, unit.most))
    };
    units.iter().enumerate().map(share).collect()
}

/// In order: each unit up to what it can use; what remains goes to the named unit, or to that of the highest consumption (R-AL-2).
pub(crate) fn in_order(surplus: i64, units: &[Receiving], named: Option<usize>) -> Vec<Allocated> {
    let mut left = surplus;
    let mut parts: Vec<Allocated> = units
        .iter()
        .map(|unit| {
            let part = unit.most.min(left);
            left -= part;
            Allocated::of(part, unit.most)
        })
        .collect();
    let highest = || {
        let first_highest = |best: Option<(usize, i64)>, (index, unit): (usize, &Receiving)| match best {
            Some((_, most)) if most >= unit.consumption => best,
            _ => Some((index, unit.consumption)),
        };
        units.iter().enumerate().fold(None, first_highest).map(|(index, _)| index)
    };
    if let Some(part) = named.or_else(highest).and_then(|index| parts.get_mut(index)) {
        part.allocated += left;
    }
    parts
}
