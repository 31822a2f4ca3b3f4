//! A year of intervals, again in later years (tariff R-SIM-1).

use crate::calendar::Date;

/// Whether a date is 29 February.
fn leap_day(date: Date) -> bool {
    (date.month_number(), date.day()) == (2, 29)
}

/// Intervals of a year, day by day, for the days of another year that begins on the same day of the same month: 29 February
/// repeats the day before where the source has none, and is left out where the target has none.
pub(crate) fn repeat_days(milli: &[i64], per_day: usize, source: (Date, Date), target: (Date, Date)) -> Vec<i64> {
    let mut days = source.0.until(source.1).zip(milli.chunks(per_day)).peekable();
    let mut repeated = Vec::with_capacity(milli.len() + per_day);
    let mut last: &[i64] = &[];
    for date in target.0.until(target.1) {
        let here = days.peek().is_some_and(|(day, _)| leap_day(*day));
        if leap_day(date) && !here {
            repeated.extend_from_slice(last);
            continue;
        }
        if here && !leap_day(date) {
            days.next();
        }
        if let Some((_, chunk)) = days.next() {
            last = chunk;
        }
        repeated.extend_from_slice(last);
    }
    repeated
}

/// Energy that a factor of at most one leaves, rounded half to even to the grid.
pub(crate) fn degrade(milli: &mut [i64], factor: f64) {
    if factor == 1.0 {
        return;
    }
    for energy in milli {
        #[expect(clippy::cast_possible_truncation, reason = "energy of an interval is far below 2^53 units")]
        let left = (*energy as f64 * factor).round_ties_even() as i64;
        *energy = left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i32) -> (Date, Date) {
        (Date::new(year, 1, 1).unwrap(), Date::new(year + 1, 1, 1).unwrap())
    }

    #[test]
    fn the_day_before_stands_for_29_february() {
        // 2026 has 365 days, 2028 has 366: days are numbered from 1.
        let days: Vec<i64> = (1..=365).collect();
        let leap = repeat_days(&days, 1, year(2026), year(2028));
        assert_eq!((leap.len(), &leap[57..62]), (366, &[58, 59, 59, 60, 61][..]));
        assert_eq!(repeat_days(&leap, 1, year(2028), year(2029)), days);
        assert_eq!(repeat_days(&leap, 1, year(2028), year(2032)), leap);
    }

    #[test]
    fn degraded_energy_is_rounded_to_the_grid() {
        let mut energy = vec![3, 5, 1_000_000];
        degrade(&mut energy, 0.5);
        assert_eq!(energy, [2, 2, 500_000]);
    }
}
