//! Quantities of the sun, the sky, modules and inverters.

use super::quantity;

quantity! {
    /// Energy of a year per installed power.
    SpecificYield, "kWh/kWp", 1.0..=5000.0;
    /// Energy of a month per installed power.
    MonthlyYield, "kWh/kWp", 0.0..=1000.0;
    /// Alternating-current power of an inverter.
    InverterPowerKw, "kW", 0.001..=1e7;
    /// Difference of two temperatures.
    TemperatureDifference, "K", 0.0..=200.0;
    /// Expected annual generation over annual consumption, as a target.
    Oversizing, "1", 0.000001..=100.0;
    /// Module power over alternating-current power of the inverters.
    DcAcRatio, "1", 0.1..=10.0;
    /// Limit of the expected annual generation over annual consumption: it may be lowered and never raised.
    OversizingLimit, "1", 0.000001..=1.6;
    /// Local standard time less universal time.
    UtcOffset, "h", -12.0..=14.0;
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
    Efficiency, "1", 0.000001..=1.0;
    /// Share of the ground that is covered by module area.
    GroundCoverage, "1", 0.000001..=0.999999;
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
    /// Temperature of a cell.
    CellTemperature, "degC", -90.0..=150.0;
    /// Voltage.
    Voltage, "V", 0.0..=100000.0;
    /// Current.
    Current, "A", 0.0..=100000.0;
    /// Resistance.
    Resistance, "ohm", 0.0..=1e12;
    /// Resistance across a module.
    ShuntResistance, "ohm", 0.001..=1e12;
    /// Change of a voltage.
    VoltageCoefficient, "V/K", -10.0..=1.0;
    /// Change of a current.
    CurrentCoefficient, "A/K", -1.0..=1.0;
    /// Saturation current of a module.
    SaturationCurrent, "A", 1e-30..=1.0;
    /// Ideality factor times cells times thermal voltage.
    IdealityVoltage, "V", 0.001..=1000.0;
    /// A percentage around zero.
    SmallPercent, "%", -100.0..=100.0;
    /// A length.
    Length, "m", 0.0..=100000.0;
    /// Alternating or direct-current power of an inverter.
    InverterPower, "W", 1.0..=1e10;
    /// Power to start with, or taken at night.
    SmallPower, "W", -100000.0..=1e8;
    /// Power that enters an inverter.
    LoadPower, "W", 0.0..=1e10;
    /// Refractive index.
    RefractiveIndex, "1", 1.0..=4.0;
    /// Extinction coefficient of a glass.
    Extinction, "1/m", 0.0..=1000.0;
    /// Thickness of a glass.
    Thickness, "m", 0.0..=0.1;
    /// Coefficient of an angular loss.
    AngularLoss, "1", 0.001..=1.0;
    /// Heat loss of a module.
    HeatLoss, "W/(m2 K)", 0.0..=200.0;
    /// Ideality factor of a diode, or a similar factor.
    IdealityFactor, "1", 0.01..=100.0;
    /// Change of an ideality factor.
    IdealitySlope, "1/K", -0.1..=0.1;
    /// Band gap over the elementary charge.
    BandGap, "V", 0.1..=5.0;
    /// Tilt of an axis.
    AxisTilt, "deg", -90.0..=90.0;
    /// Largest rotation of a tracker.
    TrackerRange, "deg", 0.0..=180.0;
    /// Rotation of a row.
    Rotation, "deg", -180.0..=180.0;
    /// Slope of the ground.
    Slope, "deg", -80.0..=80.0;
    /// Rain.
    Rain, "mm", 0.0..=5000.0;
    /// A span of time above zero, in the unit of its field.
    Span, "time", 0.0001..=100000.0;
    /// Dust in the air.
    DustDensity, "g/m3", 0.0..=1.0;
    /// A speed.
    Speed, "m/s", 0.0..=1000.0;
    /// Height or distance of rows.
    RowLength, "m", 0.001..=1000.0;
    /// Gain or loss on the back of modules.
    RearFactor, "1", -1.0..=1.0;
    /// Precipitable water.
    Water, "cm", 0.0..=20.0;
    /// Factor of safety.
    SafetyFactor, "1", 1.0..=3.0;
    /// Threshold of an index.
    IndexLimit, "1", 0.0..=100.0;
    /// Difference between terrestrial and universal time.
    DeltaT, "s", -100.0..=1000.0;
    /// Nominal capacity of a battery.
    BatteryCapacity, "kWh", 0.001..=1e9;
    /// Power that a battery takes or gives, or to which it keeps an import.
    BatteryPower, "kW", 0.0..=1e9;
}

impl Azimuth {
    /// The direction in 0 .. 360 degrees.
    pub fn compass(self) -> f64 {
        let folded = if self.0 < 0.0 { self.0 + 360.0 } else { self.0 };
        if folded < 360.0 { folded } else { 0.0 }
    }
}
