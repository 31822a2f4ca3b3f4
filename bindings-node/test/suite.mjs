// What both packages promise; each runs it on its own engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const PART = {
  tariffs: [
    {
      valid_from: '2026-06-24',
      valid_to: '2027-06-23',
      te_brl_kwh: { unico: '0.31085' },
      tusd_brl_kwh: { unico: '0.45717' },
    },
  ],
  flags: [
    { month: '2026-07', adder_brl_kwh: '0.01885' },
    { month: '2026-08', adder_brl_kwh: '0.01885' },
  ],
};
const REST = {
  unit: { subgroup: 'b1', class: 'residencial', connection: 'bi3' },
  cycle: { previous_reading: '2026-07-10', current_reading: '2026-08-10' },
  consumption_kwh: { unico: '287' },
  taxes: { icms_fraction: '0.18', pis_fraction: '0.0083', cofins_fraction: '0.0383' },
  cosip_brl: '14.90',
};

export function suite(coaraci) {
  test('a function gives the value, answer the whole envelope', () => {
    assert.deepEqual(coaraci.parseBrl({ text: 'R$ 1.322,00' }), { amount_brl: '1322.00' });
    const answer = coaraci.answer('parse_brl', { text: 'R$ 1.322,00' });
    assert.deepEqual([answer.ok, answer.warnings, answer.value], [true, [], { amount_brl: '1322.00' }]);
    assert.ok(coaraci.operations().includes('parse_brl'));
  });

  test('a refusal is a CoaraciError with code, path, issues and a text in both languages', () => {
    assert.throws(() => coaraci.parseBrl({ text: '1.427' }), (error) => {
      assert.ok(error instanceof coaraci.CoaraciError && error instanceof Error);
      assert.deepEqual([error.code, error.path, error.issues.length], ['PRICE_AMBIGUOUS', '/text', 1]);
      assert.equal(error.messageIn('pt-BR'), 'O preço pode ser lido de duas formas: R$\u00a01.427,00 ou R$\u00a01,43.');
      assert.match(error.messageIn('en'), /two ways/);
      return true;
    });
    assert.throws(() => coaraci.roundDecimal({ extra: 1 }), (error) => error.issues.length > 1);
  });

  test('wrong inputs are refused and never crash', () => {
    const codes = (text) => JSON.parse(coaraci.call('parse_brl', text)).errors.map((error) => error.code);
    for (const text of ['', ' '.repeat(1 << 20), '['.repeat(10_000), 'NaN', '{"text":NaN}', '{', 'nul']) {
      assert.deepEqual(codes(text), ['BAD_JSON']);
    }
    assert.deepEqual(codes('{"text":"1","text":"2"}'), ['DUPLICATE_FIELD']);
    assert.deepEqual(codes('{"text":1e400}'), ['BAD_TYPE']);
    assert.deepEqual(codes('{"text":"\\ud800"}'), ['CANON_SURROGATE']);
    const refusal = coaraci.call('parse_brl', '{"529.982.247-25":"529.982.247-25","text":["529.982.247-25"]}');
    assert.ok(!refusal.includes('529'), refusal);
    assert.equal(JSON.parse(coaraci.call('no_such', '{}')).errors[0].code, 'UNKNOWN_OPERATION');
    for (const value of [undefined, null, 1, {}, []]) assert.throws(() => coaraci.call('parse_brl', value), TypeError);
    assert.throws(() => coaraci.estimateMonthly({ p_dc_stc_kw: NaN }), coaraci.CoaraciError);
    assert.throws(() => coaraci.parseBrl(undefined), coaraci.CoaraciError);
  });

  test('columns give what rows give, and a bad row stops nothing', () => {
    const text = ['R$ 1.322,00', '1.427', 'sob consulta', '-R$ 0,05', null];
    const { rows, issues, columns } = coaraci.callBatch('parse_brl', {}, { text });
    assert.equal(rows, 5);
    assert.deepEqual(columns.amount_centavos, BigInt64Array.from([132200n, 0n, 0n, -5n, 0n]));
    assert.deepEqual(columns.status, Int32Array.from([0, 1, 2, 0, 3]));
    assert.deepEqual(issues.map((issue) => issue.errors[0].code), ['PRICE_AMBIGUOUS', 'PRICE_SYNTAX', 'MISSING_FIELD']);
    text.slice(0, 4).forEach((text, row) => {
      if (columns.status[row] !== 0) return;
      const cents = BigInt(coaraci.parseBrl({ text }).amount_brl.replace('.', ''));
      assert.equal(columns.amount_centavos[row], cents);
    });
    const out = { status: new Int32Array(5) };
    assert.equal(coaraci.callBatch('parse_brl', {}, { text }, out).columns.status, out.status);
    assert.throws(() => coaraci.callBatch('parse_brl', {}, { text: Float64Array.of(1) }), { code: 'COLUMN_TYPE' });
    assert.throws(() => coaraci.callBatch('round_decimal', {}, {}), { code: 'NO_BATCH_FORM' });
  });

  test('a prepared part gives the bytes of the whole request', () => {
    const prepared = coaraci.prepare('bill_group_b', PART);
    const whole = coaraci.call('bill_group_b', JSON.stringify({ ...PART, ...REST }));
    assert.equal(prepared.call(JSON.stringify(REST)), whole);
    assert.equal(prepared.run(REST).totals.total_brl, '303.77');
    assert.throws(() => prepared.run({ ...REST, flags: PART.flags }), { code: 'DUPLICATE_FIELD', path: '/flags' });
    assert.throws(() => coaraci.prepare('parse_brl', {}), { code: 'NO_PREPARED_FORM' });
  });

  test('asynchronous calls give the same bytes and can be cancelled before they start', async () => {
    const request = JSON.stringify({ text: 'R$ 1.322,00' });
    const texts = await Promise.all(Array.from({ length: 20 }, () => coaraci.callAsync('parse_brl', request)));
    texts.forEach((text) => assert.equal(text, coaraci.call('parse_brl', request)));
    assert.deepEqual((await coaraci.answerAsync('parse_brl', { text: 'R$ 1' })).value, { amount_brl: '1.00' });
    await assert.rejects(coaraci.callAsync('parse_brl', request, { signal: AbortSignal.abort() }), { name: 'AbortError' });
    const { columns } = await coaraci.callBatchAsync('parse_brl', {}, { text: ['R$ 2'] });
    assert.deepEqual(columns.amount_centavos, BigInt64Array.of(200n));
  });
}
