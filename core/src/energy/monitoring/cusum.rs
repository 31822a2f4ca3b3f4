/// Thresholds of the daily index; the defaults are the project's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limits {
    /// Share of a day's data that must be there.
    pub availability: f64,
    /// Valid days of the baseline.
    pub baseline_days: usize,
    /// Deficit of a day that is not counted.
    pub slack: f64,
    /// Sum of deficits that is an alert.
    pub alert: f64,
    /// Index below which the plant stands still.
    pub outage: f64,
    /// Largest sum that is kept after an alert.
    pub most: f64,
}

/// What a day says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Ok,
    Alert,
    Outage,
    NoData,
}

/// The sum of deficits, day after day.
///
/// Source: E. S. Page, *Biometrika* 41 (1954) 100 (cumulative sum).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cusum {
    /// Ascending indices of the baseline's days.
    baseline: Vec<f64>,
    /// Sum of deficits.
    pub sum: f64,
}

/// A day's result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Day {
    /// Measured over expected energy.
    pub index: Option<f64>,
    /// Median of the first indices.
    pub baseline: Option<f64>,
    /// Sum of deficits of this day.
    pub sum: f64,
    pub status: Status,
}

impl Cusum {
    /// Nothing seen yet; or as it was left with these indices of the baseline and this sum.
    pub fn new(mut baseline: Vec<f64>, sum: f64) -> Cusum {
        baseline.sort_by(f64::total_cmp);
        Cusum { baseline, sum }
    }

    /// Indices of the baseline, ascending.
    pub fn baseline_indices(&self) -> &[f64] {
        &self.baseline
    }

    fn median(&self) -> Option<f64> {
        let count = self.baseline.len();
        let high = self.baseline.get(count / 2).copied()?;
        if count % 2 == 1 {
            return Some(high);
        }
        let low = self.baseline.get((count / 2).checked_sub(1)?).copied()?;
        Some((low + high) / 2.0)
    }

    /// The next day.
    pub fn step(&mut self, limits: &Limits, expected_kwh: f64, measured_kwh: f64, availability: f64) -> Day {
        if availability < limits.availability || expected_kwh <= 0.0 {
            return Day { index: None, baseline: self.median(), sum: self.sum, status: Status::NoData };
        }
        let index = measured_kwh / expected_kwh;
        if self.baseline.len() < limits.baseline_days {
            let at = self.baseline.partition_point(|known| *known <= index);
            self.baseline.insert(at, index);
        }
        let baseline = self.median();
        let relative = baseline.filter(|baseline| *baseline > 0.0).map_or(0.0, |baseline| index / baseline);
        self.sum = (self.sum + (1.0 - relative) - limits.slack).max(0.0);
        let status = if index < limits.outage {
            Status::Outage
        } else if self.sum >= limits.alert {
            Status::Alert
        } else {
            Status::Ok
        };
        let day = Day { index: Some(index), baseline, sum: self.sum, status };
        if status == Status::Alert && self.sum > limits.most {
            self.sum = limits.most;
        }
        day
    }
}
