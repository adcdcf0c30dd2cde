/** One measured quantity of a benchmark. */
export interface Measure {
  /** What was measured, in a few words. */
  readonly what: string;
  readonly unit: 'ms' | 'bytes' | 'MB/s' | '×' | 'MB' | '%';
  /** The middle of all runs. */
  readonly median: number;
  /** The 95th percentile, or the largest of a few runs. */
  readonly high?: number;
  /** What quality asks for; absent: told for information. */
  readonly goal?: Goal;
}

/** A limit, and what is held against it. */
export interface Goal {
  readonly limit: number;
  readonly better: 'lower' | 'higher';
  readonly of: 'median' | 'high';
}

/** What a benchmark found. */
export interface BenchResult {
  readonly name: string;
  readonly measures: readonly Measure[];
  /** Everything else worth keeping: single runs, timelines, files. Goes to the JSON; `notes` are printed too. */
  readonly details?: unknown;
  readonly notes?: readonly string[];
}

/** At most `limit`, in the median or in the worst case. */
export const atMost = (limit: number, of: Goal['of'] = 'median'): Goal => ({
  limit,
  better: 'lower',
  of,
});

export const atLeast = (limit: number): Goal => ({
  limit,
  better: 'higher',
  of: 'median',
});

const HEADINGS = ['benchmark', 'what', 'goal', 'median', '95 % / max', ''];

/** The table for a terminal. */
export function toText(results: readonly BenchResult[]): string {
  const rows = [HEADINGS, ...toRows(results)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  '),
  );
  const notes = results.flatMap(({ name, notes = [] }) =>
    notes.length > 0 ? ['', name, ...notes.map((note) => `  ${note}`)] : [],
  );
  return [...lines, ...notes].map((line) => line.trimEnd()).join('\n');
}

/** The table for a README. */
export function toMarkdown(results: readonly BenchResult[]): string {
  const rows = [HEADINGS, HEADINGS.map(() => '---'), ...toRows(results)];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function toRows(results: readonly BenchResult[]): string[][] {
  return results.flatMap(({ name, measures }) =>
    measures.map((measure) => [
      name,
      measure.what,
      measure.goal ? describeGoal(measure, measure.goal) : '',
      describe(measure.median, measure.unit),
      measure.high === undefined ? '' : describe(measure.high, measure.unit),
      measure.goal ? (meets(measure, measure.goal) ? 'met' : 'missed') : '',
    ]),
  );
}

function meets({ median, high }: Measure, { limit, better, of }: Goal): boolean {
  const value = of === 'high' ? (high ?? median) : median;
  return better === 'lower' ? value <= limit : value >= limit;
}

function describeGoal({ unit }: Measure, { limit, better, of }: Goal): string {
  return `${better === 'lower' ? '≤' : '≥'} ${describe(limit, unit)}${of === 'high' ? ' (max)' : ''}`;
}

function describe(value: number, unit: Measure['unit']): string {
  if (unit === 'bytes') return `${new Intl.NumberFormat('en').format(Math.round(value))} B`;
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`;
}
