//! The operation `simulate_bills`: intervals to registers to bills to credits, for a year or a project.

use super::bill_b::{check_scee, explain};
use super::calendar::TariffGroup;
use super::settle::{SettledTotals, check_pair, local_start, peak};
use crate::Answer;
use crate::calendar::{Date, Instant, Month, PeakHours, Zone};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Money};
use crate::prepare::prepared_request;
use crate::quantity::Id;
use crate::tariff::bill_b::{GroupB, Reading, on_the_wire, total};
use crate::tariff::cycle::Cycle;
use crate::tariff::energies::Energies;
use crate::tariff::exact::{Exact, overflow};
use crate::tariff::growth::{FirstYear, Growth};
use crate::tariff::intervals::{Seen, Totals};
use crate::tariff::ledger::expiry;
use crate::tariff::line::{Kind, Sheet};
use crate::tariff::lot::{CreditLot, MinBillPolicy, SceeTaxes, charge_rule, mean_charge, terms};
use crate::tariff::moves::{LotEnergy, Meter, Move};
use crate::tariff::post::{ByPost, Post};
use crate::tariff::prorate::Runs;
use crate::tariff::rates::{Rates, check_named, check_posts, sources};
use crate::tariff::retained::{PostTransition, Regime, Terms};
use crate::tariff::rule::Rule;
use crate::tariff::settle::{MonthFlows, Schedule};
use crate::tariff::table::{Flags, Table, Tariffs};
use crate::tariff::taxes::{TaxCalendar, TaxChange, Taxes};
use crate::tariff::unit::UnitB;
use crate::tariff::years::{degrade, repeat_days};
use serde::{Deserialize, Serialize};

prepared_request! {
    /// A unit of group B with its load and generation.
    pub struct SimulateBillsRequest, SimulateBillsPart, SimulateBillsRest {
        prepared {
            /// Prices in force: rows, or a named table with the distributor's id or CNPJ.
            pub tariffs: Tariffs,
            /// Flags by month: rows, or a named table. No rows, no flag.
            pub flags: Flags,
        }
        rest {
            /// The consumer unit.
            pub unit: UnitB,
            /// Beginning of the first interval, on a full minute.
            pub start: Instant,
            /// The zone of legal local time: `America/Sao_Paulo`, or an offset such as `-03:00`.
            pub tz: Zone,
            /// Length of an interval in minutes: 5, 15, 30 or 60.
            pub step_minutes: u32,
            /// Load of each interval.
            pub load_kwh: Energies,
            /// Generation of each interval.
            pub generation_kwh: Energies,
            /// Beginning of the distributor's peak in minutes after midnight (0 to 1439); needed for the white tariff.
            pub peak_start_minutes: Option<u32>,
            /// Regime of the generation.
            pub regime: Regime,
            /// Last day of its transition; 2045-12-31 for GD I and 2028-12-31 for the others if absent.
            pub transition_end: Option<Date>,
            /// What is supposed for the time after the transition; needed only there.
            pub post_transition: Option<PostTransition>,
            /// Credits before the first month, oldest first.
            #[serde(default)]
            pub credits: Vec<OpeningCredit>,
            /// Tax rates from the first month on.
            pub taxes: Taxes,
            /// Later tax rates, in order of their first month.
            #[serde(default)]
            pub tax_changes: Vec<TaxChange>,
            /// Which taxes compensated energy returns.
            #[serde(default)]
            pub scee_tax: SceeTaxes,
            /// Reading of the minimum, default `ren1000_max`.
            #[serde(default)]
            pub min_bill_policy: MinBillPolicy,
            /// Contribution to public lighting of each month (COSIP, CIP): untaxed.
            pub cosip_brl: Option<Money>,
            /// Repeats the first year; without it the series itself covers all months.
            pub repeat: Option<RepeatYears>,
        }
    }
}

/// Energy that a unit brings from former bills.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OpeningCredit {
    /// Day of the bill in which it was born.
    pub origin: Date,
    /// The energy with its regime.
    pub lot: CreditLot,
}

/// The years of a project, from the intervals of its first one: 12 whole months that begin with a month.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RepeatYears {
    /// Number of years, 1 to 50.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 50)))]
    pub years_count: u32,
    /// Generation lost in each later year as a fraction of the year before, 0 or more and below 1, default 0.
    #[serde(default)]
    pub degradation_fraction: Dec,
    /// The same from the first year to the second, default as `degradation_fraction`.
    pub degradation_first_year_fraction: Option<Dec>,
    /// Growth of prices in each later year: the first year's prices and flags then serve all years. Absent: the tables cover
    /// every year.
    pub tariff_growth_fraction: Option<Dec>,
}

/// Bills month by month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SimulatedBills {
    /// The months, in order.
    pub months: Vec<SimulatedMonth>,
    /// Sums of 12 months each, from the first one on.
    pub years: Vec<BillSums>,
    /// Sums of all months.
    pub totals: BillSums,
    /// Credits after the last month, oldest first.
    pub credits: Vec<LeftCredit>,
    /// Energy of all intervals.
    pub energy: SettledTotals,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SimulatedMonth {
    /// The month.
    pub month: Month,
    /// Energy taken from the grid, by post.
    pub consumption_kwh: ByPost<Exact>,
    /// Energy injected, by post.
    pub injection_kwh: ByPost<Exact>,
    /// Energy compensated, by post.
    pub compensated_kwh: ByPost<Exact>,
    /// Energy of the month that became a credit.
    pub new_credit_kwh: Exact,
    /// Credits lost, 60 months after their bill.
    pub expired_kwh: Exact,
    /// All credits after the month.
    pub balance_kwh: Exact,
    /// The bill with the generator.
    pub total_brl: Money,
    /// The bill of the whole load without the generator.
    pub baseline_brl: Money,
    /// Their difference.
    pub saving_brl: Money,
}

/// Sums of bills.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BillSums {
    /// With the generator.
    pub total_brl: Money,
    /// Without the generator.
    pub baseline_brl: Money,
    /// Their difference.
    pub saving_brl: Money,
}

/// A credit that is left.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeftCredit {
    /// Its name: `own-YYYY-MM`, or that of the request.
    pub id: Id,
    /// Energy by post.
    pub kwh: ByPost<Exact>,
    /// Last day on which it may be used.
    pub expires: Date,
}

/// Bill every month of a series with and without generation; credits are carried on, oldest first.
///
/// A cycle is a civil month, read and billed on its last day.
///
/// # Errors
/// Those of `settle_intervals` and `bill_group_b`; `BAD_LENGTH` for a first year that is not 12 whole months.
pub fn simulate_bills(request: SimulateBillsRequest) -> Result<Answer<SimulatedBills>, Error> {
    simulate(&request).map(|(answer, _)| answer)
}

/// The answer of [`simulate_bills`], and the energy of each year.
///
/// # Errors
/// Those of [`simulate_bills`].
pub(crate) fn simulate(request: &SimulateBillsRequest) -> Result<(Answer<SimulatedBills>, Vec<Totals>), Error> {
    let project = Project::new(request)?;
    let mut run = Run::new(request, &project)?;
    let mut years = Vec::new();
    for year in 0..project.years {
        let before = run.energy;
        run.year(year)?;
        years.push(Totals {
            load: run.energy.load - before.load,
            generation: run.energy.generation - before.generation,
            self_consumption: run.energy.self_consumption - before.self_consumption,
        });
    }
    run.finish().map(|answer| (answer, years))
}

/// A request that was checked.
struct Project {
    start: (Date, u32),
    peak: Option<PeakHours>,
    /// Terms of the own generation.
    terms: Terms,
    taxes: TaxCalendar,
    first_year: Option<FirstYear>,
    years: u32,
}

impl Project {
    fn new(request: &SimulateBillsRequest) -> Result<Self, Error> {
        let unit = &request.unit;
        let mut problems = Problems::new();
        let taxes = problems.take(TaxCalendar::new(&request.taxes, &request.tax_changes));
        let start = problems.take(local_start(request.start, request.tz, request.step_minutes));
        problems.take(check_pair(&request.load_kwh, &request.generation_kwh));
        problems.take(check_posts(unit, &request.tariffs));
        problems.take(unit.check().and_then(|()| check_named(unit, &request.tariffs)));
        problems.take(check_scee(unit, false));
        let hours = problems.take(peak(request.peak_start_minutes.filter(|_| unit.is_white()), Some(TariffGroup::B)));
        problems.require(!unit.is_white() || request.peak_start_minutes.is_some(), || {
            Issue::error(Code::MISSING_FIELD).at("/peak_start_minutes")
        });
        let post_transition = request.post_transition.as_ref();
        let terms = problems.take(terms(request.regime, request.transition_end, post_transition, &Pointer::root()));
        let first_year = match (request.repeat, start) {
            (Some(repeat), Some(start)) => problems.take(first_year(request, &repeat, start)).map(Some),
            _ => Some(None),
        };
        match (start, hours, terms, taxes, first_year) {
            (Some(start), Some(peak), Some(terms), Some(taxes), Some(first_year)) if problems.is_empty() => {
                let years = request.repeat.map_or(1, |repeat| repeat.years_count);
                Ok(Project { start, peak, terms, taxes, first_year, years })
            }
            _ => Err(problems.into_error()),
        }
    }
}

fn first_year(request: &SimulateBillsRequest, repeat: &RepeatYears, start: (Date, u32)) -> Result<FirstYear, Error> {
    let mut problems = Problems::new();
    problems.require((1..=50).contains(&repeat.years_count), || {
        Issue::error(Code::OUT_OF_RANGE).at("/repeat/years_count").with("min", 1).with("max", 50)
    });
    let lost = Exact::from(repeat.degradation_fraction);
    problems.require(!lost.is_negative() && lost < Exact::ONE, || {
        Issue::error(Code::OUT_OF_RANGE).at("/repeat/degradation_fraction").with("min", 0).with("max", 1)
    });
    let first = repeat.degradation_first_year_fraction.map_or(Exact::ZERO, Exact::from);
    problems.require(!first.is_negative() && first < Exact::ONE, || {
        Issue::error(Code::OUT_OF_RANGE).at("/repeat/degradation_first_year_fraction").with("min", 0).with("max", 1)
    });
    let grows = repeat.tariff_growth_fraction.map_or(Exact::ZERO, Exact::from);
    problems.require(grows > Exact::new(-1, 0) && grows <= Exact::ONE, || {
        Issue::error(Code::OUT_OF_RANGE).at("/repeat/tariff_growth_fraction").with("min", -1).with("max", 1)
    });
    let end = start.0.add_months(12)?;
    let wanted = start.0.days_until(end) * 1440 / i64::from(request.step_minutes);
    let whole =
        start.1 == 0 && start.0.day() == 1 && usize::try_from(wanted).is_ok_and(|n| n == request.load_kwh.len());
    problems.require(whole, || Issue::error(Code::BAD_LENGTH).at("/load_kwh").with("min", wanted).with("max", wanted));
    problems.finish().map(|()| FirstYear { start: start.0, end })
}

/// A credit of the ledger.
struct Held {
    id: Id,
    origin: Date,
    terms: Terms,
    left: ByPost<i64>,
}

/// What goes on from month to month.
struct Run<'a> {
    request: &'a SimulateBillsRequest,
    project: &'a Project,
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
}

impl<'a> Run<'a> {
    fn new(request: &'a SimulateBillsRequest, project: &'a Project) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let meter = meter(&request.unit);
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
        })
    }

    /// Bills the months of one year of the project, or all of them if nothing repeats.
    fn year(&mut self, year: u32) -> Result<(), Error> {
        let (request, project) = (self.request, self.project);
        let (load, generation) = (request.load_kwh.milli(), request.generation_kwh.milli());
        let step = request.step_minutes;
        let Some((first, repeat)) = project.first_year.zip(request.repeat).filter(|_| year > 0) else {
            let schedule = Schedule::new(project.start, step, load.len(), project.peak)?;
            return self.bill(
                &schedule.settle(load, generation, &mut Seen::default()),
                &request.tariffs,
                &request.flags,
            );
        };
        let years = i64::from(year);
        let first_loss = repeat.degradation_first_year_fraction.filter(|_| year == 1);
        self.factor *= 1.0 - fraction(first_loss.unwrap_or(repeat.degradation_fraction));
        let target = (first.start.add_months(12 * years)?, first.end.add_months(12 * years)?);
        let per_day = usize::try_from(1440 / step).unwrap_or(1);
        let load = repeat_days(load, per_day, (first.start, first.end), target);
        let mut generation = repeat_days(generation, per_day, (first.start, first.end), target);
        degrade(&mut generation, self.factor);
        let schedule = Schedule::new((target.0, 0), step, load.len(), project.peak)?;
        let settled = schedule.settle(&load, &generation, &mut Seen::default());
        let Some(growth) = repeat.tariff_growth_fraction else {
            return self.bill(&settled, &request.tariffs, &request.flags);
        };
        self.growth = self.growth.and(growth)?;
        let tariffs = Table::from(first.tariffs(&request.tariffs.rows, years, self.growth)?);
        let flags = Table::from(first.flags(&request.flags.rows, years)?);
        self.grown = true;
        self.bill(&settled, &tariffs, &flags)
    }

    fn bill(&mut self, settled: &(Vec<MonthFlows>, Totals), tariffs: &Tariffs, flags: &Flags) -> Result<(), Error> {
        let more = settled.1;
        let sum = |a: i64, b: i64| a.checked_add(b).ok_or_else(overflow);
        self.energy = Totals {
            load: sum(self.energy.load, more.load)?,
            generation: sum(self.energy.generation, more.generation)?,
            self_consumption: sum(self.energy.self_consumption, more.self_consumption)?,
        };
        settled.0.iter().try_for_each(|flows| self.month(flows, tariffs, flags))
    }

    fn month(&mut self, flows: &MonthFlows, tariffs: &Tariffs, flags: &Flags) -> Result<(), Error> {
        let (request, project, month) = (self.request, self.project, flows.month);
        let unit = &request.unit;
        let end = |date: Option<Date>| date.ok_or_else(|| Error::from(Issue::error(Code::DATE_RANGE)));
        let (first, last) = (end(month.day(1))?, end(month.day(month.days()))?);
        let cycle = Cycle::new(first.add_days(-1)?, last);
        let runs = Runs::new(&tariffs.rows, &cycle, "/tariffs")?;
        let rates = Rates::new(unit, &cycle, tariffs, &runs, flags)?;
        if !self.grown {
            self.name_sources(sources(tariffs, flags, &runs));
        }
        let expired = self.drop_expired(last)?;
        let pick = |pick: fn(&crate::tariff::settle::Flow) -> i64| -> ByPost<i64> {
            let of = |post: &Post| (*post, flows.posts.get(*post).map_or(0, pick));
            unit.posts().iter().map(of).collect()
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
                    let charge = unit.posts().iter().map(of).collect::<Result<ByPost<Exact>, Error>>()?;
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
        let group_b = GroupB { unit, rates: &rates, taxes, current_reading: last, scee: None };
        let baseline = self.one(&group_b, load, &mut [], &rules)?.0;
        let (paid, compensated) = self.one(&GroupB { scee: Some(scee), ..group_b }, grid, &mut lots, &rules)?;
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
        });
        Ok(())
    }

    /// One bill: its total in cents, and the energy compensated.
    fn one(
        &mut self,
        group_b: &GroupB<'_>,
        consumption: ByPost<i64>,
        lots: &mut [LotEnergy],
        charge_rules: &[&'static Rule],
    ) -> Result<(i64, ByPost<i64>), Error> {
        self.sheet.clear();
        self.moves.clear();
        let connection = group_b.unit.connection;
        let mut reading = Reading { consumption, connection, irrigation: None, lots, charge_rules };
        let outcome = group_b.bill(&mut reading, &mut self.moves, &mut self.sheet).map_err(explain)?;
        if let Some(cosip) = self.request.cosip_brl {
            self.sheet.untaxed(Kind::Cosip, None, cosip, Some(Rule::COSIP)).ok_or_else(overflow)?;
        }
        Ok((self.sheet.totals.amount, outcome.compensated))
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
        self.held.push(Held {
            id: Id::try_from(format!("own-{month}"))?,
            origin,
            terms: self.project.terms,
            left: own.left,
        });
        self.held.retain(|held| held.left.iter().any(|(_, milli)| *milli > 0));
        Ok(())
    }

    fn finish(self) -> Result<Answer<SimulatedBills>, Error> {
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
        Ok(Answer { value, warnings: Vec::new(), sources: self.sources })
    }
}

fn meter(unit: &UnitB) -> Meter {
    if unit.is_white() { Meter::White } else { Meter::Single }
}

/// A fraction as a float, for energy only.
fn fraction(value: Dec) -> f64 {
    use rust_decimal::prelude::ToPrimitive;
    value.get().to_f64().unwrap_or(0.0)
}
