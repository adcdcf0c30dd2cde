import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeTypical, summary } from './cold.ts';
import { LabPage } from './lab-page.ts';
import { atMost, type BenchResult } from './report.ts';
import { scratchFolder } from './scratch.ts';
import type { BuiltSite } from './site.ts';
import { type Visit, visit } from './visit.ts';

/** Enough for the 95th percentile to be more than the worst of a few. */
const RUNS = 20;

/** Second visit: the site is stored in the browser, and nobody answers at its address. */
export async function benchWarm(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const folder = await scratchFolder('warm');
  const profile = join(folder, 'profile');
  // The server ends with the first visit.
  const address = await site.served((at) => visitUntilStored(at, profile));
  const visits: Visit[] = [];
  for (let run = 0; run < runs; run++) visits.push(await visitAgain(address, profile, folder));
  const times = visits.map(({ outputMs }) => outputMs);
  const toOutput = 'server stopped, to a command’s output';
  return {
    name: 'warm',
    measures: [
      summary(toOutput, 'ms', times, atMost(800)),
      summary(`${toOutput}, 95th percentile`, 'ms', times, atMost(1200, 'high')),
    ],
    notes: describeTypical(visits),
    details: visits,
  };
}

/** Nothing is typed, or the next visit would be asked whether to go on with the work. */
async function visitUntilStored(address: string, profile: string): Promise<string> {
  const lab = await LabPage.prepare(profile);
  try {
    await lab.page.goto(address);
    await lab.takesKeys();
    await lab.promptDrawn();
    await lab.stored();
  } finally {
    await lab.browser.close();
  }
  return address;
}

/** With a copy of what the first visit left: each is the second one. */
async function visitAgain(address: string, profile: string, folder: string): Promise<Visit> {
  const copy = join(folder, 'copy');
  await cp(profile, copy, { recursive: true });
  try {
    return await visit(address, { profile: copy });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
