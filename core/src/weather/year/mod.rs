//! A year of weather at a site: its rows and local days, where the sun stands in each row, and the light before a plane is chosen.
//!
//! Only rows with sun or light are kept, so that the work of a simulation is that of the day. What depends on site and weather
//! alone ([`Skylight`]) is computed once and shared by any number of systems.

mod checks;
mod clock;
mod input;
mod site;
mod skylight;
mod suns;

pub(crate) use checks::Limits;
pub use clock::LeapDay;
pub(crate) use clock::{LocalDay, YearClock};
pub(crate) use input::Lookout;
pub use input::{WeatherInput, WeatherKind, WeatherTimes};
pub use site::SiteInput;
pub use skylight::Sky;
pub(crate) use skylight::{Dimming, Hidden, SkyRule, Skylight, gather, split};
pub(crate) use suns::{Looking, Run, SunRule, SunState, Suns};
