// A GD II bill of 2026 line by line, the rule and the law beside each line.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { billGroupB } from 'coaraci';

const request = JSON.parse(readFileSync(new URL('../bill/gd-ii.json', import.meta.url), 'utf8'));
const { lines, totals, availability_value_brl, scee } = billGroupB(request);
for (const { kind, qty, amount_brl, rule, law } of lines) {
  console.log(kind.padEnd(18), qty.padStart(5), amount_brl.padStart(8), ` ${rule}: ${law}`);
}
console.log('total'.padEnd(24), totals.total_brl.padStart(8));

// The minimum and Fio B are compared, never added: the larger one is billed.
console.log(`minimum ${availability_value_brl}, after compensation ${scee?.value_before_floor_brl}`);
assert.equal(totals.total_brl, '256.09');
