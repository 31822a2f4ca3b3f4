//! Physical numbers that know their valid range, and small value types of the wire.
//!
//! An impossible value cannot be built, and the refusal carries its code: `OUT_OF_RANGE` with `min` and `max`.

mod id;
mod map;
mod refusal;

pub use id::Id;
pub use map::Map;
pub(crate) use refusal::{Refusal, refuse};

/// Declares newtypes of `f64` with a unit and a valid range.
///
/// Each one has `TryFrom<f64>`, `get()`, serde and (feature `schema`) a JSON Schema with `minimum`, `maximum` and `x-unit`.
macro_rules! quantity {
    ($($(#[$meta:meta])* $name:ident, $unit:literal, $min:literal ..= $max:literal;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(f64);

        impl $name {
            /// Smallest valid value.
            pub const MIN: f64 = $min;
            /// Largest valid value.
            pub const MAX: f64 = $max;
            /// Its unit.
            pub const UNIT: &'static str = $unit;

            /// The number.
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = $crate::issue::Error;

            /// # Errors
            /// `OUT_OF_RANGE` if the value is outside the valid range or not a number.
            fn try_from(value: f64) -> Result<Self, Self::Error> {
                if (Self::MIN..=Self::MAX).contains(&value) {
                    // Adding zero turns a negative zero into zero.
                    Ok($name(value + 0.0))
                } else {
                    let issue = $crate::issue::Issue::error($crate::issue::Code::OUT_OF_RANGE);
                    Err(issue.with("min", Self::MIN).with("max", Self::MAX).into())
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <f64 as serde::Deserialize>::deserialize(deserializer)?;
                $name::try_from(value).map_err($crate::quantity::refuse)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "number", "minimum": $min, "maximum": $max, "x-unit": $unit})
            }
            fn inline_schema() -> bool {
                true
            }
        }
    )*};
}

quantity! {
    /// Latitude, north positive.
    Latitude, "deg", -90.0..=90.0;
    /// Longitude, east positive.
    Longitude, "deg", -180.0..=180.0;
    /// Altitude above sea level.
    Altitude, "m", -500.0..=9000.0;
    /// Tilt from horizontal.
    Tilt, "deg", 0.0..=180.0;
    /// Direct-current power at standard test conditions.
    PeakPower, "kW", 0.000001..=1e9;
    /// Energy of a period, zero or more.
    Energy, "kWh", 0.0..=1e12;
    /// Irradiation of a day (hours of full sun).
    DailyIrradiation, "kWh/m2/day", 0.0..=15.0;
    /// Performance ratio.
    PerformanceRatio, "1", 0.000001..=1.5;
    /// A share of one.
    Fraction, "1", 0.0..=1.0;
    /// Power of one module at standard test conditions.
    ModulePower, "W", 1.0..=5000.0;
    /// An area.
    Area, "m2", 0.0..=1e9;
    /// Energy of a year per installed power.
    SpecificYield, "kWh/kWp", 1.0..=5000.0;
    /// Expected annual generation over annual consumption, as a target.
    Oversizing, "1", 0.000001..=100.0;
    /// Module power over alternating-current power of the inverters.
    DcAcRatio, "1", 0.1..=10.0;
    /// Limit of the expected annual generation over annual consumption: it may be lowered and never raised.
    OversizingLimit, "1", 0.000001..=1.6;
    /// Share of the ground that is covered by module area.
    GroundCoverage, "1", 0.000001..=1.0;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Code;

    #[test]
    fn refuses_impossible_values_and_normalises_zero() {
        assert_eq!(Latitude::try_from(90.1).unwrap_err().code(), Code::OUT_OF_RANGE);
        assert_eq!(Latitude::try_from(f64::NAN).unwrap_err().code(), Code::OUT_OF_RANGE);
        assert!(Latitude::try_from(-0.0).unwrap().get().is_sign_positive());
    }
}
