//! Who is billed: a unit of group B or of group A.

use super::SimulateBillsRequest;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Problems};
use crate::tariff::bill_a::{GroupA, Injection};
use crate::tariff::bill_b::{GroupB, Reading, SceeTerms};
use crate::tariff::cycle::Cycle;
use crate::tariff::demand::{Billed, DemandRule, LEAST_KW, billed, contract_suffices};
use crate::tariff::exact::Exact;
use crate::tariff::line::Sheet;
use crate::tariff::moves::{Halt, LotEnergy, Meter, Move, fits};
use crate::tariff::ops::bill_a::size;
use crate::tariff::ops::bill_b::check_scee;
use crate::tariff::ops::calendar::TariffGroup;
use crate::tariff::post::{ByPost, Post};
use crate::tariff::prorate::Runs;
use crate::tariff::rates::{self, Rates, check_named};
use crate::tariff::rates_a::{self, RatesA};
use crate::tariff::rule::Rule;
use crate::tariff::settle::Peaks;
use crate::tariff::table::{Flags, Tariffs};
use crate::tariff::taxes::TaxRules;
use crate::tariff::unit::UnitB;
use crate::tariff::unit_a::UnitA;

/// A unit that was checked.
pub(super) enum Consumer<'a> {
    B(&'a UnitB),
    A(Box<ConsumerA<'a>>),
}

/// A unit of group A with its contracts.
pub(super) struct ConsumerA<'a> {
    unit: &'a UnitA,
    /// Contracted demand by its posts, kW.
    contracted: ByPost<Exact>,
    /// Contracted injection, kW, and its price.
    injection: Option<(Exact, Exact)>,
    icms_on_unused_demand: bool,
    /// Intervals of an hour, by which energy of one becomes power.
    per_hour: Exact,
}

/// Prices of a month.
pub(super) enum MonthRates {
    B(Rates),
    A(RatesA),
}

/// Demand of a month in kW with the losses of the meter.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Demand {
    /// Taken, by the posts of the contract.
    pub measured: ByPost<Exact>,
    /// Given.
    pub injected: Exact,
    /// Highest measured of the 11 former months.
    pub highest_former: ByPost<Exact>,
}

/// What one bill is made of.
pub(super) struct Charge<'a> {
    pub rates: &'a MonthRates,
    pub taxes: &'a TaxRules,
    pub last: Date,
    pub scee: Option<SceeTerms>,
    pub consumption: ByPost<i64>,
    pub demand: &'a Demand,
    /// What prices were multiplied by since the first year.
    pub growth: Exact,
    pub charge_rules: &'a [&'static Rule],
}

/// What one bill says beside its lines.
pub(super) struct Charged {
    pub compensated: ByPost<i64>,
    /// Billed demand; none in group B.
    pub billed: Option<ByPost<Exact>>,
}

impl<'a> Consumer<'a> {
    /// The unit of a request.
    ///
    /// # Errors
    /// `MISSING_FIELD`, `FIELDS_EXCLUDE_EACH_OTHER`, and those of the bills of its group.
    pub fn new(request: &'a SimulateBillsRequest) -> Result<Self, Error> {
        match (&request.unit, &request.unit_a) {
            (Some(unit), None) => Consumer::of_b(request, unit),
            (None, Some(unit)) => ConsumerA::new(request, unit).map(|own| Consumer::A(Box::new(own))),
            (None, None) => Err(Issue::error(Code::MISSING_FIELD).at("/unit").into()),
            (Some(_), Some(_)) => Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/unit_a").into()),
        }
    }

    fn of_b(request: &'a SimulateBillsRequest, unit: &'a UnitB) -> Result<Self, Error> {
        let mut problems = Problems::new();
        problems.take(rates::check_posts(unit, &request.tariffs));
        problems.take(unit.check().and_then(|()| check_named(unit, &request.tariffs)));
        problems.take(check_scee(unit, false));
        for (place, given) in [
            ("/contracted_kw", request.contracted_kw.posts().next().is_some()),
            ("/injection", request.injection.is_some()),
            ("/icms_on_unused_demand", request.icms_on_unused_demand),
        ] {
            problems.require(!given, || Issue::error(Code::UNKNOWN_FIELD).at(place));
        }
        problems.finish().map(|()| Consumer::B(unit))
    }

    /// The group whose hours divide the energy; none for one register.
    pub fn group_of_posts(&self) -> Option<TariffGroup> {
        match self {
            Consumer::B(unit) => unit.is_white().then_some(TariffGroup::B),
            Consumer::A(_) => Some(TariffGroup::A),
        }
    }

    /// The registers of energy.
    pub fn posts(&self) -> &'static [Post] {
        match self {
            Consumer::B(unit) => unit.posts(),
            Consumer::A(_) => Post::GROUP_A,
        }
    }

    /// The kind of meter.
    pub fn meter(&self) -> Meter {
        match self {
            Consumer::B(unit) if unit.is_white() => Meter::White,
            Consumer::B(_) => Meter::Single,
            Consumer::A(_) => Meter::GroupA,
        }
    }

    /// Whether highest powers are needed.
    pub fn has_demand(&self) -> bool {
        matches!(self, Consumer::A(_))
    }

    /// The prices of a month.
    ///
    /// # Errors
    /// Those of the bills of its group.
    pub fn rates(&self, cycle: &Cycle, tariffs: &Tariffs, runs: &Runs, flags: &Flags) -> Result<MonthRates, Error> {
        match self {
            Consumer::B(unit) => Rates::new(unit, cycle, tariffs, runs, flags).map(MonthRates::B),
            Consumer::A(own) => RatesA::new(own.unit, false, cycle, tariffs, runs, flags).map(MonthRates::A),
        }
    }

    /// The demands of a month without and with the generator, without former months.
    ///
    /// # Errors
    /// A halt where they do not fit.
    pub fn demands(&self, peaks: &ByPost<Peaks>) -> Result<[Demand; 2], Halt> {
        let Consumer::A(own) = self else { return Ok(<[Demand; 2]>::default()) };
        let mut both = <[Demand; 2]>::default();
        let [without, with] = &mut both;
        for post in own.unit.demand_posts() {
            let single = *post == Post::Unico;
            let of = |pick: fn(&Peaks) -> i64| {
                peaks.iter().filter(|(at, _)| single || at == post).map(|(_, peaks)| pick(peaks)).max().unwrap_or(0)
            };
            *without.measured.slot(*post) = Some(own.power(of(|peaks| peaks.load), own.unit.metered())?);
            *with.measured.slot(*post) = Some(own.power(of(|peaks| peaks.grid), own.unit.metered())?);
        }
        let injected = peaks.iter().map(|(_, peaks)| peaks.injection).max().unwrap_or(0);
        with.injected = own.power(injected, Exact::ONE)?;
        Ok(both)
    }

    /// Writes the lines of a bill.
    ///
    /// # Errors
    /// A halt of the bills of its group.
    pub fn bill(
        &self,
        charge: &Charge<'_>,
        lots: &mut [LotEnergy],
        moves: &mut Vec<Move>,
        sheet: &mut Sheet,
    ) -> Result<Charged, Halt> {
        match (self, charge.rates) {
            (Consumer::B(unit), MonthRates::B(rates)) => {
                let group_b =
                    GroupB { unit, rates, taxes: charge.taxes, current_reading: charge.last, scee: charge.scee };
                let connection = unit.connection;
                let mut reading = Reading {
                    consumption: charge.consumption,
                    connection,
                    irrigation: None,
                    lots,
                    charge_rules: charge.charge_rules,
                };
                let outcome = group_b.bill(&mut reading, moves, sheet)?;
                Ok(Charged { compensated: outcome.compensated, billed: None })
            }
            (Consumer::A(own), MonthRates::A(rates)) => own.bill(charge, rates, lots, moves, sheet),
            _ => Err(Halt::Overflow),
        }
    }
}

impl<'a> ConsumerA<'a> {
    fn new(request: &'a SimulateBillsRequest, unit: &'a UnitA) -> Result<Self, Error> {
        let mut problems = Problems::new();
        problems.take(rates_a::check_posts(unit, false, &request.tariffs));
        problems.require(request.contracted_kw.posts().eq(unit.demand_posts().iter().copied()), || {
            Issue::error(Code::POSTO_MISMATCH).at("/contracted_kw")
        });
        problems.take(unit.check().map_err(at_unit_a));
        problems.require(request.tariffs.named.is_none(), || Issue::error(Code::NOT_FOUND).at("/tariffs"));
        let mut read = |value, place: &'static str| problems.take(size(value, || place.into())).unwrap_or(Exact::ZERO);
        let contracted = request.contracted_kw.map(|value| read(*value, "/contracted_kw"));
        let injection = request.injection.map(|injection| {
            let contracted = read(injection.contracted_kw, "/injection/contracted_kw");
            (contracted, read(injection.tusdg_brl_kw, "/injection/tusdg_brl_kw"))
        });
        problems.require(contract_suffices(unit, &contracted), || {
            let issue = Issue::error(Code::CONTRACTED_DEMAND_BELOW_MINIMUM).at("/contracted_kw");
            issue.with("min_kw", LEAST_KW).law("REN ANEEL 1.000/2021, art. 148")
        });
        problems.finish()?;
        let per_hour = Exact::new((60 / request.step_minutes.max(1)).into(), 0);
        let icms_on_unused_demand = request.icms_on_unused_demand;
        Ok(ConsumerA { unit, contracted, injection, icms_on_unused_demand, per_hour })
    }

    fn power(&self, milli: i64, metered: Exact) -> Result<Exact, Halt> {
        fits(Exact::grid(milli).times(self.per_hour).and_then(|kw| kw.times(metered))).map(Exact::trimmed)
    }

    fn billed(&self, demand: &Demand) -> Result<ByPost<Billed>, Halt> {
        let mut found = ByPost::default();
        for (post, contracted) in self.contracted.iter() {
            let measured = fits(demand.measured.get(post).copied())?;
            let rule = if self.unit.is_seasonal() {
                let highest_former = demand.highest_former.get(post).copied().unwrap_or(Exact::ZERO);
                DemandRule::Seasonal { highest_former }
            } else {
                DemandRule::Ordinary
            };
            *found.slot(post) = Some(billed(rule, measured, *contracted)?);
        }
        Ok(found)
    }

    fn bill(
        &self,
        charge: &Charge<'_>,
        rates: &RatesA,
        lots: &mut [LotEnergy],
        moves: &mut Vec<Move>,
        sheet: &mut Sheet,
    ) -> Result<Charged, Halt> {
        let metered = self.unit.metered();
        let mut consumption = ByPost::default();
        for (post, milli) in charge.consumption.iter() {
            *consumption.slot(post) = Some(fits(Exact::grid(*milli).times(metered))?.trimmed());
        }
        let billed = self.billed(charge.demand)?;
        let injection = match self.injection.filter(|_| charge.scee.is_some()) {
            None => None,
            Some((contracted, rate)) => {
                let rate = fits(rate.times(charge.growth))?.trimmed();
                Some(Injection { contracted, measured: charge.demand.injected, rate })
            }
        };
        let mut billed_kw = ByPost::default();
        for (post, billed) in billed.iter() {
            *billed_kw.slot(post) = Some(billed.total()?.trimmed());
        }
        let group_a = GroupA {
            rates,
            taxes: charge.taxes,
            billed,
            consumption,
            injection,
            irrigation: None,
            free: None,
            scee: charge.scee,
            charge_rules: charge.charge_rules,
            reactive: None,
            icms_on_unused_demand: self.icms_on_unused_demand,
        };
        let compensated = group_a.bill(lots, moves, sheet)?;
        Ok(Charged { compensated, billed: Some(billed_kw) })
    }
}

/// Errors of a unit of group A at its place.
fn at_unit_a(error: Error) -> Error {
    let mut problems = Problems::new();
    for issue in error.issues() {
        let rest = issue.path.without_first();
        problems.push(issue.clone().at(rest).within(&"/unit_a".into()));
    }
    problems.into_error()
}
