//! The monthly view: the yearly formulas with their steps at months 13, 25, .., and the exact schedule of the loan.

use super::model::{Project, Years};
use crate::financing::schedule::{MonthlyRun, Paying, monthly_payment, overflow};
use crate::issue::Error;
use crate::math;
use crate::money::Rounding;
use rust_decimal::Decimal;

/// Flows by month, from the day of commissioning on; those of saving, cost, service and tax from month 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::financing) struct Months {
    pub saving: Vec<f64>,
    pub cost: Vec<f64>,
    pub service: Vec<f64>,
    pub tax: Vec<f64>,
    pub unlevered: Vec<f64>,
    pub equity: Vec<f64>,
}

/// The loan of a monthly view: exact cents at a monthly rate of 12 decimals.
#[derive(Debug, Clone, Copy)]
pub(in crate::financing) struct MonthlyLoan {
    pub principal: i64,
    pub rate: Decimal,
    pub rate_units: u64,
    pub installments: u32,
    pub constant_amortisation: bool,
}

impl MonthlyLoan {
    /// Interest and payment of each month, in reais.
    ///
    /// # Errors
    /// `OVERFLOW`.
    fn months(&self) -> Result<Vec<(f64, f64)>, Error> {
        let rounding = Rounding::HalfUp;
        let cents = |amount: Option<i128>| amount.and_then(|amount| i64::try_from(amount).ok()).ok_or_else(overflow);
        let paying = if self.constant_amortisation {
            Paying::Amortisation(cents(Some(rounding.divide(self.principal.into(), self.installments.into())))?)
        } else {
            let payment = monthly_payment(self.rate, self.installments).times_integer(self.principal.unsigned_abs());
            Paying::Installment(cents(payment.round(rounding))?)
        };
        let left = usize::try_from(self.installments).unwrap_or(0);
        let run = MonthlyRun { balance: self.principal, left, rate_units: self.rate_units, rounding, paying };
        let reais = |cents: i64| cents as f64 / 100.0;
        run.map(|month| month.and_then(|month| Ok((reais(month.interest), reais(month.installment()?))))).collect()
    }
}

impl Project {
    /// The monthly flows; `shares` are the parts of a year's energy that its months have.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn months(&self, shares: &[f64; 12], loan: Option<MonthlyLoan>) -> Result<Months, Error> {
        let debt = loan.map_or(Ok(Vec::new()), |loan| loan.months())?;
        let borrowed = loan.map_or(0.0, |loan| loan.principal as f64 / 100.0);
        // The loan of the yearly view is not asked for: its interest would tax the years, not the months.
        let mut years = Years::default();
        Project { loan: None, debt: None, taxes: None, ..self.clone() }.run(&mut years);
        let mut months = Months::default();
        months.unlevered.push(-self.capex);
        months.equity.push(borrowed - self.capex + 0.0);
        let (mut number, mut prices) = (0, 1.0);
        for (year, saving) in (1..=self.years).zip(&years.saving) {
            if year > 1 {
                prices *= 1.0 + self.inflation;
            }
            let operation = (self.opex + self.insurance * self.capex) * prices / 12.0;
            for (month, share) in shares.iter().enumerate() {
                let last = month == 11;
                let cost = operation + if last { self.replaced_in(year) } else { 0.0 };
                let (interest, service) = debt.get(number).copied().unwrap_or_default();
                let residual = if last && year == self.years { self.residual } else { 0.0 };
                let saved = saving * share;
                let tax = self.taxes.map_or(0.0, |taxes| taxes.of(self.capex, (year, 12.0), saved, cost, interest));
                let unlevered = saved - cost + residual - tax;
                months.saving.push(saved);
                months.cost.push(cost);
                months.service.push(service);
                months.tax.push(tax);
                months.unlevered.push(unlevered);
                months.equity.push(unlevered - service);
                number += 1;
            }
        }
        Ok(months)
    }

    /// The monthly rate with the growth of the discount rate.
    pub fn discount_month(&self) -> f64 {
        math::exp_m1(math::ln_1p(self.discount) / 12.0)
    }
}
