//! The operation `settle_intervals`, for one series and for columns.

use super::calendar::TariffGroup;
use crate::Answer;
use crate::calendar::{Date, Instant, Month, PeakHours, Zone};
use crate::columns::{Columns, Form, Kind, Rows, Values};
use crate::issue::{Code, Error, Issue, Problems};
use crate::tariff::energies::{Energies, number};
use crate::tariff::exact::Exact;
use crate::tariff::intervals::{Seen, Totals};
use crate::tariff::post::ByPost;
use crate::tariff::settle::{Flow, MonthFlows, Schedule};
use serde::{Deserialize, Serialize};

/// Load and generation of one unit, interval by interval.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SettleIntervalsRequest {
    /// Beginning of the first interval, on a full minute.
    pub start: Instant,
    /// The zone of legal local time: `America/Sao_Paulo`, or an offset such as `-03:00`.
    pub tz: Zone,
    /// Length of an interval in minutes: 5, 15, 30 or 60.
    #[cfg_attr(feature = "schema", schemars(range(min = 5, max = 60)))]
    pub step_minutes: u32,
    /// Load of each interval.
    pub load_kwh: Energies,
    /// Generation of each interval.
    pub generation_kwh: Energies,
    /// Beginning of the distributor's three peak hours in minutes after midnight (0 to 1439); one register if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1439)))]
    pub peak_start_minutes: Option<u32>,
    /// The group of the consumer, needed with a peak; only group B has intermediate hours.
    pub group: Option<TariffGroup>,
}

/// Registers of a series.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SettledIntervals {
    /// The months that the series touches, in order.
    pub months: Vec<SettledMonth>,
    /// Sums over all months.
    pub totals: SettledTotals,
}

/// Registers of one month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SettledMonth {
    /// The month.
    pub month: Month,
    /// Energy taken from the grid, by post.
    pub consumption_kwh: ByPost<Exact>,
    /// Energy given to the grid, by post.
    pub injection_kwh: ByPost<Exact>,
}

/// Sums of a series: `load = self + grid`, `generation = self + injection`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SettledTotals {
    /// Load.
    pub load_kwh: Exact,
    /// Generation.
    pub generation_kwh: Exact,
    /// Generation used in the interval in which it was made.
    pub self_consumption_kwh: Exact,
    /// Energy taken from the grid.
    pub grid_kwh: Exact,
    /// Energy given to the grid.
    pub injection_kwh: Exact,
}

impl From<Totals> for SettledTotals {
    fn from(totals: Totals) -> Self {
        let wire = |milli| Exact::grid(milli).trimmed();
        SettledTotals {
            load_kwh: wire(totals.load),
            generation_kwh: wire(totals.generation),
            self_consumption_kwh: wire(totals.self_consumption),
            grid_kwh: wire(totals.grid()),
            injection_kwh: wire(totals.injection()),
        }
    }
}

/// One member of the flows of a month, as it travels.
pub(super) fn by_post(flows: &MonthFlows, pick: impl Fn(&Flow) -> i64) -> ByPost<Exact> {
    flows.posts.map(|flow| Exact::grid(pick(flow)).trimmed())
}

/// Local date and minute of the beginning of a series.
///
/// # Errors
/// `OUT_OF_RANGE` for a step that is none of 5, 15, 30, 60 minutes, `TIME_SYNTAX` for a start within a minute,
/// `TZ_HISTORY_UNSUPPORTED`, `TIME_RANGE`.
pub(super) fn local_start(start: Instant, tz: Zone, step_minutes: u32) -> Result<(Date, u32), Error> {
    let mut problems = Problems::new();
    let local = tz.offset_at(start).and_then(|offset| start.local(offset));
    let local = problems.take(local.map_err(|error| error.within("/start")));
    let within = local.is_some_and(|(_, second)| second % 60 != 0);
    problems.require(!within, || Issue::error(Code::TIME_SYNTAX).at("/start"));
    problems.require(matches!(step_minutes, 5 | 15 | 30 | 60), || {
        Issue::error(Code::OUT_OF_RANGE).at("/step_minutes").with("min", 5).with("max", 60)
    });
    match local {
        Some((date, second)) if problems.is_empty() => Ok((date, second / 60)),
        _ => Err(problems.into_error()),
    }
}

/// The peak hours of a request.
///
/// # Errors
/// `OUT_OF_RANGE`, `MISSING_FIELD` for a peak without a group.
pub(super) fn peak(start_minutes: Option<u32>, group: Option<TariffGroup>) -> Result<Option<PeakHours>, Error> {
    let Some(minutes) = start_minutes else { return Ok(None) };
    let group = group.ok_or_else(|| Error::from(Issue::error(Code::MISSING_FIELD).at("/group")))?;
    let hours = PeakHours::new(minutes, group == TariffGroup::B);
    hours.map(Some).map_err(|error| error.within("/peak_start_minutes"))
}

/// Whether load and generation have one length and sums in range.
///
/// # Errors
/// `LENGTH_MISMATCH`, `OVERFLOW`.
pub(super) fn check_pair(load: &Energies, generation: &Energies) -> Result<(), Error> {
    let mut problems = Problems::new();
    problems.require(load.len() == generation.len(), || {
        let issue = Issue::error(Code::LENGTH_MISMATCH).at("/generation_kwh");
        issue.with("load_count", load.len()).with("generation_count", generation.len())
    });
    for (series, place) in [(load, "/load_kwh"), (generation, "/generation_kwh")] {
        problems.require(series.fits(), || Issue::error(Code::OVERFLOW).at(place));
    }
    problems.finish()
}

/// Settle load and generation into registers: what was used at once, taken from the grid and injected, by month and post.
///
/// An interval belongs to the month in which it begins; one over the boundary of two posts is divided by minutes.
///
/// # Errors
/// `NEGATIVE_INTERVAL`, `LENGTH_MISMATCH`, `OVERFLOW`, `OUT_OF_RANGE`, `MISSING_FIELD`, `TIME_SYNTAX`,
/// `TZ_HISTORY_UNSUPPORTED`, `TIME_RANGE`, `DATE_RANGE`.
pub fn settle_intervals(request: SettleIntervalsRequest) -> Result<Answer<SettledIntervals>, Error> {
    let SettleIntervalsRequest { start, tz, step_minutes, peak_start_minutes, group, .. } = request;
    let shared = Shared { start, tz, step_minutes, peak_start_minutes, group };
    shared.settle(&request.load_kwh, &request.generation_kwh).map(Answer::new)
}

/// All but the intervals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shared {
    start: Instant,
    tz: Zone,
    step_minutes: u32,
    peak_start_minutes: Option<u32>,
    group: Option<TariffGroup>,
}

impl Shared {
    fn settle(&self, load: &Energies, generation: &Energies) -> Result<SettledIntervals, Error> {
        let mut problems = Problems::new();
        let start = problems.take(local_start(self.start, self.tz, self.step_minutes));
        problems.take(check_pair(load, generation));
        let peak = problems.take(peak(self.peak_start_minutes, self.group));
        let (Some(start), Some(peak)) = (start.filter(|_| problems.is_empty()), peak) else {
            return Err(problems.into_error());
        };
        let schedule = Schedule::new(start, self.step_minutes, load.len(), peak)?;
        Ok(schedule.settle(load.milli(), generation.milli(), &mut Seen::default()).into())
    }

    /// The registers straight from floats; none where only a closer look tells what is wrong.
    fn quick(&self, load: &[f64], generation: &[f64]) -> Option<SettledIntervals> {
        let start = local_start(self.start, self.tz, self.step_minutes).ok()?;
        let peak = peak(self.peak_start_minutes, self.group).ok()?;
        let schedule = Schedule::new(start, self.step_minutes, load.len(), peak).ok()?;
        let mut seen = Seen::of(load.len());
        let settled = schedule.settle(load, generation, &mut seen);
        seen.is_plain().then(|| settled.into())
    }
}

impl From<(Vec<MonthFlows>, Totals)> for SettledIntervals {
    fn from((months, totals): (Vec<MonthFlows>, Totals)) -> Self {
        let month = |flows: &MonthFlows| SettledMonth {
            month: flows.month,
            consumption_kwh: by_post(flows, |flow| flow.grid),
            injection_kwh: by_post(flows, |flow| flow.injection),
        };
        SettledIntervals { months: months.iter().map(month).collect(), totals: totals.into() }
    }
}

/// Column form of [`settle_intervals`]: an interval a row. The registers are the summary; a wrong interval leaves none, and the
/// other rows are still checked.
pub(crate) static SETTLE_INTERVALS: Form<Shared> =
    Form { inputs: &[("load_kwh", Kind::F64), ("generation_kwh", Kind::F64)], outputs: &[("status", Kind::I32)], run };

fn run(shared: Shared, columns: &Columns<'_>) -> Result<Rows, Error> {
    let quick = plain_pair(columns).and_then(|(load, generation)| shared.quick(load, generation));
    if let Some(settled) = quick {
        return Ok(Rows::default().with_summary(settled));
    }
    match pair_of(columns) {
        Ok((load, generation)) => Ok(Rows::default().with_summary(shared.settle(&load, &generation)?)),
        Err(errors) => Ok(Rows { errors, ..Rows::default() }),
    }
}

/// The first two columns, if every row has both numbers.
pub(super) fn plain_pair<'a>(columns: &Columns<'a>) -> Option<(&'a [f64], &'a [f64])> {
    let plain = |position: usize| match columns.at(position).map(|column| (column.values, column.valid)) {
        Some((Values::F64(values), None)) => Some(values),
        _ => None,
    };
    plain(0).zip(plain(1))
}

/// Load and generation of the first two columns, or the errors of rows.
pub(super) fn pair_of(columns: &Columns<'_>) -> Result<(Energies, Energies), Vec<(usize, Error)>> {
    let (mut pair, mut errors) = ([Vec::new(), Vec::new()], Vec::new());
    for row in 0..columns.rows() {
        let mut problems = Problems::new();
        for ((position, place), series) in [(0, "/load_kwh"), (1, "/generation_kwh")].into_iter().zip(&mut pair) {
            let value = columns.at(position).and_then(|column| column.f64(row));
            let energy = value.ok_or_else(|| Error::from(Issue::error(Code::MISSING_FIELD)));
            series.extend(problems.take(energy.and_then(number).map_err(|error| error.within(place))));
        }
        errors.extend(problems.finish().err().map(|error| (row, error)));
    }
    let [load, generation] = pair.map(Energies::on_grid);
    if errors.is_empty() { Ok((load, generation)) } else { Err(errors) }
}
