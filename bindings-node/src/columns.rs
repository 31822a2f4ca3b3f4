//! Columns: typed arrays are read where they lie and handed over as they are.

use coaraci::api::{self, BatchAnswer, Code, Column, Issue, OwnedColumn, Values};
use napi::bindgen_prelude::{BigInt64Array, Float64Array, Int32Array, Uint8Array};
use napi_derive::napi;

/// A column as `columns.js` lays it out.
#[napi(object, object_to_js = false)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// Floats.
    pub f64: Option<Float64Array>,
    /// Integers, or with `scale` exact decimals.
    pub i64: Option<BigInt64Array>,
    /// Number of decimals.
    pub scale: Option<u8>,
    /// Where each text or byte string begins.
    pub offsets: Option<Int32Array>,
    /// All of them, one after the other.
    pub bytes: Option<Uint8Array>,
    /// Whether they are byte strings.
    pub binary: Option<bool>,
    /// One bit for each row that holds a value.
    pub valid: Option<Uint8Array>,
}

impl Given {
    /// Exact decimals are wider in the core than in JavaScript.
    fn widened(&self) -> Vec<i128> {
        match (&self.i64, self.scale) {
            (Some(values), Some(_)) => values.iter().copied().map(i128::from).collect(),
            _ => Vec::new(),
        }
    }

    fn column<'a>(&'a self, widened: &'a [i128]) -> Column<'a> {
        let values = match (&self.f64, &self.i64, &self.offsets, self.scale) {
            (Some(values), ..) => Values::F64(values),
            (_, Some(_), _, Some(scale)) => Values::Dec { unscaled: widened, scale },
            (_, Some(values), ..) => Values::I64(values),
            (_, _, Some(offsets), _) if self.binary != Some(true) => Values::Text { offsets, bytes: self.bytes() },
            // An array that no operation takes has no offsets.
            (_, _, offsets, _) => {
                Values::Bytes { offsets: offsets.as_deref().unwrap_or_default(), bytes: self.bytes() }
            }
        };
        let mut column = Column::new(&self.name, values);
        column.valid = self.valid.as_deref();
        column
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or_default()
    }
}

/// A column of the answer.
#[napi(object, object_from_js = false)]
#[derive(Default)]
pub struct Taken {
    /// Its name.
    pub name: &'static str,
    /// Floats.
    pub f64: Option<Float64Array>,
    /// Integers, or with `scale` exact decimals.
    pub i64: Option<BigInt64Array>,
    /// Small integers.
    pub i32: Option<Int32Array>,
    /// Number of decimals.
    pub scale: Option<u8>,
    /// Where each text begins.
    pub offsets: Option<Int32Array>,
    /// All texts, one after the other.
    pub bytes: Option<Uint8Array>,
}

impl Taken {
    /// None for exact decimals that no JavaScript array can hold.
    fn new(name: &'static str, column: OwnedColumn) -> Option<Taken> {
        let mut taken = Taken { name, ..Taken::default() };
        match column {
            OwnedColumn::F64(values) => taken.f64 = Some(values.into()),
            OwnedColumn::I64(values) => taken.i64 = Some(values.into()),
            OwnedColumn::I32(values) => taken.i32 = Some(values.into()),
            OwnedColumn::Dec { unscaled, scale } => {
                let values = unscaled.iter().map(|value| i64::try_from(*value).ok()).collect::<Option<Vec<i64>>>()?;
                (taken.i64, taken.scale) = (Some(values.into()), Some(scale));
            }
            OwnedColumn::Text { offsets, bytes } => {
                (taken.offsets, taken.bytes) = (Some(offsets.into()), Some(bytes.into()));
            }
            _ => {}
        }
        Some(taken)
    }
}

/// The answer of a column form.
#[napi(object, object_from_js = false)]
pub struct Answered {
    /// The envelope.
    pub envelope: String,
    /// The columns.
    pub columns: Vec<Taken>,
}

impl From<BatchAnswer> for Answered {
    fn from(answer: BatchAnswer) -> Answered {
        let columns = answer.columns.into_iter().map(|(name, column)| Taken::new(name, column)).collect();
        match columns {
            Some(columns) => Answered { envelope: answer.envelope, columns },
            None => Answered { envelope: api::refusal(&Issue::error(Code::OVERFLOW).into()), columns: Vec::new() },
        }
    }
}

/// Calls the column form of an operation.
pub fn answer(operation: &str, request: &str, columns: &[Given]) -> BatchAnswer {
    let widened: Vec<Vec<i128>> = columns.iter().map(Given::widened).collect();
    let columns: Vec<Column<'_>> = columns.iter().zip(&widened).map(|(given, widened)| given.column(widened)).collect();
    api::call_batch(operation, request, &columns)
}

/// Calls the column form of an operation.
#[napi]
pub fn call_batch(operation: String, request: String, columns: Vec<Given>) -> Answered {
    answer(&operation, &request, &columns).into()
}
