//! Late charges, early settlement and extra amortisation.

use super::iof::check_cents;
use crate::Answer;
use crate::calendar::{BankCalendar, CalendarChanges, Date};
use crate::financing::names::Named;
use crate::financing::schedule::{Contract, Installment, Loan, Schedule, check_rounding};
use crate::financing::servicing::late::{LateBase, LatePayment};
use crate::financing::servicing::payoff::present_value;
use crate::financing::servicing::prepayment::{Prepayment, PrepaymentMode};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A payment and its conditions.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LateChargesRequest {
    /// The installment, above zero, at most two decimals.
    pub installment_brl: Dec,
    /// Contractual due date.
    pub due_date: Date,
    /// Day of payment.
    pub paid_date: Date,
    /// Contract interest (*juros remuneratórios*), a month, effective, 0 to 10; none if the contract has none.
    pub contract_rate_month_effective: Option<Dec>,
    /// Default interest (*juros de mora*), a month, simple, 0 to 1; default 0.01.
    pub default_rate_month_nominal: Option<Dec>,
    /// Fine (*multa*), a fraction from 0 to 1; at most 0.02 for consumers (CDC, art. 52, § 1).
    pub fine_fraction: Dec,
    /// What default interest and fine are taken of; default `installment`.
    pub base: Option<LateBase>,
    /// Holidays beside the national bank holidays; default none.
    pub calendar: Option<CalendarChanges>,
    /// How each charge is rounded; default `half_up`.
    pub rounding: Option<Named<Rounding>>,
}

/// The charges of a late payment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LateCharges {
    /// Days of delay from the contractual due date; 0 up to the first business day from it on.
    pub late_days: i64,
    /// Contract interest.
    pub contract_interest_brl: Money,
    /// Default interest.
    pub default_interest_brl: Money,
    /// Fine.
    pub fine_brl: Money,
    /// Installment and charges.
    pub total_brl: Money,
}

/// Compute the charges of a late payment: contract interest, default interest and fine, and nothing else (Resolução CMN 4.882/2020).
///
/// A due date without banks may be paid on the next business day (Lei 7.089/1983); after that days count from the due date itself.
///
/// # Errors
/// `OUT_OF_RANGE` and `MONEY_SCALE` for the installment; `RATE_OUT_OF_RANGE`; `HOLIDAY_CONFLICT`, `CALENDAR_OUT_OF_RANGE`;
/// `BAD_CONVENTION`; `OVERFLOW`.
pub fn late_charges(request: LateChargesRequest) -> Result<Answer<LateCharges>, Error> {
    let mut problems = Problems::new();
    let installment = check_cents(request.installment_brl, 1, "/installment_brl", &mut problems);
    let mut rate = |rate: Decimal, most: u32, place: &'static str| {
        let fits = (Decimal::ZERO..=Decimal::from(most)).contains(&rate);
        problems.require(fits, || Issue::error(Code::RATE_OUT_OF_RANGE).at(place).with("min", 0).with("max", most));
        rate
    };
    let contract = request.contract_rate_month_effective.map(|it| rate(it.get(), 10, "/contract_rate_month_effective"));
    let default_rate = request.default_rate_month_nominal.map_or(Decimal::new(1, 2), Dec::get);
    let default_rate = rate(default_rate, 1, "/default_rate_month_nominal");
    let fine_rate = rate(request.fine_fraction.get(), 1, "/fine_fraction");
    let calendar = request.calendar.as_ref().map_or(Ok(BankCalendar::national()), BankCalendar::new);
    let calendar = problems.take(calendar.map_err(|error| error.within("/calendar"))).unwrap_or_default();
    let rounding = check_rounding(request.rounding, "/rounding", &mut problems);
    problems.finish()?;
    let payment = LatePayment {
        installment,
        due: request.due_date,
        paid: request.paid_date,
        contract_rate_month: contract,
        default_rate_month: default_rate,
        fine_rate,
        base: request.base.unwrap_or_default(),
        rounding,
    };
    let charges = payment.charges(&calendar)?;
    let parts = [installment, charges.contract_interest, charges.default_interest, charges.fine];
    let mut answer = Answer::new(LateCharges {
        late_days: charges.days,
        contract_interest_brl: Money::from_cents(charges.contract_interest),
        default_interest_brl: Money::from_cents(charges.default_interest),
        fine_brl: Money::from_cents(charges.fine),
        total_brl: Money::total(parts.map(Money::from_cents))?,
    });
    let most = Decimal::new(2, 2);
    if fine_rate > most {
        let warning = Issue::warning(Code::FINE_ABOVE_CONSUMER_LIMIT).at("/fine_fraction").with("max", most);
        answer.warnings.push(warning.law("Lei 8.078/1990, art. 52, § 1º"));
    }
    Ok(answer)
}

/// A loan and the day of its settlement.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PayoffRequest {
    /// The loan.
    pub loan: Loan,
    /// Day of the settlement.
    pub date: Date,
    /// Numbers of the installments that are settled, each due on or after the day; default all of those.
    pub installments: Option<Vec<u32>>,
}

/// What settles installments.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Payoff {
    /// Their present value.
    pub payoff_brl: Money,
    /// The installments as they stand in the contract.
    pub installments_brl: Money,
    /// What is saved.
    pub discount_brl: Money,
    /// How many they are.
    pub installment_count: usize,
}

/// Compute what settles a loan, or chosen installments of it, before they are due (*liquidação antecipada*).
///
/// `Σ installment (1 + i)^(−days / 30)` at the contract's monthly effective rate with real days, rounded once. Interest is reduced in
/// proportion (Lei 8.078/1990, art. 52, § 2º); there is no fee for individuals and small companies (Resolução CMN 3.516/2007, art. 1).
///
/// # Errors
/// Those of `amortization_schedule` under `/loan`; `PERIOD_OUT_OF_RANGE` for an installment that is not there or is named twice;
/// `INSTALLMENT_OVERDUE` for one due before the day; `OUT_OF_RANGE` where nothing is left to settle.
pub fn payoff(request: PayoffRequest) -> Result<Answer<Payoff>, Error> {
    let (principal, terms) = request.loan.split();
    let contract = Contract::check(principal, terms).map_err(|error| error.within("/loan"))?;
    let schedule = Schedule::of(&contract).map_err(|error| error.within("/loan"))?;
    let chosen: Vec<&Installment> = match &request.installments {
        None => schedule.rows.iter().filter(|row| row.due_date >= request.date).collect(),
        Some(numbers) => choose(&schedule, numbers, request.date)?,
    };
    if chosen.is_empty() {
        return Err(Issue::error(Code::OUT_OF_RANGE).at("/date").into());
    }
    let rate = schedule.disclosure.rate_month_effective.get();
    let value = present_value(chosen.iter().copied(), request.date, rate, contract.rounding)?;
    let nominal = Money::total(chosen.iter().map(|row| row.installment_brl))?;
    Ok(Answer::new(Payoff {
        payoff_brl: Money::from_cents(value),
        installments_brl: nominal,
        discount_brl: nominal.checked_sub(Money::from_cents(value))?,
        installment_count: chosen.len(),
    }))
}

fn choose<'a>(schedule: &'a Schedule, numbers: &[u32], date: Date) -> Result<Vec<&'a Installment>, Error> {
    let mut problems = Problems::new();
    let mut chosen: Vec<&Installment> = Vec::with_capacity(numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let place = Pointer::from("/installments").index(index);
        let row = number.checked_sub(1).and_then(|position| schedule.rows.get(usize::try_from(position).ok()?));
        let twice = chosen.iter().any(|row| row.number == *number);
        match row.filter(|_| !twice) {
            None => {
                problems.push(Issue::error(Code::PERIOD_OUT_OF_RANGE).at(place).with("max", schedule.rows.len() as i64))
            }
            Some(row) if row.due_date < date => problems.push(Issue::error(Code::INSTALLMENT_OVERDUE).at(place)),
            Some(row) => chosen.push(row),
        }
    }
    problems.finish()?;
    Ok(chosen)
}

/// A loan and an extra amortisation.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PrepayRequest {
    /// The loan: Price or SAC with monthly accrual, without balloons and weights.
    pub loan: Loan,
    /// Number of the installment with which it is paid, from the first amortisation's predecessor on.
    pub after_installment: u32,
    /// The extra amortisation, above zero and up to the balance.
    pub extra_brl: Dec,
    /// What it changes.
    pub mode: PrepaymentMode,
}

/// What remains after an extra amortisation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrepaidLoan {
    /// The remaining installments, with their old numbers and dates; none if the balance was paid.
    pub rows: Vec<Installment>,
    /// New regular installment (Price) or amortisation (SAC); null if the balance was paid.
    pub regular_brl: Option<Money>,
    /// Interest of the old remaining installments less that of the new ones.
    pub interest_saved_brl: Money,
    /// How many installments fall away.
    pub installments_removed_count: usize,
}

/// Compute a loan after an extra amortisation (*amortização extraordinária*): smaller installments or fewer of them.
///
/// # Errors
/// Those of `amortization_schedule` under `/loan`; `INVALID_PREPAYMENT`, `INSTALLMENT_TOO_SMALL`, `NEGATIVE_AMORTISATION`.
pub fn prepay(request: PrepayRequest) -> Result<Answer<PrepaidLoan>, Error> {
    let (principal, terms) = request.loan.split();
    let contract = Contract::check(principal, terms).map_err(|error| error.within("/loan"))?;
    let schedule = Schedule::of(&contract).map_err(|error| error.within("/loan"))?;
    // An amount of other decimals, or of none that fits, is no possible amortisation.
    let extra = crate::financing::schedule::cents(request.extra_brl.get()).unwrap_or(0);
    let prepayment = Prepayment { after: request.after_installment, extra, mode: request.mode };
    let rest = prepayment.apply(&contract, &schedule)?;
    Ok(Answer::new(PrepaidLoan {
        rows: rest.rows,
        regular_brl: rest.regular.map(Money::from_cents),
        interest_saved_brl: Money::from_cents(rest.interest_saved),
        installments_removed_count: rest.installments_removed,
    }))
}
