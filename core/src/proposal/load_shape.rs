//! Typical shapes of a day's load: weights of the hours, 100 for a mean one.
//!
//! They are the project's own drawings, not measurements: no utility's load curves stand behind them. What they follow is stated at
//! each shape. Only the ratios of the weights of one month matter: the bills give the energy. Holidays are those of the tariff
//! calendar and count as Sundays. A measured load is always better, and `load` takes one.

use serde::{Deserialize, Serialize};

/// Typical loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LoadShape {
    /// A home: low at night, breakfast, and the peak of electric showers, kitchen and television from 18 to 21 h; fuller middays at
    /// the weekend.
    Residential,
    /// A shop or an office: air conditioning and light from 8 to 19 h, half a Saturday, a closed Sunday with refrigeration and
    /// standby.
    Commercial,
    /// A factory of two shifts from 6 to 22 h with a pause at noon, a half Saturday, base load otherwise.
    Industrial,
    /// A farm with milking and cooling in the early morning and the late afternoon, every day alike.
    Rural,
}

/// Weights of the hours of a day.
pub(super) type DayWeights = [u32; 24];

/// Weights of a working day, a Saturday, and a Sunday or holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WeekWeights {
    pub working_day: DayWeights,
    pub saturday: DayWeights,
    pub sunday: DayWeights,
}

impl LoadShape {
    /// Its name on the wire.
    pub(super) const fn name(self) -> &'static str {
        match self {
            LoadShape::Residential => "residential",
            LoadShape::Commercial => "commercial",
            LoadShape::Industrial => "industrial",
            LoadShape::Rural => "rural",
        }
    }

    /// Its weights.
    pub(super) const fn weights(self) -> WeekWeights {
        match self {
            LoadShape::Residential => RESIDENTIAL,
            LoadShape::Commercial => COMMERCIAL,
            LoadShape::Industrial => INDUSTRIAL,
            LoadShape::Rural => WeekWeights { working_day: RURAL, saturday: RURAL, sunday: RURAL },
        }
    }
}

const RESIDENTIAL: WeekWeights = WeekWeights {
    working_day: [62, 54, 50, 48, 48, 56, 84, 98, 88, 80, 78, 84, 96, 92, 84, 80, 84, 102, 150, 178, 176, 160, 128, 90],
    saturday: [
        70, 60, 54, 50, 50, 54, 70, 86, 98, 104, 106, 110, 116, 108, 98, 92, 94, 108, 146, 170, 168, 154, 128, 98,
    ],
    sunday: [
        78, 66, 58, 54, 52, 54, 62, 78, 96, 108, 114, 120, 122, 112, 100, 94, 96, 108, 144, 166, 162, 146, 118, 88,
    ],
};

const COMMERCIAL: WeekWeights = WeekWeights {
    working_day: [
        30, 28, 28, 28, 28, 32, 48, 80, 130, 165, 178, 182, 170, 176, 184, 182, 174, 158, 122, 84, 60, 46, 38, 32,
    ],
    saturday: [30, 28, 28, 28, 28, 30, 40, 64, 104, 130, 136, 132, 104, 76, 58, 48, 44, 42, 40, 38, 36, 34, 32, 30],
    sunday: [28, 28, 28, 28, 28, 28, 30, 32, 34, 36, 36, 36, 36, 36, 36, 36, 36, 34, 34, 32, 32, 30, 30, 28],
};

const INDUSTRIAL: WeekWeights = WeekWeights {
    working_day: [
        46, 44, 44, 44, 48, 66, 112, 146, 156, 158, 156, 148, 130, 150, 156, 156, 152, 140, 118, 112, 110, 104, 84, 54,
    ],
    saturday: [44, 42, 42, 42, 44, 54, 84, 108, 114, 114, 112, 102, 70, 58, 52, 50, 48, 46, 46, 44, 44, 44, 44, 44],
    sunday: [42, 42, 42, 42, 42, 42, 42, 42, 44, 44, 44, 44, 44, 44, 44, 44, 44, 42, 42, 42, 42, 42, 42, 42],
};

const RURAL: DayWeights =
    [70, 66, 64, 66, 84, 130, 152, 138, 112, 98, 92, 92, 90, 88, 90, 98, 122, 146, 150, 138, 118, 102, 88, 76];
