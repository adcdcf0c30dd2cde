import { LabPage } from './lab-page.ts';
import { atMost, type BenchResult } from './report.ts';
import type { BuiltSite } from './site.ts';
import { median } from './statistics.ts';

const RUNS = 3;
const GOAL_MS = 2_000;

/** What a learner may have done before he asks for another machine. */
const MISHAPS: Readonly<Record<string, string>> = {
  'nothing in particular': 'true',
  'the shell killed': 'kill -9 -1',
  '/proc unmounted': 'umount -l /proc',
  'the disk full': 'head -c 400M /dev/zero > /tmp/full',
  'the network broken': 'ip link set lo down',
  'a fork bomb': '(:(){ :|:& };:) & sleep 1',
};

/** From "reset machine" to the output of a script, after everything that goes wrong in a lab. */
export async function benchReset(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const found = await site.served((address) => LabPage.with(address, (lab) => measure(lab, runs)));
  return {
    name: 'reset',
    measures: Object.entries(found).map(([mishap, ms]) => ({
      what: `after ${mishap}, to a script’s output`,
      unit: 'ms',
      median: median(ms),
      high: Math.max(...ms),
      goal: atMost(GOAL_MS, 'high'),
    })),
    details: found,
  };
}

async function measure(lab: LabPage, runs: number): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  for (const [mishap, script] of Object.entries(MISHAPS)) {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      await lab.exec(script).catch(() => undefined); // some end the script as well, which is the point
      times.push(await timeReset(lab));
    }
    found[mishap] = times;
  }
  return found;
}

function timeReset({ page }: LabPage): Promise<number> {
  return page.evaluate(async () => {
    const { lab } = window.drydockProbe;
    if (!lab) throw new Error('there is no lab in the page');
    const begin = performance.now();
    await lab.reset();
    await lab.exec('echo back', { timeoutMs: 120_000 });
    return performance.now() - begin;
  });
}
