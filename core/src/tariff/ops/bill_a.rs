//! The operation `bill_group_a`: a request checked in the order of the tariff document, then one call of the kernel.

use super::bill_b::{Irrigation, OtherItem, check_irrigation, consumption, explain, untaxed_items};
use super::scee::{Compensation, Scee, compensation, ready_lots};
use crate::Answer;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Money};
use crate::prepare::prepared_request;
use crate::tariff::bill_a::{FreeMarket, GroupA, Injection, ReactiveExcess};
use crate::tariff::cycle::Cycle;
use crate::tariff::demand::{Billed, DemandRule, LEAST_KW, billed, contract_suffices};
use crate::tariff::exact::Exact;
use crate::tariff::line::{BillLine, BillTotals, Names, Sheet};
use crate::tariff::moves::{Halt, Meter, fits};
use crate::tariff::post::{ByPost, Post};
use crate::tariff::prorate::Runs;
use crate::tariff::rates::sources;
use crate::tariff::rates_a::{RatesA, check_posts};
use crate::tariff::reactive::Reactive;
use crate::tariff::table::{Flags, Tariffs};
use crate::tariff::taxes::{TaxCalendar, TaxChange, TaxRules, Taxes};
use crate::tariff::unit_a::UnitA;
use crate::tariff::vintage::Vintages;
use serde::{Deserialize, Serialize};

prepared_request! {
    /// A bill of group A: one unit, one cycle.
    pub struct BillGroupARequest, BillGroupAPart, BillGroupARest {
        prepared {
            /// Prices in force: rows with the demand prices of the modality and energy at peak and off-peak.
            pub tariffs: Tariffs,
            /// Flags by month: rows, or a named table. No rows, no flag; a free consumer does not read them.
            pub flags: Flags,
        }
        rest {
            /// The consumer unit.
            pub unit: UnitA,
            /// The billing cycle: a civil month.
            pub cycle: Cycle,
            /// Contracted demand in kW: `unico` in the green modality, `ponta` and `fora_ponta` in the blue one.
            pub contracted_kw: ByPost<Dec>,
            /// Measured demand in kW, by the same posts.
            pub measured_kw: ByPost<Dec>,
            /// Measured consumption at peak and off-peak, at most 6 decimals.
            pub consumption_kwh: ByPost<Dec<6>>,
            /// Tax rates of the month of the bill, or those from which `tax_changes` leads to them.
            pub taxes: Taxes,
            /// Later tax rates, in order of their first month: those of the month of the bill are used, whatever days the cycle has.
            #[serde(default)]
            pub tax_changes: Vec<TaxChange>,
            /// Highest measured demand of the 11 former cycles in kW, for rural and seasonal units; absent before the first one.
            #[serde(default)]
            pub highest_former_kw: ByPost<Dec>,
            /// Test period, where the unit is in one.
            pub test_period: Option<TestPeriod>,
            /// Injection of a plant.
            pub injection: Option<InjectionDemand>,
            /// Excess reactive energy.
            pub reactive: Option<Reactive>,
            /// Irrigation or aquaculture in the reserved hours.
            pub irrigation: Option<Irrigation>,
            /// Energy bought on the free market (*ACL*).
            pub free_market: Option<FreeMarketEnergy>,
            /// Compensation of energy.
            pub scee: Option<Scee>,
            /// Whether ICMS is charged on demand that was not used, default no (STJ, Súmula 391).
            #[serde(default)]
            pub icms_on_unused_demand: bool,
            /// Contribution to public lighting (COSIP, CIP): untaxed.
            pub cosip_brl: Option<Money>,
            /// Other untaxed items, in the order of the bill.
            #[serde(default)]
            pub other: Vec<OtherItem>,
            /// Allows a cycle of more than 47 days.
            #[serde(default)]
            pub allow_any_cycle: bool,
        }
    }
}

/// Reasons of a test period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TestReason {
    /// A new supply.
    NewSupply,
    /// An increase of the contracted demand.
    Increase,
}

/// A test period (REN 1.000/2021, arts. 311 to 314).
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestPeriod {
    /// Why.
    pub reason: TestReason,
    /// Contract before the increase in kW, by the posts of the contract; only, and always, for an increase.
    #[serde(default)]
    pub previous_contract_kw: ByPost<Dec>,
}

/// Demand of injection (REN 1.000/2021, arts. 294, 301 and 655-J).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InjectionDemand {
    /// Contracted injection in kW.
    pub contracted_kw: Dec,
    /// Measured injection in kW.
    pub measured_kw: Dec,
    /// TUSD of generation (*TUSDg*), averaged over the cycle.
    pub tusdg_brl_kw: Dec,
}

/// Energy of the free market (REN 1.000/2021, art. 160).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FreeMarketEnergy {
    /// Price of the energy.
    pub price_brl_kwh: Dec,
    /// Charges of the market (*encargos setoriais*).
    pub charges_brl_kwh: Option<Dec>,
    /// Discount on the demand for incentivised sources, 0 to 1, default 0; none for migrations after Lei 15.269/2025.
    pub tusd_discount_fraction: Option<Dec>,
}

/// A bill of group A.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BillGroupA {
    /// The lines, in the order of a printed bill.
    pub lines: Vec<BillLine>,
    /// Their sums.
    pub totals: BillTotals,
    /// Billed demand in kW, by post.
    pub billed_kw: ByPost<Exact>,
    /// Flag per kWh, averaged over the cycle.
    pub flag_rate_brl_kwh: Exact,
    /// The compensation, for a unit in the SCEE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scee: Option<Compensation>,
}

/// Bill a unit of group A, green or blue: demand, overrun, energy, free market, compensation, reactive excess, taxes.
///
/// # Errors
/// In this order: `INVALID_CYCLE`, `UNKNOWN_TAX_METHOD`, `INVALID_TAX`, `NEGATIVE_CONSUMPTION`, `POSTO_MISMATCH`,
/// `OUT_OF_RANGE`, `MODALITY_NOT_ALLOWED`, `CONTRACTED_DEMAND_BELOW_MINIMUM`, `TARIFF_GAP`, `TARIFF_OVERLAP`, `FLAG_GAP`,
/// `FLAG_OVERLAP`, `IRRIGATION_ABOVE_CONSUMPTION`, `SCEE_COMBINATION`, those of lots as in `bill_group_b`; `OVERFLOW`.
pub fn bill_group_a(request: BillGroupARequest) -> Result<Answer<BillGroupA>, Error> {
    let BillGroupARequest { unit, cycle, tariffs, flags, .. } = &request;
    let free = request.free_market.is_some();
    let mut problems = Problems::new();
    let valid_cycle = problems.take(cycle.check(request.allow_any_cycle));
    let taxes = problems.take(TaxCalendar::new(&request.taxes, &request.tax_changes));
    let energy = problems.take(consumption(&request.consumption_kwh, Post::GROUP_A));
    let matching = problems.take(check_posts(unit, free, tariffs));
    let demand = problems.take(Demand::new(&request));
    let reactive = request.reactive.as_ref();
    problems.take(reactive.map_or(Ok(()), |reactive| reactive.check(&"/reactive".into())));
    problems.take(unit.check());
    problems.require(tariffs.named.is_none(), || Issue::error(Code::NOT_FOUND).at("/tariffs"));
    if let Some(demand) = &demand {
        problems.require(contract_suffices(unit, &demand.contracted), || {
            let issue = Issue::error(Code::CONTRACTED_DEMAND_BELOW_MINIMUM).at("/contracted_kw");
            issue.with("min_kw", LEAST_KW).law("REN ANEEL 1.000/2021, art. 148")
        });
    }
    let runs = valid_cycle.and_then(|()| problems.take(Runs::new(&tariffs.rows, cycle, "/tariffs")));
    let rates = runs
        .as_ref()
        .zip(matching)
        .and_then(|(runs, ())| problems.take(RatesA::new(unit, free, cycle, tariffs, runs, flags)));
    let off_peak = energy.as_ref().and_then(|energy| energy.fora_ponta);
    let irrigation = problems.take(check_irrigation(request.irrigation.as_ref(), off_peak));
    let combined = request.scee.is_some() && (free || request.irrigation.is_some());
    problems.require(!combined, || Issue::error(Code::SCEE_COMBINATION).at("/scee"));
    let lots = request.scee.as_ref().map(|scee| scee.lots.as_slice()).unwrap_or_default();
    let ready = runs
        .as_ref()
        .and_then(|runs| problems.take(ready_lots(lots, Meter::GroupA, Post::GROUP_A, (&tariffs.rows, runs))));
    let (
        Some(taxes),
        Some(energy),
        Some(demand),
        Some(runs),
        Some(rates),
        Some(irrigation),
        Some((before, charge_rules)),
    ) = (taxes, energy, demand, runs, rates, irrigation, ready)
    else {
        return Err(problems.into_error());
    };
    problems.finish()?;
    let taxes = taxes.on(cycle.billed_on().month())?;
    let parts = Parts { request: &request, taxes, rates: &rates, demand: &demand };
    let group_a = parts.group_a(&energy, irrigation, &charge_rules).map_err(explain)?;
    let (mut lots_left, mut moves, mut sheet) = (before.clone(), Vec::new(), Sheet::default());
    let compensated = group_a.bill(&mut lots_left, &mut moves, &mut sheet).map_err(explain)?;
    untaxed_items(request.cosip_brl, &request.other, &mut sheet)?;
    let names = Names {
        lots: lots.iter().map(|lot| &lot.id).collect(),
        others: request.other.iter().map(|item| &item.kind).collect(),
        vintages: Vintages::new(tariffs, flags, &runs, cycle),
    };
    let (lines, totals) = sheet.on_the_wire(&names, taxes.has_reform());
    let mut billed_kw = ByPost::default();
    for (post, billed) in group_a.billed.iter() {
        *billed_kw.slot(post) = Some(billed.total().map_err(explain)?.trimmed());
    }
    let scee = request.scee.as_ref().map(|_| compensation(&compensated, None, lots, &before, &lots_left));
    let value = BillGroupA { lines, totals, billed_kw, flag_rate_brl_kwh: rates.flag, scee };
    Ok(Answer { value, warnings: Vec::new(), sources: sources(tariffs, flags, &runs) })
}

/// Demands of a request in kW, none below zero.
#[derive(Debug)]
struct Demand {
    contracted: ByPost<Exact>,
    measured: ByPost<Exact>,
    highest_former: ByPost<Exact>,
    former_contract: ByPost<Exact>,
    injection: Option<Injection>,
    free: Option<FreeMarket>,
}

impl Demand {
    fn new(request: &BillGroupARequest) -> Result<Self, Error> {
        let posts = request.unit.demand_posts();
        let mut problems = Problems::new();
        let test = request.test_period.as_ref();
        let former = test.map(|test| test.previous_contract_kw).unwrap_or_default();
        let increases = test.is_some_and(|test| test.reason == TestReason::Increase);
        for (given, place, needed) in [
            (&request.contracted_kw, "/contracted_kw", true),
            (&request.measured_kw, "/measured_kw", true),
            (&request.highest_former_kw, "/highest_former_kw", request.highest_former_kw.posts().count() > 0),
            (&former, "/test_period/previous_contract_kw", increases),
        ] {
            let wanted = if needed { posts } else { &[] };
            problems.require(given.posts().eq(wanted.iter().copied()), || Issue::error(Code::POSTO_MISMATCH).at(place));
        }
        let mut read = |given: &ByPost<Dec>, place: &'static str| {
            given.map(|value| problems.take(size(*value, || place.into())).unwrap_or(Exact::ZERO))
        };
        let demand = Demand {
            contracted: read(&request.contracted_kw, "/contracted_kw"),
            measured: read(&request.measured_kw, "/measured_kw"),
            highest_former: read(&request.highest_former_kw, "/highest_former_kw"),
            former_contract: read(&former, "/test_period/previous_contract_kw"),
            injection: None,
            free: None,
        };
        let mut one =
            |value: Dec, place: &'static str| problems.take(size(value, || place.into())).unwrap_or(Exact::ZERO);
        let injection = request.injection.map(|injection| Injection {
            contracted: one(injection.contracted_kw, "/injection/contracted_kw"),
            measured: one(injection.measured_kw, "/injection/measured_kw"),
            rate: one(injection.tusdg_brl_kw, "/injection/tusdg_brl_kw"),
        });
        let free = request.free_market.map(|free| FreeMarket {
            price: one(free.price_brl_kwh, "/free_market/price_brl_kwh"),
            charges: free.charges_brl_kwh.map(|charges| one(charges, "/free_market/charges_brl_kwh")),
            discount: one(free.tusd_discount_fraction.unwrap_or_default(), "/free_market/tusd_discount_fraction"),
        });
        problems.require(free.is_none_or(|free| free.discount <= Exact::ONE), || {
            Issue::error(Code::OUT_OF_RANGE).at("/free_market/tusd_discount_fraction").with("min", 0).with("max", 1)
        });
        problems.finish().map(|()| Demand { injection, free, ..demand })
    }

    fn rule(&self, request: &BillGroupARequest, post: Post) -> DemandRule {
        let of = |values: &ByPost<Exact>| values.get(post).copied().unwrap_or(Exact::ZERO);
        if request.unit.is_seasonal() {
            return DemandRule::Seasonal { highest_former: of(&self.highest_former) };
        }
        match request.test_period.as_ref().map(|test| test.reason) {
            None => DemandRule::Ordinary,
            Some(TestReason::NewSupply) => DemandRule::NewSupply,
            Some(TestReason::Increase) => DemandRule::Increase { former: of(&self.former_contract) },
        }
    }
}

/// A size that is not below zero and at most 10^6 R$/kW, or 10^12 kW that the range of decimals already keeps.
pub(super) fn size(value: Dec, place: impl Fn() -> Pointer) -> Result<Exact, Error> {
    let value = Exact::from(value);
    if value.is_negative() {
        return Err(Issue::error(Code::OUT_OF_RANGE).at(place()).with("min", 0).with("max", 1e12).into());
    }
    Ok(value)
}

struct Parts<'a> {
    request: &'a BillGroupARequest,
    taxes: &'a TaxRules,
    rates: &'a RatesA,
    demand: &'a Demand,
}

impl<'a> Parts<'a> {
    fn group_a(
        &self,
        energy: &ByPost<i64>,
        irrigation: Option<(i64, Exact)>,
        charge_rules: &'a [&'static crate::tariff::rule::Rule],
    ) -> Result<GroupA<'a>, Halt> {
        let Parts { request, demand, .. } = self;
        let metered = request.unit.metered();
        let mut consumption = ByPost::default();
        for (post, milli) in energy.iter() {
            *consumption.slot(post) = Some(fits(Exact::grid(*milli).times(metered))?.trimmed());
        }
        let reactive = request.reactive.as_ref().map(|reactive| {
            let excess = reactive.excess(metered)?;
            let (energy_rate, demand_rate) = (reactive.energy_brl_kwh.into(), reactive.demand_brl_kw.into());
            Ok(ReactiveExcess { excess, energy_rate, demand_rate })
        });
        let irrigation = irrigation.map(|(milli, waived)| fits(Exact::grid(milli).times(waived)));
        Ok(GroupA {
            rates: self.rates,
            taxes: self.taxes,
            billed: self.billed(metered)?,
            consumption,
            injection: demand.injection,
            irrigation: irrigation.transpose()?,
            free: demand.free,
            scee: request.scee.as_ref().map(Scee::terms),
            charge_rules,
            reactive: reactive.transpose()?,
            icms_on_unused_demand: request.icms_on_unused_demand,
        })
    }

    fn billed(&self, metered: Exact) -> Result<ByPost<Billed>, Halt> {
        let Parts { request, demand, .. } = self;
        let mut found = ByPost::default();
        for (post, contracted) in demand.contracted.iter() {
            let measured = fits(demand.measured.get(post).and_then(|kw| kw.times(metered)))?.trimmed();
            *found.slot(post) = Some(billed(demand.rule(request, post), measured, *contracted)?);
        }
        // In a test period the single or off-peak post bills 30 kW where no post does (R-A-4).
        if request.test_period.is_some() && !request.unit.is_seasonal() {
            let mut suffices = false;
            for (_, billed) in found.iter() {
                suffices |= billed.total()? >= LEAST_KW;
            }
            let last = found.posts().last();
            if let Some(slot) = last.filter(|_| !suffices).and_then(|post| found.slot(post).as_mut()) {
                *slot = slot.at_least(LEAST_KW)?;
            }
        }
        Ok(found)
    }
}
