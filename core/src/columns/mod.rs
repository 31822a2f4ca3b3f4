//! Columns: flat arrays in Arrow's layout, borrowed from the host, and the column form of an operation.

pub(crate) mod float_rows;

use crate::issue::{Code, Error, Issue};

/// Kinds of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 64-bit floats: physical numbers.
    F64,
    /// 64-bit integers: counts and money in whole cents.
    I64,
    /// Scaled integers (Arrow decimal128): exact decimals.
    Dec,
    /// UTF-8 texts.
    Text,
    /// Byte strings.
    Bytes,
    /// 32-bit integers: `status`.
    I32,
}

impl Kind {
    /// Its name in issues and documentation.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::F64 => "float64",
            Kind::I64 => "int64",
            Kind::Dec => "decimal128",
            Kind::Text => "utf8",
            Kind::Bytes => "binary",
            Kind::I32 => "int32",
        }
    }
}

/// The values of a borrowed column.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Values<'a> {
    /// 64-bit floats.
    F64(&'a [f64]),
    /// 64-bit integers.
    I64(&'a [i64]),
    /// Scaled integers with one scale.
    Dec {
        /// The unscaled values.
        unscaled: &'a [i128],
        /// Number of decimals.
        scale: u8,
    },
    /// UTF-8 texts: text `i` is `bytes[offsets[i]..offsets[i + 1]]`.
    Text {
        /// One more than there are texts.
        offsets: &'a [i32],
        /// All texts, one after the other.
        bytes: &'a [u8],
    },
    /// Byte strings in the same layout.
    Bytes {
        /// One more than there are strings.
        offsets: &'a [i32],
        /// All strings, one after the other.
        bytes: &'a [u8],
    },
}

/// A named column of the host, with an optional bitmap of the rows that hold a value (bit `i % 8` of byte `i / 8`).
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its values.
    pub values: Values<'a>,
    /// Rows that hold a value; all of them if absent.
    pub valid: Option<&'a [u8]>,
}

impl<'a> Column<'a> {
    /// A column without nulls.
    pub fn new(name: &'a str, values: Values<'a>) -> Self {
        Column { name, values, valid: None }
    }

    /// Its number of rows.
    pub fn len(&self) -> usize {
        match self.values {
            Values::F64(values) => values.len(),
            Values::I64(values) => values.len(),
            Values::Dec { unscaled, .. } => unscaled.len(),
            Values::Text { offsets, .. } | Values::Bytes { offsets, .. } => offsets.len().saturating_sub(1),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self.values {
            Values::F64(_) => Kind::F64,
            Values::I64(_) => Kind::I64,
            Values::Dec { .. } => Kind::Dec,
            Values::Text { .. } => Kind::Text,
            Values::Bytes { .. } => Kind::Bytes,
        }
    }

    /// Whether a row holds a value.
    pub fn is_valid(&self, row: usize) -> bool {
        match self.valid {
            None => true,
            Some(bitmap) => bitmap.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1),
        }
    }

    fn slice(offsets: &'a [i32], bytes: &'a [u8], row: usize) -> Option<&'a [u8]> {
        let from = usize::try_from(*offsets.get(row)?).ok()?;
        let to = usize::try_from(*offsets.get(row + 1)?).ok()?;
        bytes.get(from..to)
    }

    /// The text of a row; none if it is null, not UTF-8 or not there.
    pub fn text(&self, row: usize) -> Option<&'a str> {
        match self.values {
            Values::Text { offsets, bytes } if self.is_valid(row) => {
                Self::slice(offsets, bytes, row).and_then(|bytes| std::str::from_utf8(bytes).ok())
            }
            _ => None,
        }
    }

    /// The bytes of a row; none if it is null or not there.
    pub fn bytes(&self, row: usize) -> Option<&'a [u8]> {
        match self.values {
            Values::Text { offsets, bytes } | Values::Bytes { offsets, bytes } if self.is_valid(row) => {
                Self::slice(offsets, bytes, row)
            }
            _ => None,
        }
    }

    /// The float of a row; none if it is null or not there.
    pub fn f64(&self, row: usize) -> Option<f64> {
        match self.values {
            Values::F64(values) if self.is_valid(row) => values.get(row).copied(),
            _ => None,
        }
    }

    /// The integer of a row; none if it is null or not there.
    pub fn i64(&self, row: usize) -> Option<i64> {
        match self.values {
            Values::I64(values) if self.is_valid(row) => values.get(row).copied(),
            _ => None,
        }
    }

    /// The exact decimal of a row, as unscaled value and scale; none if it is null or not there.
    pub fn dec(&self, row: usize) -> Option<(i128, u8)> {
        match self.values {
            Values::Dec { unscaled, scale } if self.is_valid(row) => unscaled.get(row).map(|value| (*value, scale)),
            _ => None,
        }
    }
}

/// The columns of one batch, checked against the list of an operation.
#[derive(Debug, Clone)]
pub struct Columns<'a> {
    columns: Vec<Column<'a>>,
    rows: usize,
}

impl<'a> Columns<'a> {
    /// Puts the host's columns into the order of `wanted`.
    ///
    /// # Errors
    /// `COLUMN_MISSING`, `COLUMN_TYPE`, `COLUMN_LENGTH` and `COLUMN_UNKNOWN`, all at once.
    pub fn check(given: &[Column<'a>], wanted: &[(&'static str, Kind)]) -> Result<Self, Error> {
        let mut problems = crate::issue::Problems::new();
        let mut columns: Vec<Column<'a>> = Vec::with_capacity(wanted.len());
        for (name, kind) in wanted {
            match given.iter().find(|column| column.name == *name) {
                None => problems.push(Issue::error(Code::COLUMN_MISSING).with("column", *name)),
                Some(column) if column.kind() != *kind => {
                    problems.push(Issue::error(Code::COLUMN_TYPE).with("column", *name).with("expected", kind.name()));
                }
                Some(column) => {
                    let same = columns.first().is_none_or(|first| first.len() == column.len());
                    problems.require(same, || Issue::error(Code::COLUMN_LENGTH).with("column", *name));
                    columns.push(*column);
                }
            }
        }
        let known = |column: &Column<'_>| wanted.iter().any(|(name, _)| *name == column.name);
        problems.require(given.iter().all(known), || Issue::error(Code::COLUMN_UNKNOWN));
        problems.finish()?;
        let rows = columns.first().map_or(0, Column::len);
        Ok(Columns { columns, rows })
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The column at a position of the operation's list.
    pub fn at(&self, position: usize) -> Option<&Column<'a>> {
        self.columns.get(position)
    }
}

/// A column that the library made.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OwnedColumn {
    /// 64-bit floats.
    F64(Vec<f64>),
    /// 64-bit integers.
    I64(Vec<i64>),
    /// Scaled integers with one scale.
    Dec {
        /// The unscaled values.
        unscaled: Vec<i128>,
        /// Number of decimals.
        scale: u8,
    },
    /// UTF-8 texts.
    Text {
        /// One more than there are texts.
        offsets: Vec<i32>,
        /// All texts, one after the other.
        bytes: Vec<u8>,
    },
    /// 32-bit integers.
    I32(Vec<i32>),
}

/// The column form of an operation.
pub struct Batch {
    /// Names and kinds of the columns it takes.
    pub inputs: &'static [(&'static str, Kind)],
    /// Names and kinds of the columns it gives, `status` (int32) last.
    pub outputs: &'static [(&'static str, Kind)],
    /// Computes all rows; `request` holds the parameters that are the same for all of them.
    pub(crate) run: fn(request: &str, columns: &Columns<'_>) -> Result<Rows, Error>,
}

/// Reads the parameters of a column form; it lives where requests are read.
pub(crate) trait ReadParameters {
    /// The parameters in a JSON text.
    ///
    /// # Errors
    /// Those of reading a request.
    fn read<P: serde::de::DeserializeOwned>(self, text: &str) -> Result<P, Error>;
}

/// The column form of an operation whose parameters, the same for all rows, are of type `P`.
pub(crate) struct Form<P> {
    /// As in [`Batch`].
    pub inputs: &'static [(&'static str, Kind)],
    /// As in [`Batch`].
    pub outputs: &'static [(&'static str, Kind)],
    /// Computes all rows.
    pub run: fn(parameters: P, columns: &Columns<'_>) -> Result<Rows, Error>,
}

impl<P: serde::de::DeserializeOwned> Form<P> {
    /// Reads the parameters and computes all rows.
    pub fn call(&self, request: &str, columns: &Columns<'_>, reader: impl ReadParameters) -> Result<Rows, Error> {
        (self.run)(reader.read(request)?, columns)
    }
}

impl Batch {
    /// As [`Form::call`], for a form that reads its own parameters.
    pub(crate) fn call(&self, request: &str, columns: &Columns<'_>, _: impl ReadParameters) -> Result<Rows, Error> {
        (self.run)(request, columns)
    }
}

impl std::fmt::Debug for Batch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batch").field("inputs", &self.inputs).field("outputs", &self.outputs).finish_non_exhaustive()
    }
}

/// What a column form computes: its columns without `status`, the errors of rows, and what all rows give together.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub columns: Vec<OwnedColumn>,
    pub errors: Vec<(usize, Error)>,
    pub summary: Option<Box<dyn Summary>>,
}

/// What all rows give together; it is written where answers are written.
pub(crate) trait Summary: std::fmt::Debug {
    /// The envelope with so many rows and the errors of some.
    ///
    /// # Errors
    /// `NOT_FINITE`.
    fn envelope(&self, rows: usize, errors: &[(usize, Error)]) -> Result<String, Error>;
}

impl Rows {
    /// The same with what all rows give together.
    pub fn with_summary(self, summary: impl Summary + 'static) -> Self {
        Rows { summary: Some(Box::new(summary)), ..self }
    }
}
