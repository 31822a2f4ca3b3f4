// Opens pages of the repository in headless Chromium, served from 127.0.0.1.
//
//   node browser.mjs --tests PAGE...   each page sets globalThis.testResult = { passed, failed, messages? }
//   node browser.mjs --load PAGE...    each page only has to load, and to end what it marks by aria-busy, without an error
//
// What a page writes to its console is printed. The last line is "N passed, N failed".
// CHROMIUM names the browser. With --screenshot=FOLDER a picture of each page is written there.

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const PATIENCE_MS = 60_000;
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const pages = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const asTests = options.includes('--tests');
const pictures = options.find((option) => option.startsWith('--screenshot='))?.split('=')[1];

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const file = resolve(join(ROOT, path));
  const found = file.startsWith(ROOT + sep) && statSync(file, { throwIfNoEntry: false })?.isFile();
  // Browsers ask for an icon unbidden.
  if (!found) return response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});

/** Open one page; return how many of its checks passed and failed. */
async function visit(browser, origin, file) {
  const name = relative(ROOT, resolve(file));
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  // An error ends the wait: a script that failed to load will never set its result.
  let stop;
  const broken = new Promise((_, reject) => (stop = reject));
  broken.catch(() => {});
  page.on('console', (message) => console.log(`${name}: ${message.text()}`));
  page.on('pageerror', stop);
  page.on('response', (response) => response.status() >= 400 && stop(new Error(`${response.status()} ${response.url()}`)));
  let result;
  try {
    await page.goto(`${origin}/${name.split(sep).map(encodeURIComponent).join('/')}`, { waitUntil: 'load', timeout: PATIENCE_MS });
    result = await Promise.race([asTests ? testResult(page) : quiet(page), broken]);
    if (pictures) await page.screenshot({ path: join(pictures, `${basename(name, '.html')}.png`), fullPage: true });
  } catch (error) {
    result = { passed: 0, failed: 1, messages: [error.message] };
  }
  await page.close();
  for (const message of result.messages ?? []) console.log(`${name}: ${message}`);
  return result;
}

/** What the page says about its checks. */
async function testResult(page) {
  const handle = await page.waitForFunction(() => globalThis.testResult, null, { timeout: PATIENCE_MS });
  return handle.jsonValue();
}

/** A page that has loaded and asks for nothing more has passed. */
async function quiet(page) {
  await page.waitForLoadState('networkidle', { timeout: PATIENCE_MS });
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'), null, { timeout: PATIENCE_MS });
  return { passed: 1, failed: 0 };
}

await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const sum = { passed: 0, failed: 0 };
try {
  for (const file of pages) {
    const { passed, failed } = await visit(browser, `http://127.0.0.1:${server.address().port}`, file);
    sum.passed += passed;
    sum.failed += failed;
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
