// A loan of twelve equal installments (Price), to the cent.
import assert from 'node:assert/strict';
import { CoaraciError, amortizationSchedule, message } from 'coaraci';

const schedule = amortizationSchedule({
  principal_brl: '10000.00',
  rate: { value: '0.0149', basis: 'month_effective' },
  installments: 12,
  release_date: '2025-03-10',
  first_due_date: '2025-04-10',
  system: 'price',
});
for (const { number, due_date, installment_brl } of schedule.rows) {
  console.log(String(number).padStart(2), due_date, installment_brl.padStart(8));
}
console.log('interest', schedule.total_interest_brl);
assert.equal(schedule.total_interest_brl, '994.73');

// All problems of a request at once, each with a code and the place.
try {
  // @ts-expect-error amounts are texts, and members are missing
  amortizationSchedule({ principal_brl: 10000, installments: 0, system: 'price' });
  assert.fail('refused');
} catch (error) {
  if (!(error instanceof CoaraciError)) throw error;
  for (const issue of error.issues) console.log(`${issue.path}: ${message(issue, 'en')}`);
  assert.deepEqual([error.code, error.path], ['DECIMAL_NOT_STRING', '/principal_brl']);
}
