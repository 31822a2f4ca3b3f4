//! Total effective cost, of flows and of a loan with its tax, fees and insurance.

use super::iof::{IofTerms, check_cents};
use crate::Answer;
use crate::calendar::{BankCalendar, Date, DayCount};
use crate::financing::cet::{CertifiedCost, Unit, cost, percent, share_percent};
use crate::financing::iof::Iof;
use crate::financing::returns::Series;
use crate::financing::schedule::{Contract, Loan, Schedule};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Exact, Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The law of the cost and of its rounding.
const LAW: &str = "Resolução CMN 4.881/2020, art. 4";
/// Most payments of one request.
const MOST_PAYMENTS: usize = 10_000;

/// A payment of a day.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DatedPayment {
    /// The day on which it is charged.
    pub date: Date,
    /// Everything that is charged on it; negative for a further release.
    pub amount_brl: Dec,
}

/// What is released and what is paid.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CetRequest {
    /// Credit released less everything that is charged at release.
    pub released_brl: Dec,
    /// Day of the release; needed with `payments`.
    pub release_date: Option<Date>,
    /// Payments by date: the legal form, days over 365.
    pub payments: Option<Vec<DatedPayment>>,
    /// Payments of equal months, as older examples of Banco Central have them; then neither `payments` nor `release_date`.
    pub monthly_payments_brl: Option<Vec<Dec>>,
}

/// A total effective cost (*CET*).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cet {
    /// Percent a year, two decimals half-even (ABNT NBR 5891), proved with the exact flows.
    pub cet_year_pct: Dec<2>,
    /// Percent a month with the same growth in twelve months, two decimals half-even.
    pub cet_month_pct: Dec<2>,
    /// The rate behind `cet_year_pct`.
    pub rate_year_effective: f64,
    /// The rate behind `cet_month_pct`.
    pub rate_month_effective: f64,
    /// Whether the exact flows change their sign within half a hundredth of a percent: always, else there is no answer.
    pub certified: bool,
}

impl From<CertifiedCost> for Cet {
    fn from(cost: CertifiedCost) -> Cet {
        Cet {
            cet_year_pct: percent(cost.year_hundredths).into(),
            cet_month_pct: percent(cost.month_hundredths).into(),
            rate_year_effective: cost.year,
            rate_month_effective: cost.month,
            certified: true,
        }
    }
}

/// Compute the total effective cost (*CET*) of flows: the yearly rate at which the payments are worth what was released.
///
/// `Σ FC_j / (1 + CET)^((d_j − d_0) / 365) = FC_0`, in percent with two decimals, certified with exact flows
/// (Resolução CMN 4.881/2020).
///
/// # Errors
/// `CET_NO_SOLUTION` where no rate fits, `CET_NOT_UNIQUE` where several do; `MISSING_FIELD` and `FIELDS_EXCLUDE_EACH_OTHER` for the
/// form of payments; `OUT_OF_RANGE` for a release of zero or less, or the number of payments; `DATE_RANGE` for one before it.
pub fn cet(request: CetRequest) -> Result<Answer<Cet>, Error> {
    let mut problems = Problems::new();
    problems.require(request.released_brl.get() > Decimal::ZERO, || {
        Issue::error(Code::OUT_OF_RANGE).at("/released_brl").with("min", 0)
    });
    let count = |count: usize, place: &'static str, problems: &mut Problems| {
        problems.require((1..=MOST_PAYMENTS).contains(&count), || {
            Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 1).with("max", MOST_PAYMENTS as i64)
        });
    };
    let released = request.released_brl.get();
    let (series, unit) = match (request.payments, request.release_date, request.monthly_payments_brl) {
        (Some(payments), Some(start), None) => {
            count(payments.len(), "/payments", &mut problems);
            for (index, payment) in payments.iter().enumerate() {
                problems.require(payment.date >= start, || {
                    Issue::error(Code::DATE_RANGE).at(Pointer::from("/payments").index(index).field("date"))
                });
            }
            let payments = payments.iter().map(|payment| (payment.date, payment.amount_brl.get()));
            (problems.take(dated(start, released, payments)), Unit::Year)
        }
        (None, None, Some(payments)) => {
            count(payments.len(), "/monthly_payments_brl", &mut problems);
            let flows = std::iter::once(released).chain(payments.iter().map(|payment| -payment.get())).collect();
            (Some(Series::periodic_exact(flows)), Unit::Month)
        }
        (None, _, None) => {
            problems.push(Issue::error(Code::MISSING_FIELD).at("/payments"));
            (None, Unit::Year)
        }
        (Some(_), None, None) => {
            problems.push(Issue::error(Code::MISSING_FIELD).at("/release_date"));
            (None, Unit::Year)
        }
        (_, _, Some(_)) => {
            problems.push(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/monthly_payments_brl"));
            (None, Unit::Year)
        }
    };
    let Some(series) = series.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    Ok(Answer::new(certified(&series, unit)?))
}

pub(super) fn certified(series: &Series<'_>, unit: Unit) -> Result<Cet, Error> {
    let found = cost(series, unit).map(Cet::from);
    found.map_err(|error| error.issues().next().map_or(error.clone(), |issue| issue.clone().law(LAW).into()))
}

/// Flows of a release and dated payments.
pub(super) fn dated(
    start: Date,
    released: Decimal,
    payments: impl Iterator<Item = (Date, Decimal)>,
) -> Result<Series<'static>, Error> {
    let flows = std::iter::once((start, released)).chain(payments.map(|(date, amount)| (date, -amount)));
    Series::dated(flows.collect(), DayCount::Act365, &BankCalendar::national())
}

/// When a fee is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeeTiming {
    /// At release.
    Upfront,
    /// With each installment.
    PerInstallment,
    /// With the installment of `number`.
    WithInstallment,
}

/// What a fee is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// Registration of the client (*tarifa de cadastro*), once at the start of the relationship (STJ, Súmula 566).
    Registration,
    /// Registration of the contract (*registro do contrato*), for a service that was rendered (STJ, Tema 958).
    Registry,
    /// Appraisal (*avaliação do bem*).
    Appraisal,
    /// Insurance (*seguro*), with an insurer of the client's choice (STJ, Tema 972).
    Insurance,
    /// Opening of credit or issue of payment slips (*TAC*, *TEC*): void in contracts after 30 April 2008 (STJ, Súmula 565).
    CreditOpening,
    /// Anything else.
    Other,
}

/// A fee (*tarifa*).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fee {
    /// What it is for.
    pub kind: FeeKind,
    /// When it is charged.
    pub when: FeeTiming,
    /// Number of the installment; only with `with_installment`.
    pub number: Option<u32>,
    /// Amount of each charge, above zero, at most two decimals.
    pub amount_brl: Dec,
}

/// Insurance that is paid with each installment (*seguro prestamista*): exactly one of its forms.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Insurance {
    /// A fixed amount.
    pub amount_brl: Option<Dec>,
    /// A rate of the opening balance, a fraction from 0 to 1.
    pub balance_fraction: Option<Dec>,
    /// A rate of the principal, a fraction from 0 to 1.
    pub principal_fraction: Option<Dec>,
}

/// A loan with everything that is charged beside it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LoanCostRequest {
    /// The loan.
    pub loan: Loan,
    /// Rates of the tax; without them there is none.
    pub iof: Option<IofTerms>,
    /// Fees; default none.
    pub fees: Option<Vec<Fee>>,
    /// Insurance with each installment; default none.
    pub insurance: Option<Insurance>,
}

/// What is paid with an installment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LoanPayment {
    /// Number of the installment.
    pub number: u32,
    /// Contractual due date.
    pub due_date: Date,
    /// The installment.
    pub installment_brl: Money,
    /// Insurance.
    pub insurance_brl: Money,
    /// Fees.
    pub fees_brl: Money,
    /// All of it.
    pub total_brl: Money,
}

/// A part of the cost in reais and as a percentage of all that is due.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CostPart {
    /// The amount.
    pub amount_brl: Money,
    /// Its share of the total due, two decimals half-even.
    pub share_pct: Dec<2>,
}

/// The parts of what is due (*composição do CET*).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CostParts {
    /// What the client receives.
    pub released: CostPart,
    /// Interest.
    pub interest: CostPart,
    /// Tax (*IOF*).
    pub iof: CostPart,
    /// Fees.
    pub fees: CostPart,
    /// Insurance.
    pub insurance: CostPart,
}

/// A loan with its cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LoanCost {
    /// The schedule.
    pub schedule: Schedule,
    /// The tax; null without rates.
    pub iof: Option<Iof>,
    /// Principal less tax, fees at release and interest paid at release.
    pub released_brl: Money,
    /// What is paid with each installment.
    pub payments: Vec<LoanPayment>,
    /// All payments after the release.
    pub total_payments_brl: Money,
    /// The total effective cost.
    pub cet: Cet,
    /// What the client receives and what is charged: together the total due.
    pub parts: CostParts,
}

/// A request that was read: whole cents.
struct Charges {
    fees: Vec<(Fee, i64)>,
    insurance: Option<Cover>,
}

enum Cover {
    Amount(i64),
    Balance(Decimal),
    Principal(Decimal),
}

impl Charges {
    fn check(request: &LoanCostRequest, installments: Option<u32>, problems: &mut Problems) -> Charges {
        let mut fees = Vec::new();
        for (index, fee) in request.fees.iter().flatten().enumerate() {
            let place = Pointer::from("/fees").index(index);
            let wanted = fee.when == FeeTiming::WithInstallment;
            match fee.number {
                None if wanted => problems.push(Issue::error(Code::MISSING_FIELD).at(place.clone().field("number"))),
                Some(_) if !wanted => {
                    problems.push(Issue::error(Code::UNKNOWN_FIELD).at(place.clone().field("number")))
                }
                Some(number) => problems.require(installments.is_none_or(|most| (1..=most).contains(&number)), || {
                    Issue::error(Code::PERIOD_OUT_OF_RANGE)
                        .at(place.clone().field("number"))
                        .with("max", installments.unwrap_or(0))
                }),
                None => {}
            }
            fees.push((*fee, check_cents(fee.amount_brl, 1, place.field("amount_brl"), problems)));
        }
        let insurance = request.insurance.and_then(|insurance| Cover::check(insurance, problems));
        Charges { fees, insurance }
    }

    fn fees_with(&self, number: u32) -> i64 {
        let charged = self.fees.iter().filter(|(fee, _)| match fee.when {
            FeeTiming::Upfront => false,
            FeeTiming::PerInstallment => true,
            FeeTiming::WithInstallment => fee.number == Some(number),
        });
        charged.fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
    }

    fn fees_upfront(&self) -> i64 {
        let upfront = self.fees.iter().filter(|(fee, _)| fee.when == FeeTiming::Upfront);
        upfront.fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
    }
}

impl Cover {
    fn check(given: Insurance, problems: &mut Problems) -> Option<Cover> {
        let forms = [given.amount_brl.is_some(), given.balance_fraction.is_some(), given.principal_fraction.is_some()];
        if forms.iter().filter(|given| **given).count() != 1 {
            let code = if forms.contains(&true) { Code::FIELDS_EXCLUDE_EACH_OTHER } else { Code::MISSING_FIELD };
            problems.push(Issue::error(code).at("/insurance"));
            return None;
        }
        let mut rate = |rate: Dec, place: &'static str| {
            let fits = (Decimal::ZERO..=Decimal::ONE).contains(&rate.get());
            problems.require(fits, || Issue::error(Code::RATE_OUT_OF_RANGE).at(place).with("min", 0).with("max", 1));
            rate.get()
        };
        match (given.amount_brl, given.balance_fraction, given.principal_fraction) {
            (_, Some(of_balance), _) => Some(Cover::Balance(rate(of_balance, "/insurance/balance_fraction"))),
            (_, _, Some(of_principal)) => Some(Cover::Principal(rate(of_principal, "/insurance/principal_fraction"))),
            (amount, ..) => {
                amount.map(|amount| Cover::Amount(check_cents(amount, 0, "/insurance/amount_brl", problems)))
            }
        }
    }

    /// The premium of an installment.
    fn premium(&self, opening: Money, principal: i64, rounding: Rounding) -> Option<i64> {
        let (base, rate) = match self {
            Cover::Amount(amount) => return Some(*amount),
            Cover::Balance(rate) => (opening.minor(), rate),
            Cover::Principal(rate) => (principal, rate),
        };
        let premium = Exact::from_minor(base, 0) * Exact::from(*rate);
        premium.round(0, rounding).and_then(|cents| i64::try_from(cents).ok())
    }
}

/// Compute what a loan costs: schedule, tax, fees, insurance, and the total effective cost (*CET*) with its composition.
///
/// Payments count on their contractual due dates, days over 365 (Resolução CMN 4.881/2020). Everything charged at release lessens what
/// is released.
///
/// # Errors
/// Those of `amortization_schedule` under `/loan`, of `credit_tax` under `/iof`; `OUT_OF_RANGE`, `MONEY_SCALE` and
/// `PERIOD_OUT_OF_RANGE` for fees; `CET_NO_SOLUTION` where charges at release leave nothing; `CET_NOT_UNIQUE`; `OVERFLOW`.
pub fn loan_cost(request: LoanCostRequest) -> Result<Answer<LoanCost>, Error> {
    let mut problems = Problems::new();
    let (principal, terms) = request.loan.clone().split();
    let contract = problems.take(Contract::check(principal, terms).map_err(|error| error.within("/loan")));
    let rule = request.iof.as_ref().map(|iof| iof.check(&mut problems));
    let charges = Charges::check(&request, contract.as_ref().map(|contract| contract.installments), &mut problems);
    let Some(contract) = contract.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    let schedule = Schedule::of(&contract).map_err(|error| error.within("/loan"))?;
    let iof = rule.map(|rule| rule.of(contract.principal, contract.release, &schedule)).transpose()?;
    let overflow = || Error::from(Issue::error(Code::OVERFLOW));
    let mut payments = Vec::with_capacity(schedule.rows.len());
    for row in &schedule.rows {
        let premium = match &charges.insurance {
            None => 0,
            Some(cover) => {
                cover.premium(row.opening_brl, contract.principal, contract.rounding).ok_or_else(overflow)?
            }
        };
        let (insurance_brl, fees_brl) = (Money::from_cents(premium), Money::from_cents(charges.fees_with(row.number)));
        payments.push(LoanPayment {
            number: row.number,
            due_date: row.due_date,
            installment_brl: row.installment_brl,
            insurance_brl,
            fees_brl,
            total_brl: Money::total([row.installment_brl, insurance_brl, fees_brl])?,
        });
    }
    let tax = iof.as_ref().map_or(Money::ZERO, |iof| iof.total_brl);
    let upfront = Money::from_cents(charges.fees_upfront());
    let principal = Money::from_cents(contract.principal);
    let released = principal.checked_sub(tax)?.checked_sub(upfront)?.checked_sub(schedule.paid_upfront_brl)?;
    if released.minor() <= 0 {
        return Err(Issue::error(Code::CET_NO_SOLUTION).law(LAW).into());
    }
    let flows = payments.iter().map(|payment| (payment.due_date, payment.total_brl.amount()));
    let cet = certified(&dated(contract.release, released.amount(), flows)?, Unit::Year)?;
    let total = Money::total(payments.iter().map(|payment| payment.total_brl))?;
    let insurance = Money::total(payments.iter().map(|payment| payment.insurance_brl))?;
    let fees = Money::total(payments.iter().map(|payment| payment.fees_brl))?.checked_add(upfront)?;
    let due = Money::total([released, schedule.total_interest_brl, tax, fees, insurance])?.minor();
    let part = |amount: Money| CostPart { amount_brl: amount, share_pct: share_percent(amount.minor(), due).into() };
    let parts = CostParts {
        released: part(released),
        interest: part(schedule.total_interest_brl),
        iof: part(tax),
        fees: part(fees),
        insurance: part(insurance),
    };
    let mut answer = Answer::new(LoanCost {
        schedule,
        iof,
        released_brl: released,
        payments,
        total_payments_brl: total,
        cet,
        parts,
    });
    answer.warnings = doubtful_fees(&charges.fees, contract.release);
    Ok(answer)
}

/// Fees that courts have refused.
fn doubtful_fees(fees: &[(Fee, i64)], release: Date) -> Vec<Issue> {
    let since = Date::new(2008, 4, 30);
    let void = |fee: &Fee| fee.kind == FeeKind::CreditOpening && since.is_some_and(|since| release > since);
    let doubtful = fees.iter().enumerate().filter(|(_, (fee, _))| void(fee));
    let warning =
        |(index, _)| Issue::warning(Code::FEE_VOID).at(Pointer::from("/fees").index(index)).law("STJ, Súmula 565");
    doubtful.map(warning).collect()
}
