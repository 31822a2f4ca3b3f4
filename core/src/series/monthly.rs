use super::{Samples, TimeAxis};
use crate::calendar::Month;
use crate::issue::{Code, Error, Issue};
use crate::math::Sum;

/// What a calendar month of a series adds up to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonthSum {
    /// The month in the site's local standard time.
    pub month: Month,
    /// The sum of the samples that are there, in the unit of the samples.
    pub sum: f64,
    /// How many samples the series has in the month.
    pub count: usize,
    /// How many of them are there.
    pub valid_count: usize,
}

impl MonthSum {
    /// Whether less than 95 % of the month's samples are there, so that its sum says little.
    pub fn is_incomplete(&self) -> bool {
        self.valid_count.saturating_mul(100) < self.count.saturating_mul(95)
    }
}

/// The months of a series in order, cut in the site's local standard time, each summed after Neumaier.
///
/// A sample belongs to the month of its representative moment ([`TimeAxis::representative_unix_s`]). Means of power become energy
/// with [`TimeAxis::step_h`].
///
/// # Errors
/// `BAD_LENGTH` if there are not as many samples as times.
pub fn monthly_sums(axis: &TimeAxis, samples: &Samples) -> Result<Vec<MonthSum>, Error> {
    if samples.len() != axis.count() {
        let issue = Issue::error(Code::BAD_LENGTH).with("min", axis.count()).with("max", axis.count());
        return Err(issue.into());
    }
    let mut months: Vec<MonthSum> = Vec::new();
    let mut sum = Sum::new();
    let mut end = 0;
    let mut open: Option<MonthSum> = None;
    for (index, sample) in samples.iter().enumerate() {
        if index >= end {
            months.extend(open.take().map(|month| MonthSum { sum: sum.total() + 0.0, ..month }));
            sum = Sum::new();
            // Every index below the count has a month.
            open = axis.month(index).map(|month| MonthSum { month, sum: 0.0, count: 0, valid_count: 0 });
            end = open.map_or(usize::MAX, |open| end_of(axis, open.month, index));
        }
        if let Some(open) = &mut open {
            open.count += 1;
            open.valid_count += usize::from(sample.is_some());
        }
        if let Some(value) = sample {
            sum.add(value);
        }
    }
    months.extend(open.map(|month| MonthSum { sum: sum.total() + 0.0, ..month }));
    Ok(months)
}

/// The first index after `index` whose sample lies in a later month.
fn end_of(axis: &TimeAxis, month: Month, index: usize) -> usize {
    let (mut low, mut high) = (index, axis.count());
    while low + 1 < high {
        let middle = low.midpoint(high);
        if axis.month(middle) == Some(month) { low = middle } else { high = middle }
    }
    high
}
