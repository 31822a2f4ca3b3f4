//! Trials of a project and their statistics.

use super::measures::{equity_npv, simple_payback};
use super::model::{Project, Years};
use super::montecarlo::{Distribution, Draws, uniform};
use super::parameter::Parameter;
use crate::math;

/// A parameter and how it varies.
#[derive(Debug, Clone, Copy)]
pub(in crate::financing) struct Varying {
    pub parameter: Parameter,
    pub distribution: Distribution,
}

/// Present value and simple payback of a trial; none where a drawn value is outside its parameter's range.
///
/// `variant` must be a copy of the project: only what varies is written again.
pub(in crate::financing) fn trial(
    variant: &mut Project,
    varying: &[Varying],
    (seed, number): (u64, u64),
    years: &mut Years,
) -> Option<(f64, Option<f64>)> {
    let mut draws = Draws::of_trial(seed, number);
    let mut fits = true;
    for it in varying {
        let value = it.distribution.quantile(uniform(draws.bits()));
        fits &= it.parameter.set(variant, value);
    }
    if !fits {
        return None;
    }
    variant.run(years);
    let npv = equity_npv(years, variant.discount);
    npv.is_finite().then(|| (npv, simple_payback(years)))
}

/// Statistics of outcomes.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::financing) struct Summary {
    pub mean: f64,
    /// With n − 1; none of one outcome.
    pub deviation: Option<f64>,
    pub percentiles: Vec<f64>,
    pub positive: f64,
}

/// Mean, deviation in two passes, percentiles by linear interpolation (type 7), and the share above zero; `values` are not empty.
pub(in crate::financing) fn summarise(values: &[f64], percents: &[f64]) -> Summary {
    let count = values.len() as f64;
    let mean = math::sum(values) / count;
    let mut squares = math::Sum::new();
    squares.extend(values.iter().map(|value| (value - mean) * (value - mean)));
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |percent: &f64| {
        let place = percent / 100.0 * (count - 1.0);
        let below = place.floor();
        let value = |index: f64| sorted.get(index as usize).or(sorted.last()).copied().unwrap_or(0.0);
        let (low, high) = (value(below), value(below + 1.0));
        low + (place - below) * (high - low)
    };
    Summary {
        mean,
        deviation: (values.len() > 1).then(|| math::sqrt(squares.total() / (count - 1.0))),
        percentiles: percents.iter().map(at).collect(),
        positive: values.iter().filter(|value| **value > 0.0).count() as f64 / count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_of_five_numbers() {
        let summary = summarise(&[5.0, 1.0, -1.0, 3.0, 2.0], &[0.0, 10.0, 50.0, 100.0]);
        assert_eq!(summary.mean, 2.0);
        // Squares 9, 1, 9, 1, 0 over 4.
        assert_eq!(summary.deviation, Some(math::sqrt(5.0)));
        // Sorted -1, 1, 2, 3, 5: place 0.4 lies between the first two.
        assert_eq!(summary.percentiles, [-1.0, -0.19999999999999996, 2.0, 5.0]);
        assert_eq!(summary.positive, 0.8);
    }
}
