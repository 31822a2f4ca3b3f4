//! Installment by installment: step 1 to 5 of the schedule.

use super::accrual::Accruals;
use super::check::Contract;
use super::disclosure::Disclosure;
use super::plan::{Plan, overflow};
use super::terms::{Accrual, FirstPeriod, GraceMode, InterestOn, System};
use super::{Installment, Schedule};
use crate::calendar::Date;
use crate::financing::real::Real;
use crate::issue::{Code, Error, Issue};
use crate::money::Money;

impl Schedule {
    /// The schedule of a contract.
    ///
    /// # Errors
    /// `BALLOONS_EXCEED_PRINCIPAL`, `INSTALLMENT_TOO_SMALL`, `NEGATIVE_AMORTISATION`, `CALENDAR_OUT_OF_RANGE`, `OVERFLOW`.
    pub(in crate::financing) fn of(contract: &Contract) -> Result<Schedule, Error> {
        Schedule::with(contract, &mut Accruals::new(contract))
    }

    /// The same with accruals that other schedules of the same rate have used before.
    pub(in crate::financing) fn with(contract: &Contract, accruals: &mut Accruals) -> Result<Schedule, Error> {
        let rows = dated_rows(contract)?;
        let mut ledger = Ledger { rows, balance: contract.principal, done: 0 };
        let stub = stub(contract)?;
        if contract.first_period == FirstPeriod::Capitalised {
            ledger.balance = ledger.balance.checked_add(stub).ok_or_else(overflow)?;
        }
        ledger.run_grace(contract, accruals)?;
        let base = ledger.balance;
        let regular = ledger.amortise(contract, accruals)?;
        let ended_early_at = (ledger.done < contract.installments).then_some(ledger.done);
        ledger.rows.truncate(usize::try_from(ledger.done).unwrap_or(usize::MAX));
        if contract.first_period == FirstPeriod::PaidWithFirst
            && let Some(first) = ledger.rows.first_mut()
        {
            first.installment_brl = plus(first.installment_brl, stub)?;
        }
        summary(contract, ledger.rows, Sums { stub, base, regular, ended_early_at })
    }
}

fn plus(money: Money, cents: i64) -> Result<Money, Error> {
    money.checked_add(Money::from_cents(cents))
}

/// Interest of the days that the first period has beyond a month.
fn stub(contract: &Contract) -> Result<i64, Error> {
    if contract.first_period == FirstPeriod::Ignore || contract.stub_days == 0 {
        return Ok(0);
    }
    let growth = Real::one_plus(contract.rate).fractional_power(contract.stub_days, 30);
    let interest = growth.minus(Real::ONE).times_integer(contract.principal.unsigned_abs());
    interest.round(contract.rounding).and_then(|cents| i64::try_from(cents).ok()).ok_or_else(overflow)
}

/// All rows with their dates, amounts still nothing.
fn dated_rows(contract: &Contract) -> Result<Vec<Installment>, Error> {
    let zero = Money::ZERO;
    let mut rows = Vec::with_capacity(usize::try_from(contract.installments).unwrap_or(0));
    for number in 1..=contract.installments {
        let due_date = contract.first_due.add_months(i64::from(number) - 1)?;
        let pay_date = contract.adjust.apply(due_date)?;
        rows.push(Installment {
            number,
            due_date,
            pay_date,
            opening_brl: zero,
            interest_brl: zero,
            amortisation_brl: zero,
            installment_brl: zero,
            closing_brl: zero,
        });
    }
    Ok(rows)
}

struct Ledger {
    rows: Vec<Installment>,
    balance: i64,
    /// How many rows have their amounts.
    done: u32,
}

/// The date to which the interest of a row runs.
fn end(contract: &Contract, row: &Installment) -> Date {
    match contract.interest_on {
        InterestOn::Contractual => row.due_date,
        InterestOn::Adjusted => row.pay_date,
    }
}

impl Ledger {
    fn row(&mut self, position: u32) -> Option<&mut Installment> {
        self.rows.get_mut(usize::try_from(position).unwrap_or(usize::MAX))
    }

    /// Days of the period that ends with the row at a position.
    fn days(&self, contract: &Contract, accruals: &Accruals, position: u32) -> Result<u32, Error> {
        if contract.accrual == Accrual::Monthly {
            return Ok(0);
        }
        let at = |position: u32| self.rows.get(usize::try_from(position).unwrap_or(usize::MAX));
        let start = match position.checked_sub(1).and_then(at) {
            Some(before) => end(contract, before),
            None => contract.release,
        };
        at(position).map_or(Ok(0), |row| accruals.days(start, end(contract, row)))
    }

    fn write(&mut self, interest: i64, amortisation: i64, installment: i64, closing: i64) {
        let (opening, position) = (self.balance, self.done);
        if let Some(row) = self.row(position) {
            row.opening_brl = Money::from_cents(opening);
            row.interest_brl = Money::from_cents(interest);
            row.amortisation_brl = Money::from_cents(amortisation);
            row.installment_brl = Money::from_cents(installment);
            row.closing_brl = Money::from_cents(closing);
        }
        self.balance = closing;
        self.done += 1;
    }

    fn run_grace(&mut self, contract: &Contract, accruals: &mut Accruals) -> Result<(), Error> {
        for position in 0..contract.grace {
            let days = self.days(contract, accruals, position)?;
            let interest = match contract.grace_mode {
                GraceMode::NoInterest => 0,
                _ => accruals.interest(self.balance, days)?,
            };
            if contract.grace_mode == GraceMode::InterestCapitalised {
                let closing = self.balance.checked_add(interest).ok_or_else(overflow)?;
                self.write(interest, 0, 0, closing);
            } else {
                self.write(interest, 0, interest, self.balance);
            }
        }
        Ok(())
    }

    /// The installments after the grace, until the balance is paid; gives the regular amount.
    fn amortise(&mut self, contract: &Contract, accruals: &mut Accruals) -> Result<Option<i64>, Error> {
        let count = contract.installments - contract.grace;
        let factors = (contract.grace..contract.installments)
            .map(|position| self.days(contract, accruals, position).map(|days| accruals.discount(days)));
        let mut plan = Plan::new(contract, self.balance, count, factors)?;
        let mut balloons = contract.balloons.iter().peekable();
        for index in 0..count {
            let number = contract.grace + index + 1;
            let days = self.days(contract, accruals, number - 1)?;
            let interest = accruals.interest(self.balance, days)?;
            let balloon = balloons.next_if(|(place, _)| *place == number).map_or(0, |(_, amount)| *amount);
            let amortisation = match plan.payment(contract, index, count, self.balance, balloon)? {
                Some(payment) => payment.checked_sub(interest).ok_or_else(overflow)?,
                None => plan.fixed_amortisation(),
            };
            let last = index + 1 == count || amortisation >= self.balance;
            let amortisation = if last { self.balance } else { amortisation };
            if amortisation < 0 && contract.weights.is_empty() && !contract.allow_negative {
                return Err(Issue::error(Code::NEGATIVE_AMORTISATION).with("number", number).into());
            }
            let installment = interest.checked_add(amortisation).ok_or_else(overflow)?;
            let closing = self.balance.checked_sub(amortisation).ok_or_else(overflow)?;
            self.write(interest, amortisation, installment, closing);
            if closing == 0 {
                break;
            }
        }
        Ok(plan.regular())
    }
}

struct Sums {
    stub: i64,
    base: i64,
    regular: Option<i64>,
    ended_early_at: Option<u32>,
}

fn summary(contract: &Contract, rows: Vec<Installment>, sums: Sums) -> Result<Schedule, Error> {
    let Sums { stub, base, regular, ended_early_at } = sums;
    let upfront = if contract.first_period == FirstPeriod::PaidUpfront { stub } else { 0 };
    let (mut interest, mut paid) = (i128::from(stub), i128::from(upfront));
    for row in &rows {
        interest += i128::from(row.interest_brl.minor());
        paid += i128::from(row.installment_brl.minor());
    }
    let money = |cents: i128| i64::try_from(cents).map(Money::from_cents).map_err(|_| overflow());
    let plain = contract.system == System::Price && contract.balloons.is_empty() && contract.weights.is_empty();
    let last_minus_regular_brl = match (rows.last(), regular) {
        (Some(last), Some(regular)) if plain => Some(last.installment_brl.checked_sub(Money::from_cents(regular))?),
        _ => None,
    };
    Ok(Schedule {
        regular_brl: regular.map(Money::from_cents),
        last_minus_regular_brl,
        total_interest_brl: money(interest)?,
        total_paid_brl: money(paid)?,
        total_amortisation_brl: Money::from_cents(base),
        capitalised_interest_brl: money(i128::from(base) - i128::from(contract.principal))?,
        stub_interest_brl: Money::from_cents(stub),
        paid_upfront_brl: Money::from_cents(upfront),
        ended_early_at,
        disclosure: Disclosure::of(contract)?,
        rows,
    })
}
