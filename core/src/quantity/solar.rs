//! Quantities of the sun, the sky, modules and inverters.

use super::quantity;

quantity! {
    /// Energy of a year per installed power.
    SpecificYield, "kWh/kWp", 1.0..=5000.0;
    /// Expected annual generation over annual consumption, as a target.
    Oversizing, "1", 0.000001..=100.0;
    /// Module power over alternating-current power of the inverters.
    DcAcRatio, "1", 0.1..=10.0;
    /// Limit of the expected annual generation over annual consumption: it may be lowered and never raised.
    OversizingLimit, "1", 0.000001..=1.6;
    /// Temperature of the air.
    AirTemperature, "degC", -90.0..=70.0;
    /// Mean daily maximum less mean daily minimum.
    TemperatureRange, "K", 0.0..=60.0;
    /// Wind speed.
    WindSpeed, "m/s", 0.0..=120.0;
    /// Direction clockwise from true north, in two notations: -180 to 180 or 0 to 360.
    Azimuth, "deg", -180.0..=360.0;
    /// Relative change of power per kelvin.
    PowerCoefficient, "%/K", -2.0..=0.0;
    /// Efficiency above zero.
    Efficiency, "1", 0.01..=1.0;
    /// Share of the ground that is covered by module area.
    GroundCoverage, "1", 0.000001..=1.0;
    /// Angle between a direction and the vertical, or between two directions.
    Zenith, "deg", 0.0..=180.0;
    /// Day of the year, 1 on January 1st.
    DayOfYear, "day", 1.0..=366.0;
    /// Pressure of the air.
    Pressure, "Pa", 1000.0..=120000.0;
    /// Irradiance; sensors show a little less than nothing at night.
    Irradiance, "W/m2", -100.0..=3000.0;
    /// Irradiance outside the atmosphere, or the solar constant.
    Extraterrestrial, "W/m2", 1000.0..=2000.0;
    /// Relative or absolute air mass.
    AirMass, "1", 0.01..=100.0;
    /// Linke turbidity.
    LinkeTurbidity, "1", 1.0..=20.0;
    /// Share of the light that the ground reflects.
    Albedo, "1", 0.0..=1.0;
    /// Difference between terrestrial and universal time.
    DeltaT, "s", -100.0..=1000.0;
}

impl Azimuth {
    /// The direction in 0 .. 360 degrees.
    pub fn compass(self) -> f64 {
        let folded = if self.0 < 0.0 { self.0 + 360.0 } else { self.0 };
        if folded < 360.0 { folded } else { 0.0 }
    }
}
