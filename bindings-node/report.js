'use strict';
// Reports and charts of answers, as the command line writes them.
const native = require('./native.js');
const { encode, text } = require('./errors.js');

/** All formats but `xlsx` are texts. */
function report(answer, { format = 'html', kind = 'auto', language = 'pt-BR' } = {}) {
  if (!native.report) throw new Error('coaraci: reports need the package of this platform; coaraci-wasm has none');
  const written = native.report(text(kind), encode(answer), text(format), text(language));
  return format === 'xlsx' ? written : written.toString('utf8');
}

const chart = (answer, kind, language = 'pt-BR') => report(answer, { format: `chart/${text(kind)}`, language });

module.exports = { chart, report };
