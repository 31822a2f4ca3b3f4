//! Records of a catalogue whose stored numbers contradict their own title.

use super::title;
use crate::issue::{Code, Issue};

/// How far a stored power may be from the title's: 15 %.
const TOLERANCE: f64 = 0.15;
/// Plausible efficiencies in percent.
const EFFICIENCY: std::ops::RangeInclusive<f64> = 85.0..=100.0;
/// Plausible alternating voltages.
const VOLTAGE: std::ops::RangeInclusive<f64> = 100.0..=1000.0;

/// The numbers of a record; what it does not hold is not judged.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Record<'a> {
    pub title: &'a str,
    pub power_kw: Option<f64>,
    pub power_w: Option<f64>,
    pub efficiency_pct: Option<f64>,
    pub voltage_v: Option<f64>,
    /// Power by a better source than the title.
    pub true_power_kw: Option<f64>,
}

/// What is wrong with a record, in the order of its members.
pub(super) fn validate(record: &Record<'_>) -> Vec<Issue> {
    let stated = || title::parse(record.title).power_w.map(f64::from);
    let power_w = record.true_power_kw.map(|power| power * 1000.0).or_else(stated);
    let differs = |stored: Option<f64>, factor: f64| {
        stored.zip(power_w).is_some_and(|(stored, power)| (stored * factor - power).abs() > TOLERANCE * power)
    };
    let outside = |stored: Option<f64>, range: std::ops::RangeInclusive<f64>| {
        stored.is_some_and(|stored| !range.contains(&stored))
    };
    let checks = [
        (differs(record.power_kw, 1000.0), Code::POWER_KW_CONTRADICTS_TITLE, "/power_kw"),
        (differs(record.power_w, 1.0), Code::POWER_W_CONTRADICTS_TITLE, "/power_w"),
        (outside(record.efficiency_pct, EFFICIENCY), Code::EFFICIENCY_OUT_OF_RANGE, "/efficiency_pct"),
        (outside(record.voltage_v, VOLTAGE), Code::AC_VOLTAGE_IMPLAUSIBLE, "/voltage_v"),
    ];
    checks.into_iter().filter(|(wrong, ..)| *wrong).map(|(_, code, place)| Issue::warning(code).at(place)).collect()
}
