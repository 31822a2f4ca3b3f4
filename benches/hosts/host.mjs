// Times the requests that calls.json lists for a domain: as texts (`call`), and as objects in and out (`answer`); where a file names
// members to prepare, also a call with the prepared part and the rest as text (`prepared`) and as an object (`prepared_answer`).
//
//   node host.mjs PACKAGE DOMAIN     PACKAGE is coaraci (Node's addon) or coaraci-wasm (the browser package, in Node)
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { measure } from './measure.mjs';
import { bytes, load, read, split } from './files.mjs';

const [name, domain] = process.argv.slice(2);
const { answer, call, initSync, prepare } = await import(name);
initSync?.(bytes('bindings-wasm/pkg/coaraci_wasm_bg.wasm'));
const host = initSync ? 'wasm' : 'node';

for (const path of read('benches/calls.json')[domain]) {
  const file = load(path);
  const { operation, request } = file;
  const text = JSON.stringify(request);
  const bench = `${operation}/${basename(path, '.json')}`;
  // The browser package has no named tables.
  if (!JSON.parse(call(operation, text)).ok) continue;
  measure(`call/${bench}`, host, () => call(operation, text));
  measure(`answer/${bench}`, host, () => answer(operation, request));
  if (!file.prepared) continue;
  const [part, rest] = split(file);
  const prepared = prepare(operation, part);
  const restText = JSON.stringify(rest);
  measure(`prepared/${bench}`, host, () => prepared.call(restText));
  measure(`prepared_answer/${bench}`, host, () => prepared.answer(rest));
}
// What a domain times besides.
const more = new URL(`./${domain}.mjs`, import.meta.url);
if (existsSync(more)) (await import(more)).bench({ answer, prepare }, host);
