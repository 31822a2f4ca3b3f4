//! Annuities: any one of rate, periods, payment, present and future value from the other four.

use super::returns::check_rate;
use crate::Answer;
use crate::financing::annuity::{self, Timing};
use crate::financing::returns::{Root, RootPolicy, Series, answer, choose, float_of, roots};
use crate::issue::{Code, Error, Issue, Problems};
use crate::math;
use crate::money::Dec;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most periods of an annuity whose rate is sought.
const MOST_PERIODS: u32 = 12_000;

/// Four of the five numbers of an annuity.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SolveAnnuityRequest {
    /// Rate of a period, above -1.
    pub rate_period_effective: Option<Dec<16>>,
    /// Number of periods, above zero and at most 12000; a whole number where the rate is sought.
    pub periods: Option<Dec>,
    /// Payment of each period; what is paid is negative.
    pub payment_brl: Option<Dec>,
    /// Value today.
    pub present_brl: Option<Dec>,
    /// Value at the end; "0" for a loan that is paid off.
    pub future_brl: Option<Dec>,
    /// When the payment of a period falls due; default `end`.
    pub timing: Option<Timing>,
}

/// The five numbers of an annuity; estimates, not amounts in cents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Annuity {
    /// Rate of a period; where it was sought and several fit, the one that `irr` would give.
    pub rate_period_effective: f64,
    /// Number of periods; negative where the payments lie in the past.
    pub periods: f64,
    /// Payment of each period.
    pub payment_brl: f64,
    /// Value today.
    pub present_brl: f64,
    /// Value at the end.
    pub future_brl: f64,
    /// Every rate that fits, where the rate was sought.
    pub roots: Option<Vec<Root>>,
}

/// Solve an annuity: leave out one of rate, periods, payment, present value and future value, and find it from the others.
///
/// Cash that is paid is negative, cash that is received positive: a loan of 1000 in 12 payments of 89 has `present_brl` "1000",
/// `payment_brl` "-89" and `future_brl` "0".
///
/// # Errors
/// `MISSING_FIELD` if more than one of the five is left out, `UNKNOWN_FIELD` if none is; `RATE_OUT_OF_RANGE`; `OUT_OF_RANGE` for
/// periods; `NEVER_AMORTISES` if the payments never reach the end; `NO_SIGN_CHANGE`, `NO_ROOT`; `NOT_FINITE`.
pub fn solve_annuity(request: SolveAnnuityRequest) -> Result<Answer<Annuity>, Error> {
    let mut problems = Problems::new();
    let given = Given::check(&request, &mut problems);
    problems.finish()?;
    let mut roots_of_rate = None;
    let Given { mut rate, mut periods, mut payment, mut present, mut future, timing, unknown } = given;
    match unknown {
        Unknown::Rate => {
            let found = annuity_roots(&request, periods as u32, timing)?;
            rate = math::exp_m1(choose(&found, RootPolicy::Default, 0.0)?.continuous) + 0.0;
            roots_of_rate = Some(answer(found));
        }
        Unknown::Periods => {
            let found = annuity::periods(rate, payment, present, future, timing);
            periods = found.ok_or_else(|| Issue::error(Code::NEVER_AMORTISES).at("/payment_brl"))?;
        }
        Unknown::Payment => payment = annuity::payment(rate, periods, present, future, timing),
        Unknown::Present => present = annuity::present_value(rate, periods, payment, future, timing),
        Unknown::Future => future = annuity::future_value(rate, periods, payment, present, timing),
    }
    let solved = Annuity {
        rate_period_effective: rate,
        periods,
        payment_brl: payment,
        present_brl: present,
        future_brl: future,
        roots: roots_of_rate,
    };
    let finite = [rate, periods, payment, present, future].iter().all(|number| number.is_finite());
    if finite { Ok(Answer::new(solved)) } else { Err(Issue::error(Code::NOT_FINITE).into()) }
}

enum Unknown {
    Rate,
    Periods,
    Payment,
    Present,
    Future,
}

struct Given {
    rate: f64,
    periods: f64,
    payment: f64,
    present: f64,
    future: f64,
    timing: Timing,
    unknown: Unknown,
}

impl Given {
    fn check(request: &SolveAnnuityRequest, problems: &mut Problems) -> Given {
        let absent = [
            (request.rate_period_effective.is_none(), "/rate_period_effective", Unknown::Rate),
            (request.periods.is_none(), "/periods", Unknown::Periods),
            (request.payment_brl.is_none(), "/payment_brl", Unknown::Payment),
            (request.present_brl.is_none(), "/present_brl", Unknown::Present),
            (request.future_brl.is_none(), "/future_brl", Unknown::Future),
        ];
        let mut absent = absent.into_iter().filter(|(absent, ..)| *absent);
        let unknown = absent.next().map(|(.., unknown)| unknown);
        for (_, place, _) in absent {
            problems.push(Issue::error(Code::MISSING_FIELD).at(place));
        }
        if unknown.is_none() {
            problems.push(Issue::error(Code::UNKNOWN_FIELD).at("/future_brl"));
        }
        let number = |value: Option<Dec>| value.map_or(0.0, |value| float_of(value.get()));
        let rate =
            request.rate_period_effective.map_or(0.0, |rate| check_rate(rate, "/rate_period_effective", problems));
        let periods = number(request.periods);
        if let Some(count) = request.periods {
            let whole = request.rate_period_effective.is_some() || count.get().normalize().scale() == 0;
            let fits = count.get() > Decimal::ZERO && count.get() <= Decimal::from(MOST_PERIODS) && whole;
            problems.require(fits, || {
                Issue::error(Code::OUT_OF_RANGE).at("/periods").with("min", 1).with("max", MOST_PERIODS)
            });
        }
        Given {
            rate,
            periods,
            payment: number(request.payment_brl),
            present: number(request.present_brl),
            future: number(request.future_brl),
            timing: request.timing.unwrap_or_default(),
            unknown: unknown.unwrap_or(Unknown::Future),
        }
    }
}

/// Every rate of an annuity: the roots of its flows.
fn annuity_roots(
    request: &SolveAnnuityRequest,
    periods: u32,
    timing: Timing,
) -> Result<Vec<crate::financing::returns::Found>, Error> {
    let amount = |value: Option<Dec>| value.map_or(Decimal::ZERO, Dec::get);
    let (payment, present, future) =
        (amount(request.payment_brl), amount(request.present_brl), amount(request.future_brl));
    let count = usize::try_from(periods).unwrap_or(0);
    let overflow = || Error::from(Issue::error(Code::OVERFLOW));
    let mut flows = vec![payment; count + 1];
    let unpaid = match timing {
        Timing::End => flows.first_mut(),
        Timing::Begin => flows.last_mut(),
    };
    if let Some(unpaid) = unpaid {
        *unpaid = Decimal::ZERO;
    }
    if let Some(first) = flows.first_mut() {
        *first = first.checked_add(present).ok_or_else(overflow)?;
    }
    if let Some(last) = flows.last_mut() {
        *last = last.checked_add(future).ok_or_else(overflow)?;
    }
    roots(&Series::periodic_exact(flows), 0.01)
}

/// An annuity and a range of its payments.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PaymentPartsRequest {
    /// Rate of a period, above -1.
    pub rate_period_effective: Dec<16>,
    /// Number of periods, 1 to 12000.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12000)))]
    pub periods: i64,
    /// Value today.
    pub present_brl: Dec,
    /// Value at the end; default 0.
    pub future_brl: Option<Dec>,
    /// When the payment of a period falls due; default `end`.
    pub timing: Option<Timing>,
    /// The payment, or the first of several, from 1.
    pub first_period: i64,
    /// The last of several payments; default the first.
    pub last_period: Option<i64>,
}

/// What payments consist of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentParts {
    /// One payment.
    pub payment_brl: f64,
    /// Interest in the payments, added up.
    pub interest_brl: f64,
    /// Principal in the payments, added up.
    pub principal_brl: f64,
}

/// Split payments of an annuity into interest and principal, one payment or the sum of several.
///
/// # Errors
/// `RATE_OUT_OF_RANGE`; `OUT_OF_RANGE` for the number of periods; `PERIOD_OUT_OF_RANGE` for payments outside 1 to that number.
pub fn payment_parts(request: PaymentPartsRequest) -> Result<Answer<PaymentParts>, Error> {
    let mut problems = Problems::new();
    let rate = check_rate(request.rate_period_effective, "/rate_period_effective", &mut problems);
    let periods = u32::try_from(request.periods).ok().filter(|count| (1..=MOST_PERIODS).contains(count));
    problems.require(periods.is_some(), || {
        Issue::error(Code::OUT_OF_RANGE).at("/periods").with("min", 1).with("max", MOST_PERIODS)
    });
    let count = periods.unwrap_or(MOST_PERIODS);
    let mut within = |period: i64, least: u32, place: &'static str| {
        let period = u32::try_from(period).ok().filter(|period| (least..=count).contains(period));
        problems.require(period.is_some(), || Issue::error(Code::PERIOD_OUT_OF_RANGE).at(place).with("max", count));
        period.unwrap_or(1)
    };
    let first = within(request.first_period, 1, "/first_period");
    let last = request.last_period.map_or(first, |last| within(last, first, "/last_period"));
    problems.finish()?;
    let (present, future) =
        (float_of(request.present_brl.get()), request.future_brl.map_or(0.0, |it| float_of(it.get())));
    let timing = request.timing.unwrap_or_default();
    let (mut interest, mut principal) = (math::Sum::new(), math::Sum::new());
    for period in first..=last {
        let parts = annuity::parts(rate, count.into(), period.into(), present, future, timing);
        interest.add(parts.0);
        principal.add(parts.1);
    }
    Ok(Answer::new(PaymentParts {
        payment_brl: annuity::payment(rate, count.into(), present, future, timing),
        interest_brl: interest.total() + 0.0,
        principal_brl: principal.total() + 0.0,
    }))
}
