//! Whether the parts of a kit go together.

use super::finding::{KitCheck, KitFinding};
use super::parts::{Kit, KitLimits, KitSite, PartInverter, PartModule, PartString, PartStructure};
use super::strings;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Exact, Fixed};
use rust_decimal::Decimal;

/// Bounds with their defaults.
pub(super) struct Bounds {
    dc_ac_max: Decimal,
    dc_ac_warn_high: Decimal,
    dc_ac_warn_low: Decimal,
    pub isc_factor: Decimal,
}

impl From<&KitLimits> for Bounds {
    fn from(limits: &KitLimits) -> Self {
        let or = |given: Option<Dec>, hundredths: i64| given.map_or(Decimal::new(hundredths, 2), Dec::get);
        Bounds {
            dc_ac_max: or(limits.dc_ac_max, 150),
            dc_ac_warn_high: or(limits.dc_ac_warn_high, 135),
            dc_ac_warn_low: or(limits.dc_ac_warn_low, 80),
            isc_factor: or(limits.isc_factor, 125),
        }
    }
}

/// Checks a kit: every check whose data are there is made, and what is missing is named.
///
/// # Errors
/// `SKU_DUPLICATE`; `DATA_MISSING` if not one component has data beyond its article and quantity; `OVERFLOW`.
pub(in crate::catalog) fn check(kit: &Kit, site: &KitSite, limits: &KitLimits) -> Result<KitCheck, Error> {
    let modules = kit.modules.as_deref().unwrap_or_default();
    let inverters = kit.inverters.as_deref().unwrap_or_default();
    let structures = kit.structures.as_deref().unwrap_or_default();
    let listed = kit.strings.as_deref().unwrap_or_default();
    duplicates(modules, inverters, structures)?;
    usable(modules, inverters, structures)?;
    let bounds = Bounds::from(limits);
    let mut findings = missing(modules, inverters, structures, listed, site);
    for (empty, code) in [(modules.is_empty(), Code::KIT_NO_MODULE), (inverters.is_empty(), Code::KIT_NO_INVERTER)] {
        findings.extend(empty.then(|| KitFinding::error(code)));
    }
    findings.extend(ratio(modules, inverters, &bounds)?);
    if site.requires_structure.unwrap_or(true) {
        findings.extend(mounting(modules, structures, site));
    }
    findings.extend(connection(inverters, site));
    let known = strings::known(listed, modules, inverters, &mut findings);
    for string in &known {
        findings.extend(strings::electrical(string, site, &bounds)?);
    }
    findings.extend(strings::inputs(&known, inverters));
    if !listed.is_empty() {
        findings.extend(strings::counts(&known, modules));
    }
    KitCheck::of(findings)
}

/// An article stands once in its list.
fn duplicates(modules: &[PartModule], inverters: &[PartInverter], structures: &[PartStructure]) -> Result<(), Error> {
    let lists: [(&'static str, Vec<&str>); 3] = [
        ("/kit/modules", modules.iter().map(|part| part.sku.as_str()).collect()),
        ("/kit/inverters", inverters.iter().map(|part| part.sku.as_str()).collect()),
        ("/kit/structures", structures.iter().map(|part| part.sku.as_str()).collect()),
    ];
    let mut problems = Problems::new();
    for (place, skus) in lists {
        let mut seen = std::collections::BTreeSet::new();
        for (index, sku) in skus.into_iter().enumerate() {
            let place = || Pointer::from(place).index(index).field("sku");
            problems.require(seen.insert(sku), || Issue::error(Code::SKU_DUPLICATE).at(place()));
        }
    }
    problems.finish()
}

/// At least one component says more than its article and quantity; an empty kit has findings of its own.
fn usable(modules: &[PartModule], inverters: &[PartInverter], structures: &[PartStructure]) -> Result<(), Error> {
    let is_bare = |names: Vec<&'static str>, all: usize| names.iter().filter(|name| **name != "qty").count() == all;
    let bare = modules.iter().all(|part| is_bare(part.missing(), 5))
        && inverters.iter().all(|part| is_bare(part.missing(), 9))
        && structures.iter().all(|part| is_bare(part.missing(), 1));
    let listed = modules.len() + inverters.len() + structures.len();
    if listed > 0 && bare { Err(Issue::error(Code::DATA_MISSING).at("/kit").into()) } else { Ok(()) }
}

/// The names of members that are absent.
fn absent(members: &[(&'static str, bool)]) -> Vec<&'static str> {
    members.iter().filter(|(_, given)| !given).map(|(name, _)| *name).collect()
}

impl PartModule {
    fn missing(&self) -> Vec<&'static str> {
        absent(&[
            ("qty", self.qty.is_some()),
            ("pmp_w", self.pmp_w.is_some()),
            ("voc_v", self.voc_v.is_some()),
            ("vmp_v", self.vmp_v.is_some()),
            ("isc_a", self.isc_a.is_some()),
            ("beta_voc_pct_c", self.beta_voc_pct_c.is_some()),
        ])
    }
}

impl PartInverter {
    fn missing(&self) -> Vec<&'static str> {
        absent(&[
            ("qty", self.qty.is_some()),
            ("p_ac_w", self.p_ac_w.is_some()),
            ("vdc_max_v", self.vdc_max_v.is_some()),
            ("mppt_min_v", self.mppt_min_v.is_some()),
            ("mppt_max_v", self.mppt_max_v.is_some()),
            ("isc_max_per_mppt_a", self.isc_max_per_mppt_a.is_some()),
            ("strings_per_mppt", self.strings_per_mppt.is_some()),
            ("mppts", self.mppts.is_some()),
            ("phases", self.phases.is_some()),
            ("v_ac", self.v_ac.is_some()),
        ])
    }
}

impl PartStructure {
    fn missing(&self) -> Vec<&'static str> {
        absent(&[("qty", self.qty.is_some()), ("modules_each", self.modules_each.is_some())])
    }
}

impl PartString {
    fn missing(&self) -> Vec<&'static str> {
        absent(&[
            ("module", self.module.is_some()),
            ("inverter", self.inverter.is_some()),
            ("mppt", self.mppt.is_some()),
            ("series", self.series.is_some()),
            ("parallel", self.parallel.is_some()),
        ])
    }
}

/// What is missing, by component; of the site without an article.
fn missing(
    modules: &[PartModule],
    inverters: &[PartInverter],
    structures: &[PartStructure],
    strings: &[PartString],
    site: &KitSite,
) -> Vec<KitFinding> {
    let of_parts = (modules.iter().map(|part| (&part.sku, part.missing())))
        .chain(inverters.iter().map(|part| (&part.sku, part.missing())))
        .chain(structures.iter().map(|part| (&part.sku, part.missing())));
    let finding = || KitFinding::error(Code::DATA_MISSING);
    let mut findings: Vec<KitFinding> = of_parts
        .filter(|(_, fields)| !fields.is_empty())
        .map(|(sku, fields)| KitFinding { fields, ..finding().sku(sku) })
        .collect();
    for string in strings {
        let fields = string.missing();
        findings.extend((!fields.is_empty()).then(|| KitFinding { fields, ..finding().string(&string.id) }));
    }
    let fields = absent(&[("tmin_c", site.tmin_c.is_some()), ("tcell_max_c", site.tcell_max_c.is_some())]);
    findings.extend((!fields.is_empty()).then(|| KitFinding { fields, ..finding() }));
    findings
}

/// `Σ power · quantity` if every part says both.
fn power<'a>(parts: impl Iterator<Item = (&'a Option<Dec>, &'a Option<u32>)>) -> Option<Exact> {
    parts
        .map(|(watts, qty)| Some(Exact::from((*watts)?.get()) * Exact::from(i128::from((*qty)?))))
        .try_fold(Exact::from(0), |sum, part| part.map(|part| sum + part))
}

/// Module power over rated inverter power.
fn ratio(modules: &[PartModule], inverters: &[PartInverter], bounds: &Bounds) -> Result<Vec<KitFinding>, Error> {
    if modules.is_empty() || inverters.is_empty() {
        return Ok(Vec::new());
    }
    let dc = power(modules.iter().map(|part| (&part.pmp_w, &part.qty)));
    let ac = power(inverters.iter().map(|part| (&part.p_ac_w, &part.qty)));
    let (Some(dc), Some(ac)) = (dc, ac) else { return Ok(Vec::new()) };
    if !ac.is_positive() {
        // Rated power that adds up to nothing is no rated power.
        let finding = |part: &PartInverter| KitFinding {
            fields: vec!["p_ac_w"],
            ..KitFinding::error(Code::DATA_MISSING).sku(&part.sku)
        };
        return Ok(inverters.iter().map(finding).collect());
    }
    let above = |bound: Decimal| dc > ac.clone() * Exact::from(bound);
    let finding = if above(bounds.dc_ac_max) {
        KitFinding::error(Code::DC_AC_RATIO_HIGH)
    } else if above(bounds.dc_ac_warn_high) {
        KitFinding::warn(Code::DC_AC_RATIO_HIGH)
    } else if dc < ac.clone() * Exact::from(bounds.dc_ac_warn_low) {
        KitFinding::warn(Code::DC_AC_RATIO_LOW)
    } else {
        return Ok(Vec::new());
    };
    let value = Some(Fixed::<4>::ratio(&dc, &ac)?.to_string());
    Ok(vec![KitFinding { value, ..finding }])
}

/// Structures against modules and roof.
fn mounting(modules: &[PartModule], structures: &[PartStructure], site: &KitSite) -> Vec<KitFinding> {
    if structures.is_empty() {
        return vec![KitFinding::error(Code::KIT_NO_STRUCTURE)];
    }
    let mut findings = Vec::new();
    let need: Option<u64> = modules.iter().map(|part| part.qty.map(u64::from)).sum();
    let mut have = structures.iter().map(|part| Some(u64::from(part.qty?).saturating_mul(part.modules_each?.into())));
    let have = have.try_fold(0_u64, |sum, part| part.map(|part| sum.saturating_add(part)));
    if let (Some(have), Some(need)) = (have, need)
        && have < need
    {
        findings.push(KitFinding::error(Code::STRUCTURE_CAPACITY_SHORT).counts(have, need));
    }
    for structure in structures {
        if let (Some(roofs), Some(roof)) = (&structure.roof_types, &site.roof_type)
            && !roofs.contains(roof)
        {
            findings.push(KitFinding::error(Code::STRUCTURE_ROOF_MISMATCH).sku(&structure.sku));
        }
    }
    findings
}

/// Inverters against the connection of the site.
fn connection(inverters: &[PartInverter], site: &KitSite) -> Vec<KitFinding> {
    let mut findings = Vec::new();
    for inverter in inverters {
        if let (Some(need), Some(have)) = (inverter.phases, site.phases)
            && need > have
        {
            let finding = KitFinding::error(Code::PHASE_MISMATCH).sku(&inverter.sku);
            findings.push(finding.counts(have.into(), need.into()));
        }
        if let (Some(voltages), Some(voltage)) = (&inverter.v_ac, site.v_ac)
            && !voltages.contains(&voltage)
        {
            findings.push(KitFinding::error(Code::VOLTAGE_MISMATCH).sku(&inverter.sku));
        }
    }
    findings
}
