//! Irradiance under a cloudless sky (*céu claro*).

mod haurwitz;
mod ineichen;
mod linke;
mod linke_table;

pub(crate) use haurwitz::haurwitz;
pub(crate) use ineichen::ineichen;
pub(crate) use linke::{monthly, on_day};
