
/** Where the engine may be loaded from. */
export type EngineSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;
/** Loads the engine, once; without a source, the module beside this script. Everything else throws before that. */
export declare function init(source?: EngineSource | Promise<EngineSource>): Promise<void>;
/** The same from bytes or a compiled module, without waiting. */
export declare function initSync(source: BufferSource | WebAssembly.Module): void;
