use crate::calendar::Offset;
use crate::issue::{Code, Error, Issue};
use crate::quantity::{Altitude, Latitude, Longitude, UtcOffset};
use crate::weather::spa::Site;
use serde::{Deserialize, Serialize};

/// A site.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SiteInput {
    /// Latitude, north positive.
    pub latitude: Latitude,
    /// Longitude, east positive.
    pub longitude: Longitude,
    /// Altitude above sea level, m; default 0.
    pub altitude_m: Option<Altitude>,
    /// Local standard time less universal time, h: -3 in most of Brazil. Months and days are those of this time.
    pub utc_offset_h: UtcOffset,
}

impl SiteInput {
    /// A site by latitude, longitude, altitude and offset of standard time.
    ///
    /// # Errors
    /// `OUT_OF_RANGE`.
    pub fn new(latitude: f64, longitude: f64, altitude_m: f64, utc_offset_h: f64) -> Result<SiteInput, Error> {
        Ok(SiteInput {
            latitude: latitude.try_into()?,
            longitude: longitude.try_into()?,
            altitude_m: Some(altitude_m.try_into()?),
            utc_offset_h: utc_offset_h.try_into()?,
        })
    }

    /// The place for the algorithm of the sun.
    pub(crate) fn place(&self) -> Site {
        Site::new(self.latitude.get(), self.longitude.get(), self.altitude())
    }

    /// Altitude, m.
    pub(crate) fn altitude(&self) -> f64 {
        self.altitude_m.map_or(0.0, Altitude::get)
    }

    /// Distance of local standard time from universal time.
    ///
    /// # Errors
    /// `TZ_UNKNOWN` where it is no whole number of minutes.
    pub(crate) fn offset(&self) -> Result<Offset, Error> {
        let seconds = self.utc_offset_h.get() * 3600.0;
        let whole = seconds == seconds.trunc();
        let offset = whole.then(|| Offset::from_seconds(seconds as i32)).flatten();
        offset.ok_or_else(|| Issue::error(Code::TZ_UNKNOWN).at("/utc_offset_h").into())
    }
}
