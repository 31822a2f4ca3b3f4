
/** How a report is written. */
export interface ReportOptions {
  /** `html` (the default), `fragment`, `markdown`, `csv`, `csv-br`, `csv/TABLE`, `csv-br/TABLE`, `xlsx`, `tables`, `summary` or `chart/KIND`. */
  format?: string;
  /** `proposal`, `bill`, `bills`, `financing`, `energy`, `economics`, `compliance`; `auto` (the default) is the one that fits. */
  kind?: string;
  /** Language of texts and numbers. */
  language?: Language;
}
/** The report of an answer or its value as bytes of a workbook. */
export declare function report(answer: object, options: ReportOptions & { format: 'xlsx' }): Uint8Array;
/** The report of an answer or its value as text; an `Error` if no report fits. */
export declare function report(answer: object, options?: ReportOptions): string;
/** A chart of an answer as SVG: `monthly`, `range`, `losses`, `heatmap`, `bills`, `bill`, `bill_with`, `cash_flow`, `amortization`, `tornado`, `scenarios`. */
export declare function chart(answer: object, kind: string, language?: Language): string;
