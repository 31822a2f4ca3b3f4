// Answers calls for tests across hosts: `{"operation", "request"}` a line in, the envelope a line out. An argument names the module.
import { readFileSync } from 'node:fs';
import { call, initSync } from './index.js';

initSync(readFileSync(process.argv[2] ?? new URL('./pkg/coaraci_wasm_bg.wasm', import.meta.url)));
let rest = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  // Only a line feed ends a line: a text may hold U+2028.
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) {
    const { operation, request } = JSON.parse(line);
    process.stdout.write(`${call(operation, request)}\n`);
  }
}
