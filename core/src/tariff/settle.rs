//! From intervals to registers: what was used at once, taken from the grid and given to it, by month and post (tariff R-SET-1).
//!
//! Whole numbers of 1 mWh all the way. The calendar is turned into runs of intervals that share month and post, once a series, so
//! that the energy is summed over runs without looking at a clock.

use super::intervals::{Interval, Seen, Totals};
use super::post::{ByPost, Post};
use crate::calendar::{Date, Month, PeakHours, tariff_holidays};
use crate::issue::Error;

/// Minutes of a day.
const DAY: i64 = 1440;
/// Parts of an interval of at most an hour: two of one day and one of the next, at most.
const PARTS: usize = 4;

/// Intervals one after the other that are treated alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// Intervals of one month and one post.
    Run { month: usize, post: Post, count: usize },
    /// One interval over the boundary of posts, by the number of its parts.
    Split { month: usize, parts: usize },
}

/// Minutes of each post in an interval, in time order; unused parts have no minutes.
type Parts = [(Post, i64); PARTS];

/// Where a schedule stands: minutes after the midnight before the start, and how many intervals are left.
#[derive(Debug, Clone, Copy)]
struct Place {
    minute: i64,
    left: usize,
}

/// The intervals of a series by month and post.
#[derive(Debug, Clone, Default)]
pub(crate) struct Schedule {
    months: Vec<Month>,
    pieces: Vec<Piece>,
    /// The divided intervals, beside the pieces: there are few of them.
    splits: Vec<Parts>,
    step: i64,
}

/// Energy of one register on the grid of 1 mWh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Flow {
    /// Load, whether from the grid or not.
    pub load: i64,
    /// Taken from the grid.
    pub grid: i64,
    /// Given to the grid.
    pub injection: i64,
}

/// Highest energy of one interval on the grid of 1 mWh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Peaks {
    /// Load, whether from the grid or not.
    pub load: i64,
    /// Taken from the grid.
    pub grid: i64,
    /// Given to the grid.
    pub injection: i64,
}

impl Peaks {
    fn raise(&mut self, load: i64, generation: i64) {
        self.load = self.load.max(load);
        self.grid = self.grid.max(load - generation);
        self.injection = self.injection.max(generation - load);
    }
}

/// Registers of a month.
#[derive(Debug, Clone)]
pub(crate) struct MonthFlows {
    pub month: Month,
    pub posts: ByPost<Flow>,
}

impl Schedule {
    /// The intervals of so many minutes from a local minute on; without a peak there is one register.
    ///
    /// # Errors
    /// `DATE_RANGE` for a series that leaves the years of dates.
    pub fn new(start: (Date, u32), step: u32, count: usize, peak: Option<PeakHours>) -> Result<Self, Error> {
        let mut clock = Clock::new(start.0, peak);
        let mut schedule = Schedule { step: step.into(), ..Schedule::default() };
        let mut place = Place { minute: start.1.into(), left: count };
        // Where intervals begin with the day, working days are divided alike: once is enough.
        let begins_with_the_day = peak.is_some() && DAY % schedule.step == 0 && place.minute % schedule.step == 0;
        let per_day = usize::try_from(DAY / schedule.step).unwrap_or(1);
        let mut working_day: Option<Vec<Piece>> = None;
        while place.left > 0 {
            if !begins_with_the_day || place.minute % DAY != 0 || place.left < per_day {
                schedule.next(&mut clock, &mut place)?;
                continue;
            }
            let today = clock.on(place.minute / DAY)?;
            let month = schedule.month(today.month);
            if today.off {
                schedule.run(month, Post::ForaPonta, per_day);
            } else {
                let pieces = match working_day.take() {
                    Some(pieces) => pieces,
                    None => schedule.divide(today.date, peak, per_day)?,
                };
                for piece in &pieces {
                    match *piece {
                        Piece::Run { post, count, .. } => schedule.run(month, post, count),
                        Piece::Split { parts, .. } => schedule.pieces.push(Piece::Split { month, parts }),
                    }
                }
                working_day = Some(pieces);
            }
            place.minute += DAY;
            place.left -= per_day;
        }
        Ok(schedule)
    }

    /// The pieces of one working day by itself; its divided intervals are kept here.
    fn divide(&mut self, date: Date, peak: Option<PeakHours>, per_day: usize) -> Result<Vec<Piece>, Error> {
        let mut day = Schedule { step: self.step, ..Schedule::default() };
        let (mut clock, mut place) = (Clock::new(date, peak), Place { minute: 0, left: per_day });
        while place.left > 0 {
            day.next(&mut clock, &mut place)?;
        }
        let before = self.splits.len();
        self.splits.extend(day.splits);
        let moved = |piece| match piece {
            Piece::Split { month, parts } => Piece::Split { month, parts: before + parts },
            run @ Piece::Run { .. } => run,
        };
        Ok(day.pieces.into_iter().map(moved).collect())
    }

    /// Adds the intervals up to the end of a post, or one that lies over it.
    fn next(&mut self, clock: &mut Clock, place: &mut Place) -> Result<(), Error> {
        let (minute, step) = (place.minute, self.step);
        let here = clock.at(minute)?;
        let whole = usize::try_from((here.end - minute) / step).unwrap_or(0).min(place.left);
        let month = self.month(here.month);
        if whole > 0 {
            self.run(month, here.post, whole);
            place.minute += step * i64::try_from(whole).unwrap_or(0);
            place.left -= whole;
            return Ok(());
        }
        let mut parts = [(here.post, 0); PARTS];
        let (mut at, mut used) = (minute, 0_usize);
        while at < minute + step {
            let segment = clock.at(at)?;
            let end = segment.end.min(minute + step);
            match parts.get_mut(used.saturating_sub(1)) {
                Some((post, minutes)) if used > 0 && *post == segment.post => *minutes += end - at,
                _ => {
                    if let Some(slot) = parts.get_mut(used) {
                        *slot = (segment.post, end - at);
                    }
                    used += 1;
                }
            }
            at = end;
        }
        if used == 1 {
            self.run(month, here.post, 1);
        } else {
            self.pieces.push(Piece::Split { month, parts: self.splits.len() });
            self.splits.push(parts);
        }
        place.minute += step;
        place.left -= 1;
        Ok(())
    }

    fn month(&mut self, month: Month) -> usize {
        if self.months.last() != Some(&month) {
            self.months.push(month);
        }
        self.months.len() - 1
    }

    fn run(&mut self, month: usize, post: Post, more: usize) {
        match self.pieces.last_mut() {
            Some(Piece::Run { month: known, post: same, count }) if *known == month && *same == post => *count += more,
            _ => self.pieces.push(Piece::Run { month, post, count: more }),
        }
    }

    /// Sums load and generation, both of the length of the schedule; whole units have sums within 64 bits, floats are right where
    /// what was `seen` is plain.
    pub fn settle<I: Interval>(&self, load: &[I], generation: &[I], seen: &mut Seen) -> (Vec<MonthFlows>, Totals) {
        let registers = |month: &Month| MonthFlows { month: *month, posts: ByPost::default() };
        let mut months: Vec<MonthFlows> = self.months.iter().map(registers).collect();
        let mut totals = Totals::default();
        let (mut load, mut generation) = (load, generation);
        for piece in &self.pieces {
            let count = if let Piece::Run { count, .. } = piece { *count } else { 1 };
            let (Some((here, rest)), Some((made, more))) =
                (load.split_at_checked(count), generation.split_at_checked(count))
            else {
                break;
            };
            (load, generation) = (rest, more);
            let sums = I::totals(here, made, seen);
            totals.load += sums.load;
            totals.generation += sums.generation;
            totals.self_consumption += sums.self_consumption;
            match piece {
                Piece::Run { month, post, .. } => {
                    if let Some(month) = months.get_mut(*month) {
                        let flow = Flow { load: sums.load, grid: sums.grid(), injection: sums.injection() };
                        month.posts.slot(*post).get_or_insert_default().add(flow);
                    }
                }
                Piece::Split { month, parts } => {
                    if let (Some(month), Some(parts)) = (months.get_mut(*month), self.splits.get(*parts)) {
                        self.split(&sums, parts, month);
                    }
                }
            }
        }
        (months, totals)
    }

    /// The highest interval of each month and post; one over a boundary counts for all its posts.
    pub fn peaks(&self, load: &[i64], generation: &[i64]) -> Vec<ByPost<Peaks>> {
        let mut months = vec![ByPost::<Peaks>::default(); self.months.len()];
        let mut intervals = load.iter().zip(generation);
        for piece in &self.pieces {
            match piece {
                Piece::Run { month, post, count } => {
                    let Some(month) = months.get_mut(*month) else { break };
                    let peaks = month.slot(*post).get_or_insert_default();
                    for (load, generation) in intervals.by_ref().take(*count) {
                        peaks.raise(*load, *generation);
                    }
                }
                Piece::Split { month, parts } => {
                    let (Some(month), Some((load, generation))) = (months.get_mut(*month), intervals.next()) else {
                        break;
                    };
                    for (post, _) in self.splits.get(*parts).into_iter().flatten().filter(|(_, minutes)| *minutes > 0) {
                        month.slot(*post).get_or_insert_default().raise(*load, *generation);
                    }
                }
            }
        }
        months
    }

    /// One interval over a boundary: rounded down by minutes, the last post takes the rest.
    fn split(&self, sums: &Totals, parts: &Parts, month: &mut MonthFlows) {
        let whole = Flow { load: sums.load, grid: sums.grid(), injection: sums.injection() };
        let (mut left, mut open) = (whole, self.step);
        for (post, minutes) in parts.iter().copied() {
            open -= minutes;
            let part = if open == 0 { left } else { whole.share(minutes, self.step) };
            month.posts.slot(post).get_or_insert_default().add(part);
            if open == 0 {
                break;
            }
            left = left.less(part);
        }
    }
}

impl Flow {
    fn add(&mut self, more: Flow) {
        self.load += more.load;
        self.grid += more.grid;
        self.injection += more.injection;
    }

    fn less(self, part: Flow) -> Flow {
        Flow { load: self.load - part.load, grid: self.grid - part.grid, injection: self.injection - part.injection }
    }

    /// The part of some minutes of a step.
    fn share(self, minutes: i64, step: i64) -> Flow {
        let part = |energy| share(energy, minutes, step);
        Flow { load: part(self.load), grid: part(self.grid), injection: part(self.injection) }
    }
}

/// `energy minutes / step`, rounded down.
fn share(energy: i64, minutes: i64, step: i64) -> i64 {
    // Energy is at most 10^18 and minutes at most an hour: the quotient first, so that nothing overflows.
    let whole = divided(energy, step);
    whole * minutes + divided((energy - whole * step) * minutes, step)
}

/// The quotient by a step, rounded down, for what is not negative: a known divisor needs no division.
fn divided(energy: i64, step: i64) -> i64 {
    match step {
        5 => energy / 5,
        15 => energy / 15,
        30 => energy / 30,
        60 => energy / 60,
        _ => energy / step,
    }
}

/// What holds at a minute: until when, which post, which month.
struct Segment {
    end: i64,
    post: Post,
    month: Month,
}

/// Looks up posts while time goes on.
struct Clock {
    peak: Option<PeakHours>,
    first: Date,
    /// The day that was reached, counted from the first; what holds on it is looked up once.
    day: i64,
    today: Today,
    /// Days without a peak in the year of `holidays_of`.
    holidays: Vec<Date>,
    holidays_of: i32,
    working_day: Vec<(i64, Post)>,
}

/// A day of a clock.
#[derive(Clone, Copy)]
struct Today {
    date: Date,
    month: Month,
    /// Whether it has no peak.
    off: bool,
}

impl Clock {
    fn new(first: Date, peak: Option<PeakHours>) -> Self {
        let working_day = peak.map(ends_of_posts).unwrap_or_default();
        let today = Today { date: first, month: first.month(), off: false };
        let mut clock = Clock { peak, first, day: 0, today, holidays: Vec::new(), holidays_of: i32::MIN, working_day };
        clock.turn(first);
        clock
    }

    fn turn(&mut self, date: Date) {
        if self.peak.is_some() && self.holidays_of != date.year() {
            self.holidays_of = date.year();
            self.holidays = tariff_holidays(date.year()).into_iter().map(|holiday| holiday.date).collect();
        }
        self.today = Today { date, month: date.month(), off: date.is_weekend() || self.holidays.contains(&date) };
    }

    /// What holds on a day, counted from the first.
    fn on(&mut self, day: i64) -> Result<Today, Error> {
        if day != self.day {
            self.day = day;
            self.turn(self.first.add_days(day)?);
        }
        Ok(self.today)
    }

    /// What holds at a minute after the midnight before the start; never earlier than at the call before by a day or more.
    fn at(&mut self, minute: i64) -> Result<Segment, Error> {
        let day = minute.div_euclid(DAY);
        let Today { date, month, off } = self.on(day)?;
        let midnight = day * DAY;
        if self.peak.is_none() {
            let days = i64::from(month.days() - date.day() + 1);
            return Ok(Segment { end: midnight + days * DAY, post: Post::Unico, month });
        }
        if off {
            return Ok(Segment { end: midnight + DAY, post: Post::ForaPonta, month });
        }
        let here = self.working_day.iter().find(|(end, _)| minute - midnight < *end);
        let (end, post) = here.copied().unwrap_or((DAY, Post::ForaPonta));
        Ok(Segment { end: midnight + end, post, month })
    }
}

/// The posts of a working day with the minutes at which they end.
fn ends_of_posts(peak: PeakHours) -> Vec<(i64, Post)> {
    let mut ends: Vec<(i64, Post)> = Vec::new();
    for minute in 0_u32..1440 {
        let post = Post::from(peak.on_a_working_day(minute));
        let end = i64::from(minute) + 1;
        match ends.last_mut() {
            Some((last, same)) if *same == post => *last = end,
            _ => ends.push((end, post)),
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// The slow way: every minute by itself.
    fn minutes(start: (Date, u32), step: u32, load: &[i64], peak: PeakHours) -> Vec<(Month, Post, i64)> {
        let mut found = Vec::new();
        for (index, energy) in load.iter().enumerate() {
            let first = i64::from(start.1) + i64::from(step) * i64::try_from(index).unwrap();
            let of = |minute: i64| {
                let date = start.0.add_days(minute.div_euclid(DAY)).unwrap();
                (date, Post::from(peak.at(date, u32::try_from(minute.rem_euclid(DAY)).unwrap())))
            };
            let month = of(first).0.month();
            let posts: Vec<Post> = (first..first + i64::from(step)).map(|minute| of(minute).1).collect();
            let mut parts: Vec<(Post, i64)> = Vec::new();
            for post in posts {
                match parts.last_mut() {
                    Some((same, count)) if *same == post => *count += 1,
                    _ => parts.push((post, 1)),
                }
            }
            let (mut left, last) = (*energy, parts.len() - 1);
            for (index, (post, count)) in parts.iter().enumerate() {
                let part = if index == last { left } else { energy * count / i64::from(step) };
                left -= part;
                found.push((month, *post, part));
            }
        }
        found
    }

    proptest! {
        #[test]
        fn runs_give_what_single_minutes_give(
            day in 0_i64..800,
            // Some series begin with an interval of the day, some with a day, some within an interval.
            minute in prop_oneof![0_u32..1440, (0_u32..288).prop_map(|five| 5 * five), Just(0)],
            peak in prop_oneof![0_u32..1440, Just(1050), Just(1080)],
            intermediate: bool,
            step in prop::sample::select(vec![5_u32, 15, 30, 60]),
            load in prop::collection::vec(0_i64..5_000_000, 1..900),
        ) {
            let start = (date("2024-10-01").add_days(day).unwrap(), minute);
            let peak = PeakHours::new(peak, intermediate).unwrap();
            let schedule = Schedule::new(start, step, load.len(), Some(peak)).unwrap();
            let (months, totals) = schedule.settle(&load, &vec![0; load.len()], &mut Seen::default());
            let slow = minutes(start, step, &load, peak);
            prop_assert_eq!(totals.load, load.iter().sum::<i64>());
            for month in &months {
                for (post, flow) in month.posts.iter() {
                    let sum = |(at, of, energy): &(Month, Post, i64)| if (*at, *of) == (month.month, post) { *energy } else { 0 };
                    prop_assert_eq!(flow.grid, slow.iter().map(sum).sum::<i64>());
                    prop_assert_eq!(flow.load, flow.grid);
                }
            }
            let sum: i64 = months.iter().flat_map(|month| month.posts.iter().map(|(_, flow)| flow.grid)).sum();
            prop_assert_eq!(sum, totals.load);
        }

        #[test]
        fn energy_is_kept(pairs in prop::collection::vec((0_i64..9_000_000, 0_i64..9_000_000), 1..200)) {
            let (load, made): (Vec<i64>, Vec<i64>) = pairs.iter().copied().unzip();
            let peak = PeakHours::new(1050, true).unwrap();
            let schedule = Schedule::new((date("2026-03-12"), 7), 60, load.len(), Some(peak)).unwrap();
            let (months, totals) = schedule.settle(&load, &made, &mut Seen::default());
            prop_assert_eq!(totals.load, totals.self_consumption + totals.grid());
            prop_assert_eq!(totals.generation, totals.self_consumption + totals.injection());
            let flows = || months.iter().flat_map(|month| month.posts.iter().map(|(_, flow)| *flow));
            prop_assert_eq!(flows().map(|flow| flow.grid).sum::<i64>(), totals.grid());
            prop_assert_eq!(flows().map(|flow| flow.injection).sum::<i64>(), totals.injection());
        }
    }

    #[test]
    fn one_register_needs_no_peak() {
        let schedule = Schedule::new((date("2026-01-31"), 1410), 60, 3, None).unwrap();
        let (months, totals) = schedule.settle(&[1, 2, 4], &[0, 3, 4], &mut Seen::default());
        let grid: Vec<i64> = months.iter().map(|month| month.posts.unico.unwrap().grid).collect();
        // The first interval begins on 31 January and belongs to it.
        assert_eq!((grid, totals.injection()), (vec![1, 0], 1));
    }
}
