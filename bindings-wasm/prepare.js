// Parts of a request that are read once and used for many calls.
import * as native from './native.js';
import { decode, encode, nameOf, text } from './errors.js';

export function prepare(operation, part) {
  const prepared = native.prepare(nameOf(operation), encode(part));
  if (typeof prepared === 'string') decode(prepared);
  const call = (rest) => prepared.call(text(rest));
  const answer = (rest) => decode(call(encode(rest)));
  return { call, answer, run: (rest) => answer(rest).value };
}
