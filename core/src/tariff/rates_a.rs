//! Prices of group A for one cycle: means of the segments in force (tariff R-VAL-2).

use super::cycle::Cycle;
use super::exact::{Exact, overflow};
use super::post::{ByPost, Post};
use super::prorate::{Runs, flag_rate};
use super::rates::{Price, place, price_of};
use super::table::{Flags, TariffSegment, Tariffs};
use super::unit_a::UnitA;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::Dec;

/// Prices of a cycle.
#[derive(Debug, Clone)]
pub(crate) struct RatesA {
    /// Demand by its posts.
    pub demand: ByPost<Exact>,
    /// Energy at peak and off-peak.
    pub prices: ByPost<Price>,
    pub te_energia: ByPost<Exact>,
    pub flag: Exact,
}

impl RatesA {
    /// The prices of a cycle; a free consumer has neither TE nor flag.
    ///
    /// # Errors
    /// `OVERFLOW` for a price out of range, `FLAG_GAP`, `FLAG_OVERLAP`.
    pub fn new(
        unit: &UnitA,
        free: bool,
        cycle: &Cycle,
        tariffs: &Tariffs,
        runs: &Runs,
        flags: &Flags,
    ) -> Result<Self, Error> {
        let segments = &tariffs.rows;
        let mut problems = Problems::new();
        let unflagged = free || unit.isolated_system;
        let flag = problems.take(if unflagged { Ok(Exact::ZERO) } else { flag_rate(&flags.rows, cycle) });
        let mut mean = |field: &str, post: Post, get: &dyn Fn(&TariffSegment) -> Option<Dec>| {
            problems.take(runs.mean(|run| price_of(segments, run.segment, field, Some(post), get)))
        };
        let mut demand = ByPost::default();
        for post in unit.demand_posts() {
            *demand.slot(*post) = mean("demand_brl_kw", *post, &|segment| segment.demand_brl_kw.get(*post).copied());
        }
        let mut parts = ByPost::default();
        let mut te_energia = ByPost::default();
        for post in Post::GROUP_A {
            let te = if free {
                Some(Exact::ZERO)
            } else {
                mean("te_brl_kwh", *post, &|segment| segment.te_brl_kwh.get(*post).copied())
            };
            let tusd = mean("tusd_brl_kwh", *post, &|segment| segment.tusd_brl_kwh.get(*post).copied());
            *parts.slot(*post) = te.zip(tusd);
            let given = |index: usize| {
                segments.get(index).is_some_and(|segment| segment.te_energia_brl_kwh.get(*post).is_some())
            };
            if runs.segments().all(given) {
                let get = |segment: &TariffSegment| segment.te_energia_brl_kwh.get(*post).copied();
                *te_energia.slot(*post) = mean("te_energia_brl_kwh", *post, &get);
            }
        }
        let flag = match flag {
            Some(flag) if problems.is_empty() => flag,
            _ => return Err(problems.into_error()),
        };
        let price = |(post, (te, tusd)): (Post, &(Exact, Exact))| {
            Price::new(*te, *tusd, flag).map(|price| (post, price)).ok_or_else(overflow)
        };
        let prices = parts.iter().map(price).collect::<Result<ByPost<_>, Error>>()?;
        Ok(RatesA { demand, prices, te_energia, flag })
    }
}

/// Whether every segment prices the registers of a unit, and whether a named table, which holds those of B1, was given.
///
/// # Errors
/// `POSTO_MISMATCH` at each price that is missing.
pub(crate) fn check_posts(unit: &UnitA, free: bool, tariffs: &Tariffs) -> Result<(), Error> {
    let mut problems = Problems::new();
    for (index, segment) in tariffs.rows.iter().enumerate() {
        let wanted = [
            ("demand_brl_kw", &segment.demand_brl_kw, unit.demand_posts(), true),
            ("tusd_brl_kwh", &segment.tusd_brl_kwh, Post::GROUP_A, true),
            ("te_brl_kwh", &segment.te_brl_kwh, Post::GROUP_A, !free),
        ];
        for (field, prices, posts, needed) in wanted {
            let there = !needed || posts.iter().all(|post| prices.get(*post).is_some());
            problems.require(there, || Issue::error(Code::POSTO_MISMATCH).at(place(index, field)));
        }
    }
    problems.finish()
}
