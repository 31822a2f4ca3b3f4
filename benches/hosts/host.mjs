// Times the requests that calls.json lists for a domain: as texts (`call`), and as objects in and out (`answer`).
//
//   node host.mjs PACKAGE DOMAIN     PACKAGE is coaraci (Node's addon) or coaraci-wasm (the browser package, in Node)
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { measure } from './measure.mjs';

const [name, domain] = process.argv.slice(2);
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url));
const { answer, call, initSync, prepare } = await import(name);
initSync?.(read('bindings-wasm/pkg/coaraci_wasm_bg.wasm'));
const host = initSync ? 'wasm' : 'node';

for (const path of JSON.parse(read('benches/calls.json'))[domain]) {
  const { operation, request } = JSON.parse(read(path));
  const text = JSON.stringify(request);
  const bench = `${operation}/${basename(path, '.json')}`;
  // The browser package has no named tables.
  if (!JSON.parse(call(operation, text)).ok) continue;
  measure(`call/${bench}`, host, () => call(operation, text));
  measure(`answer/${bench}`, host, () => answer(operation, request));
}
// What a domain times besides.
const more = new URL(`./${domain}.mjs`, import.meta.url);
if (existsSync(more)) (await import(more)).bench({ answer, prepare }, host);
