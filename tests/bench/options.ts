import { parseArgs } from 'node:util';

/** What was asked for on the command line. */
export interface BenchOptions {
  /** Benchmarks to run, in the order of the table. */
  readonly names: readonly string[];
  /** Runs of each benchmark; absent: its own number. */
  readonly runs: number | undefined;
  /** File for the results. */
  readonly json: string | undefined;
  readonly markdown: boolean;
  /** Measures the image that is there and does not look whether it is up to date. */
  readonly takeImageAsItIs: boolean;
}

/**
 * Reads the command line.
 * @throws Error naming what is wrong with it
 */
export function parseOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'string' },
      only: { type: 'string' },
      runs: { type: 'string' },
      markdown: { type: 'boolean', default: false },
      'image-as-is': { type: 'boolean', default: false },
    },
  });
  return {
    names: chosen(values.only, known),
    runs: values.runs === undefined ? undefined : positive(values.runs),
    json: values.json,
    markdown: values.markdown,
    takeImageAsItIs: values['image-as-is'],
  };
}

function chosen(only: string | undefined, known: readonly string[]): readonly string[] {
  if (only === undefined) return known;
  const wanted = only.split(',');
  const stranger = wanted.find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new Error(`--only: there is no benchmark ${stranger}; there are ${known.join(', ')}`);
  return known.filter((name) => wanted.includes(name));
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--runs: ${text} is not a whole number above 0`);
  return number;
}
