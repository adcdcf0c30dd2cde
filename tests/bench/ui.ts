import { prepareFlood, typeFlood, withFloodMeter } from './flood.ts';
import { LabPage } from './lab-page.ts';
import { recordTasks, type Task } from './main-thread.ts';
import { atMost, type BenchResult, type Measure } from './report.ts';
import type { BuiltSite } from './site.ts';
import { median } from './statistics.ts';

const RUNS = 3;
const LONGEST_TASK_MS = 50;
const FLOOD_BYTES = 5_000_000;
const TOLD_TASKS = 5;

/** What keeps the page's own thread from answering, while the machine starts and while output pours. */
export async function benchUi(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const boots: Task[][] = [];
  const floods: Task[][] = [];
  for (let run = 0; run < runs; run++) {
    const { boot, pour } = await site.served(recordOnce);
    boots.push(boot);
    floods.push(pour);
  }
  return {
    name: 'ui',
    measures: [
      longest('boot', boots),
      onProcessor('boot', boots),
      longest('flood', floods),
      onProcessor('flood', floods),
    ],
    notes: [...describe('boot', boots), ...describe('flood', floods)],
    details: { boots: boots.map(topOf), floods: floods.map(topOf) },
  };
}

async function recordOnce(address: string): Promise<{ boot: Task[]; pour: Task[] }> {
  const lab = await LabPage.prepare();
  try {
    await withFloodMeter(lab.page);
    const boot = await recordTasks(lab.page, async () => {
      await lab.page.goto(address);
      await lab.takesKeys();
      await lab.promptDrawn();
    });
    await prepareFlood(lab);
    const flood = await typeFlood(lab, FLOOD_BYTES, 'counted');
    const pour = await recordTasks(lab.page, flood);
    return { boot, pour };
  } finally {
    await lab.browser.close();
  }
}

function longest(phase: string, runs: readonly Task[][]): Measure {
  const times = runs.map((tasks) => tasks[0]?.ms ?? 0);
  return {
    what: `longest task during ${phase}`,
    unit: 'ms',
    median: median(times),
    high: Math.max(...times),
    goal: atMost(LONGEST_TASK_MS, 'high'),
  };
}

/** Without what other programs of this computer took meanwhile; not what a reader feels. */
function onProcessor(phase: string, runs: readonly Task[][]): Measure {
  const times = runs.map((tasks) => Math.max(0, ...tasks.map(({ cpuMs }) => cpuMs)));
  return {
    what: `${phase}: most time on the processor`,
    unit: 'ms',
    median: median(times),
    high: Math.max(...times),
  };
}

function describe(phase: string, runs: readonly Task[][]): string[] {
  const worst = [...runs].sort((a, b) => (b[0]?.ms ?? 0) - (a[0]?.ms ?? 0))[0] ?? [];
  return topOf(worst).map(
    ({ ms, cpuMs, atMs, parts }) =>
      `${phase}: ${ms.toFixed(0)} ms (${cpuMs.toFixed(0)} on the processor) at ${atMs.toFixed(0)}: ${parts.join(', ')}`,
  );
}

const topOf = (tasks: readonly Task[]): readonly Task[] => tasks.slice(0, TOLD_TASKS);
