//! What a client can carry, and how ways of paying compare.

use super::iof::check_cents;
use super::returns::Roots;
use crate::Answer;
use crate::financing::affordable::{PriceTerms, coverage};
use crate::financing::compare::{Way, Ways};
use crate::financing::consorcio::Quota;
use crate::financing::returns::{Series, answer, float_of, roots};
use crate::financing::schedule::{MOST_INSTALLMENTS, rate_units};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A fraction of `least` to `most`, as a decimal.
pub(super) fn check_fraction(
    value: Dec,
    (least, most): (i32, i32),
    place: impl Into<Pointer>,
    problems: &mut Problems,
) -> Decimal {
    let fits = (Decimal::from(least)..=Decimal::from(most)).contains(&value.get());
    problems.require(fits, || Issue::error(Code::OUT_OF_RANGE).at(place).with("min", least).with("max", most));
    value.get()
}

fn check_count(count: i64, most: u32, place: &'static str, problems: &mut Problems) -> u32 {
    let found = u32::try_from(count).ok().filter(|count| (1..=most).contains(count));
    problems.require(found.is_some(), || Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 1).with("max", most));
    found.unwrap_or(1)
}

fn price_terms(
    rate: Dec,
    installments: i64,
    (rate_place, term_place): (&'static str, &'static str),
    problems: &mut Problems,
) -> PriceTerms {
    let units = rate_units(rate.get());
    problems.require(units.is_some(), || {
        Issue::error(Code::RATE_OUT_OF_RANGE).at(rate_place).with("min", 0).with("max", 10)
    });
    let count = u32::try_from(installments).ok().filter(|count| (1..=MOST_INSTALLMENTS).contains(count));
    problems.require(count.is_some(), || {
        Issue::error(Code::INVALID_TERM).at(term_place).with("min", 1).with("max", MOST_INSTALLMENTS)
    });
    PriceTerms {
        rate: rate.get(),
        rate_units: units.unwrap_or(0),
        installments: count.unwrap_or(1),
        rounding: Rounding::HalfUp,
    }
}

/// A monthly saving and a loan.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AffordablePrincipalRequest {
    /// What is saved, or may be paid, a month: zero or more, at most two decimals.
    pub saving_month_brl: Dec,
    /// Effective monthly rate, 0 to 10, at most 12 decimals.
    pub rate_month_effective: Dec,
    /// Number of installments, 1 to 1200.
    pub installments: i64,
}

/// A loan that a saving pays.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AffordablePrincipal {
    /// The largest principal; 0.00 if none fits.
    pub principal_brl: Money,
    /// Its regular installment.
    pub regular_brl: Money,
    /// Its last installment.
    pub last_brl: Money,
}

/// Find the largest Price loan whose every installment fits a monthly saving (*a parcela cabe na economia*), in exact cents.
///
/// # Errors
/// `OUT_OF_RANGE` and `MONEY_SCALE` for the saving; `RATE_OUT_OF_RANGE`; `INVALID_TERM`; `OVERFLOW`.
pub fn affordable_principal(request: AffordablePrincipalRequest) -> Result<Answer<AffordablePrincipal>, Error> {
    let mut problems = Problems::new();
    let saving = check_cents(request.saving_month_brl, 0, "/saving_month_brl", &mut problems);
    let places = ("/rate_month_effective", "/installments");
    let terms = price_terms(request.rate_month_effective, request.installments, places, &mut problems);
    problems.finish()?;
    let principal = terms.affordable(saving)?;
    let installments = terms.installments_of(principal)?;
    Ok(Answer::new(AffordablePrincipal {
        principal_brl: Money::from_cents(principal),
        regular_brl: Money::from_cents(terms.regular(principal)?),
        last_brl: Money::from_cents(installments.last().copied().unwrap_or(0)),
    }))
}

/// Installments and savings of the same months.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SavingCoverageRequest {
    /// Installments, 1 to 1200 months.
    pub installments_brl: Vec<Money>,
    /// Savings of the same months.
    pub savings_brl: Vec<Money>,
}

/// How savings cover installments.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SavingCoverage {
    /// Months whose saving is at least the installment.
    pub covered_months: usize,
    /// All months.
    pub total_months: usize,
    /// Number of the first month that is not covered, from 1; null if all are.
    pub first_uncovered: Option<usize>,
    /// The most that has to be added from elsewhere at any time.
    pub out_of_pocket_brl: Money,
    /// All savings less all installments.
    pub net_brl: Money,
    /// Whether every month is covered.
    pub self_funded: bool,
}

/// Compare savings with installments month by month.
///
/// # Errors
/// `OUT_OF_RANGE` for the number of months, `BAD_LENGTH` for lists of two lengths; `OVERFLOW`.
pub fn saving_coverage(request: SavingCoverageRequest) -> Result<Answer<SavingCoverage>, Error> {
    let mut problems = Problems::new();
    let months = request.installments_brl.len();
    let most = i64::from(MOST_INSTALLMENTS);
    problems.require((1..=1200).contains(&months), || {
        Issue::error(Code::OUT_OF_RANGE).at("/installments_brl").with("min", 1).with("max", most)
    });
    problems.require(request.savings_brl.len() == months, || {
        Issue::error(Code::BAD_LENGTH).at("/savings_brl").with("expected", months as i64)
    });
    problems.finish()?;
    let cents = |amounts: &[Money]| amounts.iter().map(|amount| amount.minor()).collect::<Vec<i64>>();
    let found = coverage(&cents(&request.installments_brl), &cents(&request.savings_brl))?;
    Ok(Answer::new(SavingCoverage {
        covered_months: found.months_covered,
        total_months: months,
        first_uncovered: found.first_uncovered,
        out_of_pocket_brl: Money::from_cents(found.out_of_pocket),
        net_brl: Money::from_cents(found.net),
        self_funded: found.first_uncovered.is_none(),
    }))
}

/// A plant that can be paid at once, by a loan, by subscription or by consórcio.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ComparePaymentsRequest {
    /// Months that are compared, 1 to 1200.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1200)))]
    pub months: i64,
    /// Investment, above zero, at most two decimals.
    pub capex_brl: Dec,
    /// Saving of a month of the first year.
    pub saving_month_brl: Dec,
    /// Growth of the tariff a year, above -1.
    pub tariff_growth_year_effective: Dec,
    /// Degradation a year, a fraction from 0 to 1.
    pub degradation_year_fraction: Dec,
    /// Operation of a month of the first year; default 0.
    pub opex_month_brl: Option<Dec>,
    /// Growth of the cost of operation a year, above -1; default 0.
    pub inflation_year_effective: Option<Dec>,
    /// Discount rate a year, above -1.
    pub discount_rate_year_effective: Dec,
    /// Part of the investment that is paid down, 0 to 1; default 0.
    pub down_payment_fraction: Option<Dec>,
    /// Effective monthly rate of the loan, 0 to 10, at most 12 decimals.
    pub loan_rate_month_effective: Dec,
    /// Installments of the loan, 1 to 1200.
    pub loan_months: i64,
    /// Part of the saving that a subscriber keeps, 0 to 1.
    pub subscription_kept_fraction: Dec,
    /// Months of the subscription, 0 to 1200.
    pub subscription_months: u32,
    /// A quota whose credit is the investment: it buys the plant at its contemplation, at the readjusted price, and the saving begins
    /// in the month after. Without `discount_rate_month_effective`: the comparison has its own. Default not compared.
    pub consorcio: Option<ConsorcioPlanRequest>,
}

/// A way of paying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentWay {
    /// Everything at once.
    Cash,
    /// A quota of a consórcio.
    Consorcio,
    /// Down payment and a Price loan.
    Financed,
    /// No investment: a part of the saving is kept (*assinatura*).
    Subscription,
}

/// What a way of paying is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentOutcome {
    /// Net present value of the monthly flows.
    pub npv_brl: f64,
    /// Their sum.
    pub total_brl: f64,
    /// Months until the sum is no longer negative and stays so; null if never.
    pub payback_definitive_months: Option<f64>,
    /// The lowest sum, that of month 0 included.
    pub lowest_cumulative_brl: f64,
}

impl From<Way> for PaymentOutcome {
    fn from(way: Way) -> Self {
        PaymentOutcome {
            npv_brl: way.npv + 0.0,
            total_brl: way.total + 0.0,
            payback_definitive_months: way.payback_months,
            lowest_cumulative_brl: way.lowest,
        }
    }
}

/// The ways of paying.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentComparison {
    /// Everything at once.
    pub cash: PaymentOutcome,
    /// Down payment and loan.
    pub financed: PaymentOutcome,
    /// Subscription.
    pub subscription: PaymentOutcome,
    /// Consórcio; null unless asked for.
    pub consorcio: Option<PaymentOutcome>,
    /// The regular installment of the loan; 0.00 if nothing is borrowed.
    pub regular_installment_brl: Money,
    /// The ways by net present value, the best first; ties by name.
    pub ranking_by_npv: Vec<PaymentWay>,
}

/// Compare paying at once, by a loan, by subscription and, if asked for, by consórcio over the same months and savings.
///
/// # Errors
/// `OUT_OF_RANGE`, `MONEY_SCALE`, `RATE_OUT_OF_RANGE`, `INVALID_TERM`, all at once; those of `consorcio_plan` under `/consorcio`, where
/// `OUT_OF_RANGE` also stands for a credit that is not the investment; `OVERFLOW`.
pub fn compare_payments(request: ComparePaymentsRequest) -> Result<Answer<PaymentComparison>, Error> {
    let mut problems = Problems::new();
    let months = check_count(request.months, MOST_INSTALLMENTS, "/months", &mut problems);
    let capex = check_cents(request.capex_brl, 1, "/capex_brl", &mut problems);
    let growth = |rate: Dec, place: &'static str, problems: &mut Problems| {
        problems.require(rate.get() > Decimal::NEGATIVE_ONE, || Issue::error(Code::RATE_OUT_OF_RANGE).at(place));
        float_of(rate.get())
    };
    let tariff = growth(request.tariff_growth_year_effective, "/tariff_growth_year_effective", &mut problems);
    let ageing = check_fraction(request.degradation_year_fraction, (0, 1), "/degradation_year_fraction", &mut problems);
    let inflation = request.inflation_year_effective.unwrap_or_default();
    let inflation = growth(inflation, "/inflation_year_effective", &mut problems);
    let discount = growth(request.discount_rate_year_effective, "/discount_rate_year_effective", &mut problems);
    let down = request.down_payment_fraction.unwrap_or_default();
    let down_fraction = check_fraction(down, (0, 1), "/down_payment_fraction", &mut problems);
    let places = ("/loan_rate_month_effective", "/loan_months");
    let loan = price_terms(request.loan_rate_month_effective, request.loan_months, places, &mut problems);
    let kept = check_fraction(request.subscription_kept_fraction, (0, 1), "/subscription_kept_fraction", &mut problems);
    problems.require(request.subscription_months <= MOST_INSTALLMENTS, || {
        Issue::error(Code::OUT_OF_RANGE).at("/subscription_months").with("min", 0).with("max", MOST_INSTALLMENTS)
    });
    let quota = request.consorcio.as_ref().and_then(|consorcio| {
        let mut own = Problems::new();
        let quota = consorcio.check(&mut own);
        own.require(quota.credit == capex, || Issue::error(Code::OUT_OF_RANGE).at("/credit_brl"));
        own.require(consorcio.discount_rate_month_effective.is_none(), || {
            Issue::error(Code::UNKNOWN_FIELD).at("/discount_rate_month_effective")
        });
        problems.take(own.finish().map_err(|error| error.within("/consorcio"))).map(|()| quota)
    });
    problems.finish()?;
    let ways = Ways {
        months,
        capex,
        saving_month: float_of(request.saving_month_brl.get()),
        saving_growth: (1.0 + tariff) * (1.0 - float_of(ageing)),
        opex_month: request.opex_month_brl.map_or(0.0, |opex| float_of(opex.get())),
        opex_growth: 1.0 + inflation,
        discount_year: discount,
        down_fraction,
        loan,
        kept: float_of(kept),
        subscription_months: request.subscription_months,
        quota,
    };
    let found = ways.compare()?;
    let mut ranking = vec![(PaymentWay::Cash, found.cash.npv)];
    ranking.extend(found.consorcio.as_ref().map(|way| (PaymentWay::Consorcio, way.npv)));
    ranking.push((PaymentWay::Financed, found.financed.npv));
    ranking.push((PaymentWay::Subscription, found.subscription.npv));
    // The order of names is that of the list, and the sort keeps it for ties.
    ranking.sort_by(|a, b| b.1.total_cmp(&a.1));
    Ok(Answer::new(PaymentComparison {
        cash: found.cash.into(),
        financed: found.financed.into(),
        subscription: found.subscription.into(),
        consorcio: found.consorcio.map(PaymentOutcome::from),
        regular_installment_brl: Money::from_cents(found.regular),
        ranking_by_npv: ranking.into_iter().map(|(way, _)| way).collect(),
    }))
}

/// A quota of a consórcio.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConsorcioPlanRequest {
    /// Credit (*carta de crédito*), above zero, at most two decimals.
    pub credit_brl: Dec,
    /// Months of the group, 1 to 1200.
    pub months: i64,
    /// Administration fee on the whole, a fraction from 0 to 1.
    pub administration_fraction: Dec,
    /// Reserve fund on the whole, a fraction from 0 to 1; default 0.
    pub reserve_fraction: Option<Dec>,
    /// Insurance a month, a fraction of the credit from 0 to 1; default 0.
    pub insurance_month_fraction: Option<Dec>,
    /// Readjustment of the credit at month 13, 25, ..; a missing one is 0.
    pub index_year_effective: Option<Vec<Dec>>,
    /// Month of the contemplation, 1 to `months`.
    pub contemplation_month: i64,
    /// Bid (*lance*), a fraction of credit, administration and reserve; at most what is not yet paid then; default 0.
    pub bid_fraction: Option<Dec>,
    /// Whether the bid comes out of the credit (*lance embutido*); default false: from own money.
    pub embedded_bid: Option<bool>,
    /// Discount rate a month at which the flows are valued, above -1; default none.
    pub discount_rate_month_effective: Option<Dec<16>>,
}

impl ConsorcioPlanRequest {
    /// The quota; problems are noted under the names of the request.
    fn check(&self, problems: &mut Problems) -> Quota {
        let credit = check_cents(self.credit_brl, 1, "/credit_brl", problems);
        let months = check_count(self.months, MOST_INSTALLMENTS, "/months", problems);
        let mut fraction = |value: Option<Dec>, place: &'static str| {
            check_fraction(value.unwrap_or_default(), (0, 1), place, problems)
        };
        let administration = fraction(Some(self.administration_fraction), "/administration_fraction");
        let reserve = fraction(self.reserve_fraction, "/reserve_fraction");
        let insurance = fraction(self.insurance_month_fraction, "/insurance_month_fraction");
        let bid = fraction(self.bid_fraction, "/bid_fraction");
        for (index, rate) in self.index_year_effective.iter().flatten().enumerate() {
            let place = Pointer::from("/index_year_effective").index(index);
            let fits = rate.get() > Decimal::NEGATIVE_ONE && rate.get() <= Decimal::TEN;
            problems.require(fits, || Issue::error(Code::RATE_OUT_OF_RANGE).at(place));
        }
        let contemplation = check_count(self.contemplation_month, months, "/contemplation_month", problems);
        // bid <= 1 - M / n, without a division.
        let left = Decimal::from(months.saturating_sub(contemplation));
        problems.require(bid * Decimal::from(months) <= left, || Issue::error(Code::OUT_OF_RANGE).at("/bid_fraction"));
        Quota {
            credit,
            months,
            administration,
            reserve,
            insurance,
            index_yearly: self.index_year_effective.iter().flatten().map(|rate| rate.get()).collect(),
            contemplation,
            bid,
            embedded: self.embedded_bid.unwrap_or(false),
        }
    }
}

/// The course of a quota.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConsorcioPlan {
    /// The parcels by month.
    pub parcels_brl: Vec<Money>,
    /// Credit that is received at the contemplation, less an embedded bid.
    pub credit_received_brl: Money,
    /// The bid.
    pub bid_brl: Money,
    /// Sum of the parcels; a bid from own money is not in it.
    pub total_paid_brl: Money,
    /// Every monthly rate at which credit and payments are worth the same: none, one or two. None of them is a CET.
    pub cost: Roots,
    /// Net present value of the flows a month before the first parcel; null without a rate.
    pub npv_brl: Option<f64>,
}

/// Compute the course of a consórcio (Lei 11.795/2008): parcels, bid, credit, and every rate of its flows.
///
/// The flows change their sign twice as a rule, so that there may be no rate or two; there is no CET.
///
/// # Errors
/// `OUT_OF_RANGE`, `MONEY_SCALE`, `RATE_OUT_OF_RANGE`, all at once; `OVERFLOW`.
pub fn consorcio_plan(request: ConsorcioPlanRequest) -> Result<Answer<ConsorcioPlan>, Error> {
    let mut problems = Problems::new();
    let quota = request.check(&mut problems);
    let rate = request
        .discount_rate_month_effective
        .map(|rate| super::returns::check_rate(rate, "/discount_rate_month_effective", &mut problems));
    problems.finish()?;
    let course = quota.course()?;
    let flows: Vec<Decimal> = course.flows.iter().map(|cents| Decimal::new(*cents, 2)).collect();
    let npv = rate.map(|rate| {
        let flows: Vec<f64> = flows.iter().copied().map(float_of).collect();
        crate::financing::cash_flow::periodic_values(&flows, rate).present / (1.0 + rate)
    });
    let cost = match roots(&Series::periodic_exact(flows), 0.0) {
        Err(error) if error.code() == Code::NO_SIGN_CHANGE => Vec::new(),
        found => found?,
    };
    let parcels: Vec<Money> = course.parcels.iter().copied().map(Money::from_cents).collect();
    Ok(Answer::new(ConsorcioPlan {
        total_paid_brl: Money::total(parcels.iter().copied())?,
        parcels_brl: parcels,
        credit_received_brl: Money::from_cents(course.received),
        bid_brl: Money::from_cents(course.bid),
        cost: Roots { roots: answer(cost) },
        npv_brl: npv,
    }))
}
