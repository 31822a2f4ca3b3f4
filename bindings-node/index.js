'use strict';
// Solar and B2B-commerce rules for Brazil in Node.
const { CoaraciError, answer, call, explain, message, operations } = require('./errors.js');
const { answerAsync, callAsync, callBatchAsync } = require('./async.js');
const { callBatch } = require('./columns.js');
const { prepare } = require('./prepare.js');
const { chart, report } = require('./report.js');

// `import { parseBrl } from 'coaraci'` finds the operations only if they come first.
module.exports = {
  ...require('./operations.js'),
  CoaraciError,
  answer,
  answerAsync,
  call,
  callAsync,
  callBatch,
  callBatchAsync,
  chart,
  explain,
  message,
  operations,
  prepare,
  report,
};
