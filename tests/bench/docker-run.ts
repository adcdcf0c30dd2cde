import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeMachine } from '../../images/warm/node-machine.ts';
import { MANIFEST_PATH, parseManifest } from '../../src/machine/image/manifest.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { START_ENGINE } from '../../src/machine/start-engine.ts';
import { LabPage } from './lab-page.ts';
import { QemuGuest } from './qemu-guest.ts';
import { atMost, type BenchResult, type Measure } from './report.ts';
import type { BuiltSite } from './site.ts';
import { median } from './statistics.ts';

/** Restores, each followed by so many runs. */
const RESTORES = 3;
const RUNS_AFTER_RESTORE = 3;
const FIRST_GOAL = 2.5;
const THIRD_GOAL = 1;
const TIMEOUT_MS = 600_000;

/** The same image for all guests: the yardstick has no registry. One program, which is shell, `echo` and web server. */
const MAKE_IMAGE = `
mkdir -p /tmp/box/bin /tmp/box/www && cp /bin/busybox /tmp/box/bin && echo served > /tmp/box/www/index.html
for name in sh echo httpd; do ln -s busybox /tmp/box/bin/$name; done
tar -C /tmp/box -c . | docker import --change 'CMD ["httpd", "-f", "-p", "80", "-h", "/www"]' - box`;

const WORK = {
  'docker run -d -p': {
    script: 'docker run -d --name web -p 8081:80 box',
    tidy: 'docker rm -f web',
  },
  'docker run --rm': { script: 'docker run --rm box echo done', tidy: 'true' },
};

/** Milliseconds of each run after each restore. */
type Times = Readonly<Record<string, readonly (readonly number[])[]>>;

interface Plan {
  readonly makeImage: string;
  readonly work: typeof WORK;
  readonly restores: number;
  readonly runs: number;
  readonly timeoutMs: number;
}

/** Starting containers in the page and in Node, first and third after a restore, beside qemu. */
export async function benchDockerRun(site: BuiltSite, restores = RESTORES): Promise<BenchResult> {
  const plan: Plan = {
    makeImage: MAKE_IMAGE,
    work: WORK,
    restores,
    runs: RUNS_AFTER_RESTORE,
    timeoutMs: TIMEOUT_MS,
  };
  const tcg = await measureQemu(site, plan);
  const page = await measurePage(site, plan);
  const node = await measureNode(site, plan);
  return {
    name: 'docker-run',
    measures: Object.keys(WORK).flatMap((name) =>
      measuresOf(name, page[name] ?? [], tcg[name] ?? []),
    ),
    notes: describe({ page, node, tcg }),
    details: { page, node, tcg },
  };
}

function measuresOf(
  name: string,
  page: readonly (readonly number[])[],
  tcg: readonly (readonly number[])[],
): Measure[] {
  const yardstick = nth(tcg, RUNS_AFTER_RESTORE - 1);
  const ratio = (which: string, run: number, goal: number): Measure => ({
    what: `${name}, ${which} after a restore: page to TCG`,
    unit: '×',
    median: nth(page, run) / yardstick,
    goal: atMost(goal),
  });
  return [ratio('first', 0, FIRST_GOAL), ratio('third', RUNS_AFTER_RESTORE - 1, THIRD_GOAL)];
}

/** The middle of all first, second, … runs. */
const nth = (times: readonly (readonly number[])[], run: number) =>
  median(times.map((runs) => runs[run] ?? Number.NaN));

function describe(guests: Readonly<Record<string, Times>>): string[] {
  return Object.entries(guests).flatMap(([guest, times]) =>
    Object.entries(times).map(([name, all]) => {
      const middle = Array.from({ length: RUNS_AFTER_RESTORE }, (_none, run) =>
        nth(all, run).toFixed(0),
      );
      return `${guest}, ${name}: ${middle.join(', ')} ms (first, second, third)`;
    }),
  );
}

async function measurePage(site: BuiltSite, plan: Plan): Promise<Times> {
  return site.served((address) =>
    LabPage.with(address, async ({ page }) => {
      await page.evaluate(`window.drydockMeasureDocker = ${measureMachine}`);
      return page.evaluate(async (given) => {
        const create = window.drydockProbe.lab?.createMachine;
        if (!create) throw new Error('there is no lab in the page');
        const baseUrl = new URL('./', location.href);
        const machine = create({ bootMode: 'warm', baseUrl, profile: 'engine' });
        await machine.start();
        const times = await window.drydockMeasureDocker(machine, given);
        machine.destroy();
        return times;
      }, plan);
    }),
  );
}

async function measureNode({ folder }: BuiltSite, plan: Plan): Promise<Times> {
  const machine = createNodeMachine(folder, { bootMode: 'warm', profile: 'engine' });
  try {
    await machine.start();
    return await measureMachine(machine, plan);
  } finally {
    machine.destroy();
  }
}

/** Is run in the page as well, and is all in itself. */
async function measureMachine(
  machine: Machine,
  { makeImage, work, restores, runs, timeoutMs }: Plan,
): Promise<Times> {
  const must = async (script: string) => {
    const { exitCode, stderr } = await machine.exec(script, { timeoutMs });
    if (exitCode !== 0) throw new Error(`${script}: status ${exitCode}: ${stderr}`);
  };
  await must(makeImage);
  const times: Record<string, number[][]> = {};
  for (const [name, { script, tidy }] of Object.entries(work)) {
    const all: number[][] = [];
    for (let restore = 0; restore < restores; restore++) {
      // A machine in a worker takes the arrays of a capture over: each restore has its own.
      await machine.restore(await machine.capture());
      const after: number[] = [];
      for (let run = 0; run < runs; run++) {
        const begin = performance.now();
        await must(script);
        after.push(performance.now() - begin);
        await must(tidy);
      }
      all.push(after);
    }
    times[name] = all;
  }
  return times;
}

/** Nothing is restored there: its runs are those of a guest that is warm. */
async function measureQemu({ folder }: BuiltSite, plan: Plan): Promise<Times> {
  const manifest = parseManifest(await readFile(join(folder, MANIFEST_PATH), 'utf8'));
  const guest = await QemuGuest.boot(folder, manifest);
  const timed = async (script: string) => {
    const { ms, exitCode, output } = await guest.exec(script, plan.timeoutMs);
    if (exitCode !== 0) throw new Error(`qemu: ${script}: status ${exitCode}: ${output}`);
    return ms;
  };
  try {
    await timed(START_ENGINE);
    await timed(plan.makeImage);
    const times: Record<string, number[][]> = {};
    for (const [name, { script, tidy }] of Object.entries(plan.work)) {
      const runs: number[] = [];
      for (let run = 0; run < plan.runs; run++) {
        runs.push(await timed(script));
        await timed(tidy);
      }
      times[name] = [runs];
    }
    return times;
  } finally {
    await guest.stop();
  }
}

declare global {
  interface Window {
    /** {@link measureMachine}, sent over as text. */
    drydockMeasureDocker: typeof measureMachine;
  }
}
