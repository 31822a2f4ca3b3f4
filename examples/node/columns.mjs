// Columns: a year of zenith angles as a Float64Array, in one call and into arrays of the caller.
import assert from 'node:assert/strict';
import { airMass, callBatch, parseBrl } from 'coaraci';

const zenith_deg = Float64Array.from({ length: 8760 }, (_, hour) => (hour % 24) * 7.5);
const out = { relative_air_mass_ratio: new Float64Array(8760) };
const { rows, issues } = callBatch(airMass, { altitude_m: 760 }, { zenith_deg }, out);
console.log(`${rows} rows, ${issues.length} bad ones, at 60 degrees ${out.relative_air_mass_ratio[8].toFixed(4)}`);

// Row form and column form share one kernel: the same bits.
const row = airMass({ zenith_deg: 60, altitude_m: 760 });
assert.equal(row.relative_air_mass_ratio, out.relative_air_mass_ratio[8]);

// A bad row stops nothing: its status is the number of its issue, counted from one.
const prices = callBatch(parseBrl, {}, { text: ['R$ 1.322,00', 'sob consulta', 'R$ 0,05'] });
console.log(prices.columns.amount_centavos, prices.columns.status);
assert.deepEqual(prices.columns.amount_centavos, BigInt64Array.of(132200n, 0n, 5n));
assert.deepEqual(prices.columns.status, Int32Array.of(0, 1, 0));
assert.equal(prices.issues[0].row, 1);
