//! Severity of hot spots.

use crate::Answer;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::{CellTemperature, Id, Irradiance, TemperatureDifference};
use serde::{Deserialize, Serialize};

/// How grave a hot spot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ThermalSeverity {
    /// Below every threshold.
    None,
    /// To be looked at when convenient.
    Low,
    /// To be planned.
    Medium,
    /// Soon.
    High,
    /// At once.
    Critical,
}

/// Rises of temperature from which a severity begins, K; ascending.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ThermalThresholds {
    /// Low.
    pub low_c: TemperatureDifference,
    /// Medium.
    pub medium_c: TemperatureDifference,
    /// High.
    pub high_c: TemperatureDifference,
    /// Critical.
    pub critical_c: TemperatureDifference,
}

/// A hot spot of a thermal image.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ThermalAnomaly {
    /// Its name.
    pub id: Id,
    /// Temperature of the spot.
    pub spot_c: CellTemperature,
    /// Temperature of the sound cells beside it.
    pub reference_c: CellTemperature,
    /// Irradiance in the plane at the time, above 0.
    pub poa_w_m2: Irradiance,
}

/// Hot spots and what counts as grave.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClassifyThermalRequest {
    /// The spots.
    pub anomalies: Vec<ThermalAnomaly>,
    /// From which rise at 1000 W/m² each severity begins; there is no default.
    pub thresholds: ThermalThresholds,
}

/// A hot spot and its severity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassifiedAnomaly {
    /// Its name.
    pub id: Id,
    /// Rise over the sound cells, scaled to 1000 W/m².
    pub rise_c: f64,
    /// Its severity.
    pub severity: ThermalSeverity,
}

/// The spots in the order of the request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassifiedThermal {
    /// The spots.
    pub anomalies: Vec<ClassifiedAnomaly>,
    /// The gravest of them; `none` without spots.
    pub worst: ThermalSeverity,
}

/// Classify hot spots of thermal images by their rise over sound cells, scaled linearly to 1000 W/m².
///
/// # Errors
/// `NOT_ASCENDING` for thresholds, `OUT_OF_RANGE` for a spot without light.
pub fn classify_thermal(request: ClassifyThermalRequest) -> Result<Answer<ClassifiedThermal>, Error> {
    let ThermalThresholds { low_c, medium_c, high_c, critical_c } = request.thresholds;
    let steps = [
        (low_c, ThermalSeverity::Low, "low_c"),
        (medium_c, ThermalSeverity::Medium, "medium_c"),
        (high_c, ThermalSeverity::High, "high_c"),
        (critical_c, ThermalSeverity::Critical, "critical_c"),
    ];
    let mut problems = Problems::new();
    for (position, spot) in request.anomalies.iter().enumerate() {
        let place = Pointer::root().field("anomalies").index(position).field("poa_w_m2");
        problems.require(spot.poa_w_m2.get() > 0.0, || {
            Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0.0).with("max", Irradiance::MAX)
        });
    }
    for pair in steps.windows(2) {
        if let [(below, ..), (above, _, name)] = pair {
            let place = Pointer::root().field("thresholds").field(name);
            problems.require(below < above, || Issue::error(Code::NOT_ASCENDING).at(place));
        }
    }
    problems.finish()?;
    let mut worst = ThermalSeverity::None;
    let anomalies = request
        .anomalies
        .into_iter()
        .map(|spot| {
            let rise_c = (spot.spot_c.get() - spot.reference_c.get()) * 1000.0 / spot.poa_w_m2.get();
            let reached = steps.iter().rev().find(|(from, ..)| rise_c >= from.get());
            let severity = reached.map_or(ThermalSeverity::None, |(_, severity, _)| *severity);
            worst = worst.max(severity);
            ClassifiedAnomaly { id: spot.id, rise_c, severity }
        })
        .collect();
    Ok(Answer::new(ClassifiedThermal { anomalies, worst }))
}
