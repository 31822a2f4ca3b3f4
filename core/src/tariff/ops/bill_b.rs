//! The operation `bill_group_b`: a request checked in the order of the tariff document, then one call of the kernel.

use super::scee::{Compensation, ReadyLots, Scee, compensation, ready_lots};
use crate::Answer;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Money};
use crate::prepare::prepared_request;
use crate::quantity::Id;
use crate::tariff::bill_a::{ReactiveExcess, reactive_lines};
use crate::tariff::bill_b::{GroupB, Reading};
use crate::tariff::cycle::Cycle;
use crate::tariff::exact::{Exact, overflow};
use crate::tariff::line::{BillLine, BillTotals, Kind, Names, Sheet};
use crate::tariff::moves::{Halt, LotEnergy, Meter};
use crate::tariff::post::{ByPost, Post};
use crate::tariff::prorate::{Runs, energy_in_range};
use crate::tariff::rates::{Rates, check_named, check_posts, sources};
use crate::tariff::reactive::Reactive;
use crate::tariff::rule::Rule;
use crate::tariff::table::{Flags, Tariffs};
use crate::tariff::taxes::{TaxCalendar, TaxChange, TaxRules, Taxes};
use crate::tariff::unit::{Subclass, UnitB};
use crate::tariff::vintage::Vintages;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

prepared_request! {
    /// A bill of group B: one unit, one cycle.
    pub struct BillGroupBRequest, BillGroupBPart, BillGroupBRest {
        prepared {
            /// Prices in force: rows, or a named table with the distributor's id or CNPJ.
            pub tariffs: Tariffs,
            /// Flags by month: rows, or a named table. No rows, no flag; an isolated system does not read them.
            pub flags: Flags,
        }
        rest {
            /// The consumer unit.
            pub unit: UnitB,
            /// The billing cycle.
            pub cycle: Cycle,
            /// Measured consumption by register, at most 6 decimals: `unico`, or the three posts of the white tariff.
            pub consumption_kwh: ByPost<Dec<6>>,
            /// Tax rates of the month of the bill, or those from which `tax_changes` leads to them.
            pub taxes: Taxes,
            /// Later tax rates, in order of their first month: those of the month of the bill are used, whatever days the cycle has.
            #[serde(default)]
            pub tax_changes: Vec<TaxChange>,
            /// Irrigation or aquaculture in the reserved hours.
            pub irrigation: Option<Irrigation>,
            /// Excess reactive energy of a unit of group A that pays prices of group B (*B optante*).
            pub reactive: Option<Reactive>,
            /// Compensation of energy; present, even without a lot, for a unit in the SCEE.
            pub scee: Option<Scee>,
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

/// Energy of irrigation or aquaculture in the reserved hours (REN 1.000/2021, art. 186).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Irrigation {
    /// Energy in the reserved hours, at most the consumption of its post.
    pub kwh: Dec<6>,
    /// Part of the price that is waived: 0.73, 0.67 or 0.60 by region in group B.
    pub reduction_fraction: Dec,
}

/// An untaxed item of the caller.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OtherItem {
    /// Kind of its line.
    pub kind: Id,
    /// Its amount, negative for a refund.
    pub amount_brl: Money,
}

/// A bill of group B.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BillGroupB {
    /// The lines, in the order of a printed bill.
    pub lines: Vec<BillLine>,
    /// Their sums.
    pub totals: BillTotals,
    /// Value of the minimum (*custo de disponibilidade*) without taxes.
    pub availability_value_brl: Exact,
    /// Flag per kWh, averaged over the cycle.
    pub flag_rate_brl_kwh: Exact,
    /// The compensation, for a unit in the SCEE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scee: Option<Compensation>,
}

impl BillGroupBRequest {
    /// An ordinary bill; other fields may be assigned.
    pub fn new(unit: UnitB, cycle: Cycle, consumption_kwh: ByPost<Dec<6>>, tariffs: Tariffs, flags: Flags) -> Self {
        BillGroupBRequest {
            tariffs: Arc::new(tariffs),
            flags: Arc::new(flags),
            unit,
            cycle,
            consumption_kwh,
            taxes: Taxes::default(),
            tax_changes: Vec::new(),
            irrigation: None,
            reactive: None,
            scee: None,
            cosip_brl: None,
            other: Vec::new(),
            allow_any_cycle: false,
        }
    }
}

/// Bill a unit of group B: lines with taxes, minimum, flags, reductions, and compensation of energy.
///
/// # Errors
/// In this order: `INVALID_CYCLE`, `UNKNOWN_TAX_METHOD`, `INVALID_TAX`, `NEGATIVE_CONSUMPTION`, `POSTO_MISMATCH`,
/// `MODALITY_NOT_ALLOWED`, `NOT_FOUND` (a named table without prices for the unit), `TARIFF_GAP`, `TARIFF_OVERLAP`, `FLAG_GAP`,
/// `FLAG_OVERLAP`, `IRRIGATION_ABOVE_CONSUMPTION`, `SCEE_COMBINATION`, `UNKNOWN_REGIME`, `POST_TRANSITION_POLICY_REQUIRED`,
/// `MISSING_COMPONENT`, `DIVISION_BY_ZERO`; `OVERFLOW` where a number leaves its range.
pub fn bill_group_b(request: BillGroupBRequest) -> Result<Answer<BillGroupB>, Error> {
    let ready = Ready::new(&request)?;
    let lots = request.scee.as_ref().map(|scee| scee.lots.as_slice()).unwrap_or_default();
    let mut energies: Vec<LotEnergy> = ready.lots.clone();
    let mut sheet = Sheet::default();
    let mut moves = Vec::new();
    let mut reading = Reading {
        consumption: ready.consumption,
        connection: request.unit.connection,
        irrigation: ready.irrigation,
        lots: &mut energies,
        charge_rules: &ready.charge_rules,
    };
    let group_b = ready.group_b(&request);
    let outcome = group_b.bill(&mut reading, &mut moves, &mut sheet).map_err(explain)?;
    if let Some(reactive) = &ready.reactive {
        reactive_lines(reactive, &ByPost::default(), &ready.taxes, &mut sheet).map_err(explain)?;
    }
    untaxed_items(request.cosip_brl, &request.other, &mut sheet)?;
    let names = Names {
        lots: lots.iter().map(|lot| &lot.id).collect(),
        others: request.other.iter().map(|item| &item.kind).collect(),
        vintages: Vintages::new(&request.tariffs, &request.flags, &ready.runs, &request.cycle),
    };
    let (lines, totals) = sheet.on_the_wire(&names, ready.taxes.has_reform());
    let scee = request
        .scee
        .as_ref()
        .map(|_| compensation(&outcome.compensated, Some(outcome.value), lots, &ready.lots, &energies));
    let value = BillGroupB {
        lines,
        totals,
        availability_value_brl: outcome.minimum,
        flag_rate_brl_kwh: ready.rates.flag,
        scee,
    };
    Ok(Answer { value, warnings: Vec::new(), sources: sources(&request.tariffs, &request.flags, &ready.runs) })
}

/// A request whose parts were checked and prepared.
struct Ready {
    consumption: ByPost<i64>,
    runs: Runs,
    rates: Rates,
    taxes: TaxRules,
    irrigation: Option<(i64, Exact)>,
    reactive: Option<ReactiveExcess>,
    lots: Vec<LotEnergy>,
    charge_rules: Vec<&'static Rule>,
}

impl Ready {
    fn new(request: &BillGroupBRequest) -> Result<Self, Error> {
        let BillGroupBRequest { unit, cycle, tariffs, flags, .. } = request;
        let mut problems = Problems::new();
        let valid_cycle = problems.take(cycle.check(request.allow_any_cycle));
        let taxes = problems.take(TaxCalendar::new(&request.taxes, &request.tax_changes));
        let consumption = problems.take(consumption(&request.consumption_kwh, unit.posts()));
        let matching = problems.take(check_posts(unit, tariffs));
        problems.take(unit.check().and_then(|()| check_named(unit, tariffs)));
        let runs = valid_cycle.and_then(|()| problems.take(Runs::new(&tariffs.rows, cycle, "/tariffs")));
        let rates = runs
            .as_ref()
            .zip(matching)
            .and_then(|(runs, ())| problems.take(Rates::new(unit, cycle, tariffs, runs, flags)));
        let post = if unit.is_white() { Post::ForaPonta } else { Post::Unico };
        let measured = consumption.as_ref().and_then(|consumption| consumption.get(post).copied());
        let irrigation = problems.take(check_irrigation(request.irrigation.as_ref(), measured));
        let reactive = problems.take(reactive_excess(request));
        let lots = runs.as_ref().and_then(|runs| problems.take(lots(request, runs)));
        match (consumption, runs, rates, taxes, irrigation, reactive, lots) {
            (
                Some(consumption),
                Some(runs),
                Some(rates),
                Some(taxes),
                Some(irrigation),
                Some(reactive),
                Some((lots, charge_rules)),
            ) if problems.is_empty() => {
                let taxes = taxes.on(cycle.billed_on().month())?.clone();
                Ok(Ready { consumption, runs, rates, taxes, irrigation, reactive, lots, charge_rules })
            }
            _ => Err(problems.into_error()),
        }
    }

    fn group_b<'a>(&'a self, request: &'a BillGroupBRequest) -> GroupB<'a> {
        GroupB {
            unit: &request.unit,
            rates: &self.rates,
            taxes: &self.taxes,
            current_reading: request.cycle.current_reading,
            scee: request.scee.as_ref().map(Scee::terms),
        }
    }
}

/// The consumption on the grid: not negative, in range, and of the registers that the modality has.
pub(super) fn consumption(given: &ByPost<Dec<6>>, posts: &[Post]) -> Result<ByPost<i64>, Error> {
    let mut problems = Problems::new();
    let place = |post: Post| Pointer::from("/consumption_kwh").field(post.name());
    let mut energy = ByPost::default();
    for (post, kwh) in given.iter() {
        let kwh = Exact::from(*kwh);
        problems.require(!kwh.is_negative(), || Issue::error(Code::NEGATIVE_CONSUMPTION).at(place(post)));
        let milli = energy_in_range(kwh);
        problems.require(milli.is_some(), || Issue::error(Code::OVERFLOW).at(place(post)));
        *energy.slot(post) = milli;
    }
    let matching = given.posts().eq(posts.iter().copied());
    problems.require(matching, || Issue::error(Code::POSTO_MISMATCH).at("/consumption_kwh"));
    problems.finish().map(|()| energy)
}

/// Irrigation energy on the grid with the part of the price that is waived; at most what was measured.
pub(super) fn check_irrigation(
    given: Option<&Irrigation>,
    measured: Option<i64>,
) -> Result<Option<(i64, Exact)>, Error> {
    let Some(given) = given else { return Ok(None) };
    let mut problems = Problems::new();
    let (kwh, waived) = (Exact::from(given.kwh), Exact::from(given.reduction_fraction).trimmed());
    problems.require(!kwh.is_negative(), || {
        Issue::error(Code::OUT_OF_RANGE).at("/irrigation/kwh").with("min", 0).with("max", 1e12)
    });
    problems.require(!waived.is_negative() && waived <= Exact::ONE, || {
        Issue::error(Code::OUT_OF_RANGE).at("/irrigation/reduction_fraction").with("min", 0).with("max", 1)
    });
    let milli = energy_in_range(kwh);
    if let Some(measured) = measured {
        problems.require(milli.is_some_and(|milli| milli <= measured), || {
            Issue::error(Code::IRRIGATION_ABOVE_CONSUMPTION).at("/irrigation/kwh").law("REN ANEEL 1.000/2021, art. 186")
        });
    }
    problems.finish()?;
    milli.map(|milli| Some((milli, waived))).ok_or_else(overflow)
}

fn lots(request: &BillGroupBRequest, runs: &Runs) -> Result<ReadyLots, Error> {
    let Some(scee) = &request.scee else { return Ok(ReadyLots::default()) };
    let mut problems = Problems::new();
    let unit = &request.unit;
    problems.take(check_scee(unit, request.irrigation.is_some()));
    let meter = if unit.is_white() { Meter::White } else { Meter::Single };
    let found = problems.take(ready_lots(&scee.lots, meter, unit.posts(), (&request.tariffs.rows, runs)));
    problems.finish().map(|()| found.unwrap_or_default())
}

/// Excess reactive energy of a unit of group A that pays prices of group B; no other unit of group B pays it.
fn reactive_excess(request: &BillGroupBRequest) -> Result<Option<ReactiveExcess>, Error> {
    let Some(reactive) = &request.reactive else { return Ok(None) };
    if request.unit.optante.is_none() {
        return Err(Issue::error(Code::MODALITY_NOT_ALLOWED)
            .at("/reactive")
            .law("REN ANEEL 1.000/2021, art. 302")
            .into());
    }
    reactive.check(&"/reactive".into())?;
    let excess = reactive.excess(Exact::ONE).map_err(explain)?;
    Ok(Some(ReactiveExcess {
        excess,
        energy_rate: reactive.energy_brl_kwh.into(),
        demand_rate: reactive.demand_brl_kw.into(),
    }))
}

/// Whether compensation is computed together with what else the unit has.
pub(super) fn check_scee(unit: &UnitB, irrigates: bool) -> Result<(), Error> {
    let mut problems = Problems::new();
    let shares = unit.optante.is_some_and(|optante| optante.shares_energy);
    problems.require(!shares, || {
        Issue::error(Code::MODALITY_NOT_ALLOWED).at("/unit/optante/shares_energy").law("REN ANEEL 1.000/2021, art. 292")
    });
    let combined = unit.subclass == Some(Subclass::DescontoSocial) || irrigates;
    problems.require(!combined, || Issue::error(Code::SCEE_COMBINATION).at("/scee"));
    problems.finish()
}

/// Adds what is outside all taxes: the contribution to public lighting, then the items of the caller.
pub(super) fn untaxed_items(cosip: Option<Money>, other: &[OtherItem], sheet: &mut Sheet) -> Result<(), Error> {
    if let Some(amount) = cosip {
        sheet.untaxed(Kind::Cosip, None, amount, Some(Rule::COSIP)).ok_or_else(overflow)?;
    }
    for (index, item) in other.iter().enumerate() {
        sheet.untaxed(Kind::Other, Some(index), item.amount_brl, None).ok_or_else(overflow)?;
    }
    Ok(())
}

/// The issue of a halt, at its place in the request.
pub(super) fn explain(halt: Halt) -> Error {
    let issue = match halt {
        Halt::Overflow => Issue::error(Code::OVERFLOW),
        Halt::MissingTeEnergia(_) => {
            Issue::error(Code::MISSING_COMPONENT).at("/tariffs").with("component", "te_energia_brl_kwh")
        }
        Halt::DivisionByZero(_) => Issue::error(Code::DIVISION_BY_ZERO).at("/tariffs"),
        Halt::PostOfLot(lot, post) => Issue::error(Code::POSTO_MISMATCH)
            .at(Pointer::from("/scee/lots").index(lot).field("kwh").field(post.name())),
    };
    issue.into()
}
