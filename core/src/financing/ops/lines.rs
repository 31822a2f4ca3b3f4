//! Rates that were published and lines of credit: data that the caller brings, dated, and never a built-in number.

use super::iof::{IofRelief, check_cents};
use super::planning::check_fraction;
use crate::Answer;
use crate::calendar::{Date, Instant};
use crate::financing::rates::{Periods, convert, growth, rate_of};
use crate::financing::schedule::{GraceMode, MOST_INSTALLMENTS};
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

const YEAR: Periods = Periods { periods: 1, nominal: false };
const MONTH: Periods = Periods { periods: 12, nominal: false };
const BUSINESS_DAY: Periods = Periods { periods: 252, nominal: false };

/// What the percentage of a published rate means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SnapshotUnit {
    /// Percent a year, effective (*% a.a.*), on whatever base of days.
    YearEffective,
    /// Percent a month, effective (*% a.m.*).
    MonthEffective,
    /// Percent a business day of which a year has 252 (*% a.d.*).
    BusinessDayEffective,
}

impl SnapshotUnit {
    const fn periods(self) -> Periods {
        match self {
            SnapshotUnit::YearEffective => YEAR,
            SnapshotUnit::MonthEffective => MONTH,
            SnapshotUnit::BusinessDayEffective => BUSINESS_DAY,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            SnapshotUnit::YearEffective => "year_effective",
            SnapshotUnit::MonthEffective => "month_effective",
            SnapshotUnit::BusinessDayEffective => "business_day_effective",
        }
    }
}

/// The source of Banco Central's time series.
const SGS: &str = "bcb-sgs";

/// Units of series of Banco Central (SGS): Selic, CDI, IPCA, TR, and means of credit by modality.
const SERIES: &[(&str, SnapshotUnit)] = &[
    ("11", SnapshotUnit::BusinessDayEffective),
    ("12", SnapshotUnit::BusinessDayEffective),
    ("226", SnapshotUnit::MonthEffective),
    ("432", SnapshotUnit::YearEffective),
    ("433", SnapshotUnit::MonthEffective),
    ("1178", SnapshotUnit::YearEffective),
    ("4389", SnapshotUnit::YearEffective),
    ("4390", SnapshotUnit::MonthEffective),
    ("20742", SnapshotUnit::YearEffective),
    ("20749", SnapshotUnit::YearEffective),
    ("20750", SnapshotUnit::YearEffective),
    ("25471", SnapshotUnit::MonthEffective),
    ("25472", SnapshotUnit::MonthEffective),
];

/// A rate as it was published and fetched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RateSnapshot {
    /// Who published it; `bcb-sgs` for the time series of Banco Central.
    pub source: String,
    /// Its series there, such as `20750`.
    pub series: String,
    /// What the percentage means; of a known series of `bcb-sgs` it must be the right one.
    pub unit: SnapshotUnit,
    /// Day for which it holds.
    pub reference_date: Date,
    /// The percentage, above -100 and up to 1000.
    pub value_pct: Dec,
    /// When it was fetched.
    pub fetched_at: Instant,
}

/// A rate and how old it may be.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReadRateSnapshotRequest {
    /// The rate.
    pub snapshot: RateSnapshot,
    /// Day of the computation.
    pub date: Date,
    /// Days by which the rate may precede it, 0 to 3660.
    pub max_age_days: i64,
}

/// A published rate by the month and by the year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReferenceRate {
    /// The rate of a month, half-even to 16 decimals.
    pub rate_month_effective: Dec<16>,
    /// The rate of a year, half-even to 16 decimals.
    pub rate_year_effective: Dec<16>,
    /// Days from the rate to the computation.
    pub age_days: i64,
    /// The rate as it was given.
    pub snapshot: RateSnapshot,
}

impl RateSnapshot {
    /// The checked rate, a fraction of its own period; problems stand under `snapshot`'s place.
    fn check(&self, date: Date, max_age_days: i64) -> Result<(Decimal, i64), Error> {
        let mut problems = Problems::new();
        let known = SERIES.iter().find(|(series, _)| self.source == SGS && self.series == *series);
        if let Some((_, unit)) = known.filter(|(_, unit)| *unit != self.unit) {
            problems.push(Issue::error(Code::RATE_BASIS_MISMATCH).at("/unit").with("expected", unit.name()));
        }
        let age = self.reference_date.days_until(date);
        problems.require((0..=max_age_days).contains(&age), || {
            let stale = Issue::error(Code::RATE_STALE).at("/reference_date");
            stale.with("reference_date", self.reference_date.get()).with("max_days", max_age_days)
        });
        let percent = self.value_pct.get();
        let fits = percent > Decimal::NEGATIVE_ONE * Decimal::ONE_HUNDRED && percent <= Decimal::from(1000);
        problems.require(fits, || {
            Issue::error(Code::RATE_OUT_OF_RANGE).at("/value_pct").with("min", -100).with("max", 1000)
        });
        problems.finish()?;
        let fraction = percent.checked_div(Decimal::ONE_HUNDRED).ok_or_else(|| Issue::error(Code::OVERFLOW))?;
        Ok((fraction, age))
    }
}

fn check_age(days: i64, problems: &mut Problems) {
    problems.require((0..=3660).contains(&days), || {
        Issue::error(Code::OUT_OF_RANGE).at("/max_age_days").with("min", 0).with("max", 3660)
    });
}

/// Read a published rate: refuse a stale one and a unit that its series does not have, and give it by the month and by the year.
///
/// The library fetches nothing and knows no rate of its own: whoever asks brings the number with its source and day.
///
/// # Errors
/// `RATE_STALE` for a rate that is older than allowed, or of a later day; `RATE_BASIS_MISMATCH` for a series of Banco Central with
/// another unit; `RATE_OUT_OF_RANGE`; `OUT_OF_RANGE` for the age; `OVERFLOW`.
pub fn read_rate_snapshot(request: ReadRateSnapshotRequest) -> Result<Answer<ReferenceRate>, Error> {
    let mut problems = Problems::new();
    check_age(request.max_age_days, &mut problems);
    let read = request.snapshot.check(request.date, request.max_age_days);
    let read = problems.take(read.map_err(|error| error.within("/snapshot")));
    let Some((rate, age_days)) = read.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    let from = request.snapshot.unit.periods();
    let to = |periods| convert(rate, from, periods).map_err(|error| error.within("/snapshot/value_pct"));
    Ok(Answer::new(ReferenceRate {
        rate_month_effective: to(MONTH)?.into(),
        rate_year_effective: to(YEAR)?.into(),
        age_days,
        snapshot: request.snapshot,
    }))
}

/// Whom a line of credit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineAudience {
    /// A natural person (*pessoa física*).
    Individual,
    /// A micro or small company, MEI included.
    SmallCompany,
    /// Any other company.
    Company,
    /// A rural producer, person or company.
    Rural,
}

/// The rate of a line: exactly one of a fixed rate and a spread over an index.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LineRate {
    /// Fixed, a month.
    pub rate_month_effective: Option<Dec>,
    /// Fixed, a year.
    pub rate_year_effective: Option<Dec>,
    /// A year on top of the index of the request's snapshot: `(1 + index) (1 + spread) − 1`.
    pub spread_year_effective: Option<Dec>,
}

/// A line of credit with its days of validity, as its operator publishes it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CreditLine {
    /// Its name among the caller's lines.
    pub id: String,
    /// Whom it is for.
    pub audience: Vec<LineAudience>,
    /// States it reaches, by their two letters; default all.
    pub states: Option<Vec<String>>,
    /// Most installments, grace included.
    pub max_term_months: u32,
    /// Most installments of grace; default 0.
    pub max_grace_months: Option<u32>,
    /// What happens to the interest of the grace; default `interest_paid`.
    pub grace_mode: Option<GraceMode>,
    /// Largest share of the project, a fraction from 0 to 1; default 1.
    pub share_max_fraction: Option<Dec>,
    /// Largest principal; default none.
    pub amount_max_brl: Option<Money>,
    /// Its rate.
    pub rate: LineRate,
    /// What of the IOF is not charged; default `none`.
    pub iof: Option<IofRelief>,
    /// Share of the interest that is waived if paid on time (*bônus de adimplência*), a fraction from 0 to 1; default 0.
    pub bonus_fraction: Option<Dec>,
    /// First day.
    pub valid_from: Date,
    /// Last day; absent while open.
    pub valid_to: Option<Date>,
}

/// A line of credit and a loan that is asked for.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckCreditLineRequest {
    /// The line.
    pub line: CreditLine,
    /// Day of the contract.
    pub date: Date,
    /// Who borrows.
    pub borrower: LineAudience,
    /// State, by its two letters.
    pub state: String,
    /// Cost of the project, above zero.
    pub project_brl: Dec,
    /// Principal that is asked for, above zero.
    pub principal_brl: Dec,
    /// Installments, 1 to 1200, grace included.
    pub installments: i64,
    /// Installments of grace; default 0.
    pub grace_months: Option<u32>,
    /// The index of a line that has a spread.
    pub snapshot: Option<RateSnapshot>,
    /// Days by which the snapshot may precede `date`, 0 to 3660; default 45.
    pub max_age_days: Option<i64>,
}

/// Whether a line of credit serves, and on what terms.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreditLineVerdict {
    /// Whether nothing stands against it.
    pub eligible: bool,
    /// Everything that stands against it.
    pub issues: Vec<Issue>,
    /// Rate of a month, half-even to 12 decimals: what a schedule takes.
    pub rate_month_effective: Dec<12>,
    /// Rate of a year, half-even to 16 decimals.
    pub rate_year_effective: Dec<16>,
    /// What happens to the interest of the grace.
    pub grace_mode: GraceMode,
    /// What of the IOF is not charged.
    pub iof: IofRelief,
    /// Share of the interest that is waived if paid on time.
    pub bonus_fraction: Dec,
    /// The index as it was given; null for a fixed rate.
    pub snapshot: Option<RateSnapshot>,
}

/// Check whether a line of credit serves a loan: all reasons against it at once, and its rate.
///
/// Lines are data of the caller with days of validity; the library has none of its own.
///
/// # Errors
/// `MISSING_FIELD` or `FIELDS_EXCLUDE_EACH_OTHER` for the rate of the line; `MISSING_FIELD` for the snapshot of a spread; those of
/// `read_rate_snapshot` under `/snapshot`; `RATE_OUT_OF_RANGE`, `OUT_OF_RANGE`, `MONEY_SCALE`, `INVALID_TERM`.
pub fn check_credit_line(request: CheckCreditLineRequest) -> Result<Answer<CreditLineVerdict>, Error> {
    let mut problems = Problems::new();
    let line = &request.line;
    let share = line.share_max_fraction.unwrap_or(Decimal::ONE.into());
    let share = check_fraction(share, (0, 1), "/line/share_max_fraction", &mut problems);
    let bonus = line.bonus_fraction.unwrap_or_default();
    check_fraction(bonus, (0, 1), "/line/bonus_fraction", &mut problems);
    let project = check_cents(request.project_brl, 1, "/project_brl", &mut problems);
    let principal = check_cents(request.principal_brl, 1, "/principal_brl", &mut problems);
    let term = u32::try_from(request.installments).ok().filter(|count| (1..=MOST_INSTALLMENTS).contains(count));
    problems.require(term.is_some(), || {
        Issue::error(Code::INVALID_TERM).at("/installments").with("min", 1).with("max", MOST_INSTALLMENTS)
    });
    let rates = problems.take(request.rates());
    let Some((month, year)) = rates.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };

    let mut issues = Vec::new();
    let mut against = |holds: bool, issue: Issue| {
        if !holds {
            issues.push(issue);
        }
    };
    let refused = |code, place: &'static str| Issue::error(code).at(place);
    let in_force = line.valid_from <= request.date && line.valid_to.is_none_or(|last| request.date <= last);
    against(in_force, refused(Code::LINE_NOT_IN_FORCE, "/date"));
    against(line.audience.contains(&request.borrower), refused(Code::LINE_NOT_FOR_BORROWER, "/borrower"));
    let reached = line.states.as_ref().is_none_or(|states| states.contains(&request.state));
    against(reached, refused(Code::LINE_NOT_IN_STATE, "/state"));
    if let Some(most) = line.amount_max_brl {
        let issue = refused(Code::LINE_AMOUNT_TOO_HIGH, "/principal_brl").with("max_brl", most.amount());
        against(principal <= most.minor(), issue);
    }
    // principal <= share × project, in cents and without a rounding.
    let lent = share.checked_mul(Decimal::from(project)).is_some_and(|most| Decimal::from(principal) <= most);
    against(lent, refused(Code::LINE_SHARE_TOO_HIGH, "/principal_brl").with("max", share));
    let most = line.max_term_months;
    against(
        term.is_some_and(|term| term <= most),
        refused(Code::LINE_TERM_TOO_LONG, "/installments").with("max", most),
    );
    let most = line.max_grace_months.unwrap_or(0);
    let grace = request.grace_months.unwrap_or(0);
    against(grace <= most, refused(Code::LINE_GRACE_TOO_LONG, "/grace_months").with("max", most));

    Ok(Answer::new(CreditLineVerdict {
        eligible: issues.is_empty(),
        issues,
        rate_month_effective: month.into(),
        rate_year_effective: year.into(),
        grace_mode: line.grace_mode.unwrap_or(GraceMode::InterestPaid),
        iof: line.iof.unwrap_or_default(),
        bonus_fraction: bonus,
        snapshot: request.snapshot.filter(|_| request.line.rate.spread_year_effective.is_some()),
    }))
}

impl CheckCreditLineRequest {
    /// The rates of a month and of a year.
    fn rates(&self) -> Result<(Decimal, Decimal), Error> {
        let rate = self.line.rate;
        let fits = |rate: Dec, place: &'static str| {
            let rate = rate.get();
            if (Decimal::ZERO..=Decimal::TEN).contains(&rate) {
                return Ok(rate);
            }
            Err(Error::from(Issue::error(Code::RATE_OUT_OF_RANGE).at(place).with("min", 0).with("max", 10)))
        };
        let (value, from) = match (rate.rate_month_effective, rate.rate_year_effective, rate.spread_year_effective) {
            (Some(month), None, None) => (fits(month, "/line/rate/rate_month_effective")?, MONTH),
            (None, Some(year), None) => (fits(year, "/line/rate/rate_year_effective")?, YEAR),
            (None, None, Some(spread)) => {
                let spread = fits(spread, "/line/rate/spread_year_effective")?;
                return self.indexed(spread);
            }
            (None, None, None) => return Err(Issue::error(Code::MISSING_FIELD).at("/line/rate").into()),
            _ => return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/line/rate").into()),
        };
        Ok((contract_places(convert(value, from, MONTH)?), convert(value, from, YEAR)?))
    }

    /// The rates of a spread over the index of the snapshot.
    fn indexed(&self, spread: Decimal) -> Result<(Decimal, Decimal), Error> {
        let snapshot = self.snapshot.as_ref().ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/snapshot"))?;
        let mut problems = Problems::new();
        let days = self.max_age_days.unwrap_or(45);
        check_age(days, &mut problems);
        let read = problems.take(snapshot.check(self.date, days).map_err(|error| error.within("/snapshot")));
        let Some((index, _)) = read.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
        let from = snapshot.unit.periods();
        let year = growth(index, from)?.fractional_power(from.periods, 1).times(growth(spread, YEAR)?);
        Ok((contract_places(rate_of(year.fractional_power(1, 12), MONTH)?), rate_of(year, YEAR)?))
    }
}

/// A rate of 16 decimals with those that a contract takes.
fn contract_places(rate: Decimal) -> Decimal {
    Rounding::HalfEven.round(rate, 12)
}
