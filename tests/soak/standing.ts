import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { DATABASE_NAME } from '../../src/snapshots/store/database-name.ts';
import { readTabMemory } from '../bench/memory.ts';
import { median } from '../bench/statistics.ts';

/** What a tab holds at one moment. */
export interface Standing {
  /** The memory of the tab's process that is its own, in MB, after everything that nobody holds was given back. */
  readonly memoryMb: number;
  /** Bytes of all records of the snapshots' database. */
  readonly storedBytes: number;
  readonly workers: number;
}

/** What may come on top from the first half of a series to the second, whatever its length: leaks add up, and noise does not. */
export interface Allowance {
  readonly memoryMb: number;
  readonly storedBytes: number;
}

/** Looks at a tab of Chromium, and what it holds. */
export async function readStanding(page: Page): Promise<Standing> {
  const workers = page.workers();
  const session = await page.createCDPSession();
  const browser = await page.browser().target().createCDPSession();
  try {
    for (const one of [session, ...workers.map(({ client }) => client)])
      await one.send('HeapProfiler.collectGarbage');
    const { own } = await readTabMemory(browser);
    const storedBytes = await page.evaluate(readStoredBytes, DATABASE_NAME);
    return { memoryMb: own, storedBytes, workers: workers.length };
  } finally {
    await Promise.all([session.detach(), browser.detach()]);
  }
}

/**
 * Holds the second half of a series against the first, each by its median: a moment may take more or less than what is kept.
 * @throws AssertionError naming what has grown
 */
export function requireNoGrowth(series: readonly Standing[], allowed: Allowance): void {
  const half = Math.floor(series.length / 2);
  assert(half > 0, 'a series of fewer than two says nothing');
  for (const what of ['memoryMb', 'storedBytes', 'workers'] as const) {
    const figures = series.map((one) => one[what]);
    const [first, last] = [median(figures.slice(0, half)), median(figures.slice(-half))];
    const limit = first + (what === 'workers' ? 0 : allowed[what]);
    const told = figures.map(Math.round).join(' ');
    assert(last <= limit, `${what} grew from ${first} to ${last}: ${told}`);
  }
}

/** In one line, for people. */
export function tellStanding({ memoryMb, storedBytes, workers }: Standing): string {
  return `${memoryMb.toFixed(0)} MB, ${(storedBytes / 1e6).toFixed(2)} MB stored, ${workers} workers`;
}

/** Runs in the page, and reads past everything of ours. */
function readStoredBytes(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const reading = database.transaction('records').objectStore('records').getAll();
      reading.onerror = () => reject(reading.error);
      reading.onsuccess = () => {
        database.close();
        const records = reading.result as Uint8Array[];
        resolve(records.reduce((sum, { byteLength }) => sum + byteLength, 0));
      };
    };
  });
}
