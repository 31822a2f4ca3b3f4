//! The operations `import_aneel_tariffs`, `find_tariff` and `tariff_drift`.

use crate::Answer;
use crate::calendar::Date;
use crate::columns::{Columns, Form, Kind, Rows};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Dec;
use crate::tariff::aneel::{AneelReport, AneelSelection, AneelTariff, NOT_APPLICABLE, Reader, same_word};
use crate::tariff::exact::{Exact, overflow};
use crate::tariff::post::{ByPost, Post};
use serde::{Deserialize, Serialize};

/// A slice of ANEEL's table of homologated tariffs.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ImportAneelTariffsRequest {
    /// The slice, from its beginning or from where the former one ended.
    pub text: String,
    /// What the former slice returned; absent at the beginning of the file.
    pub carry: Option<String>,
    /// Whether another slice follows, default no.
    #[serde(default)]
    pub more: bool,
    /// Which rows are wanted, default all.
    #[serde(default)]
    pub selection: AneelSelection,
}

/// Tariffs of a slice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ImportedTariffs {
    /// The wanted rows, in the order of the file.
    pub rows: Vec<AneelTariff>,
    /// What was read and left out.
    pub report: AneelReport,
    /// What the next slice takes.
    pub carry: String,
}

/// Import homologated tariffs from ANEEL's file, whole or slice by slice; the slices together give what the whole gives.
///
/// # Errors
/// `COLUMN_MISSING` and `COLUMN_UNKNOWN` for a header that is not the file's, `BAD_CARRY`. Rows that cannot be read are in the report.
pub fn import_aneel_tariffs(request: ImportAneelTariffsRequest) -> Result<Answer<ImportedTariffs>, Error> {
    let slices = std::iter::once(request.text.as_bytes());
    import(slices, request.carry.as_deref(), request.more, &request.selection).map(Answer::new)
}

fn import<'a>(
    slices: impl Iterator<Item = &'a [u8]>,
    carry: Option<&str>,
    more: bool,
    selection: &AneelSelection,
) -> Result<ImportedTariffs, Error> {
    let resumed = carry.map_or_else(|| Some(Reader::default()), Reader::resume);
    let mut reader = resumed.ok_or_else(|| Issue::error(Code::BAD_CARRY).at("/carry"))?;
    let (mut rows, mut report) = (Vec::new(), AneelReport::default());
    for slice in slices {
        reader.read(slice, false, selection, &mut report, |row| rows.push(row))?;
    }
    reader.read(&[], !more, selection, &mut report, |row| rows.push(row))?;
    Ok(ImportedTariffs { rows, report, carry: reader.carry() })
}

/// What the slices of a batch share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shared {
    carry: Option<String>,
    #[serde(default)]
    more: bool,
    #[serde(default)]
    selection: AneelSelection,
}

/// Column form of [`import_aneel_tariffs`]: the rows of `content` are slices of the file in order, in any of its encodings. The
/// tariffs are the summary.
pub(crate) static IMPORT_ANEEL_TARIFFS: Form<Shared> =
    Form { inputs: &[("content", Kind::Bytes)], outputs: &[("status", Kind::I32)], run };

fn run(shared: Shared, columns: &Columns<'_>) -> Result<Rows, Error> {
    let content = columns.at(0);
    let slices = (0..columns.rows()).filter_map(|row| content.and_then(|content| content.bytes(row)));
    let imported = import(slices, shared.carry.as_deref(), shared.more, &shared.selection)?;
    Ok(Rows::default().with_summary(imported))
}

/// A tariff that is looked for among imported rows.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FindTariffRequest {
    /// Rows of `import_aneel_tariffs`.
    pub rows: Vec<AneelTariff>,
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
}

/// Find the tariff of a distributor, subgroup, modality, class and day among imported rows.
///
/// Where validities overlap in the source, the later beginning holds, then the later act, then the shorter validity; each resolved
/// conflict is a warning.
///
/// # Errors
/// `NOT_FOUND` at the first thing that no row has, `TARIFF_GAP` where none is in force, `TARIFF_AMBIGUOUS` at each candidate of
/// another class, subclass or user, `TARIFF_OVERLAP` where no rule decides.
pub fn find_tariff(request: FindTariffRequest) -> Result<Answer<FoundTariff>, Error> {
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
    let holds = |row: &AneelTariff| row.valid_from <= request.on && row.valid_to.is_none_or(|last| request.on <= last);
    left.retain(|(_, row)| holds(row));
    let Some((_, first)) = left.first().copied() else {
        return Err(Issue::error(Code::TARIFF_GAP).at("/on").with("date", request.on).into());
    };
    let mut problems = Problems::new();
    let key = |row: &AneelTariff| [&row.class, &row.subclass, &row.user].map(|word| word.trim().to_lowercase());
    let ambiguous = left.iter().any(|(_, row)| key(row) != key(first));
    if ambiguous {
        let mut known = Vec::new();
        for (index, row) in &left {
            if !known.contains(&key(row)) {
                known.push(key(row));
                problems.push(Issue::error(Code::TARIFF_AMBIGUOUS).at(Pointer::from("/rows").index(*index)));
            }
        }
        return Err(problems.into_error());
    }
    let mut found = FoundTariff {
        // Narrowed by each row that holds: this is no row's.
        valid_from: left.iter().map(|(_, row)| row.valid_from).min().unwrap_or(request.on),
        valid_to: None,
        act: String::new(),
        te_brl_kwh: ByPost::default(),
        tusd_brl_kwh: ByPost::default(),
        demand_brl_kw: ByPost::default(),
    };
    let mut warnings = Vec::new();
    for post in Post::ALL.iter().copied() {
        for is_demand in [false, true] {
            let mut rows: Vec<_> =
                left.iter().filter(|(_, row)| row.post == post && row.demand_brl_kw.is_some() == is_demand).collect();
            // The best last: later beginning, later act, shorter validity.
            rows.sort_by_key(|(_, row)| rank(row));
            let Some(((_, best), others)) = rows.split_last() else { continue };
            if let Some((index, _)) = others.last().filter(|(_, other)| rank(other) == rank(best)) {
                let issue = Issue::error(Code::TARIFF_OVERLAP).at(Pointer::from("/rows").index(*index));
                return Err(issue.with("date", request.on).into());
            }
            let dropped = others.iter().map(|(index, _)| {
                let issue = Issue::warning(Code::TARIFF_CONFLICT_RESOLVED).at(Pointer::from("/rows").index(*index));
                issue.with("date", request.on)
            });
            warnings.extend(dropped);
            *found.te_brl_kwh.slot(post) = best.te_brl_kwh.or(found.te_brl_kwh.get(post).copied());
            *found.tusd_brl_kwh.slot(post) = best.tusd_brl_kwh.or(found.tusd_brl_kwh.get(post).copied());
            *found.demand_brl_kw.slot(post) = best.demand_brl_kw.or(found.demand_brl_kw.get(post).copied());
            found.valid_from = found.valid_from.max(best.valid_from);
            found.valid_to = [found.valid_to, best.valid_to].into_iter().flatten().min();
            found.act = later_act(found.act, &best.act);
        }
    }
    Ok(Answer { value: found, warnings, sources: Vec::new() })
}

/// What decides between rows that hold on the same day; the larger one wins.
fn rank(row: &AneelTariff) -> (Date, (u32, u32), std::cmp::Reverse<i64>) {
    let length = row.valid_to.map_or(i64::MAX, |last| row.valid_from.days_until(last));
    (row.valid_from, act_number(&row.act), std::cmp::Reverse(length))
}

/// The later of two acts.
fn later_act(known: String, act: &str) -> String {
    if act_number(act) > act_number(&known) || known.is_empty() { act.to_owned() } else { known }
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

/// Two prices of one tariff.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TariffDriftRequest {
    /// The price before, above 0.
    pub old_brl_kwh: Dec,
    /// The price now, 0 or more.
    pub new_brl_kwh: Dec,
    /// Largest relative change that is no drift, default 0.01.
    pub limit_fraction: Option<Dec>,
}

/// How far a tariff moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TariffDrift {
    /// Whether it moved by more than the limit; exactly the limit is no drift.
    pub alert: bool,
    /// The change as a fraction of the price before, rounded half to even to 12 decimals.
    pub change_fraction: Exact,
}

/// Tell whether a tariff moved by more than a limit.
///
/// # Errors
/// `OUT_OF_RANGE`, `OVERFLOW`.
pub fn tariff_drift(request: TariffDriftRequest) -> Result<Answer<TariffDrift>, Error> {
    let (old, new) = (Exact::from(request.old_brl_kwh), Exact::from(request.new_brl_kwh));
    let limit = request.limit_fraction.map_or(Exact::new(1, 2), Exact::from);
    let mut problems = Problems::new();
    for (valid, place) in [
        (old.is_positive(), "/old_brl_kwh"),
        (!new.is_negative(), "/new_brl_kwh"),
        (!limit.is_negative(), "/limit_fraction"),
    ] {
        problems.require(valid, || Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", 1_000_000));
    }
    problems.finish()?;
    let change = new.minus(old).ok_or_else(overflow)?;
    // Compared by products, so that exactly the limit is no drift.
    let alert = change.size() > limit.times(old).ok_or_else(overflow)?;
    Ok(Answer::new(TariffDrift { alert, change_fraction: change.over(old).ok_or_else(overflow)?.trimmed() }))
}
