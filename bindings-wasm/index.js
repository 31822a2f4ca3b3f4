// Solar and B2B-commerce rules for Brazil in the browser: `await init()` once, then call.
export { init, initSync } from './native.js';
export { CoaraciError, answer, call, explain, message, operations } from './errors.js';
export { answerAsync, callAsync, callBatchAsync } from './async.js';
export { callBatch } from './columns.js';
export { prepare } from './prepare.js';
export * from './operations.js';
