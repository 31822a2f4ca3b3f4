//! The first look at variants: hours, settlement and twelve exact bills of the first year.

use super::input::{Place, SearchInput, SystemOption};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Money;
use crate::proposal::Capex;
use crate::proposal::bill_years::{Hours, bill_one_year};
use crate::proposal::calendar_year::FirstYear;
use crate::proposal::case::{Case, case_request};
use crate::proposal::generation::{GenerationInput, GenerationKind};
use crate::proposal::load::Load;
use crate::proposal::viability::money::pay;
use crate::proposal::viability::{Study, join};
use crate::quantity::Id;
use crate::{Answer, Source};
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

case_request! {
    /// A case, a search, and a slice of its variants.
    pub struct ScreenVariantsRequest, ScreenVariantsPart, ScreenVariantsRest {
        /// What is searched.
        pub search: SearchInput,
        /// First variant of the slice, from 0; default 0.
        #[serde(default)]
        pub first_variant_index: u64,
        /// Variants of the slice, 1 or more; default all from the first one on.
        pub slice_count: Option<u64>,
    }
}

/// A slice of variants.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScreenedVariants {
    /// How many variants the search has.
    pub variant_count: usize,
    /// The variants of the slice in order.
    pub screened: Vec<ScreenedVariant>,
}

/// A variant by its first year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScreenedVariant {
    /// Its number, from 0.
    pub index: usize,
    /// Tilt of its plane.
    pub tilt_deg: f64,
    /// Direction of its plane.
    pub azimuth_deg: f64,
    /// Name of its system.
    pub system: Id,
    /// Name of its loan; null for cash.
    pub financing: Option<Id>,
    /// Why it is left out: `NO_ROOM`, `NO_BUDGET`, `DC_AC_RATIO_UNUSUAL`, `OVERSIZING_ABOVE_LIMIT`, `DOWN_PAYMENT_TOO_LARGE`; null
    /// where it is not, and else what is below is null as far as it was not computed.
    pub excluded: Option<String>,
    /// Power of its modules.
    pub p_dc_stc_kw: f64,
    /// Its investment.
    pub capex_brl: Money,
    /// Generation of a year of 365 days.
    pub annual_generation_kwh: Option<f64>,
    /// Generation over consumption.
    pub oversizing: Option<f64>,
    /// Saved in the first year: exact.
    pub annual_saving_brl: Option<Money>,
    /// Net present value with later savings between those of the first year and of the first one after the transition.
    pub npv_brl: Option<f64>,
    /// Simple payback with these savings; null if never.
    pub payback_years: Option<f64>,
    /// Largest monthly payment; null for cash.
    pub highest_payment_brl: Option<Money>,
}

/// What all variants share.
pub(super) struct Search<'a> {
    pub case: Case<'a>,
    pub search: &'a SearchInput,
    pub first: FirstYear,
    pub load: Arc<Load>,
    /// Years after which the transition is over, at most those of the project less one.
    later: u32,
}

/// What variants of one plane and system share.
struct Physical {
    annual_generation_kwh: f64,
    oversizing: f64,
    excluded: Option<Code>,
    /// Savings of the years as far as they are known.
    savings: Vec<Money>,
}

impl<'a> Search<'a> {
    /// Checks a search.
    ///
    /// # Errors
    /// All problems of the search, and of the parts that no variant changes.
    pub fn new(case: Case<'a>, search: &'a SearchInput) -> Result<Self, Error> {
        let mut problems = Problems::new();
        problems.take(search.check());
        problems.require(case.financing.is_none(), || Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/financing"));
        let arrays = case.generation.system.as_ref().map(|system| system.arrays.len());
        let known = case.generation.system.as_ref().and_then(|system| system.arrays.first());
        let known = known.is_none_or(|array| array.module.p_stc_w.is_some());
        problems.require(known || search.systems.iter().all(|system| system.module.is_some()), || {
            Issue::error(Code::MISSING_FIELD).at("/generation/system/arrays/0/module/p_stc_w")
        });
        let simulated = case.generation.kind == GenerationKind::Simulated;
        problems.require(simulated, || {
            Issue::error(Code::UNKNOWN_ENUM).at("/generation/kind").with("expected", "simulated")
        });
        problems.require(!simulated || arrays.is_none_or(|arrays| arrays == 1), || {
            Issue::error(Code::BAD_LENGTH).at("/generation/system/arrays").with("min", 1).with("max", 1)
        });
        problems.take(case.generation.check(case.weather.is_some()));
        let first = problems.take(FirstYear::new(case.start_month));
        let load =
            first.and_then(|first| problems.take(case.load.resolve(first).map_err(|error| error.within("/load"))));
        problems.require((1..=50).contains(&case.economics.years()), || {
            Issue::error(Code::OUT_OF_RANGE).at("/economics/years_count").with("min", 1).with("max", 50)
        });
        let (Some(first), Some(load), true) = (first, load, problems.is_empty()) else {
            return Err(problems.into_error());
        };
        let over = case.tariff.transition_end.or_else(|| case.tariff.regime.usual_end()).unwrap_or(first.first);
        let over = (over.year() - first.first.year() + 1).max(0).unsigned_abs();
        let later = over.min(case.economics.years() - 1);
        Ok(Search { case, search, first, load: Arc::new(load), later })
    }

    /// The generation of a variant.
    ///
    /// # Errors
    /// `MISSING_FIELD` for a case without a system.
    pub fn generation(&self, place: Place) -> Result<GenerationInput, Error> {
        let mut generation = self.case.generation.clone();
        let (Some(system), Some(option)) = (&mut generation.system, self.search.systems.get(place.system)) else {
            return Err(Issue::error(Code::MISSING_FIELD).at("/generation/system").into());
        };
        if let [array] = system.arrays.as_mut_slice() {
            array.tilt_deg = self.search.tilt_deg.get(place.tilt).copied();
            array.azimuth_deg = self.search.azimuth_deg.get(place.azimuth).copied();
            (array.modules_per_string, array.strings) = (option.modules, 1);
            if let Some(module) = &option.module {
                array.module = module.clone();
            }
        }
        system.inverter = option.inverter.clone();
        system.inverter_count = option.inverter_count;
        system.inverter_wiring = option.inverter_wiring;
        system.modules_per_inverter_count = option.modules_per_inverter_count;
        Ok(generation)
    }

    /// The investment of a system.
    ///
    /// # Errors
    /// Never: the name of the item is one.
    pub fn capex(&self, option: &SystemOption) -> Result<Vec<Capex>, Error> {
        let mut capex = self.case.capex.to_vec();
        capex.push(Capex { code: Id::try_from("kit".to_owned())?, amount_brl: option.price_brl });
        Ok(capex)
    }

    /// Power of the modules of a system, kW.
    fn p_dc_stc_kw(&self, option: &SystemOption) -> f64 {
        let own = self.case.generation.system.as_ref().and_then(|system| system.arrays.first());
        let module = option.module.as_ref().or(own.map(|array| &array.module));
        let each = module.and_then(|module| module.p_stc_w).map(|power| power.get());
        f64::from(option.modules) * each.unwrap_or(0.0) / 1000.0
    }

    /// What forbids a system whatever its plane.
    fn forbidden(&self, option: &SystemOption, capex: Money) -> Option<Code> {
        let search = self.search;
        let packing = search.packing_factor.map_or(1.0, |share| share.get());
        let room = search.roof_area_m2.zip(option.area_m2);
        if room.is_some_and(|(roof, area)| area.get() > roof.get() * packing) {
            return Some(Code::NO_ROOM);
        }
        if search.budget_brl.is_some_and(|budget| capex.minor() > budget.minor()) {
            return Some(Code::NO_BUDGET);
        }
        let (least, most) = search.dc_ac.map_or((1.0, 1.5), |bounds| (bounds.min.get(), bounds.max.get()));
        let (ratio, slack) = (self.p_dc_stc_kw(option) / option.p_ac_kw(), 1e-9);
        (!(least - slack..=most + slack).contains(&ratio)).then_some(Code::DC_AC_RATIO_UNUSUAL)
    }

    /// Screens the variants of a range.
    ///
    /// # Errors
    /// Those of parts that hold for all variants, such as the tariff.
    pub fn screen(&self, range: std::ops::Range<usize>, found: &mut Found) -> Result<Vec<ScreenedVariant>, Error> {
        let payments = self.search.payments();
        let mut rows = Vec::with_capacity(range.len());
        let mut known: Option<(Place, Physical)> = None;
        for index in range {
            let place = self.search.place(index);
            let Some(option) = self.search.systems.get(place.system) else { continue };
            let items = self.capex(option)?;
            let capex = Money::total(items.iter().map(|item| item.amount_brl))?;
            let financing = payments.get(place.payment).copied().flatten();
            let mut row = ScreenedVariant {
                index,
                tilt_deg: self.search.tilt_deg.get(place.tilt).map_or(0.0, |tilt| tilt.get()),
                azimuth_deg: self.search.azimuth_deg.get(place.azimuth).map_or(0.0, |azimuth| azimuth.get()),
                system: option.id.clone(),
                financing: financing.map(|financing| financing.id.clone()),
                excluded: None,
                p_dc_stc_kw: self.p_dc_stc_kw(option),
                capex_brl: capex,
                annual_generation_kwh: None,
                oversizing: None,
                annual_saving_brl: None,
                npv_brl: None,
                payback_years: None,
                highest_payment_brl: None,
            };
            if let Some(code) = self.forbidden(option, capex) {
                row.excluded = Some(code.name().to_owned());
                rows.push(row);
                continue;
            }
            let same = |of: &Place| Place { payment: place.payment, ..*of } == place;
            if !known.as_ref().is_some_and(|(of, _)| same(of)) {
                known = Some((place, self.physical(place, found)?));
            }
            if let Some((_, physical)) = &known {
                self.fill(&mut row, physical, &items, place.payment, &payments)?;
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn fill(
        &self,
        row: &mut ScreenedVariant,
        physical: &Physical,
        items: &[Capex],
        payment: usize,
        payments: &[Option<&crate::proposal::FinancingInput>],
    ) -> Result<(), Error> {
        row.annual_generation_kwh = Some(physical.annual_generation_kwh);
        row.oversizing = Some(physical.oversizing);
        if let Some(code) = physical.excluded {
            row.excluded = Some(code.name().to_owned());
            return Ok(());
        }
        row.annual_saving_brl = physical.savings.first().copied();
        let financing = payments.get(payment).copied().flatten();
        let paid = match pay(items, financing, self.case.economics.years()) {
            Ok(paid) => paid,
            Err(error) if error.code() == Code::DOWN_PAYMENT_TOO_LARGE => {
                row.excluded = Some(error.code().name().to_owned());
                return Ok(());
            }
            Err(error) => return Err(self.at_payment(error, payment)),
        };
        let (worth, _) = paid.worth(&physical.savings, physical.annual_generation_kwh, self.case.economics)?;
        row.npv_brl = Some(worth.npv_brl);
        row.payback_years = worth.payback_simple_years;
        row.highest_payment_brl = paid
            .loan
            .as_ref()
            .and_then(|loan| loan.cost.payments.iter().map(|paid| paid.total_brl).max_by_key(|paid| paid.minor()));
        Ok(())
    }

    /// Errors of a loan at its place in the search.
    fn at_payment(&self, error: Error, payment: usize) -> Error {
        let cash = usize::from(self.search.cash || self.search.financings.is_empty());
        let place = Pointer::from("/search/financings").index(payment.saturating_sub(cash));
        let mut problems = Problems::new();
        for issue in error.issues() {
            let inside = issue.path.as_str().starts_with("/financing");
            let issue = issue.clone();
            let rest = issue.path.without_first();
            problems.push(if inside { issue.at(rest).within(&place) } else { issue });
        }
        problems.into_error()
    }

    /// Energy and savings of a plane with a system.
    fn physical(&self, place: Place, found: &mut Found) -> Result<Physical, Error> {
        let generation = self.generation(place)?;
        let generated = generation.generate(self.case.weather)?;
        found.take(&generated.warnings, &generated.sources);
        let hours = generated.year.on(self.first.dates());
        let total = generated.year.total();
        let annual_generation_kwh = total as f64 / 1e6;
        let oversizing = annual_generation_kwh / (self.load.total as f64 / 1e6);
        let case = Case { generation: &generation, ..self.case };
        if !Study::within_guardrail(&case, total, self.load.total)? {
            let excluded = Some(Code::OVERSIZING_ABOVE_LIMIT);
            return Ok(Physical { annual_generation_kwh, oversizing, excluded, savings: Vec::new() });
        }
        let hours = Hours { load: &self.load.hours, generation: &hours };
        let (first, sources) = bill_one_year(&case, hours, 0)?;
        found.take(&[], &sources);
        let later = if self.later == 0 { first } else { bill_one_year(&case, hours, self.later)?.0 };
        Ok(Physical { annual_generation_kwh, oversizing, excluded: None, savings: self.savings(first, later)? })
    }

    /// Savings between those of the first year and of the first one after the transition, at growing prices and falling generation.
    fn savings(&self, first: Money, later: Money) -> Result<Vec<Money>, Error> {
        let economics = self.case.economics;
        let float = |dec: crate::money::Dec| dec.get().to_f64().unwrap_or(0.0);
        let growth = 1.0 + float(economics.tariff_growth_year_effective);
        let loss = float(economics.degradation());
        let first_loss = economics.degradation_first_year_fraction.map_or(loss, float);
        let (from, to) = (first.minor() as f64, later.minor() as f64);
        let mut factor = 1.0;
        let mut savings = vec![first];
        for year in 1..economics.years() {
            factor *= growth * (1.0 - if year == 1 { first_loss } else { loss });
            let way = f64::from(year.min(self.later)) / f64::from(self.later.max(1));
            let cents = (factor * (from + (to - from) * way)).round_ties_even();
            if !(-9e15..=9e15).contains(&cents) {
                return Err(Issue::error(Code::OVERFLOW).at("/economics").into());
            }
            savings.push(Money::from_cents(cents as i64));
        }
        Ok(savings)
    }
}

/// What variants say about their inputs, each once.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub warnings: Vec<Issue>,
    pub sources: Vec<Source>,
}

impl Found {
    /// Takes what was not there yet.
    pub fn take(&mut self, warnings: &[Issue], sources: &[Source]) {
        for warning in warnings {
            if !self.warnings.iter().any(|known| known.code == warning.code && known.path == warning.path) {
                self.warnings.push(warning.clone());
            }
        }
        join(&mut self.sources, sources);
    }
}

/// Look at a slice of the variants of a search: each by its first year, simulated by the hour, settled and billed exactly.
///
/// Slices put together equal one slice of all variants, byte for byte; `optimize_system` takes them. Sun and sky are computed once.
///
/// # Errors
/// Those of `viability`; under `/search`: `BAD_LENGTH`, `MISSING_FIELD`, `OUT_OF_RANGE`; `FIELDS_EXCLUDE_EACH_OTHER` for a loan of the
/// case; `OUT_OF_RANGE` for the slice.
pub fn screen_variants(request: ScreenVariantsRequest) -> Result<Answer<ScreenedVariants>, Error> {
    let search = Search::new(request.case(), &request.search)?;
    let count = request.search.variants();
    let outside = |place: &'static str| Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", count);
    let first = usize::try_from(request.first_variant_index).unwrap_or(usize::MAX);
    if first >= count {
        return Err(outside("/first_variant_index").into());
    }
    let slice = request.slice_count.map_or(count - first, |slice| usize::try_from(slice).unwrap_or(usize::MAX));
    if slice == 0 || slice > count - first {
        return Err(outside("/slice_count").into());
    }
    let mut found = Found::default();
    let screened = search.screen(first..first + slice, &mut found)?;
    Ok(Answer {
        value: ScreenedVariants { variant_count: count, screened },
        warnings: found.warnings,
        sources: found.sources,
    })
}
