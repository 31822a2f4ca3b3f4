//! Sums over intervals: whole numbers of 1 mWh, or kWh in floats that are rounded on the way, without a copy of the series.

/// What intervals add up to on the grid of 1 mWh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub load: i64,
    pub generation: i64,
    pub self_consumption: i64,
}

impl Totals {
    /// Load and generation of intervals one beside the other, in whole units.
    pub fn of(load: &[i64], generation: &[i64]) -> Totals {
        i64::totals(load, generation, &mut Seen::default())
    }

    /// Energy taken from the grid.
    pub fn grid(self) -> i64 {
        self.load - self.self_consumption
    }

    /// Energy given to the grid.
    pub fn injection(self) -> i64 {
        self.generation - self.self_consumption
    }
}

/// What the quick way has met. Sums are right only if [`Seen::is_plain`] holds to the end.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    /// Bits of all intervals on the grid, with anything that is no energy from 0 to 2^51 units above them.
    bits: u64,
    /// Bits of the floats themselves, negative zeros aside, for their signs.
    floats: u64,
    /// The largest interval with which the sums of the whole series stay in range.
    most: u64,
}

/// The most units that may be added up: 10^12 kWh.
pub(crate) const MOST: i64 = 1_000_000_000_000_000_000;

impl Seen {
    /// Nothing yet of so many intervals.
    pub fn of(count: usize) -> Self {
        let count = i64::try_from(count).unwrap_or(i64::MAX).max(1);
        Seen { bits: 0, floats: 0, most: (MOST / count).unsigned_abs().min(LIMIT - 1) }
    }

    /// Whether all intervals were plain energies whose sums are in range. What is not is looked at one by one elsewhere.
    pub fn is_plain(self) -> bool {
        self.bits <= self.most && self.floats >> 63 == 0
    }
}

/// One interval of a series.
pub(crate) trait Interval: Copy {
    /// The sums from which all others follow.
    fn totals(load: &[Self], generation: &[Self], seen: &mut Seen) -> Totals;

    /// The largest net import and the largest load of an interval; at least one interval is given.
    fn peaks(load: &[Self], generation: &[Self]) -> (i64, i64);
}

/// Whole units, whose range was checked before.
impl Interval for i64 {
    fn totals(load: &[i64], generation: &[i64], _: &mut Seen) -> Totals {
        let mut sums = Totals::default();
        for (load, generation) in load.iter().zip(generation) {
            sums.load += load;
            sums.generation += generation;
            sums.self_consumption += load.min(generation);
        }
        sums
    }

    fn peaks(load: &[i64], generation: &[i64]) -> (i64, i64) {
        let (mut net, mut most) = (i64::MIN, i64::MIN);
        for (load, generation) in load.iter().zip(generation) {
            net = net.max(load - generation);
            most = most.max(*load);
        }
        (net, most)
    }
}

/// Below 2^51 units adding 2^52 leaves the whole number, rounded half to even, in the low bits.
const SHIFT: f64 = 4_503_599_627_370_496.0;
const SHIFT_BITS: u64 = SHIFT.to_bits();
const LIMIT: u64 = 1 << 51;

/// An energy in kWh as a whole number of units above [`SHIFT`].
fn shifted(kwh: f64) -> f64 {
    kwh * 1e6 + SHIFT
}

/// kWh.
impl Interval for f64 {
    fn totals(load: &[f64], generation: &[f64], seen: &mut Seen) -> Totals {
        let (mut loads, mut made, mut both) = (0_u64, 0_u64, 0_u64);
        let Seen { mut bits, mut floats, .. } = *seen;
        for (load, generation) in load.iter().zip(generation) {
            let (a, b) = (shifted(*load), shifted(*generation));
            // Rounding keeps the order, so that the smaller one may be found before.
            let least = if a < b { a } else { b };
            bits |= (a.to_bits() ^ SHIFT_BITS) | (b.to_bits() ^ SHIFT_BITS);
            // Adding zero takes the sign from a negative zero, and from nothing else.
            floats |= (load + 0.0).to_bits() | (generation + 0.0).to_bits();
            loads = loads.wrapping_add(a.to_bits());
            made = made.wrapping_add(b.to_bits());
            both = both.wrapping_add(least.to_bits());
        }
        *seen = Seen { bits, floats, ..*seen };
        if !seen.is_plain() {
            return Totals::default();
        }
        // The shift itself was added once an interval; sums in range come out whole, whatever wrapped on the way.
        let shifts = SHIFT_BITS.wrapping_mul(load.len() as u64);
        let sum = |bits: u64| bits.wrapping_sub(shifts).cast_signed();
        Totals { load: sum(loads), generation: sum(made), self_consumption: sum(both) }
    }

    #[expect(clippy::cast_possible_truncation, reason = "whole numbers below 2^51")]
    fn peaks(load: &[f64], generation: &[f64]) -> (i64, i64) {
        let (mut net, mut most) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for (load, generation) in load.iter().zip(generation) {
            let (a, b) = (shifted(*load), shifted(*generation));
            net = if a - b > net { a - b } else { net };
            most = if a > most { a } else { most };
        }
        (net as i64, (most - SHIFT) as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tariff::energies::Energies;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_plain_energy_is_seen() {
        let plain = |kwh: f64| {
            let (mut seen, mut other) = (Seen::of(2), Seen::of(2));
            f64::totals(&[1.0, kwh], &[0.0, 0.0], &mut seen);
            f64::totals(&[0.0, 0.0], &[kwh, 1.0], &mut other);
            (seen.is_plain(), other.is_plain())
        };
        for kwh in [0.0, -0.0, 1e-7, 0.3, 2.25e9] {
            assert_eq!(plain(kwh), (true, true), "{kwh}");
        }
        for kwh in [-1e-7, -1.0, 2.26e9, 1e12, 1e300, f64::NAN, -f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(plain(kwh), (false, false), "{kwh}");
        }
        // Each is an energy, but so many of them are above 10^12 kWh.
        let plain = |count: usize| {
            let mut seen = Seen::of(count);
            f64::totals(&[2e9], &[0.0], &mut seen);
            seen.is_plain()
        };
        assert!(plain(400) && !plain(600));
    }

    proptest! {
        #[test]
        fn floats_add_up_like_whole_units(pairs in prop::collection::vec((0.0..2e9_f64, prop_oneof![0.0..9.0_f64, 0.0..2e9_f64]), 1..200)) {
            let (load, made): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
            let units = [&load, &made].map(|series| Energies::from_kwh(series).unwrap());
            let mut seen = Seen::of(pairs.len());
            let sums = f64::totals(&load, &made, &mut seen);
            prop_assert!(seen.is_plain());
            prop_assert_eq!(sums, Totals::of(units[0].milli(), units[1].milli()));
            prop_assert_eq!(f64::peaks(&load, &made), i64::peaks(units[0].milli(), units[1].milli()));
        }
    }
}
