//! The checks of a loan, in the order of their codes.

use super::terms::{Accrual, Balloon, FirstPeriod, GraceMode, InterestOn, LoanTerms, System};
use crate::calendar::{Adjustment, BankCalendar, Date};
use crate::financing::names::{Named, Place};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, RateBasis, Rounding};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Principal in cents at the most: a million million reais.
pub(in crate::financing) const MOST_PRINCIPAL: i64 = 100_000_000_000_000;
pub(in crate::financing) const MOST_INSTALLMENTS: u32 = 1200;
/// Decimals of a contract rate.
const RATE_PLACES: u32 = 12;

/// A loan that was checked: cents, rates in units of `10^-12`.
#[derive(Debug, Clone)]
pub(in crate::financing) struct Contract {
    pub principal: i64,
    pub rate: Decimal,
    /// The rate in units of `10^-12`.
    pub rate_units: u64,
    pub installments: u32,
    pub release: Date,
    pub first_due: Date,
    pub system: System,
    pub accrual: Accrual,
    pub adjust: Adjustment,
    pub calendar: BankCalendar,
    pub interest_on: InterestOn,
    pub grace: u32,
    pub grace_mode: GraceMode,
    /// By number of the installment.
    pub balloons: Vec<(u32, i64)>,
    /// Of the installments after the grace; empty if all are one.
    pub weights: Vec<Decimal>,
    pub first_period: FirstPeriod,
    /// Days of the first period beyond a month.
    pub stub_days: u32,
    pub rounding: Rounding,
    pub recalc_every: u32,
    pub allow_negative: bool,
}

impl Contract {
    /// Checks a loan.
    ///
    /// # Errors
    /// In this order: `INVALID_PRINCIPAL`, `INVALID_TERM`, `RATE_OUT_OF_RANGE` or `RATE_BASIS_MISMATCH`,
    /// `FIRST_DUE_NOT_AFTER_RELEASE`, `BAD_CONVENTION`, `HOLIDAY_CONFLICT`, `GRACE_TOO_LONG`, `STUB_NEEDS_MONTHLY_ACCRUAL` or `STUB_NEGATIVE`,
    /// `BALLOON_OUT_OF_RANGE`, `BAD_WEIGHTS`, `UNKNOWN_SYSTEM`, `SYSTEM_NEEDS_MONTHLY_ACCRUAL`.
    pub fn check(principal: Dec, terms: LoanTerms) -> Result<Contract, Error> {
        let mut problems = Problems::new();
        let principal = check_principal(principal, &mut problems);
        Contract::check_terms(principal, terms, problems)
    }

    /// Checks a loan whose principal is sought; it stands as one cent.
    ///
    /// # Errors
    /// As [`Contract::check`].
    pub fn check_without_principal(terms: LoanTerms) -> Result<Contract, Error> {
        Contract::check_terms(1, terms, Problems::new())
    }

    fn check_terms(principal: i64, terms: LoanTerms, mut problems: Problems) -> Result<Contract, Error> {
        let installments = check_term(terms.installments, &mut problems);
        // The accrual is needed for the basis of the rate; a name that is unknown is noted in its turn.
        let mut conventions = Problems::new();
        let names = Names::check(&terms, &mut conventions);
        let rate_units = check_rate(&terms, names.accrual, &mut problems);
        if terms.first_due_date <= terms.release_date {
            problems.push(Issue::error(Code::FIRST_DUE_NOT_AFTER_RELEASE).at("/first_due_date"));
        }
        problems.take(conventions.finish());
        let grace = terms.grace.map_or(0, |grace| grace.installments);
        problems.require(grace == 0 || grace < installments, || {
            Issue::error(Code::GRACE_TOO_LONG).at("/grace/installments").with("installments", installments)
        });
        let stub_days = check_stub(&terms, &names, &mut problems);
        let mut system_problems = Problems::new();
        let system = check_system(&terms, names.accrual, &mut system_problems);
        let after = (grace.saturating_add(1), installments);
        let balloons = check_balloons(terms.balloons.unwrap_or_default(), system, after, &mut problems);
        let weights = check_weights(terms.weights, system, after, &mut problems);
        problems.take(system_problems.finish());
        problems.finish()?;
        Ok(Contract {
            principal,
            rate: terms.rate.fraction(),
            rate_units,
            installments,
            release: terms.release_date,
            first_due: terms.first_due_date,
            system: system.unwrap_or(System::Price),
            accrual: names.accrual,
            adjust: names.adjust,
            calendar: names.calendar,
            interest_on: names.interest_on,
            grace,
            grace_mode: names.grace_mode,
            balloons,
            weights,
            first_period: names.first_period,
            stub_days,
            rounding: names.rounding,
            recalc_every: terms.recalc_every.unwrap_or(12),
            allow_negative: terms.allow_negative_amortisation.unwrap_or(false),
        })
    }
}

/// Whole cents of an amount with at most two decimals.
pub(in crate::financing) fn cents(amount: Decimal) -> Option<i64> {
    let amount = amount.normalize();
    let places = 2_u32.checked_sub(amount.scale())?;
    amount.mantissa().checked_mul(10_i128.pow(places)).and_then(|cents| cents.to_i64())
}

fn check_principal(principal: Dec, problems: &mut Problems) -> i64 {
    match cents(principal.get()) {
        Some(cents @ 1..=MOST_PRINCIPAL) => cents,
        _ => {
            let issue = Issue::error(Code::INVALID_PRINCIPAL).at("/principal_brl");
            problems.push(issue.with("min_brl", Decimal::new(1, 2)).with("max_brl", Decimal::new(MOST_PRINCIPAL, 2)));
            1
        }
    }
}

fn check_term(installments: i64, problems: &mut Problems) -> u32 {
    match u32::try_from(installments) {
        Ok(count @ 1..=MOST_INSTALLMENTS) => count,
        _ => {
            let issue = Issue::error(Code::INVALID_TERM).at("/installments");
            problems.push(issue.with("min", 1).with("max", MOST_INSTALLMENTS));
            MOST_INSTALLMENTS
        }
    }
}

fn check_rate(terms: &LoanTerms, accrual: Accrual, problems: &mut Problems) -> u64 {
    let wanted = match accrual {
        Accrual::Monthly | Accrual::CompoundAct30 | Accrual::Compound30e30 => RateBasis::MonthEffective,
        Accrual::CompoundAct365 | Accrual::CompoundBus252 => RateBasis::YearEffective,
        Accrual::SimpleAct365 | Accrual::SimpleAct360 | Accrual::Simple30e360 => RateBasis::YearNominal,
    };
    let units = rate_units(terms.rate.fraction());
    if units.is_none() {
        problems.push(Issue::error(Code::RATE_OUT_OF_RANGE).at("/rate/value").with("min", 0).with("max", 10));
    }
    if terms.rate.basis != wanted {
        let expected = match wanted {
            RateBasis::MonthEffective => "month_effective",
            RateBasis::YearEffective => "year_effective",
            _ => "year_nominal",
        };
        problems.push(Issue::error(Code::RATE_BASIS_MISMATCH).at("/rate/basis").with("expected", expected));
    }
    units.unwrap_or(0)
}

/// A contract rate of 0 to 10 with at most 12 decimals, in units of `10^-12`.
pub(in crate::financing) fn rate_units(rate: Decimal) -> Option<u64> {
    let rate = rate.normalize();
    let places = RATE_PLACES.checked_sub(rate.scale())?;
    let units = rate.mantissa().checked_mul(10_i128.pow(places))?;
    u64::try_from(units).ok().filter(|units| *units <= 10 * 10_u64.pow(RATE_PLACES))
}

const ADJUSTMENTS: &[&str] = &["none", "following", "modified_following", "preceding", "modified_preceding"];

/// The conventions of a loan.
struct Names {
    accrual: Accrual,
    adjust: Adjustment,
    calendar: BankCalendar,
    interest_on: InterestOn,
    grace_mode: GraceMode,
    first_period: FirstPeriod,
    rounding: Rounding,
}

impl Names {
    fn check(terms: &LoanTerms, problems: &mut Problems) -> Names {
        let place = |path, known| Place { path, code: Code::BAD_CONVENTION, known };
        let accrual = Named::check(terms.accrual, Accrual::Monthly, place("/accrual", Accrual::NAMES), problems);
        let adjust = Named::check(terms.due_adjust, Adjustment::None, place("/due_adjust", ADJUSTMENTS), problems);
        let calendar = terms.calendar.as_ref().map_or(Ok(BankCalendar::national()), BankCalendar::new);
        let calendar = problems.take(calendar.map_err(|error| error.within("/calendar"))).unwrap_or_default();
        let on = place("/interest_on", InterestOn::NAMES);
        let interest_on = Named::check(terms.interest_on, InterestOn::Contractual, on, problems);
        let mode = place("/grace/mode", GraceMode::NAMES);
        let grace_mode = Named::check(terms.grace.map(|grace| grace.mode), GraceMode::InterestPaid, mode, problems);
        let first = place("/first_period", FirstPeriod::NAMES);
        let first_period = Named::check(terms.first_period, FirstPeriod::Ignore, first, problems);
        let rounding = check_rounding(terms.rounding, "/rounding", problems);
        if terms.recalc_every == Some(0) {
            problems.push(Issue::error(Code::BAD_CONVENTION).at("/recalc_every").with("expected", "1 or more"));
        }
        Names { accrual, adjust, calendar, interest_on, grace_mode, first_period, rounding }
    }
}

/// The rounding of amounts in reais, half-up unless given.
pub(in crate::financing) fn check_rounding(
    given: Option<Named<Rounding>>,
    path: &'static str,
    problems: &mut Problems,
) -> Rounding {
    const KNOWN: &[&str] = &["half_even", "half_up", "down", "up", "floor", "ceil"];
    Named::check(given, Rounding::HalfUp, Place { path, code: Code::BAD_CONVENTION, known: KNOWN }, problems)
}

fn check_stub(terms: &LoanTerms, names: &Names, problems: &mut Problems) -> u32 {
    if names.first_period == FirstPeriod::Ignore {
        return 0;
    }
    if names.accrual != Accrual::Monthly {
        problems.push(Issue::error(Code::STUB_NEEDS_MONTHLY_ACCRUAL).at("/first_period"));
        return 0;
    }
    let month_later = terms.release_date.add_months(1);
    let days = month_later.map(|date| date.days_until(terms.first_due_date)).unwrap_or(-1);
    u32::try_from(days).unwrap_or_else(|_| {
        problems.push(Issue::error(Code::STUB_NEGATIVE).at("/first_due_date"));
        0
    })
}

fn check_balloons(
    given: Vec<Balloon>,
    system: Option<System>,
    (first, last): (u32, u32),
    problems: &mut Problems,
) -> Vec<(u32, i64)> {
    let mut balloons: Vec<(u32, i64)> = Vec::with_capacity(given.len());
    for (index, balloon) in given.into_iter().enumerate() {
        let once = balloons.iter().all(|(number, _)| *number != balloon.number);
        let fits = once && (first..=last).contains(&balloon.number) && system.is_none_or(|it| it == System::Price);
        match cents(balloon.amount_brl.get()) {
            Some(amount @ 1..) if fits => balloons.push((balloon.number, amount)),
            _ => {
                let place = Pointer::from("/balloons").index(index);
                problems.push(Issue::error(Code::BALLOON_OUT_OF_RANGE).at(place));
            }
        }
    }
    balloons.sort_unstable();
    balloons
}

fn check_weights(
    given: Option<Vec<Dec>>,
    system: Option<System>,
    (first, last): (u32, u32),
    problems: &mut Problems,
) -> Vec<Decimal> {
    let Some(given) = given else { return Vec::new() };
    let weights: Vec<Decimal> = given.into_iter().map(Dec::get).collect();
    let count = usize::try_from(last.saturating_sub(first) + 1).unwrap_or(usize::MAX);
    let fits = weights.len() == count
        && weights.iter().all(|weight| *weight >= Decimal::ZERO)
        && weights.iter().any(|weight| *weight > Decimal::ZERO)
        && system.is_none_or(|it| it == System::Price);
    problems.require(fits, || Issue::error(Code::BAD_WEIGHTS).at("/weights"));
    weights
}

fn check_system(terms: &LoanTerms, accrual: Accrual, problems: &mut Problems) -> Option<System> {
    let place = Place { path: "/system", code: Code::UNKNOWN_SYSTEM, known: System::NAMES };
    let mut unknown = Problems::new();
    let system = Named::check(Some(terms.system), System::Price, place, &mut unknown);
    if !unknown.is_empty() {
        problems.take(unknown.finish());
        return None;
    }
    if matches!(system, System::Sam | System::Sacre) && accrual != Accrual::Monthly {
        problems.push(Issue::error(Code::SYSTEM_NEEDS_MONTHLY_ACCRUAL).at("/accrual"));
    }
    Some(system)
}
