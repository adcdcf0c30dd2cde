import { atMost, type BenchResult, type Goal, type Measure } from './report.ts';
import type { BuiltSite } from './site.ts';
import { type Link, throughLink } from './slow-link.ts';
import { median, percentile } from './statistics.ts';
import { bytesByKind } from './traffic.ts';
import { type FirstCommand, type Visit, visit } from './visit.ts';

const RUNS = 5;
const LINK: Link = { bitsPerSecond: 10_000_000, roundTripMs: 60 };

/** First visit on this computer. */
export async function benchCold(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const visits = await site.served((address) => visitOften(address, runs));
  return toResult('cold', visits, {
    time: atMost(1200),
    bytes: atMost(3_500_000),
  });
}

/** First visit over a slow line. */
export async function benchCold10Mbit(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const visits = await site.served((address) => visitOften(address, runs), throughLink(LINK));
  return toResult('cold-10mbit', visits, {
    time: atMost(4000),
    bytes: atMost(3_500_000),
  });
}

/** First visit with the Docker Engine, on this computer. */
export async function benchEngine(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const command = { keys: 'docker ps\n', answer: 'CONTAINER ID' };
  const visits = await site.served((address) =>
    visitOften(`${address}?profile=engine`, runs, command),
  );
  return toResult('engine', visits, { time: atMost(2500), bytes: atMost(9_000_000) });
}

/** First container over a slow line: most of what it waits for lies on the disk. */
export async function benchEngine10Mbit(site: BuiltSite, runs = 3): Promise<BenchResult> {
  const command = { keys: 'docker run --rm hello-world\n', answer: 'Hello from' };
  const visits = await site.served(
    (address) => visitOften(`${address}?profile=engine`, runs, command),
    throughLink(LINK),
  );
  return toResult('engine-10mbit', visits, {});
}

async function visitOften(address: string, runs: number, command?: FirstCommand): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (let run = 0; run < runs; run++) visits.push(await visit(address, { command }));
  return visits;
}

function toResult(
  name: string,
  visits: readonly Visit[],
  goals: { readonly time?: Goal; readonly bytes?: Goal },
): BenchResult {
  const times = visits.map(({ outputMs }) => outputMs);
  const sizes = visits.map(({ transfers }) => transfers.reduce((sum, one) => sum + one.bytes, 0));
  const measures: Measure[] = [
    summary('to a command’s output', 'ms', times, goals.time),
    summary('loaded before it', 'bytes', sizes, goals.bytes),
  ];
  return { name, measures, notes: describeTypical(visits), details: visits };
}

/** A measure over several runs. */
export function summary(
  what: string,
  unit: Measure['unit'],
  values: readonly number[],
  goal: Goal | undefined,
): Measure {
  return {
    what,
    unit,
    median: median(values),
    high: percentile(values, 0.95),
    ...(goal && { goal }),
  };
}

/** The visit in the middle, told step by step. */
export function describeTypical(visits: readonly Visit[]): string[] {
  const sorted = [...visits].sort((a, b) => a.outputMs - b.outputMs);
  const typical = sorted[Math.floor((sorted.length - 1) / 2)];
  if (typical === undefined) return [];
  const kinds = Object.entries(bytesByKind(typical.transfers))
    .map(([kind, bytes]) => `${kind} ${Math.round(bytes / 1000)} kB`)
    .join(', ');
  return [
    `bytes: ${kinds}`,
    ...typical.timeline.map(([what, ms]) => `${ms.toFixed(0).padStart(6)} ms  ${what}`),
  ];
}
