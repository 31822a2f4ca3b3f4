// Check a CPF and an alphanumeric CNPJ.
import assert from 'node:assert/strict';
import { message, validateDocument } from 'coaraci';

const company = validateDocument({ document: '12.abc.345/01de-35' });
console.log(`${company.formatted} belongs to company ${company.root}`);
assert.equal(company.normalized, '12ABC34501DE35');

// A wrong document is a verdict, not an error: the answer says what is wrong and never repeats the document.
const person = validateDocument({ document: '123.456.789-01' });
const issue = person.issues[0];
console.log(`${issue.code}: ${message(issue, 'pt-BR')}`);
assert.deepEqual([person.valid, issue.code], [false, 'CPF_CHECK_DIGIT']);
