//! Cash, loan, subscription and consórcio side by side: monthly flows of one saving.

use super::affordable::PriceTerms;
use super::cash_flow::lasting_payback;
use super::consorcio::Quota;
use super::schedule::overflow;
use crate::issue::Error;
use crate::math;
use crate::money::{Exact, Rounding};
use rust_decimal::Decimal;

/// What the ways of paying have in common, and each of them.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    pub months: u32,
    /// Investment in cents.
    pub capex: i64,
    pub saving_month: f64,
    /// Growth of the saving from year to year: tariff and degradation.
    pub saving_growth: f64,
    pub opex_month: f64,
    pub opex_growth: f64,
    pub discount_year: f64,
    pub down_fraction: Decimal,
    pub loan: PriceTerms,
    /// Part of the saving that a subscriber keeps.
    pub kept: f64,
    pub subscription_months: u32,
    /// A quota whose credit buys the plant at its contemplation.
    pub quota: Option<Quota>,
}

/// One way of paying.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Way {
    pub npv: f64,
    pub total: f64,
    pub payback_months: Option<f64>,
    pub lowest: f64,
}

/// The ways and the regular installment of the loan in cents.
pub(super) struct Compared {
    pub cash: Way,
    pub financed: Way,
    pub subscription: Way,
    pub consorcio: Option<Way>,
    pub regular: i64,
}

impl Way {
    fn of(flows: &[f64], discount_month: f64) -> Way {
        let discount = 1.0 / (1.0 + discount_month);
        let (mut npv, mut total, mut lowest, mut weight) = (0.0, 0.0, f64::INFINITY, 1.0);
        for flow in flows {
            npv += flow * weight;
            weight *= discount;
            total += flow;
            lowest = total.min(lowest);
        }
        Way { npv, total, payback_months: lasting_payback(flows.iter().copied()), lowest: lowest + 0.0 }
    }
}

impl Ways {
    /// Their values.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn compare(&self) -> Result<Compared, Error> {
        let down = Exact::from_minor(self.capex, 0) * Exact::from(self.down_fraction);
        let down = down.round(0, Rounding::HalfUp).and_then(|cents| i64::try_from(cents).ok()).ok_or_else(overflow)?;
        let borrowed = self.capex - down;
        let (regular, installments) = if borrowed == 0 {
            (0, Vec::new())
        } else {
            (self.loan.regular(borrowed)?, self.loan.installments_of(borrowed)?)
        };
        let reais = |cents: i64| cents as f64 / 100.0;
        let mut cash = vec![-reais(self.capex)];
        let mut financed = vec![-reais(down)];
        let mut subscription = vec![0.0];
        let course = self.quota.as_ref().map(Quota::course).transpose()?;
        let contemplation = self.quota.as_ref().map_or(0, |quota| quota.contemplation);
        let mut consorcio = vec![0.0];
        let (mut saving, mut opex) = (self.saving_month, self.opex_month);
        for month in 1..=self.months {
            if month > 1 && month % 12 == 1 {
                saving *= self.saving_growth;
                opex *= self.opex_growth;
            }
            let paid = usize::try_from(month - 1).ok().and_then(|index| installments.get(index));
            cash.push(saving - opex);
            financed.push(saving - opex - paid.map_or(0.0, |cents| reais(*cents)));
            subscription.push(if month <= self.subscription_months { self.kept * saving } else { 0.0 });
            let quota = course.as_ref().and_then(|course| course.flows.get(usize::try_from(month - 1).ok()?));
            // The credit of the contemplation pays for the plant, whose price has followed the same index; it saves from the next
            // month on.
            let bought = if month == contemplation { course.as_ref().map_or(0, |course| course.price) } else { 0 };
            let net = if month > contemplation { saving - opex } else { 0.0 };
            consorcio.push(reais(quota.map_or(0, |flow| *flow)) - reais(bought) + net);
        }
        let month = math::exp_m1(math::ln_1p(self.discount_year) / 12.0);
        Ok(Compared {
            cash: Way::of(&cash, month),
            financed: Way::of(&financed, month),
            subscription: Way::of(&subscription, month),
            consorcio: course.is_some().then(|| Way::of(&consorcio, month)),
            regular,
        })
    }
}
