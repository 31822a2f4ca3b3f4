//! Columns: Arrow arrays, buffers and lists of texts, all held as Arrow arrays; numbers are read where they lie.
#![allow(unsafe_code, reason = "the Arrow and the buffer protocol hand over raw pointers")]

use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::types::{Decimal128Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, Decimal128Array, Float64Array, Int32Array, Int64Array, NullArray, RecordBatch,
    RecordBatchIterator, StringArray, make_array,
};
use arrow_buffer::{ArrowNativeType, Buffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Schema};
use coaraci::api::{self, Column, OwnedColumn, Values};
use pyo3::buffer::{Element, PyBuffer, PyUntypedBuffer};
use pyo3::conversion::FromPyObjectOwned;
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyList, PyString};
use std::panic::AssertUnwindSafe;
use std::ptr::NonNull;
use std::sync::Arc;

/// The answer of a column form: the envelope, and the columns for Arrow, buffers and lists.
#[pyclass(frozen, module = "coaraci._native")]
pub struct Columns {
    #[pyo3(get)]
    envelope: String,
    batch: RecordBatch,
}

#[pymethods]
impl Columns {
    /// The columns by name, each with the name of its Arrow type.
    #[getter]
    fn kinds(&self) -> Vec<(String, String)> {
        let schema = self.batch.schema();
        schema.fields().iter().map(|field| (field.name().clone(), field.data_type().to_string())).collect()
    }

    /// Copies a column of numbers into a writable buffer of its type and length.
    fn copy_into(&self, py: Python<'_>, name: &str, out: &Bound<'_, PyAny>) -> PyResult<()> {
        let column = self.batch.column_by_name(name).ok_or_else(|| PyKeyError::new_err(name.to_owned()))?;
        match column.data_type() {
            DataType::Float64 => fill(py, column.as_primitive::<Float64Type>().values(), out),
            DataType::Int64 => fill(py, column.as_primitive::<Int64Type>().values(), out),
            DataType::Int32 => fill(py, column.as_primitive::<Int32Type>().values(), out),
            _ => Err(PyTypeError::new_err(format!("column {name}: only numbers can be put into a buffer"))),
        }
    }

    /// A column of texts or decimals, as texts.
    fn texts(&self, name: &str) -> PyResult<Vec<String>> {
        let column = self.batch.column_by_name(name).ok_or_else(|| PyKeyError::new_err(name.to_owned()))?;
        Ok(match column.as_any().downcast_ref::<Decimal128Array>() {
            Some(decimals) => (0..decimals.len()).map(|row| decimals.value_as_string(row)).collect(),
            None => column.as_string::<i32>().iter().map(|text| text.unwrap_or_default().to_owned()).collect(),
        })
    }

    /// A capsule of the Arrow stream protocol.
    fn stream<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let reader = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }
}

fn fill<T: Element>(py: Python<'_>, values: &[T], out: &Bound<'_, PyAny>) -> PyResult<()> {
    // An empty buffer need not be aligned.
    if values.is_empty() { Ok(()) } else { PyBuffer::<T>::get(out)?.copy_from_slice(py, values) }
}

/// Calls the column form of an operation with a frame (Arrow) or a dictionary of columns.
#[pyfunction]
pub fn call_batch(py: Python<'_>, operation: &str, request: &str, data: &Bound<'_, PyAny>) -> PyResult<Columns> {
    let named = match data.cast::<PyDict>() {
        Ok(columns) => {
            let column = |(name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
                let name: String = name.extract()?;
                let array =
                    array_of(&value).map_err(|error| PyTypeError::new_err(format!("column {name}: {error}")))?;
                Ok((name, array))
            };
            columns.iter().map(column).collect::<PyResult<Vec<_>>>()?
        }
        Err(_) => {
            let frame = arrow(data)?.filter(|frame| matches!(frame.data_type(), DataType::Struct(_)));
            let frame =
                frame.ok_or_else(|| PyTypeError::new_err("data must be an Arrow frame or a dict of columns"))?;
            let frame = frame.as_struct();
            frame.column_names().into_iter().map(str::to_owned).zip(frame.columns().iter().map(narrowed)).collect()
        }
    };
    let valid: Vec<_> = named.iter().map(|(_, array)| array.nulls().map(|nulls| nulls.inner().sliced())).collect();
    let columns: Vec<Column<'_>> = named
        .iter()
        .zip(&valid)
        .map(|((name, array), valid)| {
            let mut column = Column::new(name, values(array));
            column.valid = valid.as_ref().map(Buffer::as_slice);
            column
        })
        .collect();
    let answer = py.detach(|| api::call_batch(operation, request, &columns));
    let answered = answer.columns.into_iter().map(|(name, column)| Ok((name, answered(column)?)));
    let batch = match answered.collect::<PyResult<Vec<_>>>()? {
        none if none.is_empty() => RecordBatch::new_empty(Arc::new(Schema::empty())),
        answered => RecordBatch::try_from_iter(answered).map_err(failed)?,
    };
    Ok(Columns { envelope: answer.envelope, batch })
}

/// An Arrow array, the floats or integers of a buffer, a pair of integers and their scale, byte strings, or texts.
fn array_of(value: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    if let Some(array) = arrow(value)? {
        return Ok(narrowed(&array));
    }
    if let Ok((integers, scale)) = value.extract::<(Bound<'_, PyAny>, u8)>() {
        let wide = numbers::<i64>(&integers)?.iter().map(|value| i128::from(*value)).collect::<Vec<_>>();
        let scale = i8::try_from(scale).map_err(|_| PyValueError::new_err("scale"))?;
        return Ok(Arc::new(Decimal128Array::from(wide).with_precision_and_scale(38, scale).map_err(failed)?));
    }
    if let Ok(values) = numbers::<f64>(value) {
        return Ok(Arc::new(Float64Array::new(values, None)));
    }
    if let Ok(values) = numbers::<i64>(value) {
        return Ok(Arc::new(Int64Array::new(values, None)));
    }
    if let Ok(items) = value.cast::<PyList>()
        && items.get_item(0).is_ok_and(|first| first.is_instance_of::<PyBytes>())
    {
        let bytes = |item: Bound<'_, PyAny>| Ok(item.cast::<PyBytes>()?.as_bytes().to_vec());
        let bytes = items.iter().map(bytes).collect::<PyResult<Vec<_>>>()?;
        return Ok(Arc::new(BinaryArray::from_iter_values(bytes)));
    }
    if value.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("a text is no list of texts"));
    }
    let text = |item: PyResult<Bound<'_, PyAny>>| match item? {
        none if none.is_none() => Ok(None),
        text => Ok(Some(text.cast::<PyString>()?.to_string_lossy().into_owned())),
    };
    match value.try_iter()?.map(text).collect::<PyResult<Vec<_>>>() {
        Ok(texts) => Ok(Arc::new(StringArray::from(texts))),
        // Numbers of another width and values that no column holds: the core says which kind it wants.
        Err(_) => Ok(Arc::new(NullArray::new(value.len().unwrap_or(0)))),
    }
}

/// What an object exports over the Arrow PyCapsule interface, chunks put together.
fn arrow(value: &Bound<'_, PyAny>) -> PyResult<Option<ArrayRef>> {
    let capsule = |object: &Bound<'_, PyAny>, name| object.cast::<PyCapsule>()?.pointer_checked(Some(name));
    if value.hasattr("__arrow_c_array__")? {
        let (schema, array): (Bound<'_, PyAny>, Bound<'_, PyAny>) =
            value.call_method0("__arrow_c_array__")?.extract()?;
        let (schema, array) = (capsule(&schema, c"arrow_schema")?, capsule(&array, c"arrow_array")?);
        // SAFETY: capsules of these names hold these structures, and reading moves them out of the capsules.
        let data = unsafe {
            let schema = FFI_ArrowSchema::from_raw(schema.cast().as_ptr());
            from_ffi(FFI_ArrowArray::from_raw(array.cast().as_ptr()), &schema)
        };
        return Ok(Some(make_array(data.map_err(failed)?)));
    }
    if value.hasattr("__arrow_c_stream__")? {
        let stream = value.call_method0("__arrow_c_stream__")?;
        let stream = capsule(&stream, c"arrow_array_stream")?;
        // SAFETY: as above.
        let reader = unsafe { ArrayStreamReader::from_raw(stream.cast().as_ptr()) }.map_err(failed)?;
        let kind = arrow_array::ArrayReader::field(&reader).data_type().clone();
        let chunks = reader.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        return match &chunks[..] {
            [] => Ok(Some(arrow_array::new_empty_array(&kind))),
            [only] => Ok(Some(only.clone())),
            _ => {
                let chunks: Vec<&dyn Array> = chunks.iter().map(AsRef::as_ref).collect();
                Ok(Some(arrow_select::concat::concat(&chunks).map_err(failed)?))
            }
        };
    }
    Ok(None)
}

/// Texts in the one layout of the core; frames of several makers use wider ones.
fn narrowed(array: &ArrayRef) -> ArrayRef {
    match array.data_type() {
        // Beyond that the offsets of the core's layout cannot hold them.
        _ if i32::try_from(array.get_array_memory_size()).is_err() => array.clone(),
        DataType::LargeUtf8 => Arc::new(array.as_string::<i64>().iter().collect::<StringArray>()),
        DataType::Utf8View => Arc::new(array.as_string_view().iter().collect::<StringArray>()),
        DataType::LargeBinary => Arc::new(array.as_binary::<i64>().iter().collect::<BinaryArray>()),
        DataType::BinaryView => Arc::new(array.as_binary_view().iter().collect::<BinaryArray>()),
        _ => array.clone(),
    }
}

trait Number: Element + ArrowNativeType + for<'py> FromPyObjectOwned<'py> {}
impl<T: Element + ArrowNativeType + for<'py> FromPyObjectOwned<'py>> Number for T {}

/// A one-dimensional buffer where it lies, or a copy where its layout does not allow that.
fn numbers<T: Number>(value: &Bound<'_, PyAny>) -> PyResult<ScalarBuffer<T>> {
    let buffer = PyUntypedBuffer::get(value)?;
    if buffer.item_size() != size_of::<T>() || !T::is_compatible_format(buffer.format()) || buffer.dimensions() != 1 {
        return Err(PyTypeError::new_err("numbers of another kind"));
    }
    let (start, bytes) = (NonNull::new(buffer.buf_ptr().cast::<u8>()), buffer.len_bytes());
    match start.filter(|start| start.cast::<T>().is_aligned() && buffer.is_c_contiguous() && bytes > 0) {
        Some(start) => {
            // SAFETY: the exporter keeps the memory until the buffer is dropped, which the Arrow buffer does last.
            let buffer = unsafe { Buffer::from_custom_allocation(start, bytes, Arc::new(AssertUnwindSafe(buffer))) };
            Ok(buffer.into())
        }
        None => Ok(value.call_method0("tolist")?.extract::<Vec<T>>()?.into()),
    }
}

fn values(array: &ArrayRef) -> Values<'_> {
    match array.data_type() {
        DataType::Float64 => Values::F64(array.as_primitive::<Float64Type>().values()),
        DataType::Int64 => Values::I64(array.as_primitive::<Int64Type>().values()),
        DataType::Decimal128(_, scale) => {
            let unscaled = array.as_primitive::<Decimal128Type>().values();
            Values::Dec { unscaled, scale: u8::try_from(*scale).unwrap_or(u8::MAX) }
        }
        DataType::Utf8 => {
            let texts = array.as_string::<i32>();
            Values::Text { offsets: texts.value_offsets(), bytes: texts.value_data() }
        }
        DataType::Binary => {
            let texts = array.as_binary::<i32>();
            Values::Bytes { offsets: texts.value_offsets(), bytes: texts.value_data() }
        }
        _ => Values::Bytes { offsets: &[], bytes: &[] },
    }
}

fn answered(column: OwnedColumn) -> PyResult<ArrayRef> {
    Ok(match column {
        OwnedColumn::F64(values) => Arc::new(Float64Array::from(values)),
        OwnedColumn::I64(values) => Arc::new(Int64Array::from(values)),
        OwnedColumn::I32(values) => Arc::new(Int32Array::from(values)),
        OwnedColumn::Dec { unscaled, scale } => {
            let decimals = Decimal128Array::from(unscaled);
            Arc::new(decimals.with_precision_and_scale(38, i8::try_from(scale).unwrap_or(i8::MAX)).map_err(failed)?)
        }
        OwnedColumn::Text { offsets, bytes } => {
            let offsets = OffsetBuffer::new(offsets.into());
            Arc::new(StringArray::try_new(offsets, bytes.into(), None).map_err(failed)?)
        }
        _ => return Err(PyTypeError::new_err("a column of an unknown kind")),
    })
}

fn failed(error: arrow_schema::ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}
