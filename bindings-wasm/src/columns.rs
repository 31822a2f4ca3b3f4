//! Columns: typed arrays are copied into the module's memory and out of it.

use coaraci::api::{self, Code, Column, Issue, OwnedColumn, Values};
use js_sys::{Array, BigInt64Array, Float64Array, Int32Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// A column as `columns.js` lays it out.
    pub type Given;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Given) -> String;
    #[wasm_bindgen(method, getter)]
    fn f64(this: &Given) -> Option<Float64Array>;
    #[wasm_bindgen(method, getter)]
    fn i64(this: &Given) -> Option<BigInt64Array>;
    #[wasm_bindgen(method, getter)]
    fn scale(this: &Given) -> Option<u8>;
    #[wasm_bindgen(method, getter)]
    fn offsets(this: &Given) -> Option<Int32Array>;
    #[wasm_bindgen(method, getter)]
    fn bytes(this: &Given) -> Option<Uint8Array>;
    #[wasm_bindgen(method, getter)]
    fn binary(this: &Given) -> Option<bool>;
    #[wasm_bindgen(method, getter)]
    fn valid(this: &Given) -> Option<Uint8Array>;
}

/// A column in the module's own memory.
struct Own {
    name: String,
    f64: Vec<f64>,
    i64: Vec<i64>,
    dec: Vec<i128>,
    offsets: Vec<i32>,
    bytes: Vec<u8>,
    valid: Option<Vec<u8>>,
    kind: Kind,
}

enum Kind {
    F64,
    I64,
    Dec(u8),
    Text,
    Bytes,
    /// An array that no operation takes.
    Other,
}

impl Own {
    fn copy(given: &Given) -> Own {
        let (f64, i64, scale, offsets) = (given.f64(), given.i64(), given.scale(), given.offsets());
        let kind = match (&f64, &i64, scale, &offsets) {
            (Some(_), ..) => Kind::F64,
            (_, Some(_), Some(scale), _) => Kind::Dec(scale),
            (_, Some(_), None, _) => Kind::I64,
            (.., Some(_)) if given.binary() == Some(true) => Kind::Bytes,
            (.., Some(_)) => Kind::Text,
            _ => Kind::Other,
        };
        let i64 = i64.map(|array| array.to_vec()).unwrap_or_default();
        Own {
            name: given.name(),
            f64: f64.map(|array| array.to_vec()).unwrap_or_default(),
            dec: if scale.is_some() { i64.iter().copied().map(i128::from).collect() } else { Vec::new() },
            i64,
            offsets: offsets.map(|array| array.to_vec()).unwrap_or_default(),
            bytes: given.bytes().map(|array| array.to_vec()).unwrap_or_default(),
            valid: given.valid().map(|array| array.to_vec()),
            kind,
        }
    }

    fn column(&self) -> Column<'_> {
        let values = match self.kind {
            Kind::F64 => Values::F64(&self.f64),
            Kind::I64 => Values::I64(&self.i64),
            Kind::Dec(scale) => Values::Dec { unscaled: &self.dec, scale },
            Kind::Text => Values::Text { offsets: &self.offsets, bytes: &self.bytes },
            Kind::Bytes | Kind::Other => Values::Bytes { offsets: &self.offsets, bytes: &self.bytes },
        };
        let mut column = Column::new(&self.name, values);
        column.valid = self.valid.as_deref();
        column
    }
}

/// Calls the column form of an operation: `{envelope, columns}`.
#[wasm_bindgen(js_name = callBatch)]
pub fn call_batch(operation: &str, request: &str, columns: Vec<Given>) -> JsValue {
    let own: Vec<Own> = columns.iter().map(Own::copy).collect();
    let columns: Vec<Column<'_>> = own.iter().map(Own::column).collect();
    let answer = api::call_batch(operation, request, &columns);
    let answered: Option<Array> = answer.columns.iter().map(|(name, column)| answered(name, column)).collect();
    let overflow = || api::refusal(&Issue::error(Code::OVERFLOW).into());
    let envelope = if answered.is_some() { answer.envelope } else { overflow() };
    object(&[("envelope", envelope.into()), ("columns", answered.unwrap_or_default().into())])
}

/// None for exact decimals that no JavaScript array can hold.
fn answered(name: &str, column: &OwnedColumn) -> Option<JsValue> {
    let name = ("name", name.into());
    Some(match column {
        OwnedColumn::F64(values) => object(&[name, ("f64", Float64Array::from(&values[..]).into())]),
        OwnedColumn::I64(values) => object(&[name, ("i64", BigInt64Array::from(&values[..]).into())]),
        OwnedColumn::I32(values) => object(&[name, ("i32", Int32Array::from(&values[..]).into())]),
        OwnedColumn::Dec { unscaled, scale } => {
            let values = unscaled.iter().map(|value| i64::try_from(*value).ok()).collect::<Option<Vec<i64>>>()?;
            object(&[name, ("i64", BigInt64Array::from(&values[..]).into()), ("scale", (*scale).into())])
        }
        OwnedColumn::Text { offsets, bytes } => {
            let (offsets, bytes) = (Int32Array::from(&offsets[..]), Uint8Array::from(&bytes[..]));
            object(&[name, ("offsets", offsets.into()), ("bytes", bytes.into())])
        }
        _ => object(&[name]),
    })
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a new object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
