// By their names, as an ES module imports them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as coaraci from '../index.js';
import { suite } from './suite.mjs';

suite(coaraci);

test('a report and a chart come from an answer', () => {
  const terms = { rate: { value: '0.0149', basis: 'month_effective' }, installments: 12, system: 'price' };
  const loan = { ...terms, principal_brl: '10000.00', release_date: '2025-03-10', first_due_date: '2025-04-10' };
  const plan = coaraci.answer('amortization_schedule', loan);
  assert.match(coaraci.report(plan), /^<!doctype html>[^]*R\$\u00a09\.232,77/);
  assert.equal(coaraci.report(plan.value, { format: 'csv/schedule' }).split('\n')[1], '1,2025-04-10,916.23,149.00,767.23,9232.77');
  assert.equal(coaraci.report(plan, { format: 'xlsx' })[0], 0x50);
  assert.match(coaraci.chart(plan, 'amortization', 'en'), /^<svg [^]*Interest/);
  assert.throws(() => coaraci.chart(plan, 'tornado'), /nothing for a chart/);
  assert.throws(() => coaraci.report({}), /no report fits/);
});
