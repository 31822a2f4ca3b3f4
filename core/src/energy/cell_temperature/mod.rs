//! Temperature of the cells (*temperatura de célula*) from irradiance in the plane, air temperature and wind.

mod faiman;
mod noct_sam;
mod pvsyst;
mod ross;
mod sapm;

pub(crate) use faiman::faiman;
pub(crate) use noct_sam::{NoctSam, noct_sam};
pub(crate) use pvsyst::{Pvsyst, pvsyst};
pub(crate) use ross::ross;
pub use sapm::Mounting;
pub(crate) use sapm::{Sapm, sapm};
