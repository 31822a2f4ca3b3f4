// A solar proposal for a house in São Paulo, with the tables that the package carries, off the event loop.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { answerAsync, message, proposal } from 'coaraci';

const request = JSON.parse(readFileSync(new URL('../proposal/house-sao-paulo.json', import.meta.url), 'utf8'));
const { value, warnings, meta } = await answerAsync(proposal, request);
assert.ok(value.offered && value.system);
console.log(`${value.system.modules} modules, ${value.system.p_dc_stc_kw} kW`);
const study = value.viability;
for (const { month, generation_kwh } of study?.energy.months ?? []) {
  console.log(`${month}  ${Number(generation_kwh).toFixed(1)} kWh  ${'#'.repeat(Number(generation_kwh) / 20)}`);
}
console.log(`bills of a year: ${study?.bills?.annual_without_brl} -> ${study?.bills?.annual_with_brl}`);

// Where a figure rests on a model that is simpler than law or sky, a warning says so; every table is named with its date.
for (const warning of warnings) console.log(`${warning.code}: ${message(warning, 'en')}`);
for (const { kind, id, vintage } of meta.sources) console.log(`${kind} ${id} of ${vintage}`);
console.log('hash', value.hash);
