//! Checks of strings: voltages and currents between the coldest and the hottest day, inputs of inverters.

use super::check::Bounds;
use super::finding::KitFinding;
use super::parts::{KitSite, PartInverter, PartModule, PartString};
use crate::issue::{Code, Error};
use crate::money::{Dec, Exact, Fixed};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A string whose module and inverter are in the kit.
pub(super) struct Known<'a> {
    pub string: &'a PartString,
    pub module: &'a PartModule,
    pub inverter: &'a PartInverter,
}

/// The strings whose module and inverter are known; a finding for each other one.
pub(super) fn known<'a>(
    strings: &'a [PartString],
    modules: &'a [PartModule],
    inverters: &'a [PartInverter],
    findings: &mut Vec<KitFinding>,
) -> Vec<Known<'a>> {
    let mut known = Vec::new();
    for string in strings {
        let (Some(module), Some(inverter)) = (&string.module, &string.inverter) else { continue };
        let module = modules.iter().find(|part| part.sku == *module);
        let inverter = inverters.iter().find(|part| part.sku == *inverter);
        match (module, inverter) {
            (Some(module), Some(inverter)) => known.push(Known { string, module, inverter }),
            _ => findings.push(KitFinding::error(Code::STRING_UNKNOWN_SKU).string(&string.id)),
        }
    }
    known
}

/// One comparison of a string's value with a limit.
struct Comparison {
    finding: fn(Code) -> KitFinding,
    code: Code,
    value: Option<Exact>,
    limit: Option<Dec>,
    /// Whether the value may not exceed the limit; else it may not fall below it.
    above: bool,
}

/// Voltages and currents of a string: every comparison whose data are there.
///
/// # Errors
/// `OVERFLOW` for a value that cannot be shown.
pub(super) fn electrical(known: &Known<'_>, site: &KitSite, bounds: &Bounds) -> Result<Vec<KitFinding>, Error> {
    let Known { string, module, inverter } = known;
    let beta_vmp = module.beta_vmp_pct_c.or(module.beta_voc_pct_c);
    let series = string.series.map(|series| Exact::from(i128::from(series)));
    let parallel = string.parallel.map(|parallel| Exact::from(i128::from(parallel)));
    // A string's voltage at a temperature: n v (1 + beta/100 (t - 25)).
    let voltage = |volts: Option<Dec>, beta: Option<Dec>, celsius: Option<Dec>| {
        let (volts, beta, celsius) = (volts?.get(), beta?.get(), celsius?.get());
        let above = Exact::from(celsius) - Exact::from(25);
        let factor = Exact::from(1) + above.percent(beta);
        Some(series.clone()? * Exact::from(volts) * factor)
    };
    let current = |amperes: Option<Dec>, factor: Decimal| {
        Some(parallel.clone()? * Exact::from(amperes?.get()) * Exact::from(factor))
    };
    let (error, warn): (fn(Code) -> KitFinding, fn(Code) -> KitFinding) = (KitFinding::error, KitFinding::warn);
    let comparisons = [
        Comparison {
            finding: error,
            code: Code::VOC_ABOVE_MAX,
            value: voltage(module.voc_v, module.beta_voc_pct_c, site.tmin_c),
            limit: inverter.vdc_max_v,
            above: true,
        },
        Comparison {
            finding: error,
            code: Code::VMP_BELOW_MPPT,
            value: voltage(module.vmp_v, beta_vmp, site.tcell_max_c),
            limit: inverter.mppt_min_v,
            above: false,
        },
        Comparison {
            finding: warn,
            code: Code::VMP_ABOVE_MPPT,
            value: voltage(module.vmp_v, beta_vmp, site.tmin_c),
            limit: inverter.mppt_max_v,
            above: true,
        },
        Comparison {
            finding: warn,
            code: Code::VOC_BELOW_START,
            value: voltage(module.voc_v, module.beta_voc_pct_c, site.tcell_max_c),
            limit: inverter.v_start_v,
            above: false,
        },
        Comparison {
            finding: error,
            code: Code::ISC_ABOVE_MAX,
            value: current(module.isc_a, bounds.isc_factor),
            limit: inverter.isc_max_per_mppt_a,
            above: true,
        },
        Comparison {
            finding: warn,
            code: Code::IMP_ABOVE_MAX,
            value: current(module.imp_a, Decimal::ONE),
            limit: inverter.idc_max_per_mppt_a,
            above: true,
        },
    ];
    let mut findings = Vec::new();
    for comparison in comparisons {
        let (Some(value), Some(limit)) = (comparison.value, comparison.limit) else { continue };
        let limit = Exact::from(limit.get());
        if if comparison.above { value > limit } else { value < limit } {
            let finding = (comparison.finding)(comparison.code).string(&string.id);
            let value = Some(Fixed::<2>::rounded(&value)?.to_string());
            findings.push(KitFinding { value, limit: Some(Fixed::rounded(&limit)?), ..finding });
        }
    }
    if let (Some(allowed), Some(parallel)) = (inverter.strings_per_mppt, string.parallel)
        && parallel > allowed
    {
        let finding = KitFinding::error(Code::STRINGS_EXCEED_INPUTS).string(&string.id);
        findings.push(finding.counts(allowed.into(), parallel.into()));
    }
    Ok(findings)
}

/// How the inputs of the inverters are used: distinct MPPTs a kind, inverters an MPPT.
pub(super) fn inputs(known: &[Known<'_>], inverters: &[PartInverter]) -> Vec<KitFinding> {
    let mut findings = Vec::new();
    for inverter in inverters {
        let own = known.iter().filter(|known| known.inverter.sku == inverter.sku);
        let mut booked: BTreeMap<u32, u64> = BTreeMap::new();
        let mut used = BTreeSet::new();
        for known in own {
            let Some(mppt) = known.string.mppt else { continue };
            used.insert(mppt);
            *booked.entry(mppt).or_default() += u64::from(known.string.inverter_qty.unwrap_or(1));
        }
        if let Some(mppts) = inverter.mppts.map(u64::from) {
            let need = used.len() as u64;
            if need > mppts {
                findings.push(KitFinding::error(Code::MPPT_EXCEEDED).sku(&inverter.sku).counts(mppts, need));
            }
        }
        let Some(qty) = inverter.qty.map(u64::from) else { continue };
        for (mppt, need) in booked.into_iter().filter(|(_, need)| *need > qty) {
            let finding = KitFinding::error(Code::MPPT_OVERBOOKED).sku(&inverter.sku).counts(qty, need);
            findings.push(KitFinding { mppt: Some(mppt), ..finding });
        }
    }
    findings
}

/// Modules in strings against modules in the kit, by article; only where every string says how many it has.
pub(super) fn counts(known: &[Known<'_>], modules: &[PartModule]) -> Vec<KitFinding> {
    let mut findings = Vec::new();
    for module in modules {
        let Some(have) = module.qty.map(u128::from) else { continue };
        let own = known.iter().filter(|known| known.module.sku == module.sku);
        let of_string = |known: &Known<'_>| {
            let string = known.string;
            let units = u128::from(string.inverter_qty.unwrap_or(1));
            // At most 2^96: it fits.
            Some(u128::from(string.series?) * u128::from(string.parallel?) * units)
        };
        let need: Option<u128> = own.map(of_string).sum();
        if let Some(need) = need.filter(|need| *need != have) {
            let narrow = |count: u128| u64::try_from(count).unwrap_or(u64::MAX);
            let finding = KitFinding::error(Code::MODULE_COUNT_MISMATCH).sku(&module.sku);
            findings.push(finding.counts(narrow(have), narrow(need)));
        }
    }
    findings
}
