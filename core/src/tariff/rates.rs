//! Prices of group B for one cycle: means of the segments in force, by post (tariff R-VAL-2).

use super::cycle::Cycle;
use super::exact::{Exact, overflow};
use super::post::{ByPost, Post};
use super::prorate::{Runs, flag_rate, in_range};
use super::table::{Flags, TariffSegment, Tariffs};
use super::unit::{Modality, Subclass, Subgroup, UnitB};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use crate::{Source, SourceKind};

/// Price of one kWh without taxes, by part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Price {
    pub te: Exact,
    pub tusd: Exact,
    pub flag: Exact,
    /// All three together.
    pub total: Exact,
}

impl Price {
    /// None if the sum does not fit.
    pub fn new(te: Exact, tusd: Exact, flag: Exact) -> Option<Self> {
        let total = te.plus(tusd)?.plus(flag)?.trimmed();
        Some(Price { te, tusd, flag, total })
    }
}

/// Prices of a cycle.
#[derive(Debug, Clone)]
pub(crate) struct Rates {
    /// By register.
    pub prices: ByPost<Price>,
    /// What prices the minimum: the conventional tariff, or that of the first kWh of the social discount.
    pub minimum: Price,
    /// What the first kWh of the social discount cost.
    pub discount: Option<Price>,
    pub flag: Exact,
    /// Energy component by register; absent where a segment lacks it.
    pub te_energia: ByPost<Exact>,
    pub days: i64,
}

/// The place of a segment's field.
pub(crate) fn place(segment: usize, field: &str) -> Pointer {
    Pointer::from("/tariffs").index(segment).field(field)
}

impl Rates {
    /// The prices of a cycle for a unit.
    ///
    /// # Errors
    /// `MISSING_FIELD` for a price that the unit needs, `OVERFLOW` for one out of range, `FLAG_GAP`, `FLAG_OVERLAP`.
    pub fn new(unit: &UnitB, cycle: &Cycle, tariffs: &Tariffs, runs: &Runs, flags: &Flags) -> Result<Self, Error> {
        let segments = &tariffs.rows;
        let mut problems = Problems::new();
        let flag = problems.take(if unit.isolated_system { Ok(Exact::ZERO) } else { flag_rate(&flags.rows, cycle) });
        let mut mean = |field: &str, post: Option<Post>, get: &dyn Fn(&TariffSegment) -> Option<Dec>| {
            let rate = runs.mean(|run| price_of(segments, run.segment, field, post, get));
            problems.take(rate)
        };
        let mut parts = ByPost::default();
        for post in unit.posts() {
            let te = mean("te_brl_kwh", Some(*post), &|segment| segment.te_brl_kwh.get(*post).copied());
            let tusd = mean("tusd_brl_kwh", Some(*post), &|segment| segment.tusd_brl_kwh.get(*post).copied());
            *parts.slot(*post) = te.zip(tusd);
        }
        let conventional = unit.is_white().then(|| {
            let te = mean("te_conventional_brl_kwh", None, &|segment| segment.te_conventional_brl_kwh);
            te.zip(mean("tusd_conventional_brl_kwh", None, &|segment| segment.tusd_conventional_brl_kwh))
        });
        let discount = (unit.subclass == Some(Subclass::DescontoSocial)).then(|| {
            let te = mean("te_discount_brl_kwh", None, &|segment| segment.te_discount_brl_kwh);
            te.zip(mean("tusd_discount_brl_kwh", None, &|segment| segment.tusd_discount_brl_kwh))
        });
        let flag = match flag {
            Some(flag) if problems.is_empty() => flag,
            _ => return Err(problems.into_error()),
        };
        let price = |(te, tusd)| Price::new(te, tusd, flag).ok_or_else(overflow);
        let prices =
            parts.iter().map(|(post, parts)| Ok((post, price(*parts)?))).collect::<Result<ByPost<_>, Error>>()?;
        let discount = discount.flatten().map(price).transpose()?;
        let minimum = match conventional.flatten() {
            Some(parts) => price(parts)?,
            None => discount.or(prices.unico).ok_or_else(overflow)?,
        };
        let te_energia = |post: &Post| {
            let has =
                |run: usize| segments.get(run).is_some_and(|segment| segment.te_energia_brl_kwh.get(*post).is_some());
            let given = runs.segments().all(has);
            given.then(|| {
                let get = |segment: &TariffSegment| segment.te_energia_brl_kwh.get(*post).copied();
                let mean = runs.mean(|run| price_of(segments, run.segment, "te_energia_brl_kwh", Some(*post), &get));
                mean.map(|mean| (*post, mean))
            })
        };
        let te_energia = unit.posts().iter().filter_map(te_energia).collect::<Result<ByPost<_>, Error>>()?;
        Ok(Rates { prices, minimum, discount, flag, te_energia, days: runs.days() })
    }
}

/// The price of a segment at a post, if it has one.
///
/// # Errors
/// `MISSING_FIELD`, `OVERFLOW`.
pub(crate) fn price_of(
    segments: &[TariffSegment],
    index: usize,
    field: &str,
    post: Option<Post>,
    get: &dyn Fn(&TariffSegment) -> Option<Dec>,
) -> Result<Exact, Error> {
    let place = || {
        let place = place(index, field);
        post.map_or(place.clone(), |post| place.field(post.name()))
    };
    match segments.get(index).and_then(get) {
        None => Err(Issue::error(Code::MISSING_FIELD).at(place()).into()),
        Some(rate) => in_range(rate.into()).ok_or_else(|| Issue::error(Code::OVERFLOW).at(place()).into()),
    }
}

/// Whether every segment prices the registers of a unit (tariff R-ERR: `posto_mismatch`).
///
/// # Errors
/// `POSTO_MISMATCH` at each price that is missing.
pub(crate) fn check_posts(unit: &UnitB, tariffs: &Tariffs) -> Result<(), Error> {
    let mut problems = Problems::new();
    for (index, segment) in tariffs.rows.iter().enumerate() {
        for (field, prices) in [("te_brl_kwh", &segment.te_brl_kwh), ("tusd_brl_kwh", &segment.tusd_brl_kwh)] {
            problems.require(unit.posts().iter().all(|post| prices.get(*post).is_some()), || {
                Issue::error(Code::POSTO_MISMATCH).at(place(index, field))
            });
        }
    }
    problems.finish()
}

/// Whether a named table holds the prices of a unit: the tables are those of conventional B1 residential units.
///
/// # Errors
/// `NOT_FOUND` at the tariffs for another unit.
pub(crate) fn check_named(unit: &UnitB, tariffs: &Tariffs) -> Result<(), Error> {
    let held = unit.subgroup == Subgroup::B1 && unit.subclass.is_none() && unit.modality == Modality::Conventional;
    if tariffs.named.is_none() || held {
        return Ok(());
    }
    Err(Issue::error(Code::NOT_FOUND).at("/tariffs").into())
}

/// Tables and acts behind the prices of a cycle.
pub(crate) fn sources(tariffs: &Tariffs, flags: &Flags, runs: &Runs) -> Vec<Source> {
    let mut sources: Vec<Source> = tariffs.named.iter().cloned().collect();
    for segment in runs.segments().filter_map(|index| tariffs.rows.get(index)) {
        let act = segment.act.as_ref();
        sources.extend(act.map(|act| Source {
            kind: SourceKind::Tariff,
            id: act.clone(),
            vintage: segment.valid_from.to_string(),
        }));
    }
    sources.extend(flags.named.clone());
    sources
}
