//! What a report holds, whatever it is written as.

use crate::chart::Picture;
use crate::table::Table;

/// A report.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Its name.
    pub title: String,
    /// What stands below: place and date.
    pub subtitle: String,
    /// Its parts.
    pub sections: Vec<Section>,
    /// The hash of the answer, where it has one.
    pub hash: Option<String>,
    /// The version of the library that computed the answer.
    pub engine: Option<String>,
}

/// A part of a report.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its name for links.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What must be read first.
    pub notes: Vec<Note>,
    /// Single figures.
    pub figures: Vec<Figure>,
    /// Charts.
    pub pictures: Vec<Picture>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Whether tables stay closed on a screen until somebody asks.
    pub folded: bool,
}

/// A figure with its name.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its name.
    pub term: String,
    /// The figure with its unit.
    pub text: String,
}

/// A sentence about the answer.
#[derive(Debug, Clone)]
pub struct Note {
    /// The sentence.
    pub text: String,
    /// Its code.
    pub code: String,
    /// The act behind it.
    pub law: Option<String>,
}

impl Document {
    /// All tables in their order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().flat_map(|section| &section.tables)
    }
}

impl Document {
    /// Title and first figures, at most twelve lines.
    pub fn summary(&self) -> String {
        let mut lines = vec![self.title.clone()];
        lines.extend([&self.subtitle].into_iter().filter(|text| !text.is_empty()).cloned());
        let figures = self.sections.iter().flat_map(|section| &section.figures);
        lines.extend(figures.map(|figure| format!("  {}: {}", figure.term, figure.text)));
        lines.truncate(12);
        lines.join("\n")
    }

    /// What a notebook has room for: the first figures, then the first part with charts.
    pub(crate) fn brief(&self) -> Document {
        let drawn = self.sections.iter().position(|section| !section.pictures.is_empty());
        let kept = self.sections.iter().enumerate().filter(|(place, _)| *place == 0 || Some(*place) == drawn);
        Document { sections: kept.map(|(_, section)| section.clone()).collect(), ..self.clone() }
    }
}

impl Section {
    /// A part without content.
    pub fn new(id: &'static str, title: &str) -> Section {
        Section { id, title: title.to_owned(), ..Section::default() }
    }

    /// Adds a figure unless its text is empty.
    pub fn figure(&mut self, term: &str, text: String) {
        if !text.is_empty() {
            self.figures.push(Figure { term: term.to_owned(), text });
        }
    }

    /// Whether it says anything.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.figures.is_empty() && self.pictures.is_empty() && self.tables.is_empty()
    }
}
