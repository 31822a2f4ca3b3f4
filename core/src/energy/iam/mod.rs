//! Incidence-angle modifier (*modificador do ângulo de incidência*): what the glass lets through, relative to normal incidence.
//!
//! Each model takes the cosine of the angle of incidence; from 90 degrees on the modifier is zero.

mod ashrae;
mod marion;
mod martin_ruiz;
mod physical;
mod schlick;

pub(crate) use ashrae::ashrae;
pub(crate) use marion::{Region, marion};
pub(crate) use martin_ruiz::{martin_ruiz, martin_ruiz_diffuse};
pub(crate) use physical::Glass;
pub(crate) use schlick::{schlick, schlick_diffuse};
