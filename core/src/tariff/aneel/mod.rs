//! The official tables of ANEEL, slice by slice: homologated tariffs and their components.
//!
//! Columns are found by the names of the header, in any order. Cells are UTF-8 or Windows-1252, quoted or not, with a decimal comma;
//! `,00` is a published zero, an empty cell is no value. Rows that cannot be read are reported with their line.

mod cells;
mod components;
mod tariffs;

pub use components::AneelComponent;
pub use tariffs::AneelTariff;

use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::Dec;
use cells::{Cells, Places, at, count, find, text};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// What the files call a thing that does not apply.
pub(crate) const NOT_APPLICABLE: &str = "Não se aplica";
/// The base of the tariffs that bills use; the other one is for reviews.
const APPLIED: &str = "Tarifa de Aplicação";
/// Most refused rows that are listed one by one.
const LISTED: usize = 100;

/// Which rows are wanted; what is absent is not asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AneelSelection {
    /// CNPJ of the distributor, 14 digits.
    pub cnpj: Option<String>,
    /// Subgroup in the file's words.
    pub subgroup: Option<String>,
    /// Modality in the file's words.
    pub modality: Option<String>,
    /// A day on which the row is in force.
    pub valid_on: Option<Date>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AneelReport {
    /// Rows read, the header aside.
    pub read_count: u64,
    /// Rows of another base than that of bills, left out.
    pub other_base_count: u64,
    /// Rows without any price or with nothing but zeros: not homologated, left out.
    pub not_homologated_count: u64,
    /// Rows that could not be read.
    pub refused_count: u64,
    /// The first of them, with line and column.
    pub issues: Vec<Issue>,
}

/// What became of a row.
pub(crate) enum Row<R> {
    Wanted(Box<R>),
    Unwanted,
    OtherBase,
    NotHomologated,
}

/// A kind of file of ANEEL.
pub(crate) trait FileRow: Sized {
    /// The names of its columns.
    const COLUMNS: &'static [&'static str];

    /// Reads one row.
    ///
    /// # Errors
    /// `CELL_SYNTAX` with line and column.
    fn read(cells: &Cells<'_>, wanted: &AneelSelection) -> Result<Row<Self>, Issue>;
}

/// Columns that both files have, by their numbers in them.
struct Shared {
    cnpj: usize,
    from: usize,
    to: usize,
    base: usize,
    subgroup: usize,
    modality: usize,
}

/// What tells whether a row is wanted.
struct Head {
    cnpj: String,
    valid_from: Date,
    valid_to: Option<Date>,
}

impl Shared {
    /// The head of a wanted row, or what it is instead.
    fn head<R>(&self, cells: &Cells<'_>, wanted: &AneelSelection) -> Result<Result<Head, Row<R>>, Issue> {
        if cells.word(self.base) != APPLIED {
            return Ok(Err(Row::OtherBase));
        }
        let cnpj = cells.cnpj(self.cnpj)?;
        let differs =
            |given: &Option<String>, found: &str| given.as_ref().is_some_and(|given| !same_word(given, found));
        if differs(&wanted.cnpj, &cnpj)
            || differs(&wanted.subgroup, &cells.word(self.subgroup))
            || differs(&wanted.modality, &cells.word(self.modality))
        {
            return Ok(Err(Row::Unwanted));
        }
        let (valid_from, valid_to) = (cells.date(self.from)?, cells.end_date(self.to)?);
        if wanted.valid_on.is_some_and(|day| day < valid_from || valid_to.is_some_and(|last| last < day)) {
            return Ok(Err(Row::Unwanted));
        }
        Ok(Ok(Head { cnpj, valid_from, valid_to }))
    }
}

/// A MWh has 1000 kWh: three decimals more.
fn per_kwh(value: Decimal) -> Option<Dec> {
    Decimal::try_from_i128_with_scale(value.mantissa(), value.scale() + 3).ok().map(Dec::from)
}

/// Where reading stands between two slices: the small text that the next call takes.
#[derive(Debug)]
pub(crate) struct Reader<R> {
    line: u64,
    /// Place in the file of each known column; none before the header.
    order: Option<Vec<usize>>,
    /// Beginning of a line whose end has not come yet.
    rest: Vec<u8>,
    places: Places,
    kind: PhantomData<R>,
}

impl<R> Default for Reader<R> {
    fn default() -> Self {
        Reader { line: 0, order: None, rest: Vec::new(), places: Places::new(), kind: PhantomData }
    }
}

impl<R: FileRow> Reader<R> {
    /// The reader that a text of [`Reader::carry`] describes; `None` for another text.
    pub fn resume(carry: &str) -> Option<Self> {
        let mut parts = carry.split(':');
        let (line, order, rest) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        let order: Vec<usize> =
            order.split(',').filter(|text| !text.is_empty()).map(str::parse).collect::<Result<_, _>>().ok()?;
        let known = order.is_empty() || order.len() == R::COLUMNS.len();
        let digits = rest.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let rest = digits.collect::<Option<Vec<u8>>>()?;
        let order = (!order.is_empty()).then_some(order);
        (known && parts.next().is_none()).then_some(Reader { line, order, rest, ..Reader::default() })
    }

    /// Line, columns and the beginning of an unfinished line, as a text.
    pub fn carry(&self) -> String {
        use std::fmt::Write;
        let order: Vec<String> = self.order.iter().flatten().map(ToString::to_string).collect();
        let mut text = format!("{}:{}:", self.line, order.join(","));
        for byte in &self.rest {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// Reads one slice; `last` says that no other follows.
    ///
    /// # Errors
    /// `COLUMN_MISSING` and `COLUMN_UNKNOWN` for a header that is not the file's.
    pub fn read(
        &mut self,
        slice: &[u8],
        last: bool,
        wanted: &AneelSelection,
        report: &mut AneelReport,
        mut take: impl FnMut(R),
    ) -> Result<(), Error> {
        let mut left = slice;
        while let Some(end) = left.iter().position(|byte| *byte == b'\n') {
            let (line, after) = left.split_at(end);
            left = after.get(1..).unwrap_or_default();
            if self.rest.is_empty() {
                self.line(line, wanted, report, &mut take)?;
            } else {
                let mut whole = std::mem::take(&mut self.rest);
                whole.extend_from_slice(line);
                self.line(&whole, wanted, report, &mut take)?;
            }
        }
        self.rest.extend_from_slice(left);
        if last && !self.rest.is_empty() {
            let whole = std::mem::take(&mut self.rest);
            self.line(&whole, wanted, report, &mut take)?;
        }
        Ok(())
    }

    fn line(
        &mut self,
        line: &[u8],
        wanted: &AneelSelection,
        report: &mut AneelReport,
        take: &mut impl FnMut(R),
    ) -> Result<(), Error> {
        self.line += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let Some(order) = &self.order else {
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
            self.order = Some(header(line, R::COLUMNS)?);
            return Ok(());
        };
        if line.is_empty() {
            return Ok(());
        }
        report.read_count += 1;
        find(line, &mut self.places);
        let cells = Cells { line, number: self.line, places: &self.places, order, names: R::COLUMNS };
        let row = if self.places.len() == R::COLUMNS.len() {
            R::read(&cells, wanted)
        } else {
            let issue = Issue::error(Code::ROW_CELLS).with("line", count(self.line));
            Err(issue.with("found", self.places.len()).with("expected", R::COLUMNS.len()))
        };
        match row {
            Ok(Row::Wanted(found)) => take(*found),
            Ok(Row::Unwanted) => {}
            Ok(Row::OtherBase) => report.other_base_count += 1,
            Ok(Row::NotHomologated) => report.not_homologated_count += 1,
            Err(issue) => {
                report.refused_count += 1;
                if report.issues.len() < LISTED {
                    report.issues.push(issue);
                }
            }
        }
        Ok(())
    }
}

/// Places of the known columns in the file.
fn header(line: &[u8], columns: &'static [&'static str]) -> Result<Vec<usize>, Error> {
    let mut places = Places::new();
    find(line, &mut places);
    let names: Vec<_> = places.iter().map(|place| text(at(line, *place))).collect();
    let mut problems = Problems::new();
    let mut order = Vec::with_capacity(columns.len());
    for wanted in columns {
        let place = names.iter().position(|name| name == wanted);
        problems.require(place.is_some(), || Issue::error(Code::COLUMN_MISSING).with("column", *wanted));
        order.extend(place);
    }
    let unknown = names.iter().any(|name| !columns.contains(&name.as_ref()));
    problems.require(!unknown, || Issue::error(Code::COLUMN_UNKNOWN));
    problems.finish().map(|()| order)
}

/// Whether two words of the files are the same, upper and lower case aside.
pub(crate) fn same_word(a: &str, b: &str) -> bool {
    a.trim() == b.trim() || a.trim().to_lowercase() == b.trim().to_lowercase()
}

#[cfg(test)]
mod tests;
