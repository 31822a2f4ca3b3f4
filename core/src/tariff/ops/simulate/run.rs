//! Month after month: registers, bills, credits.

use super::consumer::{Charge, Charged, Demand};
use super::project::Project;
use super::{
    BillSheet, BillSums, LeftCredit, MonthLines, SimulateBillsRequest, SimulatedBills, SimulatedMonth, Simulation,
};
use crate::Answer;
use crate::calendar::{Date, Month};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Money};
use crate::quantity::Id;
use crate::tariff::bill_b::{on_the_wire, total};
use crate::tariff::cycle::Cycle;
use crate::tariff::exact::{Exact, overflow};
use crate::tariff::growth::{FirstYear, Growth};
use crate::tariff::intervals::{Seen, Totals};
use crate::tariff::ledger::expiry;
use crate::tariff::line::{Kind, Names, Sheet};
use crate::tariff::lot::{charge_rule, mean_charge};
use crate::tariff::moves::{LotEnergy, Move};
use crate::tariff::ops::bill_b::explain;
use crate::tariff::post::{ByPost, Post};
use crate::tariff::prorate::Runs;
use crate::tariff::rates::sources;
use crate::tariff::retained::{Regime, Terms};
use crate::tariff::rule::Rule;
use crate::tariff::settle::{Flow, MonthFlows, Peaks, Schedule};
use crate::tariff::table::{Flags, Table, Tariffs};
use crate::tariff::vintage::Vintages;
use crate::tariff::years::{degrade, repeat_days};

/// A credit of the ledger.
struct Held {
    id: Id,
    origin: Date,
    terms: Terms,
    left: ByPost<i64>,
}

/// What goes on from month to month.
pub(super) struct Run<'a> {
    request: &'a SimulateBillsRequest,
    project: &'a Project<'a>,
    held: Vec<Held>,
    months: Vec<SimulatedMonth>,
    energy: Totals,
    growth: Growth,
    /// Whether prices are those of the first year with growth, whose sources are named already.
    grown: bool,
    factor: f64,
    sources: Vec<crate::Source>,
    sheet: Sheet,
    moves: Vec<Move>,
    years: Vec<Totals>,
    /// Demand of the months so far, without and with the generator.
    demands: Vec<[ByPost<Exact>; 2]>,
    lines_of: usize,
    lines: Vec<MonthLines>,
}

impl<'a> Run<'a> {
    /// Nothing billed yet; the lines of so many first months are to be kept.
    ///
    /// # Errors
    /// Those of opening credits.
    pub fn new(request: &'a SimulateBillsRequest, project: &'a Project<'a>, lines_of: usize) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let meter = project.consumer.meter();
        let held = request.credits.iter().enumerate().filter_map(|(index, credit)| {
            let place = Pointer::from("/credits").index(index).field("lot");
            let terms = problems.take(credit.lot.terms(&place));
            let left = problems.take(credit.lot.energy(&place)).and_then(|energy| {
                let mismatch = |_| Error::from(Issue::error(Code::POSTO_MISMATCH).at(place.field("kwh")));
                problems.take(meter.receive(0, &energy).map_err(mismatch))
            });
            Some(Held { id: credit.lot.id.clone(), origin: credit.origin, terms: terms?, left: left? })
        });
        let held: Vec<Held> = held.collect();
        problems.require(request.credits.is_sorted_by_key(|credit| credit.origin), || {
            Issue::error(Code::INVALID_CYCLE).at("/credits").with("days", 0)
        });
        problems.finish()?;
        Ok(Run {
            request,
            project,
            held,
            months: Vec::new(),
            energy: Totals::default(),
            growth: Growth::NONE,
            grown: false,
            factor: 1.0,
            sources: Vec::new(),
            sheet: Sheet::default(),
            moves: Vec::new(),
            years: Vec::new(),
            demands: Vec::new(),
            lines_of,
            lines: Vec::new(),
        })
    }

    /// Bills the months of one year of the project, or all of them if nothing repeats.
    ///
    /// # Errors
    /// Those of bills.
    pub fn year(&mut self, year: u32) -> Result<(), Error> {
        let (request, project) = (self.request, self.project);
        let (load, generation) = (request.load_kwh.milli(), request.generation_kwh.milli());
        let step = request.step_minutes;
        let Some((first, repeat)) = project.first_year.zip(request.repeat).filter(|_| year > 0) else {
            let schedule = Schedule::new(project.start, step, load.len(), project.peak)?;
            let peaks = self.peaks(&schedule, load, generation);
            return self.bill(
                &schedule.settle(load, generation, &mut Seen::default()),
                &peaks,
                &request.tariffs,
                &request.flags,
            );
        };
        let years = i64::from(year);
        let first_loss = repeat.degradation_first_year_fraction.filter(|_| year == 1);
        self.factor *= 1.0 - fraction(first_loss.unwrap_or(repeat.degradation_fraction));
        let growth = match repeat.tariff_growth_fraction {
            None => None,
            Some(growth) => {
                self.growth = self.growth.and(growth)?;
                Some(self.growth)
            }
        };
        self.repeat(first, years, growth)
    }

    /// Bills the first year so many years later: at its own prices with growth, or at those of the tables.
    ///
    /// # Errors
    /// Those of bills.
    pub fn repeat(&mut self, first: FirstYear, years: i64, growth: Option<Growth>) -> Result<(), Error> {
        let (request, project) = (self.request, self.project);
        let (load, generation) = (request.load_kwh.milli(), request.generation_kwh.milli());
        let step = request.step_minutes;
        let target = (first.start.add_months(12 * years)?, first.end.add_months(12 * years)?);
        let per_day = usize::try_from(1440 / step).unwrap_or(1);
        let load = repeat_days(load, per_day, (first.start, first.end), target);
        let mut generation = repeat_days(generation, per_day, (first.start, first.end), target);
        degrade(&mut generation, self.factor);
        let schedule = Schedule::new((target.0, 0), step, load.len(), project.peak)?;
        let settled = schedule.settle(&load, &generation, &mut Seen::default());
        let peaks = self.peaks(&schedule, &load, &generation);
        let Some(growth) = growth else {
            return self.bill(&settled, &peaks, &request.tariffs, &request.flags);
        };
        let tariffs = Table::from(first.tariffs(&request.tariffs.rows, years, growth)?);
        let flags = Table::from(first.flags(&request.flags.rows, years)?);
        self.grown = true;
        self.bill(&settled, &peaks, &tariffs, &flags)
    }

    /// Highest energy of an interval by month and post, where demand is billed.
    fn peaks(&self, schedule: &Schedule, load: &[i64], generation: &[i64]) -> Vec<ByPost<Peaks>> {
        if self.project.consumer.has_demand() { schedule.peaks(load, generation) } else { Vec::new() }
    }

    fn bill(
        &mut self,
        settled: &(Vec<MonthFlows>, Totals),
        peaks: &[ByPost<Peaks>],
        tariffs: &Tariffs,
        flags: &Flags,
    ) -> Result<(), Error> {
        let more = settled.1;
        self.years.push(more);
        let sum = |a: i64, b: i64| a.checked_add(b).ok_or_else(overflow);
        self.energy = Totals {
            load: sum(self.energy.load, more.load)?,
            generation: sum(self.energy.generation, more.generation)?,
            self_consumption: sum(self.energy.self_consumption, more.self_consumption)?,
        };
        let none = ByPost::default();
        for (index, flows) in settled.0.iter().enumerate() {
            self.month(flows, peaks.get(index).unwrap_or(&none), tariffs, flags)?;
        }
        Ok(())
    }

    fn month(
        &mut self,
        flows: &MonthFlows,
        peaks: &ByPost<Peaks>,
        tariffs: &Tariffs,
        flags: &Flags,
    ) -> Result<(), Error> {
        let (request, project, month) = (self.request, self.project, flows.month);
        let consumer = &project.consumer;
        let end = |date: Option<Date>| date.ok_or_else(|| Error::from(Issue::error(Code::DATE_RANGE)));
        let (first, last) = (end(month.day(1))?, end(month.day(month.days()))?);
        let cycle = Cycle::new(first.add_days(-1)?, last);
        let runs = Runs::new(&tariffs.rows, &cycle, "/tariffs")?;
        let rates = consumer.rates(&cycle, tariffs, &runs, flags)?;
        if !self.grown {
            self.name_sources(sources(tariffs, flags, &runs));
        }
        let expired = self.drop_expired(last)?;
        let pick = |pick: fn(&Flow) -> i64| -> ByPost<i64> {
            let of = |post: &Post| (*post, flows.posts.get(*post).map_or(0, pick));
            consumer.posts().iter().map(of).collect()
        };
        let (load, grid, injected) = (pick(|flow| flow.load), pick(|flow| flow.grid), pick(|flow| flow.injection));
        let segments = tariffs.rows.as_slice();
        let (mut lots, mut rules): (Vec<LotEnergy>, Vec<&'static Rule>) = Default::default();
        let own = (&self.project.terms, &injected, Pointer::root());
        let held = self.held.iter().enumerate();
        let held =
            held.map(|(index, held)| (&held.terms, &held.left, Pointer::from("/credits").index(index).field("lot")));
        let mut charges: Vec<(Terms, ByPost<Exact>, &'static Rule)> = Vec::new();
        for (terms, left, place) in std::iter::once(own).chain(held) {
            // Lots of one regime share their charge: computed once a month.
            let known = charges.iter().find(|(known, ..)| known == terms).map(|(_, charge, rule)| (*charge, *rule));
            let (charge, rule) = match known {
                Some(known) => known,
                None => {
                    let of = |post: &Post| Ok((*post, mean_charge(terms, *post, segments, &runs, &place)?));
                    let charge = consumer.posts().iter().map(of).collect::<Result<ByPost<Exact>, Error>>()?;
                    let rule = charge_rule(terms, segments, &runs);
                    charges.push((*terms, charge, rule));
                    (charge, rule)
                }
            };
            lots.push(LotEnergy { left: *left, charge });
            rules.push(rule);
        }
        let taxes = project.taxes.on(month)?;
        let has_gd_i = std::iter::once(&self.project.terms)
            .chain(self.held.iter().map(|held| &held.terms))
            .any(|terms| terms.regime == Regime::GdI);
        let scee = request.scee_tax.terms(request.min_bill_policy, has_gd_i);
        let [mut without, mut with] = consumer.demands(peaks).map_err(explain)?;
        self.former_demands(&mut without, &mut with);
        let growth = self.growth.factor();
        let charge = Charge {
            rates: &rates,
            taxes,
            last,
            scee: None,
            consumption: load,
            demand: &without,
            growth,
            charge_rules: &rules,
        };
        let (baseline, before) = self.one(&charge, &mut [])?;
        let printed =
            Printed { month, reform: taxes.has_reform(), tables: (tariffs, flags), runs: &runs, cycle: &cycle };
        let without_lines = self.sheet_of(&printed)?;
        let charge = Charge { scee: Some(scee), consumption: grid, demand: &with, ..charge };
        let (paid, after) = self.one(&charge, &mut lots)?;
        if let (Some(without), Some(with)) = (without_lines, self.sheet_of(&printed)?) {
            self.lines.push(MonthLines { month, without, with });
        }
        if consumer.has_demand() {
            self.demands.push([without.measured, with.measured]);
        }
        let compensated = after.compensated;
        self.keep(month, last, &lots)?;
        let new_credit = lots.first().map_or(Ok(0), |own| total(&own.left)).map_err(explain)?;
        let mut balance = 0_i64;
        for held in &self.held {
            balance = total(&held.left).ok().and_then(|left| balance.checked_add(left)).ok_or_else(overflow)?;
        }
        let wire = |milli: i64| Exact::grid(milli).trimmed();
        self.months.push(SimulatedMonth {
            month,
            consumption_kwh: on_the_wire(&grid),
            injection_kwh: on_the_wire(&injected),
            compensated_kwh: on_the_wire(&compensated),
            new_credit_kwh: wire(new_credit),
            expired_kwh: wire(expired),
            balance_kwh: wire(balance),
            total_brl: Money::from_cents(paid),
            baseline_brl: Money::from_cents(baseline),
            saving_brl: Money::from_cents(baseline.checked_sub(paid).ok_or_else(overflow)?),
            demand_kw: after.billed,
            baseline_demand_kw: before.billed,
        });
        Ok(())
    }

    /// The highest demands of the 11 months before.
    fn former_demands(&self, without: &mut Demand, with: &mut Demand) {
        for former in self.demands.iter().rev().take(11) {
            for (demand, former) in [without as &mut Demand, with as &mut Demand].into_iter().zip(former) {
                for (post, kw) in former.iter() {
                    let slot = demand.highest_former.slot(post);
                    *slot = Some(slot.map_or(*kw, |known| known.max(*kw)));
                }
            }
        }
    }

    /// The lines of the bill that was written last, if its month is one whose lines are kept.
    fn sheet_of(&self, printed: &Printed<'_>) -> Result<Option<BillSheet>, Error> {
        if self.months.len() >= self.lines_of {
            return Ok(None);
        }
        let own = own_id(printed.month)?;
        let names = Names {
            lots: std::iter::once(&own).chain(self.held.iter().map(|held| &held.id)).collect(),
            others: Vec::new(),
            vintages: Vintages::new(printed.tables.0, printed.tables.1, printed.runs, printed.cycle),
        };
        let (lines, totals) = self.sheet.on_the_wire(&names, printed.reform);
        Ok(Some(BillSheet { lines, totals }))
    }

    /// One bill: its total in cents, and what it says.
    fn one(&mut self, charge: &Charge<'_>, lots: &mut [LotEnergy]) -> Result<(i64, Charged), Error> {
        self.sheet.clear();
        self.moves.clear();
        let charged = self.project.consumer.bill(charge, lots, &mut self.moves, &mut self.sheet).map_err(explain)?;
        if let Some(cosip) = self.request.cosip_brl {
            self.sheet.untaxed(Kind::Cosip, None, cosip, Some(Rule::COSIP)).ok_or_else(overflow)?;
        }
        Ok((self.sheet.totals.amount, charged))
    }

    fn name_sources(&mut self, found: Vec<crate::Source>) {
        for source in found {
            if !self.sources.contains(&source) {
                self.sources.push(source);
            }
        }
    }

    fn drop_expired(&mut self, billed_on: Date) -> Result<i64, Error> {
        let mut expired = 0_i64;
        let mut alive = Vec::with_capacity(self.held.len() + 1);
        for held in self.held.drain(..) {
            if expiry(held.origin)? < billed_on {
                expired = total(&held.left).ok().and_then(|left| expired.checked_add(left)).ok_or_else(overflow)?;
            } else {
                alive.push(held);
            }
        }
        self.held = alive;
        Ok(expired)
    }

    /// Keeps what the lots have left: the first is the energy of the month, the others are the ledger's.
    fn keep(&mut self, month: Month, origin: Date, lots: &[LotEnergy]) -> Result<(), Error> {
        let Some((own, others)) = lots.split_first() else { return Ok(()) };
        for (held, lot) in self.held.iter_mut().zip(others) {
            held.left = lot.left;
        }
        self.held.push(Held { id: own_id(month)?, origin, terms: self.project.terms, left: own.left });
        self.held.retain(|held| held.left.iter().any(|(_, milli)| *milli > 0));
        Ok(())
    }

    /// The answer.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn finish(self) -> Result<Simulation, Error> {
        let sums = |months: &[SimulatedMonth]| {
            Ok::<_, Error>(BillSums {
                total_brl: Money::total(months.iter().map(|month| month.total_brl))?,
                baseline_brl: Money::total(months.iter().map(|month| month.baseline_brl))?,
                saving_brl: Money::total(months.iter().map(|month| month.saving_brl))?,
            })
        };
        let credit = |held: &Held| {
            Ok(LeftCredit { id: held.id.clone(), kwh: on_the_wire(&held.left), expires: expiry(held.origin)? })
        };
        let value = SimulatedBills {
            years: self.months.chunks(12).map(sums).collect::<Result<_, Error>>()?,
            totals: sums(&self.months)?,
            credits: self.held.iter().map(credit).collect::<Result<_, Error>>()?,
            energy: self.energy.into(),
            months: self.months,
        };
        let answer = Answer { value, warnings: Vec::new(), sources: self.sources };
        Ok(Simulation { answer, years: self.years, lines: self.lines })
    }
}

/// What the lines of a bill name beside their figures.
struct Printed<'a> {
    month: Month,
    /// Whether CBS and IBS exist.
    reform: bool,
    tables: (&'a Tariffs, &'a Flags),
    runs: &'a Runs,
    cycle: &'a Cycle,
}

/// The name of a month's own energy.
fn own_id(month: Month) -> Result<Id, Error> {
    Id::try_from(format!("own-{month}"))
}

/// A fraction as a float, for energy only.
fn fraction(value: Dec) -> f64 {
    use rust_decimal::prelude::ToPrimitive;
    value.get().to_f64().unwrap_or(0.0)
}
