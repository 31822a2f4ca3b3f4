//! Rates of return and values of a cash flow.

use crate::Answer;
use crate::calendar::{BankCalendar, CalendarChanges, Date, DayCount};
use crate::financing::cash_flow::{self, NetValues};
use crate::financing::returns::{Root, RootPolicy, Series, answer, choose, float_of, roots};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::math;
use crate::money::Dec;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most flows of one request.
const MOST_FLOWS: usize = 100_000;

/// Notes too many flows, or none.
fn check_count(count: usize, place: &'static str, problems: &mut Problems) {
    problems.require((1..=MOST_FLOWS).contains(&count), || {
        Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 1).with("max", MOST_FLOWS as i64)
    });
}

/// The float of a rate above minus one.
pub(super) fn check_rate(rate: Dec<16>, place: impl Into<Pointer>, problems: &mut Problems) -> f64 {
    problems.require(rate.get() > Decimal::NEGATIVE_ONE, || Issue::error(Code::RATE_OUT_OF_RANGE).at(place));
    float_of(rate.get())
}

fn floats(flows: &[Dec]) -> Vec<f64> {
    flows.iter().map(|flow| float_of(flow.get())).collect()
}

/// Flows of one period each.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IrrRequest {
    /// Flows of the periods 0, 1, 2, .., 1 to 100000; what is paid is negative.
    pub flows_brl: Vec<Dec>,
    /// Which rate is the answer where there are several; default `default`.
    pub policy: Option<RootPolicy>,
    /// The rate to which `nearest` refers; default 0.1.
    pub guess_period_effective: Option<Dec<16>>,
}

/// Flows of one period each.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IrrAllRequest {
    /// Flows of the periods 0, 1, 2, .., 1 to 100000; what is paid is negative.
    pub flows_brl: Vec<Dec>,
}

/// A flow of a day.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DatedFlow {
    /// The day.
    pub date: Date,
    /// The amount; what is paid is negative.
    pub amount_brl: Dec,
}

/// Dated flows.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct XirrRequest {
    /// Flows in any order, 1 to 100000; those of one day are added up exactly.
    pub flows: Vec<DatedFlow>,
    /// How days become years; default `act_365`.
    pub day_count: Option<DayCount>,
    /// How the calendar of `bus_252` differs from the national one; not at all by default.
    pub calendar: Option<CalendarChanges>,
    /// Which rate is the answer where there are several; default `default`.
    pub policy: Option<RootPolicy>,
    /// The rate to which `nearest` refers; default 0.1.
    pub guess_period_effective: Option<Dec<16>>,
}

/// Dated flows.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct XirrAllRequest {
    /// Flows in any order, 1 to 100000; those of one day are added up exactly.
    pub flows: Vec<DatedFlow>,
    /// How days become years; default `act_365`.
    pub day_count: Option<DayCount>,
    /// How the calendar of `bus_252` differs from the national one; not at all by default.
    pub calendar: Option<CalendarChanges>,
}

/// All rates of return.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Roots {
    /// The rates, ascending; none where the present value has no zero.
    pub roots: Vec<Root>,
}

fn periodic(flows: Vec<Dec>) -> Result<Series<'static>, Error> {
    let mut problems = Problems::new();
    check_count(flows.len(), "/flows_brl", &mut problems);
    problems.finish()?;
    Ok(Series::periodic_exact(flows.into_iter().map(Dec::get).collect()))
}

fn dated(
    flows: Vec<DatedFlow>,
    day_count: Option<DayCount>,
    changes: Option<&CalendarChanges>,
) -> Result<Series<'static>, Error> {
    let mut problems = Problems::new();
    check_count(flows.len(), "/flows", &mut problems);
    let calendar = problems.take(
        changes.map_or(Ok(BankCalendar::national()), BankCalendar::new).map_err(|error| error.within("/calendar")),
    );
    problems.finish()?;
    let flows = flows.into_iter().map(|flow| (flow.date, flow.amount_brl.get())).collect();
    Series::dated(flows, day_count.unwrap_or(DayCount::Act365), &calendar.unwrap_or_default())
}

/// The one rate of a series that a policy chooses.
fn chosen(
    series: &Series<'_>,
    policy: Option<RootPolicy>,
    guess: Option<Dec<16>>,
    place: &'static str,
) -> Result<Answer<Root>, Error> {
    let mut problems = Problems::new();
    let guess = guess.map_or(0.1, |guess| check_rate(guess, "/guess_period_effective", &mut problems));
    problems.finish()?;
    let found = roots(series, math::ln_1p(guess)).map_err(|error| error.within(place))?;
    let chosen = choose(&found, policy.unwrap_or_default(), guess).map_err(|error| error.within(place))?;
    Ok(Answer::new(chosen.into()))
}

/// Find the internal rate of return (*TIR*) of flows of one period each.
///
/// Where several rates make the present value zero, `policy` chooses; `irr_all` gives all of them.
///
/// # Errors
/// `NO_SIGN_CHANGE` for flows of one sign, `NO_ROOT` where no rate does it, `MULTIPLE_ROOTS` under `unique`;
/// `RATE_OUT_OF_RANGE` for a guess of -1 or less; `OUT_OF_RANGE`, `TOO_MANY_SIGN_CHANGES`.
pub fn irr(request: IrrRequest) -> Result<Answer<Root>, Error> {
    chosen(&periodic(request.flows_brl)?, request.policy, request.guess_period_effective, "/flows_brl")
}

/// Find every real internal rate of return above -100 % of flows of one period each, with multiplicity.
///
/// Between the turning points of the present value lies one rate at most, so that none is missed. Rates above `3.5e19` or nearer to
/// -1 than `3e-20` are not reported.
///
/// # Errors
/// `NO_SIGN_CHANGE` for flows of one sign; `OUT_OF_RANGE`, `TOO_MANY_SIGN_CHANGES`.
pub fn irr_all(request: IrrAllRequest) -> Result<Answer<Roots>, Error> {
    let found = roots(&periodic(request.flows_brl)?, 0.0).map_err(|error| error.within("/flows_brl"))?;
    Ok(Answer::new(Roots { roots: answer(found) }))
}

/// Find the internal rate of return of dated flows, a year.
///
/// # Errors
/// As [`irr`]; `BAD_CONVENTION`; `HOLIDAY_CONFLICT` in the calendar, `CALENDAR_OUT_OF_RANGE` for `bus_252`.
pub fn xirr(request: XirrRequest) -> Result<Answer<Root>, Error> {
    let series = dated(request.flows, request.day_count, request.calendar.as_ref())?;
    chosen(&series, request.policy, request.guess_period_effective, "/flows")
}

/// Find every real internal rate of return above -100 % of dated flows, a year, with multiplicity.
///
/// # Errors
/// As [`irr_all`]; `BAD_CONVENTION`; `HOLIDAY_CONFLICT` in the calendar, `CALENDAR_OUT_OF_RANGE` for `bus_252`.
pub fn xirr_all(request: XirrAllRequest) -> Result<Answer<Roots>, Error> {
    let series = dated(request.flows, request.day_count, request.calendar.as_ref())?;
    let found = roots(&series, 0.0).map_err(|error| error.within("/flows"))?;
    Ok(Answer::new(Roots { roots: answer(found) }))
}

/// Flows of one period each and a rate.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NpvRequest {
    /// Rate of a period, above -1.
    pub rate_period_effective: Dec<16>,
    /// Flows of the periods 0, 1, 2, .., 1 to 100000; what is paid is negative.
    pub flows_brl: Vec<Dec>,
    /// Discount the first flow by one period too, as the function of spreadsheets does; default false.
    pub first_after_a_period: Option<bool>,
}

/// What flows are worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NetValue {
    /// Net present value (*VPL*), at the first flow; an estimate, not an amount in cents.
    pub npv_brl: f64,
    /// Net future value, at the last flow.
    pub nfv_brl: f64,
}

fn net_value(values: NetValues) -> Result<Answer<NetValue>, Error> {
    if values.present.is_finite() && values.future.is_finite() {
        Ok(Answer::new(NetValue { npv_brl: values.present, nfv_brl: values.future }))
    } else {
        Err(Issue::error(Code::NOT_FINITE).into())
    }
}

/// Compute what flows of one period each are worth at their start (*VPL*) and at their end.
///
/// # Errors
/// `RATE_OUT_OF_RANGE` for a rate of -1 or less; `OUT_OF_RANGE`; `NOT_FINITE` beyond the range of numbers.
pub fn npv(request: NpvRequest) -> Result<Answer<NetValue>, Error> {
    let mut problems = Problems::new();
    let rate = check_rate(request.rate_period_effective, "/rate_period_effective", &mut problems);
    check_count(request.flows_brl.len(), "/flows_brl", &mut problems);
    problems.finish()?;
    let mut values = cash_flow::periodic_values(&floats(&request.flows_brl), rate);
    if request.first_after_a_period == Some(true) {
        values.present /= 1.0 + rate;
    }
    net_value(values)
}

/// Dated flows and a rate.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct XnpvRequest {
    /// Rate of a year, above -1.
    pub rate_year_effective: Dec<16>,
    /// Flows in any order, 1 to 100000.
    pub flows: Vec<DatedFlow>,
    /// How days become years; default `act_365`.
    pub day_count: Option<DayCount>,
    /// How the calendar of `bus_252` differs from the national one; not at all by default.
    pub calendar: Option<CalendarChanges>,
}

/// Compute what dated flows are worth on the day of the first and of the last.
///
/// # Errors
/// `RATE_OUT_OF_RANGE` for a rate of -1 or less; `OUT_OF_RANGE`; `BAD_CONVENTION`; `HOLIDAY_CONFLICT`, `CALENDAR_OUT_OF_RANGE`;
/// `NOT_FINITE` beyond the range of numbers.
pub fn xnpv(request: XnpvRequest) -> Result<Answer<NetValue>, Error> {
    let mut problems = Problems::new();
    let rate = check_rate(request.rate_year_effective, "/rate_year_effective", &mut problems);
    let series = problems.take(dated(request.flows, request.day_count, request.calendar.as_ref()));
    problems.finish()?;
    let Some(series) = series else { return Err(Issue::error(Code::NOT_FINITE).into()) };
    let times: Vec<f64> = series.ticks.iter().map(|tick| f64::from(*tick) / series.per_unit).collect();
    net_value(cash_flow::dated_values(&series.amounts, &times, rate))
}

/// Flows of one period each and two rates.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MirrRequest {
    /// Flows of the periods 0, 1, 2, .., 1 to 100000; what is paid is negative.
    pub flows_brl: Vec<Dec>,
    /// Rate of a period at which losses are financed, above -1.
    pub finance_rate_period_effective: Dec<16>,
    /// Rate of a period at which gains are reinvested, above -1.
    pub reinvest_rate_period_effective: Dec<16>,
}

/// A rate of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PeriodRate {
    /// The rate of a period.
    pub rate_period_effective: f64,
}

/// Compute the modified internal rate of return (*TIR modificada*).
///
/// `(future value of gains / present value of losses)^(1 / (n − 1)) − 1`.
///
/// # Errors
/// `NO_SIGN_CHANGE` without gains or without losses; `RATE_OUT_OF_RANGE`; `OUT_OF_RANGE`.
pub fn mirr(request: MirrRequest) -> Result<Answer<PeriodRate>, Error> {
    let mut problems = Problems::new();
    check_count(request.flows_brl.len(), "/flows_brl", &mut problems);
    let finance = check_rate(request.finance_rate_period_effective, "/finance_rate_period_effective", &mut problems);
    let reinvest = check_rate(request.reinvest_rate_period_effective, "/reinvest_rate_period_effective", &mut problems);
    problems.finish()?;
    let rate = cash_flow::modified_rate(&floats(&request.flows_brl), finance, reinvest);
    let rate = rate.ok_or_else(|| Issue::error(Code::NO_SIGN_CHANGE).at("/flows_brl"))?;
    Ok(Answer::new(PeriodRate { rate_period_effective: rate }))
}

/// Flows of one period each.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PaybackRequest {
    /// Flows of the periods 0, 1, 2, .., 1 to 100000; what is paid is negative.
    pub flows_brl: Vec<Dec>,
    /// Rate of a period for the discounted payback, above -1; without it there is none.
    pub rate_period_effective: Option<Dec<16>>,
}

/// When flows have paid themselves back, in periods with fractions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Payback {
    /// Until the sum is no longer negative for the first time; null if never.
    pub simple_periods: Option<f64>,
    /// Until it is no longer negative and stays so; null if never.
    pub definitive_periods: Option<f64>,
    /// As `simple_periods` with discounted flows; null if never, or without a rate.
    pub discounted_periods: Option<f64>,
}

/// Compute the payback of flows: simple, definitive and discounted, with fractions of a period in proportion.
///
/// # Errors
/// `RATE_OUT_OF_RANGE` for a rate of -1 or less; `OUT_OF_RANGE`.
pub fn payback(request: PaybackRequest) -> Result<Answer<Payback>, Error> {
    let mut problems = Problems::new();
    check_count(request.flows_brl.len(), "/flows_brl", &mut problems);
    let rate = request.rate_period_effective.map(|rate| check_rate(rate, "/rate_period_effective", &mut problems));
    problems.finish()?;
    let flows = floats(&request.flows_brl);
    let discounted = |rate: f64| {
        let mut weight = 1.0;
        cash_flow::first_payback(flows.iter().map(|flow| {
            let worth = flow * weight;
            weight /= 1.0 + rate;
            worth
        }))
    };
    Ok(Answer::new(Payback {
        simple_periods: cash_flow::first_payback(flows.iter().copied()),
        definitive_periods: cash_flow::lasting_payback(flows.iter().copied()),
        discounted_periods: rate.and_then(discounted),
    }))
}
