// Calls and errors: JSON text in, JSON text out, one exception.
import * as native from './native.js';

export class CoaraciError extends Error {
  constructor(issues) {
    super(`${issues[0].code} at ${issues[0].path || '/'}: ${message(issues[0], 'en')}`);
    Object.assign(this, { name: 'CoaraciError', code: issues[0].code, path: issues[0].path, issues });
  }
  messageIn(language) {
    return message(this.issues[0], language);
  }
}
export const message = (issue, language = 'pt-BR') => native.message(encode(issue), text(language));
export const explain = (code, language = 'pt-BR') => native.explain(text(code), text(language)) ?? undefined;
export const operations = () => native.operations();
export const call = (operation, request) => native.call(text(operation), text(request));
export const answer = (operation, request) => decode(call(nameOf(operation), encode(request)));
/** A function for an operation. */
export const operation = (name) => Object.assign((request) => answer(name, request).value, { operation: name });

export const nameOf = (operation) => text(operation?.operation ?? operation);
export const text = (value) => {
  if (typeof value === 'string') return value;
  throw new TypeError(`a text was expected, not ${value === null ? 'null' : typeof value}`);
};
/** JSON writes numbers that are not finite and broken dates as null, which would mean "not given": no JSON at all is refused. */
export const encode = (request) => {
  const json = JSON.stringify(request) ?? '';
  let broken = false;
  const look = function (key, value) {
    broken ||= (typeof value === 'number' && !Number.isFinite(value)) || (value === null && this[key] !== null);
    return value;
  };
  if (json.includes('null')) JSON.stringify(request, look);
  return broken ? 'NaN' : json;
};
export const decode = (envelope) => {
  const answer = JSON.parse(envelope);
  if (!answer.ok) throw new CoaraciError(answer.errors);
  return answer;
};
