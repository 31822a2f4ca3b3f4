// Columns: typed arrays and texts into the layout of the engine, and back.
import * as native from './native.js';
import { decode, encode, nameOf } from './errors.js';

export function callBatch(operation, request, columns, out) {
  return taken(native.callBatch(nameOf(operation), encode(request), given(columns)), out);
}

/** The columns of the caller as the engine reads them. */
export function given(columns) {
  return Object.entries(columns).map(([name, column]) => {
    const { values, scale, valid } = isList(column) ? { values: column } : column;
    if (values instanceof Float64Array) return { name, f64: values, valid };
    if (values instanceof BigInt64Array) return { name, i64: values, scale, valid };
    // Any other array is sent without its values: the engine says which kind it wants.
    if (!Array.isArray(values) || values.some((value) => value !== null && !isText(value))) return { name };
    return { name, valid: valid ?? bitmap(values), ...joined(values) };
  });
}

const isList = (value) => Array.isArray(value) || ArrayBuffer.isView(value);
const isText = (value) => typeof value === 'string' || value instanceof Uint8Array;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One bit for each row that holds a value; none if all of them do. */
function bitmap(values) {
  if (!values.includes(null)) return undefined;
  const bits = new Uint8Array((values.length + 7) >> 3);
  values.forEach((value, row) => (bits[row >> 3] |= Number(value !== null) << (row & 7)));
  return bits;
}

/** All texts one after the other, and where each one begins. */
function joined(values) {
  const binary = values.some((value) => value instanceof Uint8Array);
  const parts = values.map((value) => (typeof value === 'string' ? encoder.encode(value) : (value ?? new Uint8Array())));
  const offsets = new Int32Array(parts.length + 1);
  parts.forEach((part, row) => (offsets[row + 1] = offsets[row] + part.length));
  const bytes = new Uint8Array(offsets[parts.length]);
  parts.forEach((part, row) => bytes.set(part, offsets[row]));
  return { offsets, bytes, binary };
}

/** The engine's answer as the caller gets it. */
export function taken({ envelope, columns }, out = {}) {
  const { rows, issues, summary } = decode(envelope).value;
  const named = columns.map(({ name, f64, i64, i32, scale, offsets, bytes }) => {
    const values = f64 ?? i64 ?? i32 ?? split(offsets, bytes);
    if (out[name]) return [name, filled(out[name], values, name)];
    return [name, scale === undefined || scale === null ? values : { values, scale }];
  });
  return { rows, issues, ...(summary === undefined ? {} : { summary }), columns: Object.fromEntries(named) };
}

function split(offsets, bytes) {
  return Array.from({ length: offsets.length - 1 }, (_, row) => decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])));
}

/** The caller's own array with the values of a column. */
function filled(array, values, name) {
  if (array.constructor !== values.constructor || array.length !== values.length) {
    throw new TypeError(`out.${name}: ${values.constructor.name} of ${values.length} values was expected`);
  }
  array.set(values);
  return array;
}
