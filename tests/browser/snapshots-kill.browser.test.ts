import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStoreSite, STORE_PAGE } from '../bench/store-site.ts';
import { launchBrowser } from './browsers.ts';
import { START_MS } from './fixture-page.ts';
import { StaticServer } from './static-server.ts';

/** How often the browser is killed; a soak asks for more. */
const ROUNDS = Number(process.env['DRYDOCK_KILL_ROUNDS'] ?? 6);
const ROUND_MS = 60_000;
/** The browser is killed so long after the save has begun, from round to round: a save of this size takes about as long. */
const DELAYS_MS = [0, 30, 60, 90, 120, 150, 200, 250, 300, 400];

describe('the snapshots, when Chromium is killed in the middle of a save', () => {
  let site: string;
  let profile: string;
  let server: StaticServer;

  beforeAll(async () => {
    site = await mkdtemp(join(tmpdir(), 'drydock-store-'));
    profile = await mkdtemp(join(tmpdir(), 'drydock-profile-'));
    await buildStoreSite(site);
    server = await StaticServer.serve(site, '/');
  }, START_MS);
  afterAll(async () => {
    await server?.close();
    for (const folder of [site, profile]) await rm(folder, { recursive: true, force: true });
  });

  const open = async (browser: Browser): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(`${server.origin.replace('127.0.0.1', 'localhost')}/${STORE_PAGE}`);
    return page;
  };

  it(
    `are the old ones or the old and the new one, ${ROUNDS} times`,
    async () => {
      const durable: string[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const browser = await launchBrowser('chromium', profile);
        const page = await open(browser);
        const { ids, damaged } = await loadAll(page);
        expect(damaged).toEqual([]);
        expect(ids).toEqual(expect.arrayContaining(durable));
        expect(ids.length).toBeLessThanOrEqual(durable.length + 1);
        durable.splice(0, durable.length, ...(await keepOne(page, ids)));
        await killWhileSaving(browser, page, DELAYS_MS[round % DELAYS_MS.length] ?? 0);
      }
    },
    ROUNDS * ROUND_MS,
  );

  /** Everything that is listed, after loading each to its last byte. */
  const loadAll = (page: Page) =>
    page.evaluate(async () => {
      const { store } = window.storePage;
      const { snapshots, damaged } = await store.list();
      for (const { id } of snapshots) await store.load(id);
      return { ids: snapshots.map(({ id }) => id), damaged };
    });

  /** Leaves one snapshot that is on disk for sure. */
  const keepOne = (page: Page, ids: readonly string[]) =>
    page.evaluate(async (old) => {
      const { id } = await window.storePage.save(new Uint8Array(), 0, 0, 200);
      await window.storePage.store.collect(old, 0);
      return [id];
    }, ids);

  async function killWhileSaving(browser: Browser, page: Page, delayMs: number): Promise<void> {
    const process = browser.process();
    if (!process) throw new Error('the browser has no process');
    const gone = once(process, 'exit');
    const saving = page
      .evaluate(() => window.storePage.save(new Uint8Array(), 0, 0, 1000))
      .catch(() => undefined); // the browser is killed under it
    // Not a wait for anything: where in the save the kill falls is what differs from round to round.
    await new Promise((done) => setTimeout(done, delayMs));
    process.kill('SIGKILL');
    await Promise.all([gone, saving]);
  }
});
