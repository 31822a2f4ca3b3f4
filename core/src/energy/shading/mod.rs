//! Shade (*sombreamento*): of the horizon, from row to row, and what it does to strings.

mod electrical;
mod horizon;
mod rows;

pub(crate) use electrical::martinez;
pub(crate) use horizon::Horizon;
pub(crate) use rows::{ground_angle, masking_angle, mean_masking_angle, shaded_fraction, sky_loss};
