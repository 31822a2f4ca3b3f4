//! Sums in one fixed order.

/// A running sum after Neumaier: the rounding error of each addition is kept and given back at
/// the end. The error of the total is about one rounding plus a term of second order, also where
/// large terms cancel.
///
/// Source: A. Neumaier, *Zeitschrift fuer Angewandte Mathematik und Mechanik* 54 (1974) 39-51.
///
/// ```
/// let mut sum = coaraci::math::Sum::new();
/// for x in [1.0, 1e100, 1.0, -1e100] {
///     sum.add(x);
/// }
/// assert_eq!(sum.total(), 2.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    /// An empty sum, whose total is zero.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one term.
    #[inline]
    pub fn add(&mut self, x: f64) {
        let sum = self.sum + x;
        let lost = if self.sum.abs() >= x.abs() { (self.sum - sum) + x } else { (x - sum) + self.sum };
        self.sum = sum;
        self.lost += lost;
    }

    /// The total so far. An infinite or undefined sum is what plain addition gives.
    #[inline]
    pub fn total(&self) -> f64 {
        let total = self.sum + self.lost;
        if total.is_nan() { self.sum } else { total }
    }
}

impl Extend<f64> for Sum {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, terms: I) {
        for x in terms {
            self.add(x);
        }
    }
}

/// Sum after Neumaier in index order ([`Sum`]); for totals that are published.
///
/// For a short plain sum in index order, `values.iter().sum()` is as deterministic.
///
/// ```
/// assert_eq!(coaraci::math::sum(&[0.1; 10]), 1.0);
/// ```
pub fn sum(values: &[f64]) -> f64 {
    let mut sum = Sum::new();
    sum.extend(values.iter().copied());
    sum.total()
}

/// Sum of eight stripes: stripe k takes the elements k, k + 8, k + 16, .., and the stripes are
/// added in the order ((0+1)+(2+3))+((4+5)+(6+7)). It vectorises; the order, and so the result,
/// is the same at every [`Level`](super::Level).
///
/// The error bound of plain addition holds with an eighth of the terms. Call it inside
/// [`Level::run`](super::Level::run) for the wider instructions.
///
/// ```
/// let values: Vec<f64> = (1..=100).map(f64::from).collect();
/// assert_eq!(coaraci::math::sum_striped(&values), 5050.0);
/// ```
#[inline(always)]
pub fn sum_striped(values: &[f64]) -> f64 {
    let (rows, rest) = values.as_chunks::<8>();
    let mut stripes = [0.0; 8];
    for row in rows {
        for (stripe, x) in stripes.iter_mut().zip(row) {
            *stripe += x;
        }
    }
    for (stripe, x) in stripes.iter_mut().zip(rest) {
        *stripe += x;
    }
    let [a, b, c, d, e, f, g, h] = stripes;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}
