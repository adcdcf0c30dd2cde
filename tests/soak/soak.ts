/** `npm run soak`: what takes so many repetitions that no test waits for it. `README.md` beside this file says what. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { ensureHostTools } from '../../images/support/host-tools.ts';
import { run } from '../../images/support/run.ts';
import { runProgram } from '../bench/program.ts';
import type { RealPage } from '../browser/real-page.ts';
import { RealSite } from '../browser/real-site.ts';
import { CONTAINER_ALLOWANCE, passingContainers, WARM_UP_ROUNDS } from './containers.ts';
import { CYCLE_ALLOWANCE, SnapshotCycles, WARM_UP_CYCLES } from './cycles.ts';
import { MACHINE_ALLOWANCE, passingMachine, WARM_UP_MACHINES } from './machines.ts';
import { type Allowance, requireNoGrowth, type Standing, tellStanding } from './standing.ts';
import { StoreKills } from './store-kills.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Series {
  /** How often, unless the command line says otherwise. */
  readonly times: number;
  run(times: number): Promise<void>;
}

const say = (text: string) => console.log(`${new Date().toISOString().slice(11, 19)}  ${text}`);

async function using<T extends { close(): Promise<void> }>(
  opening: Promise<T>,
  work: (opened: T) => Promise<void>,
): Promise<void> {
  const opened = await opening;
  try {
    await work(opened);
  } finally {
    await opened.close();
  }
}

async function killBrowsers(times: number): Promise<void> {
  await using(StoreKills.prepare(), async (kills) => {
    const states = { old: 0, new: 0 };
    for (let round = 1; round <= times; round++) {
      const { deed, afterMs, state, storedBytes } = await kills.round();
      states[state]++;
      say(
        `kills ${round}/${times}: ${deed} after ${afterMs.toFixed(0)} ms: ${state} state; ` +
          `${(storedBytes / 1e6).toFixed(2)} MB stored before; so far ${states.old} old, ${states.new} new`,
      );
    }
  });
}

/** Opens the built site in Chromium, and repeats something in it that must not make anything grow. */
async function repeat(
  name: string,
  times: number,
  warmUp: number,
  allowed: Allowance,
  begin: (page: RealPage) => Promise<() => Promise<Standing>>,
  query = '?lang=en',
): Promise<void> {
  await using(RealSite.start('chromium'), async (site) => {
    const page = await site.visit(query);
    await page.waitForPrompt();
    const next = await begin(page);
    const standings: Standing[] = [];
    for (let round = 1; round <= warmUp + times; round++) {
      const standing = await next();
      const what = round > warmUp ? `${round - warmUp}/${times}` : `warming up ${round}/${warmUp}`;
      say(`${name} ${what}: ${tellStanding(standing)}`);
      if (round > warmUp) standings.push(standing);
    }
    requireNoGrowth(standings, allowed);
  });
}

const SERIES: Readonly<Record<string, Series>> = {
  kills: { times: 200, run: killBrowsers },
  cycles: {
    times: 100,
    run: (times) =>
      repeat('cycles', times, WARM_UP_CYCLES, CYCLE_ALLOWANCE, async (page) => {
        const cycles = await SnapshotCycles.begin(page);
        return () => cycles.cycle();
      }),
  },
  machines: {
    times: 200,
    run: (times) =>
      repeat('machines', times, WARM_UP_MACHINES, MACHINE_ALLOWANCE, async (page) => {
        // There is a database to be looked at from then on.
        await SnapshotCycles.begin(page);
        return () => passingMachine(page);
      }),
  },
  /** About an hour. */
  containers: {
    times: 60,
    run: (times) =>
      repeat(
        'containers',
        times,
        WARM_UP_ROUNDS,
        CONTAINER_ALLOWANCE,
        async (page) => {
          await SnapshotCycles.begin(page);
          return () => passingContainers(page);
        },
        '?lang=en&profile=engine',
      ),
  },
};

interface SoakOptions {
  readonly names: readonly string[];
  readonly times: number | undefined;
  readonly takeImageAsItIs: boolean;
}

/** Reads the command line. @throws Error naming what is wrong with it */
function readOptions(): SoakOptions {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      times: { type: 'string' },
      'image-as-is': { type: 'boolean', default: false },
    },
  });
  const known = Object.keys(SERIES);
  const names = values.only?.split(',') ?? known;
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new Error(`--only: there is no ${stranger}; there are ${known.join(', ')}`);
  const times = values.times === undefined ? undefined : Number(values.times);
  if (times !== undefined && !(Number.isInteger(times) && times >= 3))
    throw new Error(`--times: ${values.times} is not a whole number of at least 3`);
  return { names, times, takeImageAsItIs: values['image-as-is'] };
}

async function main(): Promise<void> {
  const { names, times, takeImageAsItIs } = readOptions();
  await ensureHostTools(['browsers'], say);
  say('building the site');
  if (!takeImageAsItIs) await run('npm', ['run', '-s', 'image:build'], { cwd: ROOT });
  await build({ root: ROOT, logLevel: 'error' });
  for (const name of names) {
    const series = SERIES[name];
    await series?.run(times ?? series.times);
    say(`${name}: good, ${times ?? series?.times} times`);
  }
}

runProgram(main);
