import { afterAll, beforeAll, describe, it } from 'vitest';
import { CYCLE_ALLOWANCE, SnapshotCycles, WARM_UP_CYCLES } from '../soak/cycles.ts';
import { requireNoGrowth, type Standing } from '../soak/standing.ts';
import { RealSite } from './real-site.ts';

/** `npm run soak` does a hundred. */
const CYCLES = 8;

describe('a tab in Chromium, in which a machine is kept and put back again and again', () => {
  let site: RealSite;
  beforeAll(async () => {
    site = await RealSite.start('chromium');
  });
  afterAll(() => site?.close());

  it(`takes no more memory, room on the disk or workers after ${CYCLES} times`, async () => {
    const page = await site.visit();
    await page.waitForPrompt();
    const cycles = await SnapshotCycles.begin(page);
    for (let warmUp = 0; warmUp < WARM_UP_CYCLES; warmUp++) await cycles.cycle();
    const standings: Standing[] = [];
    for (let cycle = 0; cycle < CYCLES; cycle++) standings.push(await cycles.cycle());
    requireNoGrowth(standings, CYCLE_ALLOWANCE);
  });
});
