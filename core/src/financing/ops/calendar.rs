//! Calendar of banks, due dates and day counts (financing: calendar and due dates, day count).

use crate::Answer;
use crate::calendar::{self, Adjustment, BankCalendar, CalendarChanges, Date, DayCount, Holiday, YearFraction};
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A year.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EasterRequest {
    /// The year, 1 to 9999.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 9999)))]
    pub year: i32,
}

/// A date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DateAnswer {
    /// The date.
    pub date: Date,
}

/// Find Easter Sunday (*Páscoa*) of a year in the Gregorian calendar.
///
/// # Errors
/// `OUT_OF_RANGE` for a year outside 1 to 9999.
pub fn easter(request: EasterRequest) -> Result<Answer<DateAnswer>, Error> {
    let year = Issue::error(Code::OUT_OF_RANGE).at("/year").with("min", 1).with("max", 9999);
    calendar::easter(request.year).map(date).ok_or_else(|| year.into())
}

fn date(date: Date) -> Answer<DateAnswer> {
    Answer::new(DateAnswer { date })
}

/// A year.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BankHolidaysRequest {
    /// The year, 2000 to 2199.
    #[cfg_attr(feature = "schema", schemars(range(min = 2000, max = 2199)))]
    pub year: i32,
}

/// The bank holidays of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BankHolidays {
    /// The holidays by date, one a day.
    pub holidays: Vec<BankHolidayDate>,
}

/// A holiday of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BankHolidayDate {
    /// Its date.
    pub date: Date,
    /// Which one it is.
    pub id: Holiday,
}

/// List the national bank holidays (*feriados bancários*) of a year; they may fall on weekends.
///
/// Where Good Friday falls on 21 April only `tiradentes` is listed. Municipal holidays, elections, 24 and 31 December are not in it.
///
/// # Errors
/// `CALENDAR_OUT_OF_RANGE` for a year outside 2000 to 2199.
pub fn bank_holidays(request: BankHolidaysRequest) -> Result<Answer<BankHolidays>, Error> {
    let holidays = calendar::bank_holidays(request.year).map_err(|error| error.within("/year"))?;
    let holidays = holidays.into_iter().map(|(date, id)| BankHolidayDate { date, id });
    Ok(Answer::new(BankHolidays { holidays: holidays.collect() }))
}

/// A span of dates.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BusinessDaysRequest {
    /// The first date.
    pub start_date: Date,
    /// The date after the last one; it may be earlier than the first.
    pub end_date: Date,
    /// How the calendar differs from the national one; not at all by default.
    pub calendar: Option<CalendarChanges>,
}

/// A number of business days.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BusinessDays {
    /// Business days (*dias úteis*), negative if the end is earlier than the start.
    pub business_days: i32,
}

/// Count the business days of banks (*dias úteis*) from a date up to, and without, another one.
///
/// # Errors
/// `HOLIDAY_CONFLICT` in the calendar; `CALENDAR_OUT_OF_RANGE` if a day outside 2000-01-01 to 2199-12-31 would have to be counted.
pub fn business_days(request: BusinessDaysRequest) -> Result<Answer<BusinessDays>, Error> {
    let calendar = calendar_of(request.calendar.as_ref())?;
    let business_days = calendar.business_days(request.start_date, request.end_date)?;
    Ok(Answer::new(BusinessDays { business_days }))
}

fn calendar_of(changes: Option<&CalendarChanges>) -> Result<BankCalendar, Error> {
    match changes {
        Some(changes) => BankCalendar::new(changes).map_err(|error| error.within("/calendar")),
        None => Ok(BankCalendar::national()),
    }
}

/// A date and a number of business days.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AddBusinessDaysRequest {
    /// The date to count from; it may be a holiday.
    pub date: Date,
    /// How many business days later, or earlier if negative; 0 leaves the date as it is.
    pub business_days: i64,
    /// How the calendar differs from the national one; not at all by default.
    pub calendar: Option<CalendarChanges>,
}

/// Find the n-th business day of banks after a date, or before it.
///
/// # Errors
/// `HOLIDAY_CONFLICT` in the calendar; `CALENDAR_OUT_OF_RANGE` if a day outside 2000-01-01 to 2199-12-31 would have to be counted.
pub fn add_business_days(request: AddBusinessDaysRequest) -> Result<Answer<DateAnswer>, Error> {
    let calendar = calendar_of(request.calendar.as_ref())?;
    calendar.add_business_days(request.date, request.business_days).map(date)
}

/// A date to move.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdjustDateRequest {
    /// The contractual date.
    pub date: Date,
    /// How it is moved off a day without business.
    pub adjustment: Adjustment,
    /// How the calendar differs from the national one; not at all by default.
    pub calendar: Option<CalendarChanges>,
}

/// Move a date that is no business day to one, by a convention.
///
/// # Errors
/// `BAD_CONVENTION`; `HOLIDAY_CONFLICT` in the calendar; `CALENDAR_OUT_OF_RANGE` if a day outside 2000-01-01 to 2199-12-31 would
/// have to be looked at.
pub fn adjust_date(request: AdjustDateRequest) -> Result<Answer<DateAnswer>, Error> {
    let calendar = calendar_of(request.calendar.as_ref())?;
    calendar.adjust(request.date, request.adjustment).map(date)
}

/// A span of dates and a day count.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct YearFractionRequest {
    /// The first date.
    pub start_date: Date,
    /// The date after the last one.
    pub end_date: Date,
    /// The day count convention.
    pub day_count: DayCount,
    /// How the calendar of `bus_252` differs from the national one; not at all by default.
    pub calendar: Option<CalendarChanges>,
}

/// A share of years.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ElapsedYears {
    /// Years from start to end, rounded half-even to 18 decimals.
    pub elapsed_years: Dec<18>,
}

/// Count the years between two dates by a day count convention.
///
/// # Errors
/// `BAD_CONVENTION`; `HOLIDAY_CONFLICT` in the calendar; `CALENDAR_OUT_OF_RANGE` for `bus_252` outside 2000-01-01 to 2199-12-31.
pub fn year_fraction(request: YearFractionRequest) -> Result<Answer<ElapsedYears>, Error> {
    let calendar = calendar_of(request.calendar.as_ref())?;
    let exact = request.day_count.between(request.start_date, request.end_date, &calendar)?;
    Ok(Answer::new(ElapsedYears { elapsed_years: eighteen_places(exact).into() }))
}

fn eighteen_places(exact: YearFraction) -> Decimal {
    const PLACES: u32 = 18;
    // At most 9999 years in days over 366: 29 digits.
    let scaled = i128::from(exact.numerator) * 10_i128.pow(PLACES);
    let units = Rounding::HalfEven.divide(scaled, exact.denominator.into());
    Decimal::try_from_i128_with_scale(units, PLACES).unwrap_or_default()
}

/// A monthly plan.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DueDatesRequest {
    /// The first due date; its day is the contractual day of all.
    pub first_due: Date,
    /// How many due dates, 1 to 1200.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1200)))]
    pub installments: i64,
    /// How payment dates are moved off days without business; none by default.
    pub adjustment: Option<Adjustment>,
    /// How the calendar differs from the national one; not at all by default.
    pub calendar: Option<CalendarChanges>,
}

/// The due dates of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DueDates {
    /// One row per installment.
    pub dates: Vec<InstallmentDate>,
}

/// The dates of an installment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InstallmentDate {
    /// The contractual due date (*vencimento*).
    pub due: Date,
    /// The date on which it is paid.
    pub pay: Date,
}

/// List the monthly due dates of a plan with the contractual day kept, and the dates on which they are paid.
///
/// The k-th due date is the first one plus k calendar months: from 31 January 28 or 29 February, 31 March, 30 April.
///
/// # Errors
/// `OUT_OF_RANGE` for installments outside 1 to 1200; `BAD_CONVENTION`; `HOLIDAY_CONFLICT` in the calendar;
/// `CALENDAR_OUT_OF_RANGE` if a day outside 2000-01-01 to 2199-12-31 would have to be looked at; `DATE_RANGE` after the year 9999.
pub fn due_dates(request: DueDatesRequest) -> Result<Answer<DueDates>, Error> {
    let mut problems = Problems::new();
    let count = u32::try_from(request.installments).ok().filter(|count| (1..=1200).contains(count));
    problems.require(count.is_some(), || {
        Issue::error(Code::OUT_OF_RANGE).at("/installments").with("min", 1).with("max", 1200)
    });
    let calendar = problems.take(calendar_of(request.calendar.as_ref()));
    problems.finish()?;
    let adjustment = request.adjustment.unwrap_or_default();
    let plan = calendar::due_dates(request.first_due, count.unwrap_or(0), adjustment, &calendar.unwrap_or_default())?;
    let dates = plan.into_iter().map(|row| InstallmentDate { due: row.due, pay: row.pay }).collect();
    Ok(Answer::new(DueDates { dates }))
}
