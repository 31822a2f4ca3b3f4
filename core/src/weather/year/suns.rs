use super::clock::{LocalDay, YearClock};
use crate::math::{Level, sin_cos_bounded};
use crate::weather::spa::{Day, Days, Ephemeris, Site, Sun, refraction_deg};
use crate::weather::sun_times::Midnights;

const RADIANS: f64 = core::f64::consts::PI / 180.0;
/// Rows of a day that are looked at side by side.
const LANES: usize = 16;

/// Which moment of a row's interval the sun is taken at, and by which clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SunRule {
    /// In the hours of sunrise and sunset the middle of the part with sun, in whole minutes, as PVWatts does; else the centre.
    pub sunlit_centre: bool,
    /// Terrestrial less universal time, s; by formula where it is not given.
    pub delta_t_s: Option<f64>,
    /// Where the sun comes from.
    pub ephemeris: Ephemeris,
}

/// The sun in a row's interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum SunState {
    /// Down all the time.
    #[default]
    Down,
    /// Up all the time.
    Up,
    /// It rises.
    Rise,
    /// It sets.
    Set,
}

/// Rows of one month, as positions in the kept rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// Month, January 0.
    pub month: usize,
    /// First kept row.
    pub from: usize,
    /// One behind the last.
    pub to: usize,
}

/// Directions of the sun in the rows that are kept: those with light.
#[derive(Debug, Clone, Default)]
pub(crate) struct Suns {
    /// Row of the series.
    pub rows: Vec<usize>,
    /// The months.
    pub runs: Vec<Run>,
    /// Eastward part of the direction, with refraction.
    pub east: Vec<f64>,
    /// Northward part.
    pub north: Vec<f64>,
    /// Upward part.
    pub up: Vec<f64>,
    /// Apparent elevation, degrees.
    pub elevation_deg: Vec<f64>,
    /// Square of the mean over the actual distance to the sun.
    pub distance_factor: Vec<f64>,
    /// The sun in the interval; empty unless the rule asks for the part with sun.
    pub states: Vec<SunState>,
}

/// What a search for suns needs besides the clock.
pub(crate) struct Looking<'a> {
    /// The place.
    pub place: Site,
    /// Its latitude and longitude, degrees.
    pub latitude: f64,
    /// As `latitude`.
    pub longitude: f64,
    /// When the sun is looked at.
    pub rule: SunRule,
    /// Whether a row has any light.
    pub lit: &'a [bool],
    /// Whether a row is to be used at all.
    pub valid: Option<&'a [bool]>,
}

impl Suns {
    /// The suns of a year; refraction comes with [`Suns::refract`].
    pub fn new(clock: &YearClock, looking: &Looking<'_>, level: Level) -> Suns {
        let mut suns = Suns::default();
        let most = clock.rows * 5 / 8;
        for column in [&mut suns.east, &mut suns.north, &mut suns.up, &mut suns.distance_factor] {
            column.reserve(most);
        }
        suns.rows.reserve(most);
        let mut rest = clock.days.as_slice();
        while let Some(first) = rest.first() {
            // months of different years break the order of the days
            let mut before = first.number - 1;
            let ascending = rest.iter().take_while(|day| {
                let follows = day.number > before;
                before = day.number;
                follows
            });
            let (these, others) = rest.split_at(ascending.count().max(1));
            rest = others;
            let ephemeris = Days::of(looking.rule.ephemeris, these.iter().map(|day| day.number).collect(), level);
            level.run(
                #[inline(always)]
                || suns.fill(these, ephemeris.all(), clock, looking, level),
            );
        }
        suns
    }

    #[inline(always)]
    fn fill(&mut self, days: &[LocalDay], ephemeris: &[Day], clock: &YearClock, looking: &Looking<'_>, level: Level) {
        for (day, sun) in days.iter().zip(ephemeris) {
            let kept = self.rows.len();
            if looking.rule.sunlit_centre {
                self.sunlit_day(day, sun, clock, looking, level);
            } else {
                // from the first row with light to the last one
                let lit = looking.lit.get(day.row..day.row + day.count).unwrap_or_default();
                let mut done = lit.iter().position(|lit| *lit).unwrap_or(lit.len());
                let end = lit.iter().rposition(|lit| *lit).map_or(0, |last| last + 1);
                let mut seconds = [0.0; LANES];
                while done < end {
                    for (lane, second) in seconds.iter_mut().enumerate() {
                        *second = day.second + (done + lane) as f64 * clock.step_s;
                    }
                    let count = LANES.min(end - done);
                    self.look(day, sun, looking, day.row + done, &seconds, count, false);
                    done += count;
                }
            }
            match self.runs.last_mut() {
                Some(run) if run.month == day.month => run.to = self.rows.len(),
                _ => self.runs.push(Run { month: day.month, from: kept, to: self.rows.len() }),
            }
        }
    }

    /// Looks at the sun at `count` seconds of a day, for the rows from `row` on, and keeps those with light, or `all`.
    #[inline(always)]
    #[allow(clippy::too_many_arguments, reason = "one place for both rules")]
    fn look(
        &mut self,
        day: &LocalDay,
        sun: &Day,
        looking: &Looking<'_>,
        row: usize,
        seconds: &[f64; LANES],
        count: usize,
        all: bool,
    ) {
        let delta_t_s = looking.rule.delta_t_s.unwrap_or(day.delta_t_s);
        let (mut east, mut north, mut up) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        // all lanes, whether they are wanted or not: their number is that of the loop
        let seen = east.iter_mut().zip(&mut north).zip(&mut up);
        for (second, ((east, north), up)) in seconds.iter().zip(seen) {
            let sun = looking.place.see(&sun.at(*second, delta_t_s));
            (*east, *north, *up) = (sun.east, sun.north, sun.up);
        }
        let seconds = seconds.get(..count).unwrap_or_default();
        let mut keep = [false; LANES];
        for ((keep, row), _) in keep.iter_mut().zip(row..).zip(seconds) {
            let lit = looking.lit.get(row).copied().unwrap_or(false);
            let valid = looking.valid.is_none_or(|valid| valid.get(row).copied().unwrap_or(false));
            *keep = valid & (all | lit);
        }
        let factors = day.distance_factors();
        let mut from = 0;
        // the rows of a day that are kept stand together, as a rule
        while let Some(first) = keep.iter().skip(from).position(|keep| *keep).map(|ahead| from + ahead) {
            let length = keep.iter().skip(first).take_while(|keep| **keep).count();
            let span = first..first + length;
            self.rows.extend(row + span.start..row + span.end);
            self.east.extend_from_slice(east.get(span.clone()).unwrap_or_default());
            self.north.extend_from_slice(north.get(span.clone()).unwrap_or_default());
            self.up.extend_from_slice(up.get(span.clone()).unwrap_or_default());
            self.distance_factor
                .extend(seconds.get(span.clone()).unwrap_or_default().iter().map(|second| factors.at(*second)));
            from = span.end;
        }
    }

    /// A day whose rows of sunrise and sunset take the middle of their part with sun.
    fn sunlit_day(&mut self, day: &LocalDay, sun: &Day, clock: &YearClock, looking: &Looking<'_>, level: Level) {
        let delta_t_s = looking.rule.delta_t_s.unwrap_or(day.delta_t_s);
        let midnights = Midnights::new(looking.rule.ephemeris, day.number, delta_t_s, level);
        let times = midnights.times(looking.latitude, looking.longitude);
        let half = 0.5 * clock.step_s;
        for at in 0..day.count {
            let centre = day.second + at as f64 * clock.step_s;
            let (from, to) = (centre - half, centre + half);
            let (second, state) = match times.rise_set_s {
                _ if clock.instants => (centre, SunState::Up),
                Ok((rise, _)) if from < rise && rise <= to => (0.5 * (rise + to), SunState::Rise),
                Ok((_, set)) if from <= set && set <= to => (0.5 * (from + set), SunState::Set),
                Ok((rise, set)) if centre < rise || centre > set => (centre, SunState::Down),
                Ok(_) => (centre, SunState::Up),
                Err(crate::weather::sun_times::Polar::Day) => (centre, SunState::Up),
                Err(crate::weather::sun_times::Polar::Night) => (centre, SunState::Down),
            };
            let kept = self.rows.len();
            if state != SunState::Down {
                // whole minutes, as SSC hands them on
                let seconds = [(second / 60.0).floor() * 60.0; LANES];
                self.look(day, sun, looking, day.row + at, &seconds, 1, true);
            }
            if self.rows.len() > kept {
                self.states.push(state);
            }
        }
    }

    /// Lifts the suns by refraction in air of these pressures and temperatures, one for each kept row.
    pub fn refract(&mut self, pressures: &[f64], temperatures: &[f64], level: Level) {
        self.elevation_deg = vec![0.0; self.rows.len()];
        let rows = self.east.iter_mut().zip(&mut self.north).zip(&mut self.up).zip(&mut self.elevation_deg);
        level.run(
            #[inline(always)]
            || {
                for ((((east, north), up), elevation), (pressure, temperature)) in
                    rows.zip(pressures.iter().zip(temperatures))
                {
                    let sun = Sun { east: *east, north: *north, up: *up };
                    let flat = sun.horizontal();
                    let true_deg = sun.elevation_deg();
                    *elevation = true_deg + refraction_deg(true_deg, *pressure, *temperature);
                    let (s, c) = sin_cos_bounded(*elevation * RADIANS);
                    let scale = if flat > 0.0 { c / flat } else { 0.0 };
                    *east *= scale;
                    *north *= scale;
                    *up = s;
                }
            },
        );
    }
}
