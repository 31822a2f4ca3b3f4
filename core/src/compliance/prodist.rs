//! Quality of supply (PRODIST Module 8): measured values against bands that the caller gives with their act.

use crate::issue::{Code, Error, Issue, Problems};
use serde::{Deserialize, Serialize};

/// Bands of a value. An end that is absent is open; without a precarious band everything outside the adequate one is critical.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProdistRange {
    /// Least adequate value.
    pub adequate_min: Option<f64>,
    /// Greatest adequate value.
    pub adequate_max: Option<f64>,
    /// Least precarious value.
    pub precarious_min: Option<f64>,
    /// Greatest precarious value.
    pub precarious_max: Option<f64>,
}

/// What the ends of a voltage's bands count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VoltageRangeUnit {
    /// Volts.
    Volt,
    /// Parts of the nominal voltage.
    PerUnit,
}

/// Bands of the voltages whose nominal value lies in a range.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VoltageRange {
    /// Least nominal voltage.
    pub nominal_min_v: f64,
    /// Greatest nominal voltage.
    pub nominal_max_v: f64,
    /// What the ends count.
    pub unit: VoltageRangeUnit,
    /// The bands.
    pub range: ProdistRange,
}

/// Settings that a protection must have.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProtectionLimit {
    /// ANSI number: `27`, `59`, `81O`, ..
    pub ansi: String,
    /// Least pickup, in the unit of the protection.
    pub pickup_min: Option<f64>,
    /// Greatest pickup, in the unit of the protection.
    pub pickup_max: Option<f64>,
    /// Longest delay.
    pub delay_max_s: Option<f64>,
}

/// Limits with the act that sets them. They are data: the library knows no value of its own.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProdistLimits {
    /// The act, with its date and item.
    pub act: String,
    /// Voltage, by nominal value.
    pub voltages: Option<Vec<VoltageRange>>,
    /// Frequency in hertz.
    pub frequency: Option<ProdistRange>,
    /// Total harmonic distortion of the voltage in percent.
    pub thd_voltage: Option<ProdistRange>,
    /// Power factor, without sign.
    pub power_factor: Option<ProdistRange>,
    /// Voltage unbalance in percent.
    pub unbalance_voltage: Option<ProdistRange>,
    /// Protections that must be there.
    pub protections: Option<Vec<ProtectionLimit>>,
}

/// A protection as it is set.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProtectionSetting {
    /// ANSI number.
    pub ansi: String,
    /// Pickup, in the unit of the protection.
    pub pickup: f64,
    /// Delay.
    pub delay_s: f64,
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SupplyMeasurement<'a> {
    /// Nominal voltage in volts.
    pub nominal_v: f64,
    /// Measured voltage in volts.
    pub measured_v: Option<f64>,
    /// Frequency.
    pub frequency_hz: Option<f64>,
    /// Total harmonic distortion of the voltage.
    pub thd_voltage_pct: Option<f64>,
    /// Power factor.
    pub power_factor: Option<f64>,
    /// Voltage unbalance.
    pub unbalance_voltage_pct: Option<f64>,
    /// Protections.
    pub protections: &'a [ProtectionSetting],
}

/// Where a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProdistBand {
    /// In the adequate band.
    Adequate,
    /// In the precarious band.
    Precarious,
    /// Outside both.
    Critical,
    /// It was not measured, or no limit was given: never taken as passed.
    NotMeasured,
}

/// The limit of a check, as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckedLimit {
    /// The bands; those of a protection's pickup hold its least and greatest value as adequate.
    pub range: ProdistRange,
    /// What the ends of a voltage's bands count; null for the other checks, which have the unit of their value.
    pub unit: Option<VoltageRangeUnit>,
    /// Longest delay of a protection.
    pub delay_max_s: Option<f64>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProdistCheck {
    /// `voltage`, `frequency`, `thd_voltage`, `power_factor`, `unbalance_voltage`, or `protection` and its ANSI number.
    pub check: String,
    /// Where the value lies.
    pub band: ProdistBand,
    /// The limit; null if none was given.
    pub limit: Option<CheckedLimit>,
    /// The act of the limits, as given.
    pub law: String,
}

impl ProdistRange {
    fn band(&self, value: f64) -> ProdistBand {
        let within = |least: Option<f64>, most: Option<f64>| {
            least.is_none_or(|least| value >= least) && most.is_none_or(|most| value <= most)
        };
        let has_precarious = self.precarious_min.is_some() || self.precarious_max.is_some();
        if within(self.adequate_min, self.adequate_max) {
            ProdistBand::Adequate
        } else if has_precarious && within(self.precarious_min, self.precarious_max) {
            ProdistBand::Precarious
        } else {
            ProdistBand::Critical
        }
    }

    fn is_stated(&self) -> bool {
        [self.adequate_min, self.adequate_max].iter().any(Option::is_some)
    }
}

impl ProtectionLimit {
    fn limit(&self) -> CheckedLimit {
        let range =
            ProdistRange { adequate_min: self.pickup_min, adequate_max: self.pickup_max, ..ProdistRange::default() };
        CheckedLimit { range, unit: None, delay_max_s: self.delay_max_s }
    }

    fn band(&self, setting: &ProtectionSetting) -> ProdistBand {
        let pickup = self.limit().range;
        let delay = ProdistRange { adequate_max: self.delay_max_s, ..ProdistRange::default() };
        let fits = pickup.band(setting.pickup) == ProdistBand::Adequate
            && delay.band(setting.delay_s) == ProdistBand::Adequate;
        if fits { ProdistBand::Adequate } else { ProdistBand::Critical }
    }
}

/// Makes every check.
///
/// # Errors
/// `OUT_OF_RANGE` for a nominal voltage that is not above zero; `NOT_FOUND` if limits of voltages are given and none is for it.
pub(super) fn check(measured: &SupplyMeasurement<'_>, limits: &ProdistLimits) -> Result<Vec<ProdistCheck>, Error> {
    let mut problems = Problems::new();
    let nominal = measured.nominal_v;
    problems
        .require(nominal > 0.0, || Issue::error(Code::OUT_OF_RANGE).at("/nominal_v").with("min", 0).with("max", 1e6));
    let voltages = limits.voltages.as_deref();
    let voltage =
        voltages.and_then(|all| all.iter().find(|one| (one.nominal_min_v..=one.nominal_max_v).contains(&nominal)));
    problems.require(voltages.is_none() || voltage.is_some(), || Issue::error(Code::NOT_FOUND).at("/limits/voltages"));
    problems.finish()?;
    let volts = measured.measured_v.zip(voltage).map(|(volts, range)| match range.unit {
        VoltageRangeUnit::Volt => range.range.band(volts),
        // A quotient that is a decimal of the band exactly is that decimal's own double: the ends belong to the band.
        VoltageRangeUnit::PerUnit => range.range.band(volts / nominal),
    });
    let volts_limit = voltage.map(|one| CheckedLimit { range: one.range, unit: Some(one.unit), delay_max_s: None });
    let of = |name: &str, value: Option<f64>, range: Option<ProdistRange>| {
        let range = range.filter(ProdistRange::is_stated);
        let limit = range.map(|range| CheckedLimit { range, unit: None, delay_max_s: None });
        (name.to_owned(), value.zip(range).map(|(value, range)| range.band(value)), limit)
    };
    let checks = [
        ("voltage".to_owned(), volts, volts_limit),
        of("frequency", measured.frequency_hz, limits.frequency),
        of("thd_voltage", measured.thd_voltage_pct, limits.thd_voltage),
        of("power_factor", measured.power_factor.map(f64::abs), limits.power_factor),
        of("unbalance_voltage", measured.unbalance_voltage_pct, limits.unbalance_voltage),
    ];
    let protections = limits.protections.iter().flatten().map(|limit| {
        let setting = measured.protections.iter().find(|setting| setting.ansi == limit.ansi);
        (format!("protection {}", limit.ansi), setting.map(|setting| limit.band(setting)), Some(limit.limit()))
    });
    let made = checks.into_iter().chain(protections);
    let check = |(check, band, limit): (String, Option<ProdistBand>, Option<CheckedLimit>)| ProdistCheck {
        check,
        band: band.unwrap_or(ProdistBand::NotMeasured),
        limit,
        law: limits.act.clone(),
    };
    Ok(made.map(check).collect())
}

/// 100 for an adequate, 50 for a precarious, 0 for a critical value, their mean over what was measured; none if nothing was.
pub(super) fn score(checks: &[ProdistCheck]) -> Option<f64> {
    let points = checks.iter().filter_map(|check| match check.band {
        ProdistBand::Adequate => Some(100_u32),
        ProdistBand::Precarious => Some(50),
        ProdistBand::Critical => Some(0),
        ProdistBand::NotMeasured => None,
    });
    let (sum, count) = points.fold((0_u32, 0_u32), |(sum, count), points| (sum + points, count + 1));
    (count > 0).then(|| f64::from(sum) / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> ProdistLimits {
        let range = |adequate: (f64, f64), precarious: (Option<f64>, Option<f64>)| ProdistRange {
            adequate_min: Some(adequate.0),
            adequate_max: Some(adequate.1),
            precarious_min: precarious.0,
            precarious_max: precarious.1,
        };
        let low = VoltageRange {
            nominal_min_v: 220.0,
            nominal_max_v: 220.0,
            unit: VoltageRangeUnit::Volt,
            range: range((202.0, 231.0), (Some(191.0), Some(233.0))),
        };
        let high = VoltageRange {
            nominal_min_v: 1000.0,
            nominal_max_v: 69_000.0,
            unit: VoltageRangeUnit::PerUnit,
            range: range((0.93, 1.05), (Some(0.90), Some(1.05))),
        };
        ProdistLimits {
            act: "PRODIST 8".to_owned(),
            voltages: Some(vec![low, high]),
            frequency: None,
            thd_voltage: None,
            power_factor: None,
            unbalance_voltage: None,
            protections: None,
        }
    }

    fn voltage(nominal_v: f64, volts: f64) -> (ProdistBand, Option<f64>) {
        let measured = SupplyMeasurement {
            nominal_v,
            measured_v: Some(volts),
            frequency_hz: Some(60.0),
            thd_voltage_pct: None,
            power_factor: None,
            unbalance_voltage_pct: None,
            protections: &[],
        };
        let checks = check(&measured, &limits()).unwrap();
        // A frequency without limits is not measured, never passed.
        assert_eq!(checks[1].band, ProdistBand::NotMeasured);
        (checks[0].band, score(&checks))
    }

    #[test]
    fn bands_hold_their_ends() {
        assert_eq!(voltage(220.0, 150.0), (ProdistBand::Critical, Some(0.0)));
        assert_eq!(voltage(13_800.0, 13_800.0), (ProdistBand::Adequate, Some(100.0)));
        assert_eq!(voltage(13_800.0, 12_834.0), (ProdistBand::Adequate, Some(100.0)));
        assert_eq!(voltage(13_800.0, 12_833.9), (ProdistBand::Precarious, Some(50.0)));
        assert_eq!(voltage(220.0, 231.0).0, ProdistBand::Adequate);
        assert_eq!(voltage(220.0, 233.0).0, ProdistBand::Precarious);
        assert_eq!(voltage(220.0, 233.1).0, ProdistBand::Critical);
    }
}
