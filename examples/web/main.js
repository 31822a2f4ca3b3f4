// Documents as they are typed, a loan, a bill, a limit, columns, a proposal: computed in the page, nothing is sent anywhere.
import { airMass, amortizationSchedule, billGroupB, callBatch, init, message, proposal, validateDocument } from 'coaraci-wasm';
import { bill } from './bill.js';
import { limit } from './limit.js';

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @type {string[]} */
const lines = [];
/** @param {string} name @param {unknown} found @param {unknown} expected */
const show = (name, found, expected) => {
  lines.push(`${name}: ${found}`);
  if (found !== expected) throw new Error(`${name} is ${found}, not ${expected}`);
};

await init();

const input = /** @type {HTMLInputElement} */ (element('document'));
const check = () => {
  const { valid, formatted, issues } = validateDocument({ document: input.value });
  element('verdict').textContent = valid ? formatted : message(issues[0], 'pt-BR');
};
input.addEventListener('input', check);
check();
show('document', element('verdict').textContent, '12.ABC.345/01DE-35');

const schedule = amortizationSchedule({
  principal_brl: '10000.00',
  rate: { value: '0.0149', basis: 'month_effective' },
  installments: 12,
  release_date: '2025-03-10',
  first_due_date: '2025-04-10',
  system: 'price',
});
show('interest of a loan', schedule.total_interest_brl, '994.73');
show('bill', bill(), '303.77');
const compensated = await (await fetch('../bill/gd-ii.json')).json();
show('bill of GD II', billGroupB(compensated).totals.total_brl, '256.09');
show('purchase at the limit', limit('2500.00'), 'allow');
show('one cent more', limit('2500.01'), 'deny');

const zenith_deg = Float64Array.from({ length: 8760 }, (_, hour) => (hour % 24) * 7.5);
const out = { relative_air_mass_ratio: new Float64Array(8760) };
callBatch(airMass, {}, { zenith_deg }, out);
show('air mass', out.relative_air_mass_ratio[8], airMass({ zenith_deg: 60 }).relative_air_mass_ratio);

// The browser package carries no tables: the request holds the rows. The hash is that of every other host.
const vectors = '../../vectors/proposal/house_rows';
const { request } = await (await fetch(`${vectors}.json`)).json();
const hash = (await (await fetch(`${vectors}.sha256`)).text()).trim();
show('hash of a proposal', proposal(request).hash, hash);

element('log').textContent = lines.join('\n');
element('log').removeAttribute('aria-busy');
