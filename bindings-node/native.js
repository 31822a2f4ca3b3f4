'use strict';
// The addon of this platform: beside this file, from its own package, else the browser's engine.
const { readFileSync } = require('node:fs');
const { arch, platform } = process;

/** Names of the packages that could hold the addon of this platform, the likelier one first. */
function candidates() {
  const kinds = { linux: ['gnu', 'musl'], win32: ['msvc'] }[platform];
  return (kinds ?? ['']).map((kind) => [platform, arch, kind].filter(Boolean).join('-'));
}

function load() {
  const reasons = [];
  const attempt = (name) => {
    try {
      return require(name);
    } catch (error) {
      reasons.push(`${name}: ${error.message.split('\n')[0]}`);
      return undefined;
    }
  };
  for (const name of candidates()) {
    const addon = attempt(`./coaraci.${name}.node`) ?? attempt(`coaraci-${name}`);
    if (addon) return addon;
  }
  const wanted = candidates().map((name) => `coaraci-${name}`).join(' or ');
  const engine = attempt('coaraci-wasm/native');
  if (!engine) throw new Error(`coaraci: the package ${wanted} is missing, and so is coaraci-wasm\n${reasons.join('\n')}`);
  engine.initSync(readFileSync(require.resolve('coaraci-wasm/coaraci.wasm')));
  process.emitWarning(`the package ${wanted} is missing; coaraci-wasm takes its place (slower, and without tables)`, 'CoaraciWarning');
  return engine;
}

module.exports = load();
