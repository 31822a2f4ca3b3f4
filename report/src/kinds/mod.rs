//! What each kind of report holds.

mod bill;
mod bills;
mod compliance;
mod economics;
mod energy;
mod financing;
mod optimum;
mod proposal;

pub(crate) use optimum::named as named_variants;

use crate::cell::{Cell, Kind};
use crate::document::{Document, Note, Section};
use crate::table::{Column, Table};
use crate::words::Words;
use crate::{Locale, ReportError, value_of};
use coaraci::api;
use serde_json::Value;

macro_rules! kinds {
    ($($kind:ident $name:literal $module:ident $text:literal;)*) => {
        /// What a report is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum ReportKind { $(#[doc = $text] $kind,)* }

        impl ReportKind {
            /// All of them.
            pub const ALL: &[ReportKind] = &[$(ReportKind::$kind),*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(ReportKind::$kind => $name,)* }
            }

            /// Whether a value has what the report shows.
            fn fits(self, value: &Value) -> bool {
                match self { $(ReportKind::$kind => $module::fits(value),)* }
            }

            fn sections(self, value: &Value, reader: &Reader) -> (String, String, Vec<Section>) {
                match self { $(ReportKind::$kind => $module::sections(value, reader),)* }
            }
        }
    };
}

kinds! {
    Proposal "proposal" proposal "A proposal: answers of `proposal` and `viability`.";
    Bill "bill" bill "A bill line by line: answers of `bill_group_b`, `bill_group_a` and `generic_bill`.";
    Bills "bills" bills "Bills of many months: answers of `simulate_bills`.";
    Financing "financing" financing "A repayment plan: answers of `amortization_schedule` and `loan_cost`.";
    Energy "energy" energy "A year of generation: answers of `simulate_year`.";
    Economics "economics" economics "Indicators and sensitivity: answers of `project_economics` and `project_tornado`.";
    Optimum "optimum" optimum "The best system: answers of `optimize_system`.";
    Compliance "compliance" compliance "Checks and documents: answers of `check_prodist`, `check_connection` and `document_checklist`.";
}

impl ReportKind {
    /// The kind of a name.
    pub fn find(name: &str) -> Option<ReportKind> {
        ReportKind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The kind that shows an answer: an envelope, or the value in it.
    pub fn of(answer: &str) -> Option<ReportKind> {
        let envelope: Value = serde_json::from_str(answer).ok()?;
        let value = value_of(&envelope).ok()?;
        ReportKind::ALL.iter().copied().find(|kind| kind.fits(value))
    }
}

/// The report of an answer before it is written: an envelope, or the value in it.
///
/// # Errors
/// [`ReportError::Answer`] if the text is no good answer of this kind.
pub fn document(kind: ReportKind, answer: &str, locale: Locale) -> Result<Document, ReportError> {
    let envelope: Value = serde_json::from_str(answer).map_err(|error| ReportError::Answer(error.to_string()))?;
    let value = value_of(&envelope)?;
    if !kind.fits(value) {
        return Err(ReportError::Answer(format!("nothing for a report of the kind {}", kind.name())));
    }
    let reader = Reader { locale, words: Words::of(locale) };
    let (title, subtitle, mut sections) = kind.sections(value, &reader);
    let warnings = reader.notes(&envelope["warnings"]);
    if !warnings.is_empty() {
        let place = usize::from(sections.first().is_some_and(|section| !section.figures.is_empty()));
        sections.insert(place, Section { notes: warnings, ..Section::new("warnings", reader.words.warnings) });
    }
    sections.extend(reader.sources(crate::first(&[&envelope["meta"]["sources"], &value["sources"]])));
    sections.retain(|section| !section.is_empty());
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let (hash, engine) = (text(&value["hash"]), text(&envelope["meta"]["engine"]));
    Ok(Document { title, subtitle, sections, hash, engine })
}

/// Reads members for people of a language.
struct Reader {
    locale: Locale,
    words: Words,
}

impl Reader {
    /// A value as text; empty where there is none.
    fn show(&self, value: &Value, kind: Kind) -> String {
        Cell::of(value, kind, self.locale).show(self.locale)
    }

    /// A value with its unit; empty where there is none.
    fn with_unit(&self, value: &Value, kind: Kind, unit: &str) -> String {
        let text = self.show(value, kind);
        if text.is_empty() { text } else { format!("{text}\u{a0}{unit}") }
    }

    /// Years, or the word for none.
    fn years(&self, value: &Value) -> String {
        if value.is_null() {
            self.words.none.to_owned()
        } else {
            self.with_unit(value, Kind::Number(1), self.words.years)
        }
    }

    /// Issues with their texts.
    fn notes(&self, issues: &Value) -> Vec<Note> {
        let tag = if self.locale == Locale::En { "en" } else { "pt-BR" };
        let note = |issue: &Value| Note {
            text: api::explain(&issue.to_string(), tag).unwrap_or_default(),
            code: issue["code"].as_str().unwrap_or_default().to_owned(),
            law: issue["law"].as_str().map(str::to_owned),
        };
        issues.as_array().into_iter().flatten().map(note).collect()
    }

    /// A sentence for a part that the answer has not.
    fn missing(&self, code: &str) -> Note {
        let (_, pt, en) = MISSING.iter().find(|(known, ..)| *known == code).copied().unwrap_or((code, code, code));
        let text = if self.locale == Locale::En { en } else { pt };
        Note { text: text.to_owned(), code: code.to_owned(), law: None }
    }

    fn table(&self, name: &str, title: &str, columns: Vec<Column>, rows: &Value) -> Table {
        Table::of(name, title, columns, rows, self.locale)
    }

    fn column(&self, name: &str, label: &str, unit: &'static str, kind: Kind) -> Column {
        Column::new(name, label, unit, kind)
    }

    fn sources(&self, sources: &Value) -> Option<Section> {
        sources.as_array().filter(|sources| !sources.is_empty())?;
        let columns = vec![
            self.column("id", self.words.source, "", Kind::Text),
            self.column("vintage", self.words.vintage, "", Kind::Text),
        ];
        let tables = vec![self.table("sources", self.words.sources, columns, sources)];
        Some(Section { tables, ..Section::new("sources", self.words.sources) })
    }

    fn assumptions(&self, rows: &Value) -> Option<Section> {
        rows.as_array().filter(|rows| !rows.is_empty())?;
        let columns = vec![
            self.column("code", self.words.assumption, "", Kind::Name),
            self.column("value", self.words.value, "", Kind::Mixed),
            self.column("origin", self.words.origin, "", Kind::Name),
        ];
        let tables = vec![self.table("assumptions", self.words.assumptions, columns, rows)];
        Some(Section { tables, ..Section::new("assumptions", self.words.assumptions) })
    }
}

/// Sentences for parts that an answer has not.
const MISSING: &[(&str, &str, &str)] = &[
    (
        "NO_SYSTEM",
        "Esta resposta não tem sistema: veja as verificações.",
        "This answer has no system: see the findings.",
    ),
    (
        "NO_LOAN",
        "O investimento é pago à vista: não há financiamento.",
        "The investment is paid at once: there is no loan.",
    ),
    (
        "NO_LOSS_TREE",
        "A geração foi dada ou estimada por mês: não há árvore de perdas.",
        "Generation was given or estimated by month: there is no loss tree.",
    ),
    ("NO_HOURS", "A resposta não traz a geração hora a hora.", "The answer does not hold generation by hour."),
    (
        "NO_RANGE",
        "A resposta não traz a incerteza da geração (P50 a P99).",
        "The answer does not hold the uncertainty of generation (P50 to P99).",
    ),
    (
        "NO_SENSITIVITY",
        "A resposta não traz a análise de sensibilidade.",
        "The answer does not hold a sensitivity analysis.",
    ),
];
