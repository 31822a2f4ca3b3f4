//! Kits of a catalogue that fit a wish, by points.

use super::check::check;
use super::finding::{KitFinding, KitFindingSeverity, KitOutcome};
use super::parts::{Kit, KitLimits, KitSite, PartInverter, PartModule};
use crate::catalog::title;
use crate::issue::{Code, Error, Issue, Pointer};
use crate::money::{Dec, Exact, Fixed, Money, Rounding};
use crate::quantity::Id;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A kit of a catalogue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CatalogKit {
    /// Its id.
    pub id: Id,
    /// Who sells it.
    pub distributor: Option<String>,
    /// The seller's line.
    pub line: Option<String>,
    /// Power of its modules at standard test conditions, in kWp.
    pub kwp: Dec,
    /// Price of the whole kit.
    pub price_brl: Money,
    /// Its modules.
    pub module: KitModule,
    /// Its inverters.
    pub inverter: KitInverter,
    /// Roof that its mounting is for, as the seller calls it.
    pub mounting: Option<String>,
    /// Where it is stored.
    pub warehouse: Option<String>,
    /// Cables, connectors and the like; not looked at.
    pub other_items: Option<Vec<KitItem>>,
}

/// Modules of a catalogue kit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KitModule {
    /// The seller's text.
    pub label: String,
    /// Brand.
    pub brand: Option<String>,
    /// Power of one module at standard test conditions.
    pub power_w: Option<u32>,
    /// How many.
    pub qty: u32,
}

/// Inverters of a catalogue kit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KitInverter {
    /// The seller's text; phases and voltage are read from it.
    pub label: String,
    /// Brand.
    pub brand: Option<String>,
    /// `micro` or `string`.
    pub kind: Option<String>,
    /// Rated power of one inverter.
    pub power_kw: Option<Dec>,
    /// How many.
    pub qty: u32,
}

/// Another item of a catalogue kit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KitItem {
    /// What it is.
    pub kind: Option<String>,
    /// The seller's text.
    pub label: String,
    /// How many.
    pub qty: Option<u32>,
}

/// What is wished for. What is not wished is met by every kit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KitTarget {
    /// Power in kWp, above zero.
    pub kwp: Dec,
    /// How far a kit may be from it, as a fraction.
    pub tolerance: Dec,
    /// `micro` or `string`.
    pub system: Option<String>,
    /// Phases of the connection.
    pub phases: Option<u32>,
    /// Roof, as the seller calls it.
    pub mounting: Option<String>,
    /// Brands of modules or inverters.
    pub brands: Option<Vec<String>>,
    /// The most that a kit may cost.
    pub max_price_brl: Option<Money>,
    /// Where it should be stored.
    pub warehouse: Option<String>,
}

/// Points by criterion; defaults of the project, not of law.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KitWeights {
    /// For the power; 40 by default.
    pub power: Option<Dec>,
    /// What each percent off the power costs; 2 by default.
    pub power_loss_per_percent: Option<Dec>,
    /// For the system; 20 by default.
    pub system: Option<Dec>,
    /// For the roof; 15 by default.
    pub roof: Option<Dec>,
    /// For a brand; 10 by default.
    pub brand: Option<Dec>,
    /// For the phases; 10 by default.
    pub phase: Option<Dec>,
    /// For the warehouse; 5 by default.
    pub stock: Option<Dec>,
}

/// Points of a kit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KitPoints {
    /// For the power.
    pub power: Fixed<4>,
    /// For the system.
    pub system: Fixed<4>,
    /// For the roof.
    pub roof: Fixed<4>,
    /// For a brand.
    pub brand: Fixed<4>,
    /// For the phases.
    pub phase: Fixed<4>,
    /// For the warehouse.
    pub stock: Fixed<4>,
}

/// A kit with its points, or why it is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KitMatch {
    /// The kit.
    pub id: Id,
    /// Sum of its points; null if it is left out.
    pub score: Option<Fixed<4>>,
    /// Its points; null if it is left out.
    pub points: Option<KitPoints>,
    /// Its price.
    pub price_brl: Money,
    /// Whether its parts go together, as far as their data tell.
    pub compatibility: KitOutcome,
    /// What the check of its parts found.
    pub findings: Vec<KitFinding>,
    /// Why it is left out: `KIT_POWER_OUTSIDE`, `KIT_PRICE_ABOVE_MAX` or the first error of the check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded: Option<Code>,
}

/// Electrical data by article, for kits whose labels name it.
pub(in crate::catalog) struct Datasheets<'a> {
    pub modules: &'a [PartModule],
    pub inverters: &'a [PartInverter],
}

/// Kits by score, then price, then id; those that are left out come last.
///
/// # Errors
/// `OUT_OF_RANGE` for a target without power; `OVERFLOW`.
pub(in crate::catalog) fn choose(
    kits: &[CatalogKit],
    target: &KitTarget,
    weights: &KitWeights,
    sheets: &Datasheets<'_>,
    site: &KitSite,
    limits: &KitLimits,
) -> Result<Vec<KitMatch>, Error> {
    if target.kwp.get() <= Decimal::ZERO {
        return Err(Issue::error(Code::OUT_OF_RANGE).at("/target/kwp").with("min", 0.000_001).with("max", 1e9).into());
    }
    let mut matches = Vec::with_capacity(kits.len());
    for (index, kit) in kits.iter().enumerate() {
        let place = Pointer::from("/kits").index(index);
        matches.push(judge(kit, target, weights, sheets, site, limits).map_err(|error| error.within(place))?);
    }
    let rank = |kit: &KitMatch| (std::cmp::Reverse(kit.score), kit.price_brl.minor());
    matches.sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| one.id.cmp(&other.id)));
    Ok(matches)
}

fn judge(
    kit: &CatalogKit,
    target: &KitTarget,
    weights: &KitWeights,
    sheets: &Datasheets<'_>,
    site: &KitSite,
    limits: &KitLimits,
) -> Result<KitMatch, Error> {
    let inverter = inverter(kit, sheets)?;
    let phases = inverter.phases;
    let parts = Kit { modules: Some(vec![module(kit, sheets)]), inverters: Some(vec![inverter]), ..Kit::default() };
    // The roof is a matter of points here, and what holds the modules is not listed by capacity.
    let site = KitSite { phases: target.phases.or(site.phases), requires_structure: Some(false), ..site.clone() };
    let checked = check(&parts, &site, limits)?;
    let asked = Exact::from(target.kwp.get());
    let off = Exact::from(kit.kwp.get()) - asked.clone();
    let off = if off.is_negative() { Exact::from(0) - off } else { off };
    let is_outside = off > asked.clone() * Exact::from(target.tolerance.get());
    let is_dear = target.max_price_brl.is_some_and(|most| kit.price_brl.minor() > most.minor());
    let error = checked
        .findings
        .iter()
        .find(|finding| finding.severity == KitFindingSeverity::Error && finding.code != Code::DATA_MISSING);
    let excluded = is_outside
        .then_some(Code::KIT_POWER_OUTSIDE)
        .or(is_dear.then_some(Code::KIT_PRICE_ABOVE_MAX))
        .or(error.map(|finding| finding.code));
    let points = match excluded {
        Some(_) => None,
        None => Some(points(kit, target, weights, phases, &off, &asked)?),
    };
    Ok(KitMatch {
        id: kit.id.clone(),
        score: points.as_ref().map(KitPoints::sum),
        points,
        price_brl: kit.price_brl,
        compatibility: checked.outcome,
        findings: checked.findings,
        excluded,
    })
}

/// The modules with the data of their sheet, if there is one under their label.
fn module(kit: &CatalogKit, sheets: &Datasheets<'_>) -> PartModule {
    let sheet = sheets.modules.iter().find(|part| part.sku == kit.module.label).cloned().unwrap_or_default();
    PartModule {
        sku: kit.module.label.clone(),
        qty: Some(kit.module.qty),
        pmp_w: kit.module.power_w.map(|power| Decimal::from(power).into()).or(sheet.pmp_w),
        ..sheet
    }
}

/// The inverters with the data of their sheet, else with what their label states.
fn inverter(kit: &CatalogKit, sheets: &Datasheets<'_>) -> Result<PartInverter, Error> {
    let sheet = sheets.inverters.iter().find(|part| part.sku == kit.inverter.label).cloned().unwrap_or_default();
    let stated = title::parse(&kit.inverter.label);
    let watts = |power: Dec| {
        let watts = (Exact::from(power.get()) * Exact::from(1000)).round(9, Rounding::HalfEven);
        let watts = watts.and_then(|watts| Decimal::try_from_i128_with_scale(watts, 9).ok());
        watts.map(Dec::from).ok_or_else(|| Error::from(Issue::error(Code::OVERFLOW).at("/inverter/power_kw")))
    };
    Ok(PartInverter {
        sku: kit.inverter.label.clone(),
        qty: Some(kit.inverter.qty),
        p_ac_w: kit.inverter.power_kw.map(watts).transpose()?.or(sheet.p_ac_w),
        phases: sheet.phases.or(stated.phases),
        v_ac: sheet.v_ac.or_else(|| stated.vac.and_then(|vac| vac.parse().ok()).map(|volts| vec![volts])),
        mppts: sheet.mppts.or(stated.mppt),
        ..sheet
    })
}

fn points(
    kit: &CatalogKit,
    target: &KitTarget,
    weights: &KitWeights,
    phases: Option<u32>,
    off: &Exact,
    asked: &Exact,
) -> Result<KitPoints, Error> {
    let or = |weight: Option<Dec>, points: i64| weight.map_or(Decimal::from(points), Dec::get);
    let full = |weight: Option<Dec>, points: i64, met: bool| {
        Fixed::rounded(&if met { Exact::from(or(weight, points)) } else { Exact::from(0) })
    };
    // Points of power: weight less loss times percent off, at least none; percent off is 100 off / asked.
    let loss = Exact::from(or(weights.power_loss_per_percent, 2)) * Exact::from(100) * off.clone();
    let left = Exact::from(or(weights.power, 40)) * asked.clone() - loss;
    let power = if left.is_positive() { Fixed::ratio(&left, asked)? } else { Fixed::from_units(0) };
    let same = |wish: &Option<String>, given: &Option<String>| wish.is_none() || wish == given;
    let brands = [&kit.module.brand, &kit.inverter.brand];
    let is_wished =
        |wish: &String| brands.iter().any(|brand| brand.as_ref().is_some_and(|brand| brand.eq_ignore_ascii_case(wish)));
    Ok(KitPoints {
        power,
        system: full(weights.system, 20, same(&target.system, &kit.inverter.kind))?,
        roof: full(weights.roof, 15, same(&target.mounting, &kit.mounting))?,
        brand: full(weights.brand, 10, target.brands.as_ref().is_none_or(|wishes| wishes.iter().any(is_wished)))?,
        phase: full(weights.phase, 10, target.phases.is_none() || target.phases == phases)?,
        stock: full(weights.stock, 5, same(&target.warehouse, &kit.warehouse))?,
    })
}

impl KitPoints {
    fn sum(&self) -> Fixed<4> {
        let all = [self.power, self.system, self.roof, self.brand, self.phase, self.stock];
        Fixed::from_units(all.iter().map(|points| points.units()).sum())
    }
}
