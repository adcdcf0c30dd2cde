import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'puppeteer-core';
import { LabPage } from './lab-page.ts';
import { atMost, type BenchResult } from './report.ts';
import type { BuiltSite } from './site.ts';
import { median } from './statistics.ts';

const RUNS = 3;
/** How long the tab is left alone: this is the state to measure, not a wait for anything. */
const IDLE_MS = 10_000;

/** What a tab takes. */
export interface TabMemory {
  /** The tab's share of memory: pages it has in common with others count in part. In MB. */
  readonly proportional: number;
  readonly resident: number;
  /** What nobody else has and no file gives back, in memory or swapped out. In MB. */
  readonly own: number;
}

/** Three web servers from one image. */
const START_CONTAINERS = [
  'docker pull -q nginx',
  ...[8081, 8082, 8083].map((port) => `docker run -d -p ${port}:80 nginx`),
];

/** Memory of the tab's process with an idle machine, and with one in which the Docker Engine runs containers. */
export async function benchMemory(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const found: TabMemory[] = [];
  for (let run = 0; run < runs; run++) found.push(await measureTab(site, '', []));
  const engine = await measureTab(site, '?profile=engine', START_CONTAINERS);
  const proportional = found.map((one) => one.proportional);
  const resident = found.map((one) => one.resident);
  return {
    name: 'memory',
    measures: [
      {
        what: '`base` idle, the tab’s share (PSS)',
        unit: 'MB',
        median: median(proportional),
        high: Math.max(...proportional),
        goal: atMost(350),
      },
      {
        what: 'resident (RSS)',
        unit: 'MB',
        median: median(resident),
        high: Math.max(...resident),
      },
      {
        what: '`engine` with three containers, the tab’s share (PSS)',
        unit: 'MB',
        median: engine.proportional,
        goal: atMost(800),
      },
    ],
    details: { base: found, engine },
  };
}

/** The tab after `scripts`, left alone. */
function measureTab(
  site: BuiltSite,
  query: string,
  scripts: readonly string[],
): Promise<TabMemory> {
  return site.served((address) =>
    LabPage.with(`${address}${query}`, async (lab) => {
      for (const script of scripts) {
        const { exitCode, output } = await lab.exec(script);
        if (exitCode !== 0) throw new Error(`${script}: ${output}`);
      }
      await pause(IDLE_MS);
      return readTabMemory(await lab.browserSession());
    }),
  );
}

/** The page and its workers live in one renderer; the browser keeps a spare one, which is nobody's and smaller. */
export async function readTabMemory(session: CDPSession): Promise<TabMemory> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = await Promise.all(renderers.map(({ id }) => memoryOf(id)));
  const tab = sizes.sort((a, b) => b.proportional - a.proportional)[0];
  if (tab === undefined) throw new Error('the browser has no process for its tab');
  return tab;
}

async function memoryOf(pid: number): Promise<TabMemory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const field = (name: string) => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
    if (kilobytes === undefined) throw new Error(`/proc/${pid}/smaps_rollup has no ${name}`);
    return (Number(kilobytes) * 1024) / 1e6;
  };
  const own = field('Private_Dirty') + field('SwapPss');
  return { proportional: field('Pss'), resident: field('Rss'), own };
}
