// Two buyers at one limit: each decides on a version of the ledger and stores only if it is still that. Nobody overspends.
import assert from 'node:assert/strict';
import { applyLedgerEntry, checkLimits, CoaraciError } from 'coaraci';

const now = '2026-06-12T18:00:00Z';
/** @type {import('coaraci').Ledger} */
const store = { currency: 'BRL', version: 0, entries: [] };

/**
 * Buys for 6000.00 if the limit of 10000.00 allows it: whether it did, and how often it had to decide.
 * @param {string} buyer @returns {Promise<[boolean, number]>}
 */
async function buy(buyer) {
  const lines = [{ amount: '6000.00', employee: buyer }];
  const order = `order_${buyer}`;
  for (let tries = 1; ; tries++) {
    const decision = checkLimits({
      ledger: store,
      limits: [{ id: 'company', amount: '10000.00', window: { kind: 'never' } }],
      purchase: { order, requester: buyer, lines },
      now,
    });
    // The other buyer decides meanwhile, on the same version.
    await new Promise((done) => setImmediate(done));
    if (decision.outcome === 'deny') return [false, tries];
    const entry = { id: buyer, kind: 'reserve', at: now, order, lines };
    // In a database: insert .. where version = the expected one; (company, version) is unique.
    try {
      const { version } = applyLedgerEntry({ ledger: store, entry, expected_version: decision.expected_version });
      store.entries.push(entry);
      store.version = version ?? store.version;
      return [true, tries];
    } catch (error) {
      if (!(error instanceof CoaraciError) || error.code !== 'VERSION_CONFLICT') throw error;
    }
  }
}

const found = await Promise.all([buy('ana'), buy('bia')]);
console.log('bought and tries:', found);
// One buys at once; the other one's version is gone, and the second decision is a refusal.
assert.deepEqual(found, [
  [true, 1],
  [false, 2],
]);
