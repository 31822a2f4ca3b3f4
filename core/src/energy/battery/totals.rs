//! What intervals add up to.

use super::dispatch::Flow;
use crate::math::Sum;

/// Sums of a month, of a year, or of whatever intervals are added.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    load: Sum,
    generation: Sum,
    charged: Sum,
    charged_from_grid: Sum,
    discharged: Sum,
    conversion: Sum,
    leaked: Sum,
    import_before: Sum,
    import: Sum,
    export_before: Sum,
    export: Sum,
    peak_before: f64,
    peak: f64,
}

/// The sums as numbers, kWh; peaks are the highest import of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sums {
    pub load: f64,
    pub generation: f64,
    pub charged: f64,
    pub charged_from_grid: f64,
    pub discharged: f64,
    pub conversion: f64,
    pub leaked: f64,
    pub import_before: f64,
    pub import: f64,
    pub export_before: f64,
    pub export: f64,
    pub peak_before: f64,
    pub peak: f64,
}

impl Totals {
    /// Adds an interval with its load and generation.
    pub fn add(&mut self, load_kwh: f64, generation_kwh: f64, flow: &Flow) {
        let net = load_kwh - generation_kwh;
        let (before, surplus) = (net.max(0.0), (-net).max(0.0));
        self.load.add(load_kwh);
        self.generation.add(generation_kwh);
        self.charged.add(flow.charged_kwh);
        self.charged_from_grid.add((flow.charged_kwh - surplus).max(0.0));
        self.discharged.add(flow.discharged_kwh);
        self.conversion.add(flow.conversion_loss_kwh);
        self.leaked.add(flow.leaked_kwh);
        self.import_before.add(before);
        self.import.add(flow.import_kwh);
        self.export_before.add(surplus);
        self.export.add(flow.export_kwh);
        self.peak_before = self.peak_before.max(before);
        self.peak = self.peak.max(flow.import_kwh);
    }

    /// Adds a span whose sums are known.
    pub(in crate::energy) fn join(&mut self, sums: &Sums) {
        for (total, term) in [
            (&mut self.load, sums.load),
            (&mut self.generation, sums.generation),
            (&mut self.charged, sums.charged),
            (&mut self.charged_from_grid, sums.charged_from_grid),
            (&mut self.discharged, sums.discharged),
            (&mut self.conversion, sums.conversion),
            (&mut self.leaked, sums.leaked),
            (&mut self.import_before, sums.import_before),
            (&mut self.import, sums.import),
            (&mut self.export_before, sums.export_before),
            (&mut self.export, sums.export),
        ] {
            total.add(term);
        }
        self.peak_before = self.peak_before.max(sums.peak_before);
        self.peak = self.peak.max(sums.peak);
    }

    /// The sums so far.
    pub(in crate::energy) fn sums(&self) -> Sums {
        Sums {
            load: self.load.total(),
            generation: self.generation.total(),
            charged: self.charged.total(),
            charged_from_grid: self.charged_from_grid.total(),
            discharged: self.discharged.total(),
            conversion: self.conversion.total(),
            leaked: self.leaked.total(),
            import_before: self.import_before.total(),
            import: self.import.total(),
            export_before: self.export_before.total(),
            export: self.export.total(),
            peak_before: self.peak_before,
            peak: self.peak,
        }
    }
}
