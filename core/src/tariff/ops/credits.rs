//! The operations `compute_surplus`, `allocate_surplus` and `track_credits`.

use crate::Answer;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use crate::quantity::Id;
use crate::tariff::allocation::{Receiving, by_percentage, in_order};
use crate::tariff::exact::{Exact, overflow};
use crate::tariff::gd::GdModality;
use crate::tariff::ledger::{Credit, Flows, advance, expiry};
use crate::tariff::post::{ByPost, Post};
use crate::tariff::prorate::energy_in_range;
use serde::{Deserialize, Serialize};

/// Energy on the grid: not negative, in range.
///
/// # Errors
/// The given code below zero, `OVERFLOW` above 10^12 kWh.
pub(super) fn energy(kwh: Dec<6>, negative: Code, place: impl Fn() -> Pointer) -> Result<i64, Error> {
    let kwh = Exact::from(kwh);
    if kwh.is_negative() {
        return Err(Issue::error(negative).at(place()).with("min", 0).with("max", 1e12).into());
    }
    energy_in_range(kwh).ok_or_else(|| Issue::error(Code::OVERFLOW).at(place()).into())
}

fn on_the_wire(milli: i64) -> Exact {
    Exact::grid(milli).trimmed()
}

/// What counts as surplus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SurplusBasis {
    /// Injection beyond the consumption of the same post: the rule.
    #[default]
    Net,
    /// All that was injected, or all that is generated; only for shared generation and condominiums.
    Injected,
}

/// Registers of a unit that generates.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ComputeSurplusRequest {
    /// Who uses the energy.
    #[serde(default)]
    pub modality: GdModality,
    /// What counts as surplus, default `net`.
    #[serde(default)]
    pub basis: SurplusBasis,
    /// Energy consumed from the grid, by post.
    pub consumption_kwh: ByPost<Dec<6>>,
    /// Energy injected, by post.
    pub injection_kwh: ByPost<Dec<6>>,
}

/// Surplus of a cycle.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Surplus {
    /// Surplus by post.
    pub surplus_kwh: ByPost<Exact>,
    /// Consumption by post that remains to be compensated.
    pub open_consumption_kwh: ByPost<Exact>,
}

/// Find the surplus of each post: injection beyond consumption, or all injection (REN 1.000/2021, art. 655-G).
///
/// # Errors
/// `ALLOCATION_FORBIDDEN` for all injection of a unit that may not choose it, `NEGATIVE_CONSUMPTION`, `OUT_OF_RANGE`,
/// `OVERFLOW`.
pub fn compute_surplus(request: ComputeSurplusRequest) -> Result<Answer<Surplus>, Error> {
    let mut problems = Problems::new();
    let may_choose = matches!(request.modality, GdModality::GeracaoCompartilhada | GdModality::MultiplasUnidades);
    problems.require(request.basis == SurplusBasis::Net || may_choose, || {
        Issue::error(Code::ALLOCATION_FORBIDDEN).at("/basis").law("REN ANEEL 1.000/2021, art. 655-G")
    });
    let mut read = |given: &ByPost<Dec<6>>, code, place: &'static str| {
        let of_post = |(post, kwh): (Post, &Dec<6>)| {
            let milli = energy(*kwh, code, || Pointer::from(place).field(post.name()));
            problems.take(milli).map(|milli| (post, milli))
        };
        given.iter().filter_map(of_post).collect::<ByPost<i64>>()
    };
    let consumed = read(&request.consumption_kwh, Code::NEGATIVE_CONSUMPTION, "/consumption_kwh");
    let injected = read(&request.injection_kwh, Code::OUT_OF_RANGE, "/injection_kwh");
    problems.finish()?;
    let mut value = Surplus { surplus_kwh: ByPost::default(), open_consumption_kwh: ByPost::default() };
    for post in Post::ALL.iter().copied() {
        let pair = (consumed.get(post), injected.get(post));
        if pair == (None, None) {
            continue;
        }
        let (consumed, injected) = (pair.0.copied().unwrap_or(0), pair.1.copied().unwrap_or(0));
        let netted = if request.basis == SurplusBasis::Net { consumed.min(injected) } else { 0 };
        *value.surplus_kwh.slot(post) = Some(on_the_wire(injected - netted));
        *value.open_consumption_kwh.slot(post) = Some(on_the_wire(consumed - netted));
    }
    Ok(Answer::new(value))
}

/// How surplus is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AllocationMode {
    /// By percentages that add up to 100.
    Percentage,
    /// In order of the list, each unit as much as it can use.
    Order,
}

/// A surplus and the units that share it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AllocateSurplusRequest {
    /// How it is shared.
    pub mode: AllocationMode,
    /// The surplus, at most 6 decimals.
    pub surplus_kwh: Dec<6>,
    /// The units, in order.
    pub units: Vec<AllocationUnit>,
    /// The unit that takes what remains; that of the highest consumption if absent. Only in order.
    pub remainder_to: Option<Id>,
    /// Whether the unit was connected on the fast track for up to 7.5 kW (art. 73-A, III): then nothing may be shared.
    #[serde(default)]
    pub fast_track: bool,
}

/// A unit that shares the surplus.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AllocationUnit {
    /// Its name in the answer.
    pub id: Id,
    /// Its share in percent; only, and always, by percentage.
    pub share_pct: Option<Dec>,
    /// Most energy that it can compensate in the cycle.
    pub max_compensable_kwh: Dec<6>,
    /// Its measured consumption, default 0; decides who takes the remainder.
    pub consumption_kwh: Option<Dec<6>>,
}

/// A surplus, shared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Allocation {
    /// The units, in the order of the request; what they received adds up to the surplus.
    pub units: Vec<AllocatedUnit>,
}

/// What a unit received.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AllocatedUnit {
    /// The unit.
    pub id: Id,
    /// Energy received: used and new credit together.
    pub allocated_kwh: Exact,
    /// Energy that it uses in the cycle.
    pub used_kwh: Exact,
    /// Energy that becomes its credit.
    pub new_credit_kwh: Exact,
}

/// Share a surplus among units, by percentage or in order (REN 1.000/2021, art. 655-H).
///
/// # Errors
/// `ALLOCATION_FORBIDDEN` on the fast track; `BAD_LENGTH` without units, `DUPLICATE_FIELD` for a unit given twice, `OUT_OF_RANGE`,
/// `OVERFLOW`, `MISSING_FIELD` and `UNKNOWN_FIELD` for shares, `PERCENTAGES_MUST_SUM_100`, `NOT_FOUND` for an unknown unit that
/// takes the remainder.
pub fn allocate_surplus(request: AllocateSurplusRequest) -> Result<Answer<Allocation>, Error> {
    if request.fast_track {
        let issue = Issue::error(Code::ALLOCATION_FORBIDDEN).at("/fast_track");
        return Err(issue.law("REN ANEEL 1.000/2021, art. 73-A, III").into());
    }
    let by_share = request.mode == AllocationMode::Percentage;
    let mut problems = Problems::new();
    let surplus = problems.take(energy(request.surplus_kwh, Code::OUT_OF_RANGE, || "/surplus_kwh".into()));
    problems.require(!request.units.is_empty(), || {
        Issue::error(Code::BAD_LENGTH).at("/units").with("min", 1).with("max", i64::MAX)
    });
    let mut units = Vec::with_capacity(request.units.len());
    for (index, unit) in request.units.iter().enumerate() {
        let place = |field: &str| Pointer::from("/units").index(index).field(field);
        let twice = request.units.iter().take(index).any(|known| known.id == unit.id);
        problems.require(!twice, || Issue::error(Code::DUPLICATE_FIELD).at(place("id")));
        let share = unit.share_pct.map(Exact::from);
        problems.require(share.is_some() == by_share, || {
            let code = if by_share { Code::MISSING_FIELD } else { Code::UNKNOWN_FIELD };
            Issue::error(code).at(place("share_pct"))
        });
        problems.require(share.is_none_or(|share| !share.is_negative()), || {
            Issue::error(Code::OUT_OF_RANGE).at(place("share_pct")).with("min", 0).with("max", 100)
        });
        let most = energy(unit.max_compensable_kwh, Code::OUT_OF_RANGE, || place("max_compensable_kwh"));
        let consumption = unit.consumption_kwh.unwrap_or_default();
        let consumption = energy(consumption, Code::NEGATIVE_CONSUMPTION, || place("consumption_kwh"));
        if let (Some(most), Some(consumption)) = (problems.take(most), problems.take(consumption)) {
            units.push(Receiving { percent: share.unwrap_or(Exact::ZERO), most, consumption });
        }
    }
    let sum = units.iter().try_fold(Exact::ZERO, |sum, unit| sum.plus(unit.percent)).ok_or_else(overflow)?;
    problems.require(!by_share || !problems.is_empty() || sum == Exact::new(100, 0), || {
        let issue = Issue::error(Code::PERCENTAGES_MUST_SUM_100).at("/units").with("sum_pct", sum);
        issue.law("REN ANEEL 1.000/2021, art. 655-H")
    });
    let named = request.remainder_to.as_ref().map(|id| request.units.iter().position(|unit| unit.id == *id));
    problems.require(named != Some(None), || Issue::error(Code::NOT_FOUND).at("/remainder_to"));
    problems.require(named.is_none() || !by_share, || Issue::error(Code::UNKNOWN_FIELD).at("/remainder_to"));
    let Some(surplus) = surplus.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    let parts = match request.mode {
        AllocationMode::Percentage => by_percentage(surplus, &units).ok_or_else(overflow)?,
        AllocationMode::Order => in_order(surplus, &units, named.flatten()),
    };
    let unit = |(unit, part): (AllocationUnit, crate::tariff::allocation::Allocated)| AllocatedUnit {
        id: unit.id,
        allocated_kwh: on_the_wire(part.allocated),
        used_kwh: on_the_wire(part.used),
        new_credit_kwh: on_the_wire(part.credit()),
    };
    Ok(Answer::new(Allocation { units: request.units.into_iter().zip(parts).map(unit).collect() }))
}

/// Cycles of a unit and the credits that it brings.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TrackCreditsRequest {
    /// Credits before the first cycle, oldest first.
    #[serde(default)]
    pub credits: Vec<CreditOfBill>,
    /// The cycles, in order of their bills.
    pub cycles: Vec<CreditCycle>,
}

/// Energy of the bill of a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreditOfBill {
    /// Day of the bill in which it was born.
    pub origin: Date,
    /// Energy, at most 6 decimals.
    pub kwh: Dec<6>,
}

/// Energy of one cycle.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreditCycle {
    /// Day of the bill, after that of the cycle before.
    pub billing_date: Date,
    /// Energy consumed from the grid.
    pub consumption_kwh: Dec<6>,
    /// Energy injected, default 0.
    pub injection_kwh: Option<Dec<6>>,
    /// Surplus received from other units, default 0.
    pub received_kwh: Option<Dec<6>>,
    /// Most that may be compensated; the consumption if absent or larger.
    pub max_compensable_kwh: Option<Dec<6>>,
}

/// What the cycles did with the credits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TrackedCredits {
    /// The cycles.
    pub cycles: Vec<TrackedCycle>,
    /// Credits after the last cycle, oldest first.
    pub credits: Vec<OpenCredit>,
}

/// What one cycle did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TrackedCycle {
    /// Day of the bill.
    pub billing_date: Date,
    /// Own injection used.
    pub netted_kwh: Exact,
    /// Credits used, oldest first.
    pub credit_used: Vec<UsedCredit>,
    /// Received surplus used.
    pub received_used_kwh: Exact,
    /// Energy that became a new credit.
    pub new_credit_kwh: Exact,
    /// Credits lost, 60 months after their bill.
    pub expired_kwh: Exact,
    /// All credits after the cycle.
    pub balance_kwh: Exact,
}

/// A credit that was used.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UsedCredit {
    /// Day of the bill in which it was born.
    pub origin: Date,
    /// Energy used.
    pub kwh: Exact,
}

/// A credit that can still be used.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OpenCredit {
    /// Day of the bill in which it was born.
    pub origin: Date,
    /// Energy left.
    pub kwh: Exact,
    /// Last day on which it may be used.
    pub expires: Date,
}

/// Carry energy credits from cycle to cycle: oldest first, lost after 60 months (Lei 14.300/2022, art. 13).
///
/// # Errors
/// `INVALID_CYCLE` for a bill that is not after the one before, `NEGATIVE_CONSUMPTION`, `OUT_OF_RANGE`, `OVERFLOW`, `DATE_RANGE`.
pub fn track_credits(request: TrackCreditsRequest) -> Result<Answer<TrackedCredits>, Error> {
    let mut problems = Problems::new();
    let mut credits = Vec::with_capacity(request.credits.len());
    let mut last: Option<Date> = None;
    for (index, credit) in request.credits.iter().enumerate() {
        let place = |field: &str| Pointer::from("/credits").index(index).field(field);
        problems.require(last.is_none_or(|last| last <= credit.origin), || {
            Issue::error(Code::INVALID_CYCLE).at(place("origin")).with("days", 0)
        });
        last = Some(credit.origin);
        let milli = energy(credit.kwh, Code::OUT_OF_RANGE, || place("kwh"));
        credits.extend(problems.take(milli).map(|milli| Credit { origin: credit.origin, milli }));
    }
    let mut flows = Vec::with_capacity(request.cycles.len());
    for (index, cycle) in request.cycles.iter().enumerate() {
        let place = |field: &str| Pointer::from("/cycles").index(index).field(field);
        if let Some(days) = last.map(|last| last.days_until(cycle.billing_date)) {
            problems
                .require(days > 0, || Issue::error(Code::INVALID_CYCLE).at(place("billing_date")).with("days", days));
        }
        last = Some(cycle.billing_date);
        let consumed = energy(cycle.consumption_kwh, Code::NEGATIVE_CONSUMPTION, || place("consumption_kwh"));
        let mut optional = |given: Option<Dec<6>>, field| {
            given
                .map(|kwh| problems.take(energy(kwh, Code::OUT_OF_RANGE, || place(field))))
                .map(Option::unwrap_or_default)
        };
        let injected = optional(cycle.injection_kwh, "injection_kwh").unwrap_or(0);
        let received = optional(cycle.received_kwh, "received_kwh").unwrap_or(0);
        let most = optional(cycle.max_compensable_kwh, "max_compensable_kwh");
        let consumed = problems.take(consumed).unwrap_or(0);
        let most = most.map_or(consumed, |most| most.min(consumed));
        flows.push(Flows { date: cycle.billing_date, injected, received, most });
    }
    problems.finish()?;
    let mut cycles = Vec::with_capacity(flows.len());
    for flow in &flows {
        let step = advance(&mut credits, flow)?;
        let balance = credits.iter().try_fold(0_i64, |sum, credit| sum.checked_add(credit.milli));
        cycles.push(TrackedCycle {
            billing_date: flow.date,
            netted_kwh: on_the_wire(step.netted),
            credit_used: step
                .used
                .iter()
                .map(|used| UsedCredit { origin: used.origin, kwh: on_the_wire(used.milli) })
                .collect(),
            received_used_kwh: on_the_wire(step.received_used),
            new_credit_kwh: on_the_wire(step.new_credit),
            expired_kwh: on_the_wire(step.expired),
            balance_kwh: on_the_wire(balance.ok_or_else(overflow)?),
        });
    }
    let open = |credit: &Credit| {
        Ok(OpenCredit { origin: credit.origin, kwh: on_the_wire(credit.milli), expires: expiry(credit.origin)? })
    };
    let credits = credits.iter().map(open).collect::<Result<_, Error>>()?;
    Ok(Answer::new(TrackedCredits { cycles, credits }))
}
