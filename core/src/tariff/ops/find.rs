//! The operation `find_tariff`: imported rows to a row that bills take.

use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use crate::tariff::aneel::{AneelComponent, AneelTariff, NOT_APPLICABLE, same_word};
use crate::tariff::components::Components;
use crate::tariff::composition::Composition;
use crate::tariff::post::{ByPost, Post};
use crate::{Answer, Source, SourceKind};
use serde::{Deserialize, Serialize};

/// A tariff that is looked for among imported rows.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FindTariffRequest {
    /// Rows of `import_aneel_tariffs`.
    pub rows: Vec<AneelTariff>,
    /// Rows of `import_aneel_components`, for the components of the tariff that is found.
    #[serde(default)]
    pub components: Vec<AneelComponent>,
    /// CNPJ of the distributor, 14 digits.
    pub cnpj: String,
    /// Subgroup in the file's words: `B1`, `A4`.
    pub subgroup: String,
    /// Modality in the file's words: `Convencional`, `Branca`, `Azul`, `Verde`.
    pub modality: String,
    /// Class in the file's words; any if absent.
    pub class: Option<String>,
    /// Subclass in the file's words; any if absent.
    pub subclass: Option<String>,
    /// Detail in the file's words, default `Não se aplica`.
    pub detail: Option<String>,
    /// The day.
    pub on: Date,
}

/// The tariff in force, with the names of a row of `tariffs` in `bill_group_a` and `bill_group_b`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FoundTariff {
    /// First day on which all its prices are in force.
    pub valid_from: Date,
    /// Last day on which all its prices are in force; open if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Act that set the prices.
    pub act: String,
    /// TE by post.
    pub te_brl_kwh: ByPost<Dec>,
    /// TUSD of energy by post.
    pub tusd_brl_kwh: ByPost<Dec>,
    /// TUSD of demand by post.
    pub demand_brl_kw: ByPost<Dec>,
    /// Energy component of TE by post, where components were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub te_energia_brl_kwh: Option<ByPost<Dec>>,
    /// Components by post, where components were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<ByPost<Components>>,
}

/// Find the tariff of a distributor, subgroup, modality, class and day among imported rows, with its components if they were
/// imported too.
///
/// Where validities overlap in the source, the later beginning holds, then the later act, then the shorter validity; each resolved
/// conflict is a warning.
///
/// # Errors
/// `NOT_FOUND` at the first thing that no row has, `TARIFF_GAP` where none is in force, `TARIFF_AMBIGUOUS` at each candidate of
/// another class, subclass or user, `TARIFF_OVERLAP` where no rule decides.
pub fn find_tariff(request: FindTariffRequest) -> Result<Answer<FoundTariff>, Error> {
    let left = candidates(&request)?;
    let Some((_, first)) = left.first().copied() else {
        return Err(Issue::error(Code::TARIFF_GAP).at("/on").with("date", request.on).into());
    };
    check_one(&left, first)?;
    let mut found = FoundTariff {
        // Narrowed by each row that holds: this is no row's.
        valid_from: left.iter().map(|(_, row)| row.valid_from).min().unwrap_or(request.on),
        valid_to: None,
        act: String::new(),
        te_brl_kwh: ByPost::default(),
        tusd_brl_kwh: ByPost::default(),
        demand_brl_kw: ByPost::default(),
        te_energia_brl_kwh: None,
        components: None,
    };
    let mut warnings = Vec::new();
    for post in Post::ALL.iter().copied() {
        for is_demand in [false, true] {
            let rows = left.iter().filter(|(_, row)| row.post == post && row.demand_brl_kw.is_some() == is_demand);
            let Some(best) = one_of(rows.copied().collect(), "/rows", request.on, &mut warnings)? else { continue };
            *found.te_brl_kwh.slot(post) = best.te_brl_kwh.or(found.te_brl_kwh.get(post).copied());
            *found.tusd_brl_kwh.slot(post) = best.tusd_brl_kwh.or(found.tusd_brl_kwh.get(post).copied());
            *found.demand_brl_kw.slot(post) = best.demand_brl_kw.or(found.demand_brl_kw.get(post).copied());
            found.hold((best.valid_from, best.valid_to), &best.act);
        }
    }
    if !request.components.is_empty() {
        found.compose(&request, first, &mut warnings)?;
    }
    let vintage = found.valid_from.to_string();
    let sources = vec![Source { kind: SourceKind::Tariff, id: found.act.clone(), vintage }];
    Ok(Answer { value: found, warnings, sources })
}

/// The rows of what is asked that are in force, with their numbers.
fn candidates(request: &FindTariffRequest) -> Result<Vec<(usize, &AneelTariff)>, Error> {
    let mut left: Vec<(usize, &AneelTariff)> = request.rows.iter().enumerate().collect();
    let detail = request.detail.clone().unwrap_or_else(|| NOT_APPLICABLE.to_owned());
    type Member = fn(&AneelTariff) -> &str;
    let filters: [(&'static str, Option<&String>, Member); 6] = [
        ("/cnpj", Some(&request.cnpj), |row| &row.cnpj),
        ("/subgroup", Some(&request.subgroup), |row| &row.subgroup),
        ("/modality", Some(&request.modality), |row| &row.modality),
        ("/class", request.class.as_ref(), |row| &row.class),
        ("/subclass", request.subclass.as_ref(), |row| &row.subclass),
        ("/detail", Some(&detail), |row| &row.detail),
    ];
    for (place, wanted, member) in filters {
        if let Some(wanted) = wanted {
            left.retain(|(_, row)| same_word(member(row), wanted));
        }
        if left.is_empty() {
            return Err(Issue::error(Code::NOT_FOUND).at(place).into());
        }
    }
    left.retain(|(_, row)| row.validity().holds_on(request.on));
    Ok(left)
}

/// Whether all candidates are of one class, subclass and user.
fn check_one(left: &[(usize, &AneelTariff)], first: &AneelTariff) -> Result<(), Error> {
    let key = |row: &AneelTariff| [&row.class, &row.subclass, &row.user].map(|word| word.trim().to_lowercase());
    let mut problems = Problems::new();
    if left.iter().any(|(_, row)| key(row) != key(first)) {
        let mut known = Vec::new();
        for (index, row) in left {
            if !known.contains(&key(row)) {
                known.push(key(row));
                problems.push(Issue::error(Code::TARIFF_AMBIGUOUS).at(Pointer::from("/rows").index(*index)));
            }
        }
    }
    problems.finish()
}

impl FoundTariff {
    /// Narrows the validity to that of one more row.
    fn hold(&mut self, (from, to): (Date, Option<Date>), act: &str) {
        self.valid_from = self.valid_from.max(from);
        self.valid_to = [self.valid_to, to].into_iter().flatten().min();
        if act_number(act) > act_number(&self.act) || self.act.is_empty() {
            act.clone_into(&mut self.act);
        }
    }

    /// Adds the components of the same tariff.
    fn compose(
        &mut self,
        request: &FindTariffRequest,
        tariff: &AneelTariff,
        warnings: &mut Vec<Issue>,
    ) -> Result<(), Error> {
        let same = |row: &AneelComponent| {
            [
                (&row.cnpj, &tariff.cnpj),
                (&row.subgroup, &tariff.subgroup),
                (&row.modality, &tariff.modality),
                (&row.class, &tariff.class),
                (&row.subclass, &tariff.subclass),
                (&row.detail, &tariff.detail),
                (&row.user, &tariff.user),
            ]
            .iter()
            .all(|(a, b)| same_word(a, b))
        };
        let rows = request.components.iter().enumerate();
        let of_tariff: Vec<(usize, &AneelComponent)> = rows.filter(|(_, row)| same(row)).collect();
        if of_tariff.is_empty() {
            return Err(Issue::error(Code::NOT_FOUND).at("/components").into());
        }
        let holding = |(_, row): &&(usize, &AneelComponent)| row.validity().holds_on(request.on);
        let left: Vec<(usize, &AneelComponent)> = of_tariff.iter().filter(holding).copied().collect();
        if left.is_empty() {
            return Err(Issue::error(Code::TARIFF_GAP).at("/components").with("date", request.on).into());
        }
        let (mut te_energia, mut components) = (ByPost::default(), ByPost::default());
        for post in Post::ALL.iter().copied() {
            let here = left.iter().copied().filter(|(_, row)| row.post == post && row.value_brl_kwh.is_some());
            let here: Vec<(usize, &AneelComponent)> = here.collect();
            let mut composition = Composition::default();
            for name in Composition::NAMES {
                let named = here.iter().copied().filter(|(_, row)| same_word(&row.component, name)).collect();
                let Some(best) = one_of(named, "/components", request.on, warnings)? else { continue };
                if let Some(value) = best.value_brl_kwh {
                    composition.add(name, value)?;
                }
                self.hold((best.valid_from, best.valid_to), &best.act);
            }
            if !here.is_empty() {
                *te_energia.slot(post) = composition.te_energia();
                let prices = (self.tusd_brl_kwh.get(post).copied(), self.te_brl_kwh.get(post).copied());
                *components.slot(post) = Some(composition.components(prices)?);
            }
        }
        (self.te_energia_brl_kwh, self.components) = (Some(te_energia), Some(components));
        Ok(())
    }
}

/// When a row holds.
struct Validity {
    from: Date,
    to: Option<Date>,
}

impl Validity {
    fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}

/// A row that an act holds for some time.
trait InForce {
    fn validity(&self) -> Validity;
    fn act(&self) -> &str;

    /// What decides between rows that hold on the same day; the larger one wins.
    fn rank(&self) -> (Date, (u32, u32), std::cmp::Reverse<i64>) {
        let Validity { from, to } = self.validity();
        let length = to.map_or(i64::MAX, |last| from.days_until(last));
        (from, act_number(self.act()), std::cmp::Reverse(length))
    }
}

impl InForce for AneelTariff {
    fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }
    fn act(&self) -> &str {
        &self.act
    }
}

impl InForce for AneelComponent {
    fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }
    fn act(&self) -> &str {
        &self.act
    }
}

/// The row that holds among those of one price; the others are warnings.
///
/// # Errors
/// `TARIFF_OVERLAP` where no rule decides.
fn one_of<'a, R: InForce>(
    mut rows: Vec<(usize, &'a R)>,
    place: &'static str,
    on: Date,
    warnings: &mut Vec<Issue>,
) -> Result<Option<&'a R>, Error> {
    // The best last: later beginning, later act, shorter validity.
    rows.sort_by_key(|(_, row)| row.rank());
    let Some(((_, best), others)) = rows.split_last() else { return Ok(None) };
    if let Some((index, _)) = others.last().filter(|(_, other)| other.rank() == best.rank()) {
        let issue = Issue::error(Code::TARIFF_OVERLAP).at(Pointer::from(place).index(*index));
        return Err(issue.with("date", on).into());
    }
    warnings.extend(others.iter().map(|(index, _)| {
        let issue = Issue::warning(Code::TARIFF_CONFLICT_RESOLVED).at(Pointer::from(place).index(*index));
        issue.with("date", on)
    }));
    Ok(Some(best))
}

/// Year and number of an act such as `REH 3.589/2026`; zeros for another text.
fn act_number(act: &str) -> (u32, u32) {
    let read = || {
        let (number, year) = act.rsplit_once('/')?;
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        Some((year.trim().get(..4)?.parse().ok()?, digits.parse().ok()?))
    };
    read().unwrap_or_default()
}
