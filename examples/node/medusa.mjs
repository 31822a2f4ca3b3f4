// Records of a Medusa store as arguments of the library: the table of docs/formulas/spending-limits.md, at work.
import assert from 'node:assert/strict';
import { checkLimits, spendingWindow, validatePolicy } from 'coaraci';

/** @typedef {'never' | 'daily' | 'weekly' | 'monthly' | 'yearly'} Frequency */
const UNITS = /** @type {const} */ ({ daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' });

/** The window of a company: in its own zone, not in that of the server; weeks from Sunday, as the store counts them. @param {{ spending_limit_reset_frequency: Frequency, tz: string }} company @returns {import('coaraci').Window} */
const windowOf = ({ spending_limit_reset_frequency: frequency, tz }) =>
  frequency === 'never'
    ? { kind: 'never' }
    : { kind: 'calendar', unit: UNITS[frequency], tz, ...(frequency === 'weekly' && { week_start: 'sun' }) };

/** No limit of the store is no limit here; an amount of 0.00 would let nothing be bought. @param {{ id: string, spending_limit: number | null }} employee @param {Parameters<typeof windowOf>[0]} company */
const limitsOf = ({ id, spending_limit }, company) =>
  spending_limit ? [{ id, amount: spending_limit.toFixed(2), selector: { employee: id }, window: windowOf(company) }] : [];

const KINDS = { placed: 'commit', canceled: 'cancel', refunded: 'refund' };
/** What an event of an order adds to the ledger. @param {{ id: string, event: keyof typeof KINDS, at: string, order: string, total: string, employee: string }} record */
const entryOf = ({ id, event, at, order, total, employee }) => ({
  ...{ id, kind: KINDS[event], at, order },
  ...(event !== 'canceled' && { lines: [{ amount: total, employee }] }),
});

/** Two switches of the store are up to two rules. @param {{ requires_admin_approval: boolean, requires_sales_manager_approval: boolean }} settings @returns {import('coaraci').Policy} */
const policyOf = ({ requires_admin_approval: admin, requires_sales_manager_approval: manager }) => ({
  ...{ schema: 'approval-policy/1', id: 'medusa', version: 1, currency: 'BRL', default: { effect: 'auto_approve' } },
  rules: [...(admin ? ['admin'] : []), ...(manager ? ['sales_manager'] : [])].map((role) => ({
    ...{ id: role, effect: 'require', when: true, steps: [{ id: role, level: 1, approvers: [{ role }] }] },
  })),
});

/** @param {Frequency} frequency @param {string} now */
const span = (frequency, now) => {
  const window = windowOf({ spending_limit_reset_frequency: frequency, tz: 'America/Sao_Paulo' });
  const { start, end } = spendingWindow({ now, window });
  return [start, end];
};
assert.deepEqual(span('daily', '2026-03-10T18:30:00Z'), ['2026-03-10T03:00:00Z', '2026-03-11T03:00:00Z']);
assert.deepEqual(span('weekly', '2026-03-10T18:30:00Z'), ['2026-03-08T03:00:00Z', '2026-03-15T03:00:00Z']);
assert.deepEqual(span('monthly', '2026-02-01T02:30:00Z'), ['2026-01-01T03:00:00Z', '2026-02-01T03:00:00Z']);

const company = { spending_limit_reset_frequency: /** @type {Frequency} */ ('monthly'), tz: 'America/Sao_Paulo' };
const [employee, now] = ['emp_ana', '2026-03-10T18:30:00Z'];
const orders = ['5000.00', '2600.00'].map((total, at) => ({ total, id: `e${at}`, order: `order_${at}`, at: `2026-03-0${at + 2}T12:00:00Z` }));
const entries = orders.map((order) => entryOf({ ...order, employee, event: 'placed' }));
for (const [amount, outcome, remaining] of [['2400.00', 'allow', '0.00'], ['2500.00', 'deny', '-100.00']]) {
  const purchase = { order: 'cart', requester: employee, lines: [{ amount, employee }] };
  const limits = limitsOf({ id: employee, spending_limit: 10_000 }, company);
  const decision = checkLimits({ ledger: { currency: 'BRL', version: 2, entries }, limits, purchase, now });
  console.log(`a cart of ${amount}: ${decision.outcome}`);
  assert.deepEqual([decision.outcome, decision.reports[0].remaining], [outcome, remaining]);
}
assert.deepEqual(limitsOf({ id: employee, spending_limit: 0 }, company), []);
assert.equal(validatePolicy({ policy: policyOf({ requires_admin_approval: true, requires_sales_manager_approval: true }) }).id, 'medusa');
