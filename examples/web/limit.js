// A purchase against the monthly limit of an employee: equality passes, one cent more does not.
import { checkLimits } from 'coaraci-wasm';

/** The decision on a purchase. @param {string} amount */
export function limit(amount) {
  const lines = (/** @type {string} */ amount) => [{ amount, employee: 'emp_ana' }];
  return checkLimits({
    ledger: {
      currency: 'BRL',
      version: 1,
      entries: [{ id: 'e1', kind: 'commit', at: '2026-06-10T12:00:00Z', order: 'o1', lines: lines('7500.00') }],
    },
    limits: [
      {
        id: 'month',
        amount: '10000.00',
        window: { kind: 'calendar', unit: 'month', tz: 'America/Sao_Paulo' },
        selector: { employee: 'emp_ana' },
      },
    ],
    purchase: { order: 'o2', requester: 'emp_ana', lines: lines(amount) },
    now: '2026-06-12T18:00:00Z',
  }).outcome;
}
