import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeMachine } from '../../images/warm/node-machine.ts';
import { MANIFEST_PATH, parseManifest } from '../../src/machine/image/manifest.ts';
import { GUEST_WORK, type GuestWork } from './guest-work.ts';
import { LabPage } from './lab-page.ts';
import { QemuGuest } from './qemu-guest.ts';
import { atMost, type BenchResult, type Measure } from './report.ts';
import type { BuiltSite } from './site.ts';
import { geometricMean, median } from './statistics.ts';

const RUNS = 5;
const RATIO_GOAL = 2;
const TIMEOUT_MS = 180_000;

/** Runs a script in a guest; the clock is the host's. */
type Exec = (script: string) => Promise<{ ms: number; exitCode: number; output: string }>;

/** What one guest needed for the work, in milliseconds. */
interface WorkTimes {
  /** The very first time, when nothing is translated yet. */
  readonly first: number;
  /** The middle of the runs after it. */
  readonly settled: number;
}

type GuestTimes = ReadonlyMap<string, WorkTimes>;

/** The fixed set of work in the page, and under qemu as the yardstick. */
export async function benchGuestCpu(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const guests = await withQemu(site, (tcg) =>
    withPage(site, (page) => withNode(site, (node) => timeAll({ page, node, tcg }, runs))),
  );
  const ratios = (guest: keyof typeof guests, of: keyof WorkTimes) =>
    GUEST_WORK.map(
      ({ name }) => required(guests[guest], name)[of] / required(guests.tcg, name)[of],
    );
  const settled = ratios('page', 'settled');
  const measures: Measure[] = [
    {
      what: 'time in the page to time under TCG (geometric mean)',
      unit: '×',
      median: geometricMean(settled),
      goal: atMost(RATIO_GOAL),
    },
    mean('the same, first run of each', ratios('page', 'first')),
    mean('the same, v86 in Node', ratios('node', 'settled')),
    ...GUEST_WORK.map(({ name }, index) => mean(name, settled.slice(index, index + 1))),
  ];
  return {
    name: 'guest-cpu',
    measures,
    notes: describeTimes(guests),
    details: plain(guests),
  };
}

function mean(what: string, ratios: readonly number[]): Measure {
  return { what, unit: '×', median: geometricMean(ratios) };
}

async function withQemu<T>({ folder }: BuiltSite, use: (exec: Exec) => Promise<T>): Promise<T> {
  const manifest = parseManifest(await readFile(join(folder, MANIFEST_PATH), 'utf8'));
  const guest = await QemuGuest.boot(folder, manifest);
  try {
    return await use((script) => guest.exec(script, TIMEOUT_MS));
  } finally {
    await guest.stop();
  }
}

function withPage<T>(site: BuiltSite, use: (exec: Exec) => Promise<T>): Promise<T> {
  return site.served((address) =>
    LabPage.with(address, (lab) => use((script) => lab.exec(script))),
  );
}

async function withNode<T>({ folder }: BuiltSite, use: (exec: Exec) => Promise<T>): Promise<T> {
  const machine = createNodeMachine(folder, { bootMode: 'warm' });
  try {
    await machine.start();
    return await use(async (script) => {
      const start = performance.now();
      const { exitCode, stdout, stderr } = await machine.exec(script, {
        timeoutMs: TIMEOUT_MS,
      });
      return {
        ms: performance.now() - start,
        exitCode,
        output: stdout + stderr,
      };
    });
  } finally {
    machine.destroy();
  }
}

/** The guests take turns, so that what else this computer does meets all of them. */
async function timeAll<Name extends string>(
  guests: Readonly<Record<Name, Exec>>,
  runs: number,
): Promise<Record<Name, GuestTimes>> {
  const timed = (Object.entries(guests) as [Name, Exec][]).map(
    ([name, exec]) => [name, exec, new Map<string, WorkTimes>()] as const,
  );
  for (const work of [NOTHING, ...GUEST_WORK]) {
    const clocks = timed.map(([, exec]) => new WorkClock(exec, work));
    for (const clock of clocks) await clock.prepare();
    for (let run = 0; run <= runs; run++) for (const clock of clocks) await clock.run();
    for (const [index, [, , times]] of timed.entries()) {
      const overhead = times.get(NOTHING.name)?.settled ?? 0;
      times.set(work.name, (clocks[index] as WorkClock).times(overhead));
    }
  }
  const entries = timed.map(([name, , times]) => [name, times] as const);
  return Object.fromEntries(entries) as unknown as Record<Name, GuestTimes>;
}

/** What it takes to start and end any script; taken off from all others. */
const NOTHING: GuestWork = { name: 'nothing', script: 'true' };

/** One piece of work in one guest. */
class WorkClock {
  readonly #exec: Exec;
  readonly #work: GuestWork;
  readonly #times: number[] = [];

  constructor(exec: Exec, work: GuestWork) {
    this.#exec = exec;
    this.#work = work;
  }

  async prepare(): Promise<void> {
    if (this.#work.prepare) await this.#measure(this.#work.prepare);
  }

  async run(): Promise<void> {
    this.#times.push(await this.#measure(this.#work.script));
  }

  times(overhead: number): WorkTimes {
    const [first = Number.NaN, ...others] = this.#times.map((ms) => ms - overhead);
    return { first, settled: median(others) };
  }

  async #measure(script: string): Promise<number> {
    const { ms, exitCode, output } = await this.#exec(script);
    if (exitCode === 0) return ms;
    throw new Error(`guest-cpu: ${this.#work.name} ended with status ${exitCode}\n${output}`);
  }
}

function describeTimes(guests: Readonly<Record<string, GuestTimes>>): string[] {
  const cell = (text: string) => text.padStart(15);
  const heading = `${'ms: settled (first)'.padEnd(20)}${Object.keys(guests).map(cell).join('')}`;
  const lines = GUEST_WORK.map(({ name }) => {
    const cells = Object.values(guests).map((guest) => {
      const { settled, first } = required(guest, name);
      return cell(`${settled.toFixed(0)} (${first.toFixed(0)})`);
    });
    return name.padEnd(20) + cells.join('');
  });
  return [heading, ...lines];
}

function plain(guests: Readonly<Record<string, GuestTimes>>): unknown {
  return Object.fromEntries(
    Object.entries(guests).map(([name, times]) => [name, Object.fromEntries(times)]),
  );
}

function required(guest: GuestTimes, name: string): WorkTimes {
  const times = guest.get(name);
  if (times === undefined) throw new Error(`${name} was not measured`);
  return times;
}
