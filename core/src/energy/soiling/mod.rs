//! Dirt on the modules (*sujidade*) from rain and dust.

mod hsu;
mod kimber;

pub(crate) use hsu::{Hsu, hsu};
pub(crate) use kimber::{Kimber, kimber};

/// Sums over the rows of a trailing window that ends with each row.
fn trailing_sums(values: &[f64], rows: usize) -> impl Iterator<Item = f64> {
    (0..values.len()).map(move |last| {
        let first = (last + 1).saturating_sub(rows);
        values.get(first..=last).unwrap_or_default().iter().sum()
    })
}

/// Rows of the half-open window `(t − length, t]`.
fn window_rows(length_h: f64, step_h: f64) -> usize {
    ((length_h / step_h).ceil() as usize).max(1)
}
