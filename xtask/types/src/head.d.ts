/** An exact decimal as text: `"18518.40"`. */
export type DecimalText = string;
/** A date as text: `"2026-11-25"`. */
export type DateText = string;
/** An instant as text, RFC 3339 with offset: `"2026-11-25T09:00:00-03:00"`. */
export type InstantText = string;
/** Language of texts for people. */
export type Language = 'pt-BR' | 'en';

/** What made an answer. */
export interface Meta {
  /** Version of the library. */
  engine: string;
  /** Version of the wire format. */
  schema: string;
  /** Vintage of every table and fact that was used. */
  sources: Source[];
}

/** A computed value with what must be said beside it. */
export interface Answer<A> {
  ok: true;
  /** The result itself. */
  value: A;
  /** Computed, but look at it. */
  warnings: Issue[];
  /** Engine, schema and sources. */
  meta: Meta;
}

/** A request without an answer. */
export declare class CoaraciError extends Error {
  /** Code of the first issue. */
  readonly code: string;
  /** JSON Pointer to its place; empty means the whole request. */
  readonly path: string;
  /** All issues, in field order. */
  readonly issues: readonly Issue[];
  /** The text of the first issue for a person; Brazilian Portuguese unless said otherwise. */
  messageIn(language?: Language): string;
}

/** A function from a request to a value; `operation` is its name on the wire. It throws CoaraciError. */
export interface Operation<Q, A> {
  (request: Q): A;
  readonly operation: string;
}

/** How an asynchronous call may be given up before it has started. */
export interface AsyncOptions {
  signal?: AbortSignal;
}

/** Calls an operation: JSON text in, the envelope as JSON text out. It throws for arguments that are no texts only. */
export declare function call(operation: string, request: string): string;
/** The same off the event loop where the host has threads. */
export declare function callAsync(operation: string, request: string, options?: AsyncOptions): Promise<string>;
/** Calls an operation and gives the whole answer, warnings and sources included. It throws CoaraciError. */
export declare function answer<Q, A>(operation: Operation<Q, A>, request: Q): Answer<A>;
export declare function answer(operation: string, request: unknown): Answer<unknown>;
/** The same off the event loop where the host has threads. */
export declare function answerAsync<Q, A>(operation: Operation<Q, A>, request: Q, options?: AsyncOptions): Promise<Answer<A>>;
export declare function answerAsync(operation: string, request: unknown, options?: AsyncOptions): Promise<Answer<unknown>>;
/** The text of an issue for a person; Brazilian Portuguese unless said otherwise. */
export declare function message(issue: Issue, language?: Language): string;
/** The text of a code, with parameters in braces; undefined for an unknown one. */
export declare function explain(code: string, language?: Language): string | undefined;
/** The names of all operations. */
export declare function operations(): string[];

/** A part of a request that was read once, for many calls. */
export interface Prepared<Q, A> {
  /** The rest of the request as JSON text; the envelope as JSON text. */
  call(rest: string): string;
  /** The whole answer. */
  answer(rest: Partial<Q>): Answer<A>;
  /** The value alone. */
  run(rest: Partial<Q>): A;
}
/** Reads members of a request once; docs/operations.md says which ones. */
export declare function prepare<Q, A>(operation: Operation<Q, A>, part: Partial<Q>): Prepared<Q, A>;
export declare function prepare(operation: string, part: object): Prepared<Record<string, unknown>, unknown>;

/** The values of a column: floats, integers (counts, whole cents), texts or byte strings. */
export type ColumnValues = Float64Array | BigInt64Array | readonly (string | null)[] | readonly (Uint8Array | null)[];
/** A column that is given. With `scale` integers are exact decimals; bit `i % 8` of byte `i >> 3` of `valid` says whether row `i` holds a value. */
export type GivenColumn = ColumnValues | { values: ColumnValues; scale?: number; valid?: Uint8Array };
/** A column that is answered. */
export type AnsweredColumn = Float64Array | BigInt64Array | Int32Array | string[] | { values: BigInt64Array; scale: number };
/** The answer of a column form. */
export interface Batch {
  rows: number;
  /** The columns by name. `status` is 0 for a good row, else the number of its entry in `issues`, counted from one. */
  columns: { [name: string]: AnsweredColumn };
  /** The issues of rows without an answer. */
  issues: { row: number; errors: Issue[] }[];
  /** What all rows give together, where the operation says so. */
  summary?: unknown;
}
/**
 * Calls the column form of an operation: a bad row stops nothing. docs/operations.md lists the columns.
 * Arrays in `out` are filled and stand in the answer. It throws CoaraciError if the columns do not fit.
 */
export declare function callBatch(
  operation: string | Operation<never, unknown>,
  request: unknown,
  columns: { [name: string]: GivenColumn },
  out?: { [name: string]: Float64Array | BigInt64Array | Int32Array },
): Batch;
/** The same off the event loop where the host has threads. The arrays must not change until it has ended. */
export declare function callBatchAsync(
  operation: string | Operation<never, unknown>,
  request: unknown,
  columns: { [name: string]: GivenColumn },
  out?: { [name: string]: Float64Array | BigInt64Array | Int32Array },
): Promise<Batch>;
