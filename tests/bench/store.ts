import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchBrowser } from '../browser/browsers.ts';
import { StaticServer } from '../browser/static-server.ts';
import { atMost, type BenchResult, type Measure } from './report.ts';
import { scratchFolder } from './scratch.ts';
import type { BuiltSite } from './site.ts';
import { median } from './statistics.ts';
import type { Saved, StoredWhole } from './store-page.ts';
import { buildStoreSite, STORE_PAGE, writeSample, writeWholeState } from './store-site.ts';

const RUNS = 5;
/** More than were stored after any lab step that was seen, without copies of the disk; 6 MB. What real steps take says `lab-steps`. */
const STEP_PAGES = 1500;
/** Of those, pages that the next step changes. */
const NEXT_PAGES = 400;
/** 16 MB. */
const WRITTEN_PAGES = 4096;

interface Run {
  readonly step: Saved;
  readonly next: Saved;
  readonly written: Saved;
  readonly loadMs: number;
  readonly compressMs: number;
  readonly whole: StoredWhole;
}

/** The snapshots' store in Chromium, with pages of real memory and no machine: until a snapshot is on disk, and back. */
export async function benchStore(site: BuiltSite, runs = RUNS): Promise<BenchResult> {
  const folder = join(await scratchFolder('store'), 'site');
  await buildStoreSite(folder);
  await writeSample(folder, site.folder);
  await writeWholeState(folder, site.folder);
  const server = await StaticServer.serve(folder, '/');
  const browser = await launchBrowser('chromium');
  try {
    const page = await browser.newPage();
    await page.goto(`${server.origin.replace('127.0.0.1', 'localhost')}/${STORE_PAGE}`);
    const found: Run[] = [];
    for (let run = 0; run < runs; run++) found.push(await measure(page));
    return { name: 'store', measures: measuresOf(found), notes: notesOf(found), details: found };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** One learner from nothing to a snapshot after 16 MB, in an empty database. */
function measure(page: Page): Promise<Run> {
  return page.evaluate(
    async (stepPages, nextPages, writtenPages) => {
      const { storePage: at } = window;
      const { snapshots } = await at.store.list();
      await at.store.collect(
        snapshots.map(({ id }) => id),
        0,
      );
      const memory = await at.sample();
      const step = await at.save(memory, 0, stepPages, 0);
      const next = await at.save(memory, nextPages, stepPages, 0);
      const written = await at.save(memory, nextPages, stepPages, writtenPages);
      const loadMs = await at.load(written.id);
      const compressMs = await at.compress(memory, stepPages);
      return { step, next, written, loadMs, compressMs, whole: await at.storeWhole() };
    },
    STEP_PAGES,
    NEXT_PAGES,
    WRITTEN_PAGES,
  );
}

function measuresOf(found: readonly Run[]): readonly Measure[] {
  const measure = (
    what: string,
    unit: 'ms' | 'bytes',
    of: (run: Run) => number,
    limit?: number,
  ): Measure => ({
    what,
    unit,
    median: median(found.map(of)),
    high: Math.max(...found.map(of)),
    ...(limit !== undefined && { goal: atMost(limit) }),
  });
  return [
    measure('first step (1500 pages): until durable', 'ms', ({ step }) => step.durableMs, 400),
    measure('bytes', 'bytes', ({ step }) => step.bytes),
    measure('yardstick: compressing 1500 pages alone', 'ms', ({ compressMs }) => compressMs),
    measure('next step (400 new pages): until durable', 'ms', ({ next }) => next.durableMs, 400),
    measure('bytes', 'bytes', ({ next }) => next.bytes),
    measure('16 MB of noise written: until durable', 'ms', ({ written }) => written.durableMs, 400),
    measure('bytes', 'bytes', ({ written }) => written.bytes),
    measure('the page’s thread was held at most', 'ms', ({ written }) => written.gapMs, 50),
    measure('loading that again', 'ms', ({ loadMs }) => loadMs),
    measure(
      'yardstick: v86’s own state as one record: durable',
      'ms',
      (run) => run.whole.durableMs,
    ),
    measure('bytes', 'bytes', ({ whole }) => whole.bytes),
    measure('loading that again', 'ms', ({ whole }) => whole.loadMs),
  ];
}

function notesOf(found: readonly Run[]): readonly string[] {
  return (['step', 'next', 'written'] as const).map((which) => {
    const phases = ['hashing', 'compressing', 'writing'].map((phase) => {
      const ends = found.map((run) => run[which].phases[phase] ?? 0);
      return `${phase} until ${median(ends).toFixed(0)} ms`;
    });
    return `${which}: ${phases.join(', ')}`;
  });
}
