// A purchase against the monthly limit of an employee: equality passes, one cent more does not.
import assert from 'node:assert/strict';
import { checkLimits } from 'coaraci';

/** @param {string} amount @returns {import('coaraci').CheckLimitsRequest} */
const request = (amount) => ({
  ledger: {
    currency: 'BRL',
    version: 1,
    entries: [
      {
        id: 'e1',
        kind: 'commit',
        at: '2026-06-10T12:00:00Z',
        order: 'o1',
        lines: [{ amount: '7500.00', employee: 'emp_ana' }],
      },
    ],
  },
  limits: [
    {
      id: 'month',
      amount: '10000.00',
      window: { kind: 'calendar', unit: 'month', tz: 'America/Sao_Paulo' },
      selector: { employee: 'emp_ana' },
    },
  ],
  purchase: { order: 'o2', requester: 'emp_ana', lines: [{ amount, employee: 'emp_ana' }] },
  now: '2026-06-12T18:00:00Z',
});

for (const [amount, expected] of [['2500.00', 'allow'], ['2500.01', 'deny']]) {
  const decision = checkLimits(request(amount));
  console.log(`${amount}: ${decision.outcome}, remaining ${decision.reports[0].remaining}`);
  assert.equal(decision.outcome, expected);
}
