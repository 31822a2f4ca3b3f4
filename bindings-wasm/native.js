// The engine: the module that wasm-bindgen wrote, loaded once.
import start, * as engine from './pkg/coaraci_wasm.js';

let loading;
let loaded = false;

/** Loads the engine, once; without a source, the module beside the script. */
export function init(source) {
  loading ??= start(source === undefined ? undefined : { module_or_path: source }).then(
    () => void (loaded = true),
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** The same from bytes or a compiled module, without waiting. */
export function initSync(source) {
  if (!loaded) engine.initSync({ module: source });
  loaded = true;
  loading ??= Promise.resolve();
}

const ready = (run) => (...values) => {
  if (!loaded) throw new Error('coaraci-wasm is not loaded yet: `await init()` first');
  return run(...values);
};
export const call = ready(engine.call);
export const message = ready(engine.message);
export const explain = ready(engine.explain);
export const operations = ready(engine.operations);
export const callBatch = ready(engine.callBatch);
export const prepare = ready(engine.prepare);
