//! Prices in force on the days of a cycle and their mean (tariff R-VAL; REN 1.000/2021, art. 173, § 2º).

use super::cycle::Cycle;
use super::exact::{Exact, overflow};
use super::table::{FlagMonth, TariffSegment};
use crate::calendar::{Date, Month};
use crate::issue::{Code, Error, Issue, Pointer};

/// Something that is in force from one day to another, both included.
pub(crate) trait Validity {
    fn valid_from(&self) -> Date;
    fn valid_to(&self) -> Option<Date>;

    fn holds_on(&self, date: Date) -> bool {
        self.valid_from() <= date && self.valid_to().is_none_or(|last| date <= last)
    }
}

impl Validity for TariffSegment {
    fn valid_from(&self) -> Date {
        self.valid_from
    }
    fn valid_to(&self) -> Option<Date> {
        self.valid_to
    }
}

/// Days of a cycle that share a segment and a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub segment: usize,
    pub first: Date,
    pub days: i64,
}

/// The days of a cycle by segment, in order.
#[derive(Debug, Clone)]
pub(crate) struct Runs {
    runs: Vec<Run>,
    days: i64,
}

impl Runs {
    /// The segments in force on each day of a cycle, seen from a request in which they stand at `place`.
    ///
    /// # Errors
    /// `TARIFF_GAP` for a day without a segment, `TARIFF_OVERLAP` for a day with two: the first such day.
    pub fn new<V: Validity>(segments: &[V], cycle: &Cycle, place: &'static str) -> Result<Self, Error> {
        let mut runs = Vec::with_capacity(2);
        let last = cycle.current_reading;
        let mut day = cycle.previous_reading.add_days(1)?;
        while day <= last {
            let mut holding = (0_usize..).zip(segments).filter(|(_, segment)| segment.holds_on(day));
            let Some((index, segment)) = holding.next() else {
                let gap = Issue::error(Code::TARIFF_GAP).at(place).with("date", day);
                return Err(gap.law("REN ANEEL 1.000/2021, art. 173, § 2º").into());
            };
            if let Some((second, _)) = holding.next() {
                let path = Pointer::from(place).index(second);
                return Err(Issue::error(Code::TARIFF_OVERLAP).at(path).with("date", day).into());
            }
            // The run ends with its segment, its year, the cycle, or the day before another segment begins.
            let mut end = segment.valid_to().map_or(last, |to| to.min(last));
            end = end.min(Date::new(day.year(), 12, 31).unwrap_or(end));
            let next = segments.iter().map(Validity::valid_from).filter(|from| *from > day).min();
            if let Some(next) = next {
                end = end.min(next.add_days(-1)?);
            }
            runs.push(Run { segment: index, first: day, days: day.days_until(end) + 1 });
            day = end.add_days(1)?;
        }
        Ok(Runs { runs, days: cycle.days() })
    }

    /// The runs in order.
    pub fn iter(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter()
    }

    /// The segments in force, each once, in order.
    pub fn segments(&self) -> impl Iterator<Item = usize> {
        let mut last = None;
        self.runs.iter().map(|run| run.segment).filter(move |segment| last.replace(*segment) != Some(*segment))
    }

    /// Days of the cycle.
    pub fn days(&self) -> i64 {
        self.days
    }

    /// The mean of a price over the days: `Q12(Σ T_i P_i / D)` (R-VAL-2). The price of a run is that of one day, exact.
    ///
    /// # Errors
    /// Those of the price, `OVERFLOW`.
    pub fn mean(&self, mut price: impl FnMut(&Run) -> Result<Exact, Error>) -> Result<Exact, Error> {
        self.weighted(|run| price(run)?.times(Exact::from(run.days)).ok_or_else(overflow))
    }

    /// The mean of a price of which a run gives the sum over its days, exact.
    ///
    /// # Errors
    /// Those of the price, `OVERFLOW`.
    pub fn weighted(&self, mut sum_of: impl FnMut(&Run) -> Result<Exact, Error>) -> Result<Exact, Error> {
        let mut sum = Exact::ZERO;
        for run in &self.runs {
            sum = sum.plus(sum_of(run)?).ok_or_else(overflow)?;
        }
        sum.over(Exact::from(self.days)).map(Exact::trimmed).ok_or_else(overflow)
    }
}

/// The mean adder of the flags over the days of a cycle (R-FLAG-2); an empty schedule is no adder.
///
/// # Errors
/// `FLAG_GAP` for a month that is missing, `FLAG_OVERLAP` for one given twice, `OVERFLOW`.
pub(crate) fn flag_rate(flags: &[FlagMonth], cycle: &Cycle) -> Result<Exact, Error> {
    if flags.is_empty() {
        return Ok(Exact::ZERO);
    }
    let first = cycle.previous_reading.add_days(1)?;
    let (mut sum, mut days_left, mut day) = (Exact::ZERO, cycle.days(), first);
    while days_left > 0 {
        let month = day.month();
        let in_month = i64::from(month.days() - day.day() + 1).min(days_left);
        let adder = flag_of(flags, month)?.times(Exact::from(in_month));
        sum = adder.and_then(|adder| sum.plus(adder)).ok_or_else(overflow)?;
        days_left -= in_month;
        if days_left > 0 {
            day = day.add_days(in_month)?;
        }
    }
    sum.over(Exact::from(cycle.days())).map(Exact::trimmed).ok_or_else(overflow)
}

fn flag_of(flags: &[FlagMonth], month: Month) -> Result<Exact, Error> {
    let mut of_month = (0_usize..).zip(flags).filter(|(_, flag)| flag.month == month);
    let Some((index, flag)) = of_month.next() else {
        let gap = Issue::error(Code::FLAG_GAP).at("/flags").with("month", month);
        return Err(gap.law("REN ANEEL 1.000/2021, art. 307").into());
    };
    if let Some((second, _)) = of_month.next() {
        return Err(Issue::error(Code::FLAG_OVERLAP)
            .at(Pointer::from("/flags").index(second))
            .with("month", month)
            .into());
    }
    in_range(flag.adder_brl_kwh.into()).ok_or_else(|| {
        Issue::error(Code::OVERFLOW).at(Pointer::from("/flags").index(index).field("adder_brl_kwh")).into()
    })
}

/// Rates are at most 10^6 R$ a unit.
pub(crate) fn in_range(rate: Exact) -> Option<Exact> {
    Some(rate).filter(|rate| rate.size() <= Exact::new(1_000_000, 0))
}

/// Energy is at most 10^12 kWh, on the grid of 1 mWh.
pub(crate) fn energy_in_range(energy: Exact) -> Option<i64> {
    energy.on_grid().filter(|milli| milli.unsigned_abs() <= 1_000_000_000_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Segment(Date, Option<Date>);

    impl Validity for Segment {
        fn valid_from(&self) -> Date {
            self.0
        }
        fn valid_to(&self) -> Option<Date> {
            self.1
        }
    }

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn runs(segments: &[(&str, &str)], from: &str, to: &str) -> Result<Vec<(usize, i64)>, Code> {
        let read = |text: &str| (!text.is_empty()).then(|| date(text));
        let segments: Vec<Segment> = segments.iter().map(|(from, to)| Segment(date(from), read(to))).collect();
        let runs = Runs::new(&segments, &Cycle::new(date(from), date(to)), "/tariffs");
        runs.map(|runs| runs.iter().map(|run| (run.segment, run.days)).collect()).map_err(|error| error.code())
    }

    #[test]
    fn splits_at_segments_and_years() {
        let segments = [("2026-01-10", ""), ("2025-01-01", "2026-01-09")];
        assert_eq!(runs(&segments, "2025-12-20", "2026-01-20"), Ok(vec![(1, 11), (1, 9), (0, 11)]));
        assert_eq!(runs(&segments, "2026-01-09", "2026-01-10"), Ok(vec![(0, 1)]));
    }

    #[test]
    fn finds_the_first_day_that_is_wrong() {
        assert_eq!(runs(&[("2026-01-02", "")], "2025-12-31", "2026-01-30"), Err(Code::TARIFF_GAP));
        assert_eq!(runs(&[("2026-01-01", "2026-01-29")], "2025-12-31", "2026-01-30"), Err(Code::TARIFF_GAP));
        let twice = [("2026-01-01", ""), ("2026-01-30", "")];
        assert_eq!(runs(&twice, "2025-12-31", "2026-01-30"), Err(Code::TARIFF_OVERLAP));
        assert_eq!(runs(&twice, "2025-12-31", "2026-01-29"), Ok(vec![(0, 29)]));
        // A validity that ends before it begins holds on no day.
        assert_eq!(runs(&[("2026-01-20", "2026-01-10")], "2025-12-31", "2026-01-30"), Err(Code::TARIFF_GAP));
    }
}
