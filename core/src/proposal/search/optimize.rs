//! The best variant of a search: a first look at all of them, the best in full.

use super::input::{Place, SearchInput};
use super::screen::{Found, ScreenedVariant, Search};
use crate::Answer;
use crate::issue::{Code, Error, Issue};
use crate::money::Money;
use crate::proposal::case::{Case, case_request};
use crate::proposal::sweep::Objective;
use crate::proposal::viability::{Paybacks, Study};
use crate::quantity::Id;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

case_request! {
    /// A case and a search; slices of the first look may have been made before.
    pub struct OptimizeSystemRequest, OptimizeSystemPart, OptimizeSystemRest {
        /// What is searched.
        pub search: SearchInput,
        /// The variants that `screen_variants` gave, all slices in order; absent: they are screened here.
        pub screened: Option<Vec<ScreenedVariant>>,
        /// How many of the best are computed in full, 1 to 1,000; default 50.
        pub full_count: Option<u32>,
    }
}

/// A variant computed in full over all years.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OptimizedVariant {
    /// Its number among all variants, from 0.
    pub index: usize,
    /// Tilt of its plane.
    pub tilt_deg: f64,
    /// Direction of its plane.
    pub azimuth_deg: f64,
    /// Name of its system.
    pub system: Id,
    /// Name of its loan; null for cash.
    pub financing: Option<Id>,
    /// Power of its modules.
    pub p_dc_stc_kw: f64,
    /// Generation of a year of 365 days.
    pub annual_generation_kwh: f64,
    /// Generation over consumption.
    pub oversizing: f64,
    /// Its investment.
    pub capex_brl: Money,
    /// Own money on the day of the investment.
    pub own_brl: Money,
    /// Saved in the first year.
    pub annual_saving_brl: Money,
    /// Largest monthly payment; null for cash.
    pub highest_payment_brl: Option<Money>,
    /// Net present value of own money.
    pub npv_brl: f64,
    /// Rate of return of own money.
    pub irr_year_effective: Option<f64>,
    /// Years until own money is back.
    pub payback: Paybacks,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OptimizedSystem {
    /// How many variants the search has.
    pub variant_count: usize,
    /// How many of them were screened by their first year.
    pub screened_count: usize,
    /// How many were computed in full.
    pub full_count: usize,
    /// How many were left out, by reason.
    pub excluded: Vec<ExcludedCount>,
    /// The best variant; null if none is allowed.
    pub winner: Option<OptimizedVariant>,
    /// Why it won; null without a winner.
    pub why: Option<WinningReasons>,
    /// The variants in full, the best first.
    pub best: Vec<OptimizedVariant>,
    /// Those of them that no other one beats in both investment and net present value, by investment.
    pub frontier: Vec<OptimizedVariant>,
}

/// A reason for leaving variants out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ExcludedCount {
    /// The reason.
    pub code: String,
    /// How many variants.
    pub variant_count: usize,
}

/// Why a variant won.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WinningReasons {
    /// What was sought; ties go to the higher net present value, then to less power, then to the earlier variant.
    pub objective: Objective,
    /// Net present value less that of the second best; null if there is no other.
    pub lead_brl: Option<f64>,
    /// The best change of one part alone, by the first look: what it would cost.
    pub alternatives: Vec<Alternative>,
}

/// Parts of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VariantPart {
    /// The tilt.
    Tilt,
    /// The direction.
    Azimuth,
    /// The system.
    System,
    /// The way to pay.
    Financing,
}

/// The best other choice of one part, all else equal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Alternative {
    /// The part that differs.
    pub part: VariantPart,
    /// The variant.
    pub index: usize,
    /// Its screened net present value less that of the winner.
    pub npv_difference_brl: f64,
}

/// Search the best system of all planes, systems and loans of a search under roof, budget and guardrail (*otimização do sistema*).
///
/// Every variant is screened by its first year as `screen_variants` does; the best are computed over all years: first the best plane of
/// each system and loan, then the second best of each, until the count is reached. The answer is the same for the same request, and with
/// slices that were made before.
///
/// # Errors
/// Those of `screen_variants` and `viability`; `BAD_LENGTH` for slices that are not all variants in order; `OUT_OF_RANGE` for the count.
pub fn optimize_system(request: OptimizeSystemRequest) -> Result<Answer<OptimizedSystem>, Error> {
    let search = Search::new(request.case(), &request.search)?;
    let variants = request.search.variants();
    let count = request.full_count.unwrap_or(50);
    if !(1..=1000).contains(&count) {
        return Err(Issue::error(Code::OUT_OF_RANGE).at("/full_count").with("min", 1).with("max", 1000).into());
    }
    let mut found = Found::default();
    let rows = match &request.screened {
        Some(rows) => {
            let whole = rows.len() == variants && rows.iter().enumerate().all(|(index, row)| row.index == index);
            if !whole {
                let issue = Issue::error(Code::BAD_LENGTH).at("/screened");
                return Err(issue.with("min", variants).with("max", variants).into());
            }
            rows.clone()
        }
        None => search.screen(0..variants, &mut found)?,
    };
    let objective = request.search.objective;
    let chosen = choose(&rows, &request.search, objective, usize::try_from(count).unwrap_or(50));
    let mut best = Vec::with_capacity(chosen.len());
    let mut known: Option<(Place, crate::proposal::bill_years::BilledYears)> = None;
    for index in chosen {
        best.push(search.full(index, &mut known, &mut found)?);
    }
    best.sort_by(|a: &OptimizedVariant, b| a.order(b, objective));
    let mut excluded: BTreeMap<&str, usize> = BTreeMap::new();
    for code in rows.iter().filter_map(|row| row.excluded.as_deref()) {
        *excluded.entry(code).or_default() += 1;
    }
    let excluded =
        excluded.into_iter().map(|(code, count)| ExcludedCount { code: code.to_owned(), variant_count: count });
    let winner = best.first().cloned();
    let why = winner.as_ref().map(|winner| WinningReasons {
        objective,
        lead_brl: best.get(1).map(|second| winner.npv_brl - second.npv_brl),
        alternatives: alternatives(&rows, &request.search, winner.index),
    });
    let value = OptimizedSystem {
        variant_count: variants,
        screened_count: rows.iter().filter(|row| row.annual_generation_kwh.is_some()).count(),
        full_count: best.len(),
        excluded: excluded.collect(),
        why,
        frontier: frontier(&best),
        winner,
        best,
    };
    Ok(Answer { value, warnings: found.warnings, sources: found.sources })
}

/// What is sought of a variant: more is better; none where it has no such figure.
fn merit(objective: Objective, npv: f64, payback: Option<f64>, payment: Option<Money>) -> Option<f64> {
    match objective {
        Objective::Npv => Some(npv),
        Objective::Payback => payback.map(|years| -years),
        Objective::Installment => payment.map(|payment| -(payment.minor() as f64)),
    }
}

impl ScreenedVariant {
    fn order(&self, other: &ScreenedVariant, objective: Objective) -> Ordering {
        let of = |row: &ScreenedVariant| {
            let npv = row.npv_brl.unwrap_or(f64::MIN);
            (merit(objective, npv, row.payback_years, row.highest_payment_brl).unwrap_or(f64::MIN), npv)
        };
        let ((merit, npv), (other_merit, other_npv)) = (of(self), of(other));
        let order = other_merit.total_cmp(&merit).then(other_npv.total_cmp(&npv));
        order.then(self.p_dc_stc_kw.total_cmp(&other.p_dc_stc_kw)).then(self.index.cmp(&other.index))
    }
}

impl OptimizedVariant {
    fn order(&self, other: &OptimizedVariant, objective: Objective) -> Ordering {
        let of = |row: &OptimizedVariant| {
            merit(objective, row.npv_brl, row.payback.simple_years, row.highest_payment_brl).unwrap_or(f64::MIN)
        };
        let order = of(other).total_cmp(&of(self)).then(other.npv_brl.total_cmp(&self.npv_brl));
        order.then(self.p_dc_stc_kw.total_cmp(&other.p_dc_stc_kw)).then(self.index.cmp(&other.index))
    }
}

/// The variants that are computed in full, in order of their numbers.
fn choose(rows: &[ScreenedVariant], search: &SearchInput, objective: Objective, count: usize) -> Vec<usize> {
    let mut groups: BTreeMap<(usize, usize), Vec<&ScreenedVariant>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.npv_brl.is_some()) {
        let place = search.place(row.index);
        groups.entry((place.system, place.payment)).or_default().push(row);
    }
    let mut groups: Vec<Vec<&ScreenedVariant>> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_by(|a, b| a.order(b, objective));
    }
    let mut chosen = Vec::new();
    let mut round = 0;
    while chosen.len() < count {
        let mut next: Vec<&ScreenedVariant> = groups.iter().filter_map(|group| group.get(round).copied()).collect();
        if next.is_empty() {
            break;
        }
        next.sort_by(|a, b| a.order(b, objective));
        chosen.extend(next.into_iter().take(count - chosen.len()).map(|row| row.index));
        round += 1;
    }
    chosen.sort_unstable();
    chosen
}

/// The best other choice of each part.
fn alternatives(rows: &[ScreenedVariant], search: &SearchInput, winner: usize) -> Vec<Alternative> {
    let here = search.place(winner);
    let Some(known) = rows.get(winner).and_then(|row| row.npv_brl) else { return Vec::new() };
    let parts = [VariantPart::Tilt, VariantPart::Azimuth, VariantPart::System, VariantPart::Financing];
    let best = |part: VariantPart| {
        let only = |place: Place| {
            let same = match part {
                VariantPart::Tilt => Place { tilt: here.tilt, ..place },
                VariantPart::Azimuth => Place { azimuth: here.azimuth, ..place },
                VariantPart::System => Place { system: here.system, ..place },
                VariantPart::Financing => Place { payment: here.payment, ..place },
            };
            same == here && place != here
        };
        let others = rows.iter().filter(|row| row.npv_brl.is_some() && only(search.place(row.index)));
        let best = others.min_by(|a, b| a.order(b, Objective::Npv))?;
        Some(Alternative { part, index: best.index, npv_difference_brl: best.npv_brl? - known })
    };
    parts.into_iter().filter_map(best).collect()
}

/// Variants that no other beats in both investment and net present value.
fn frontier(best: &[OptimizedVariant]) -> Vec<OptimizedVariant> {
    let mut sorted: Vec<&OptimizedVariant> = best.iter().collect();
    sorted.sort_by(|a, b| {
        let order = a.capex_brl.minor().cmp(&b.capex_brl.minor());
        order.then(b.npv_brl.total_cmp(&a.npv_brl)).then(a.index.cmp(&b.index))
    });
    let mut highest = f64::MIN;
    let mut frontier = Vec::new();
    for variant in sorted {
        if variant.npv_brl > highest {
            highest = variant.npv_brl;
            frontier.push(variant.clone());
        }
    }
    frontier
}

impl Search<'_> {
    /// A variant over all years; bills of the same plane and system are kept in `known`.
    fn full(
        &self,
        index: usize,
        known: &mut Option<(Place, crate::proposal::bill_years::BilledYears)>,
        found: &mut Found,
    ) -> Result<OptimizedVariant, Error> {
        let place = self.search.place(index);
        let missing = || Error::from(Issue::error(Code::OUT_OF_RANGE).at("/screened"));
        let option = self.search.systems.get(place.system).ok_or_else(missing)?;
        let (generation, capex) = (self.generation(place)?, self.capex(option)?);
        let payments = self.search.payments();
        let financing = payments.get(place.payment).copied().flatten();
        let case = Case { generation: &generation, capex: &capex, financing, ..self.case };
        let study = Study::with_load(case, self.first, Arc::clone(&self.load))?;
        let same = |of: &Place| Place { payment: place.payment, ..*of } == place;
        if !known.as_ref().is_some_and(|(of, _)| same(of)) {
            *known = Some((place, study.bill(0)?));
        }
        let Some((_, billed)) = known else { return Err(missing()) };
        found.take(&study.generated.warnings, &billed.sources);
        let value = study.value_of(billed)?;
        let (Some(bills), Some(investment), Some(indicators)) = (value.bills, value.investment, value.indicators)
        else {
            return Err(missing());
        };
        Ok(OptimizedVariant {
            index,
            tilt_deg: self.search.tilt_deg.get(place.tilt).map_or(0.0, |tilt| tilt.get()),
            azimuth_deg: self.search.azimuth_deg.get(place.azimuth).map_or(0.0, |azimuth| azimuth.get()),
            system: option.id.clone(),
            financing: financing.map(|financing| financing.id.clone()),
            p_dc_stc_kw: value.energy.p_dc_stc_kw.unwrap_or(0.0),
            annual_generation_kwh: value.energy.annual_generation_kwh,
            oversizing: value.energy.oversizing,
            capex_brl: investment.capex_brl,
            own_brl: investment.own_brl,
            annual_saving_brl: bills.annual_saving_brl,
            highest_payment_brl: value.financing.map(|financing| financing.highest_payment_brl),
            npv_brl: indicators.npv_brl,
            irr_year_effective: indicators.irr_year_effective,
            payback: indicators.payback,
        })
    }
}
