use crate::calendar::{Date, Instant, Month, Offset};
use crate::issue::{Code, Error, Issue};
use serde::{Deserialize, Serialize};

/// Which moment of its interval a time stamp names. Nothing guesses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stamp {
    /// The beginning: the value is the mean of the step after it.
    IntervalStart,
    /// The end: the value is the mean of the step before it.
    IntervalEnd,
    /// The middle: the value is the mean of half a step on both sides.
    IntervalCentre,
    /// The value at that moment, not a mean.
    Instant,
}

/// The times of a series: `count` stamps, `step_s` apart, from `start` on, at a site with a fixed offset of standard time.
///
/// ```
/// use coaraci::calendar::{Instant, Offset};
/// use coaraci::series::{Stamp, TimeAxis};
/// let start: Instant = "2019-01-01T01:00:00-03:00".parse()?;
/// let axis = TimeAxis::new(start, 3600, 8760, Offset::BRASILIA, Stamp::IntervalEnd)?;
/// // The hour that ends at one o'clock is represented by half past midnight.
/// assert_eq!(axis.representative_unix_s(0), start.unix() as f64 - 1800.0);
/// # Ok::<(), coaraci::issue::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeAxis {
    start: Instant,
    step_s: u32,
    count: usize,
    offset: Offset,
    stamp: Stamp,
}

impl TimeAxis {
    /// Shortest step in seconds.
    pub const MIN_STEP: u32 = 60;
    /// Longest step in seconds.
    pub const MAX_STEP: u32 = 3600;

    /// The times of a series.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` for a step outside 60 to 3600 s and `STEP_DIVIDES_NO_DAY` for one that does not divide a day, at
    /// `/step_s`; `TIME_RANGE` if an interval ends outside the years 0001 to 9999 of UTC or local time.
    pub fn new(start: Instant, step_s: u32, count: usize, offset: Offset, stamp: Stamp) -> Result<TimeAxis, Error> {
        if !(TimeAxis::MIN_STEP..=TimeAxis::MAX_STEP).contains(&step_s) {
            let issue = Issue::error(Code::OUT_OF_RANGE).at("/step_s");
            return Err(issue.with("min", TimeAxis::MIN_STEP).with("max", TimeAxis::MAX_STEP).into());
        }
        if 86_400 % step_s != 0 {
            return Err(Issue::error(Code::STEP_DIVIDES_NO_DAY).at("/step_s").into());
        }
        let step = i64::from(step_s);
        let span = i64::try_from(count).ok().and_then(|count| count.checked_mul(step));
        let span = span.ok_or_else(|| Issue::error(Code::TIME_RANGE))?;
        // A step more on both sides, whatever the stamp: no later look-up can leave the range.
        start.add_seconds(-step)?.local(offset)?;
        start.add_seconds(span)?.local(offset)?;
        Ok(TimeAxis { start, step_s, count, offset, stamp })
    }

    /// The first stamp.
    pub const fn start(&self) -> Instant {
        self.start
    }

    /// Seconds from one stamp to the next, 60 to 3600.
    pub const fn step_s(&self) -> u32 {
        self.step_s
    }

    /// Hours from one stamp to the next: what turns mean kW into kWh.
    pub fn step_h(&self) -> f64 {
        f64::from(self.step_s) / 3600.0
    }

    /// How many stamps there are.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The site's offset of standard time.
    pub const fn offset(&self) -> Offset {
        self.offset
    }

    /// What the stamps mean.
    pub const fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// The moment that stands for a sample, as Unix seconds: the centre of its interval, or the stamp itself for
    /// [`Stamp::Instant`].
    pub fn representative_unix_s(&self, index: usize) -> f64 {
        self.doubled(index) as f64 / 2.0
    }

    /// The beginning of a sample's interval as Unix seconds; the stamp itself for [`Stamp::Instant`].
    pub fn interval_start_unix_s(&self, index: usize) -> f64 {
        let back = if self.stamp == Stamp::Instant { 0.0 } else { f64::from(self.step_s) / 2.0 };
        self.representative_unix_s(index) - back
    }

    /// The local date of a sample's representative moment.
    pub fn date(&self, index: usize) -> Option<Date> {
        if index >= self.count {
            return None;
        }
        let unix = self.doubled(index).div_euclid(2);
        Instant::from_unix(unix).and_then(|at| at.local(self.offset)).ok().map(|(date, _)| date)
    }

    /// The local month of a sample's representative moment.
    pub fn month(&self, index: usize) -> Option<Month> {
        self.date(index).map(Date::month)
    }

    /// Twice the representative moment in Unix seconds, a whole number also for an odd step.
    fn doubled(&self, index: usize) -> i64 {
        let step = i64::from(self.step_s);
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        let stamp = self.start.unix().saturating_add(index.saturating_mul(step)).saturating_mul(2);
        stamp.saturating_add(match self.stamp {
            Stamp::IntervalStart => step,
            Stamp::IntervalEnd => -step,
            Stamp::IntervalCentre | Stamp::Instant => 0,
        })
    }
}
