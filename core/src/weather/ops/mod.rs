//! The operations, by what they are for.

mod atmosphere;
mod clear_sky;
mod climate;
mod decomposition;
mod generate;
mod read;
mod sun;
mod sun_times;
mod transposition;

pub(crate) use atmosphere::AIR_MASS;
pub use atmosphere::{
    AirMass, AirMassModel, AirMassRequest, DistanceModel, ExtraterrestrialIrradiance,
    ExtraterrestrialIrradianceRequest, air_mass, extraterrestrial_irradiance,
};
pub(crate) use clear_sky::CLEAR_SKY;
pub use clear_sky::{
    ClearSkyIrradiance, ClearSkyModel, ClearSkyRequest, LinkeTurbidityAnswer, LinkeTurbidityRequest, clear_sky,
    linke_turbidity,
};
pub use climate::{LookUpClimateRequest, MonthlyClimate, look_up_climate};
pub(crate) use decomposition::DECOMPOSE_IRRADIANCE;
pub use decomposition::{DecomposeIrradianceRequest, DecomposedIrradiance, DecompositionModel, decompose_irradiance};
pub use generate::{GenerateWeatherRequest, GeneratedWeather, generate_weather};
pub(crate) use read::READ_WEATHER;
pub use read::{
    DetectStampShiftRequest, ReadWeather, ReadWeatherRequest, StampShift, WeatherFormat, WeatherQuality, WeatherYear,
    detect_stamp_shift, read_weather,
};
pub(crate) use sun::SUN_POSITION;
pub use sun::{SunAlgorithm, SunPosition, SunPositionRequest, SunSite, sun_position};
pub use sun_times::{DeltaTAnswer, DeltaTRequest, NoSunrise, SunTimes, SunTimesRequest, delta_t, sun_times};
pub(crate) use transposition::TRANSPOSE_IRRADIANCE;
pub use transposition::{SkyModel, TransposeIrradianceRequest, TransposedIrradiance, transpose_irradiance};
