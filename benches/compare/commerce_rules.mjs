// GoRules Zen and json-rules-engine on the rules of a policy: which of them match an order.
//
// All three must name the same rules for every order of a grid. Ours also finds who may approve, level by level; the peers' answer
// ends with the names of the rules.
import assert from 'node:assert/strict';
import { ZenEngine } from '@gorules/zen-engine';
import { prepare } from 'coaraci';
import { Engine } from 'json-rules-engine';
import { load, split } from '../hosts/files.mjs';
import { measureAsync, measure } from '../hosts/measure.mjs';

const ZEN = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '==' };
const JSON_RULES = { gt: 'greaterThan', gte: 'greaterThanInclusive', lt: 'lessThan', lte: 'lessThanInclusive', eq: 'equal', in: 'in' };

/** A decimal text becomes a number: the peers have no decimals. */
const value = (given) => (/^-?[0-9.]+$/.test(given) ? Number(given) : given);

function zenExpression(condition) {
  if (condition.all) return condition.all.map(zenExpression).join(' and ');
  if (condition.any) return `(${condition.any.map(zenExpression).join(' or ')})`;
  const { field, op } = condition;
  const given = JSON.stringify(value(condition.value));
  if (op === 'in') return `${field} in ${given}`;
  if (op === 'contains') return `some(${field}, # == ${given})`;
  if (op === 'contains_any') return `some(${field}, # in ${given})`;
  return `${field} ${ZEN[op]} ${given}`;
}

/** A decision table that collects the rows that hold. */
function zenContent(rules) {
  const rows = rules.map(({ id, when }) => ({ _id: id, in: zenExpression(when), out: JSON.stringify(id) }));
  const content = {
    hitPolicy: 'collect',
    inputs: [{ id: 'in', name: 'condition', type: 'expression' }],
    outputs: [{ id: 'out', name: 'rule', field: 'rule', type: 'expression' }],
    rules: rows,
  };
  const position = { x: 0, y: 0 };
  return {
    nodes: [
      { id: 'a', type: 'inputNode', name: 'in', position },
      { id: 'b', type: 'decisionTableNode', name: 'rules', position, content },
      { id: 'c', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'ab', sourceId: 'a', targetId: 'b', type: 'edge' },
      { id: 'bc', sourceId: 'b', targetId: 'c', type: 'edge' },
    ],
  };
}

function jsonRulesCondition(condition) {
  if (condition.all) return { all: condition.all.map(jsonRulesCondition) };
  if (condition.any) return { any: condition.any.map(jsonRulesCondition) };
  const { field: fact, op } = condition;
  if (op === 'contains_any') return { any: condition.value.map((one) => ({ fact, operator: 'contains', value: one })) };
  return { fact, operator: JSON_RULES[op] ?? op, value: value(condition.value) };
}

function jsonRules(rules) {
  const engine = new Engine();
  for (const { id, priority, when } of rules) {
    const condition = jsonRulesCondition(when);
    const conditions = when.all || when.any ? condition : { all: [condition] };
    engine.addRule({ conditions, event: { type: id }, priority: 1000 - priority });
  }
  return engine;
}

/** `{"order.total": "5"}` as the peers take it: nested with numbers, and flat with numbers. */
const flat = (context) => Object.fromEntries(Object.entries(context).map(([name, given]) => [name, value(given)]));
function nested(context) {
  const all = {};
  for (const [name, given] of Object.entries(flat(context))) {
    const [head, tail] = name.split('.');
    all[head] = { ...all[head], [tail]: given };
  }
  return all;
}

for (const count of [10, 20]) {
  const file = load(`benches/requests/plan_approval_${count}_rules.json`);
  const { rules } = file.request.policy;
  const [part, rest] = split(file);
  const prepared = prepare('plan_approval', part);
  const zen = new ZenEngine().createDecision(Buffer.from(JSON.stringify(zenContent(rules))));
  const engine = jsonRules(rules);

  for (const [name, values] of Object.entries({
    'order.total': ['900.00', '4500.00', '5000.01', '24350.00', '150000.00'],
    'company.overdue_days': [0, 31],
    'order.delivery_uf': ['SP', 'AM'],
    'order.categories': [['solar/modules'], ['solar/batteries', 'solar/inverters']],
    'order.sku_count': [7, 41],
    'order.margin_pct': ['7.9', '8'],
    'company.risk_score': [35, 95],
  })) {
    for (const changed of values) {
      const context = { ...rest.context, [name]: changed };
      const { matched } = prepared.run({ ...rest, context });
      const names = matched.map(({ rule }) => rule).filter((rule) => rule !== 'default').sort();
      const { result } = await zen.evaluate(nested(context));
      assert.deepEqual(result.map(({ rule }) => rule).sort(), names, `zen, ${name} ${changed}`);
      const { events } = await engine.run(flat(context));
      assert.deepEqual(events.map(({ type }) => type).sort(), names, `json-rules-engine, ${name} ${changed}`);
    }
  }

  const bench = `rules/${count}`;
  const [zenOrder, flatOrder] = [nested(rest.context), flat(rest.context)];
  measure(bench, 'node', () => prepared.answer(rest));
  await measureAsync(bench, 'zen-engine', () => zen.evaluate(zenOrder));
  await measureAsync(bench, 'json-rules-engine', () => engine.run(flatOrder));
}
