//! Discounted sums: each weight is the one before times the discount of a gap, from the end where weights are largest.

use super::series::Series;
use crate::math;
use std::borrow::Cow;

/// Flows between the first and the last that is not zero, ready to be discounted at many rates.
pub(super) struct Ladder<'a> {
    /// Amounts, signed.
    pub amounts: Cow<'a, [f64]>,
    /// Instants in units after the first, ascending.
    pub times: Vec<f64>,
    gaps: Gaps,
}

/// Distances of neighbours.
#[derive(Clone)]
enum Gaps {
    /// All the same, in units.
    Even(f64),
    /// Distances in units, and which of them lies before each flow (the first has none).
    Uneven { lengths: Vec<f64>, before: Vec<u16> },
    /// As many distances as flows, in units.
    Single(Vec<f64>),
}

/// Discounted sums `Σ u`, `Σ t u`, `Σ t² u` of flows `u`, all times one power of the discount.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moments {
    pub zeroth: f64,
    pub first: f64,
    pub second: f64,
}

impl Moments {
    #[inline(always)]
    fn add(&mut self, flow: f64, time: f64) {
        let first = time * flow;
        self.zeroth += flow;
        self.first += first;
        self.second += time * first;
    }
}

/// `Σ u`, `Σ |u|`, `max |u|` and `Σ t u`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    pub sum: f64,
    pub absolute: f64,
    pub largest: f64,
    pub slope: f64,
}

impl<'a> Ladder<'a> {
    /// The ladder of a series; none if all flows are zero.
    pub fn of(series: &'a Series<'_>) -> Option<Ladder<'a>> {
        let first = series.amounts.iter().position(|amount| *amount != 0.0)?;
        let last = series.amounts.iter().rposition(|amount| *amount != 0.0)?;
        let amounts = series.amounts.get(first..=last)?;
        let ticks = series.ticks.get(first..=last)?;
        let unit = series.per_unit;
        let start = ticks.first().copied().unwrap_or(0);
        let times = ticks.iter().map(|tick| f64::from(tick - start) / unit).collect();
        let gap = |pair: &[u32]| match pair {
            [a, b] => b - a,
            _ => 0,
        };
        let gaps = ticks.windows(2).map(gap);
        let mut lengths: Vec<u32> = Vec::new();
        let mut before: Vec<u16> = Vec::with_capacity(ticks.len());
        before.push(0);
        for gap in gaps.clone() {
            let known = lengths.iter().position(|length| *length == gap);
            let place = known.unwrap_or_else(|| {
                lengths.push(gap);
                lengths.len() - 1
            });
            if lengths.len() > MOST_LENGTHS {
                break;
            }
            before.push(u16::try_from(place).unwrap_or(0));
        }
        let units = |gap: u32| f64::from(gap) / unit;
        let gaps = match lengths.as_slice() {
            [] => Gaps::Even(0.0),
            [only] => Gaps::Even(units(*only)),
            _ if lengths.len() > MOST_LENGTHS => Gaps::Single(std::iter::once(0.0).chain(gaps.map(units)).collect()),
            _ => Gaps::Uneven { lengths: lengths.into_iter().map(units).collect(), before },
        };
        Some(Ladder { amounts: amounts.into(), times, gaps })
    }

    /// The same instants with other amounts.
    pub fn with_amounts(&self, amounts: Vec<f64>) -> Ladder<'static> {
        Ladder { amounts: amounts.into(), times: self.times.clone(), gaps: self.gaps.clone() }
    }

    /// Time between the first and the last flow, in units.
    pub fn span(&self) -> f64 {
        self.times.last().copied().unwrap_or(0.0)
    }

    /// Positions after which the sign changes, zeros not counted.
    pub fn sign_changes(&self) -> Vec<usize> {
        let mut changes = Vec::new();
        let mut last: Option<(usize, bool)> = None;
        for (position, amount) in self.amounts.iter().enumerate().filter(|(_, amount)| **amount != 0.0) {
            let positive = *amount > 0.0;
            if let Some((before, sign)) = last
                && sign != positive
            {
                changes.push(before);
            }
            last = Some((position, positive));
        }
        changes
    }

    /// Calls `visit` with every discounted flow and its time, from the largest weight on.
    #[inline(always)]
    fn each(&self, s: f64, mut visit: impl FnMut(f64, f64)) {
        let forward = s >= 0.0;
        let rate = s.abs();
        let flows = self.amounts.iter().copied().zip(self.times.iter().copied());
        let mut weight = 1.0;
        match &self.gaps {
            Gaps::Even(gap) => {
                let step = math::exp(-rate * gap);
                let mut step_on = |(amount, time): (f64, f64)| {
                    visit(amount * weight, time);
                    weight *= step;
                };
                if forward { flows.for_each(&mut step_on) } else { flows.rev().for_each(&mut step_on) }
            }
            Gaps::Uneven { lengths, before } => {
                let steps: Vec<f64> = lengths.iter().map(|gap| math::exp(-rate * gap)).collect();
                let step_of = |place: &u16| steps.get(usize::from(*place)).copied().unwrap_or(0.0);
                if forward {
                    let mut start = true;
                    for ((amount, time), place) in flows.zip(before) {
                        if !start {
                            weight *= step_of(place);
                        }
                        start = false;
                        visit(amount * weight, time);
                    }
                } else {
                    for ((amount, time), place) in flows.zip(before).rev() {
                        visit(amount * weight, time);
                        weight *= step_of(place);
                    }
                }
            }
            Gaps::Single(gaps) => {
                if forward {
                    for ((amount, time), gap) in flows.zip(gaps) {
                        weight *= math::exp(-rate * gap);
                        visit(amount * weight, time);
                    }
                } else {
                    for ((amount, time), gap) in flows.zip(gaps).rev() {
                        visit(amount * weight, time);
                        weight *= math::exp(-rate * gap);
                    }
                }
            }
        }
    }

    /// Moments of the positive and of the negative flows (as sizes) at a continuous rate.
    pub fn blocks(&self, s: f64) -> [Moments; 2] {
        let (mut positive, mut negative) = (Moments::default(), Moments::default());
        self.each(s, |flow, time| {
            let gain = flow.max(0.0);
            let loss = gain - flow;
            positive.add(gain, time);
            negative.add(loss, time);
        });
        [positive, negative]
    }

    /// `Σ u` and `Σ t u`.
    pub fn value_and_slope(&self, s: f64) -> (f64, f64) {
        let (mut value, mut slope) = (0.0, 0.0);
        self.each(s, |flow, time| {
            value += flow;
            slope += time * flow;
        });
        (value, slope)
    }

    /// The sums by which conditions are judged.
    pub fn size(&self, s: f64) -> Size {
        let mut size = Size::default();
        self.each(s, |flow, time| {
            size.sum += flow;
            size.absolute += flow.abs();
            size.largest = size.largest.max(flow.abs());
            size.slope += time * flow;
        });
        size
    }
}

/// Distinct distances up to which a table of discounts pays.
const MOST_LENGTHS: usize = 128;
