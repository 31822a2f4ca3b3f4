// Calls off the event loop, where the host has threads; elsewhere they only start later.
import * as native from './native.js';
import { decode, encode, nameOf, text } from './errors.js';
import { given, taken } from './columns.js';

export async function callAsync(operation, request, { signal } = {}) {
  signal?.throwIfAborted();
  return (native.callAsync ?? native.call)(text(operation), text(request), signal);
}

export async function answerAsync(operation, request, options) {
  return decode(await callAsync(nameOf(operation), encode(request), options));
}

export async function callBatchAsync(operation, request, columns, out) {
  const run = native.callBatchAsync ?? native.callBatch;
  return taken(await run(nameOf(operation), encode(request), given(columns)), out);
}
