import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStoreSite, STORE_PAGE } from '../bench/store-site.ts';
import { BROWSERS, launchBrowser } from './browsers.ts';
import { START_MS } from './fixture-page.ts';
import { StaticServer } from './static-server.ts';

describe.each(BROWSERS)('the snapshots in %s', (browserName) => {
  let folder: string;
  let server: StaticServer;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-store-'));
    await buildStoreSite(folder);
    server = await StaticServer.serve(folder, '/');
    browser = await launchBrowser(browserName);
  }, START_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(`${server.origin.replace('127.0.0.1', 'localhost')}/${STORE_PAGE}`);
    return page;
  };
  /** Saves 50 pages of noise. */
  const save = (page: Page) =>
    page.evaluate(async () => (await window.storePage.save(new Uint8Array(), 0, 0, 50)).id);
  const listed = (page: Page) =>
    page.evaluate(async () => (await window.storePage.store.list()).snapshots.map(({ id }) => id));

  it('are whole after a reload, and in another tab, which is told of new ones', async () => {
    const [one, other] = [await open(), await open()];
    const told = other.evaluate(async () => {
      await window.storePage.store.list();
      document.title = 'listening';
      await new Promise<void>((resolve) => {
        window.storePage.store.onChange(() => resolve());
      });
    });
    while ((await other.title()) !== 'listening') await new Promise((done) => setTimeout(done, 10));
    const id = await save(one);
    await told;
    expect(await listed(other)).toContain(id);
    await one.reload();
    const pages = await one.evaluate(async (wanted) => {
      const { capture } = await window.storePage.store.load(wanted);
      return [capture.pages.length, capture.devices.length];
    }, id);
    expect(pages).toEqual([50 * 4096, 1_200_000]);
    await Promise.all([one.close(), other.close()]);
  });

  it('saved by two tabs at the same time are all there', async () => {
    const tabs = [await open(), await open()];
    const ids = await Promise.all([...tabs, ...tabs].map((tab) => save(tab)));
    const [tab] = tabs;
    if (!tab) throw new Error('there is no tab');
    expect(await listed(tab)).toEqual(expect.arrayContaining(ids));
    await Promise.all(tabs.map((page) => page.close()));
  });

  it('survive a tab that is closed in the middle of a save', async () => {
    const [lasting, dying] = [await open(), await open()];
    const id = await save(lasting);
    const saving = save(dying).catch(() => 'gone'); // its page is closed under it
    await dying.close();
    await saving;
    const all = await lasting.evaluate(async () => {
      const { store } = window.storePage;
      const { snapshots, damaged } = await store.list();
      for (const one of snapshots) await store.load(one.id);
      await store.collect([], 0);
      return { ids: snapshots.map((one) => one.id), damaged };
    });
    expect(all.ids).toContain(id);
    expect(all.damaged).toEqual([]);
    await save(lasting);
    await lasting.close();
  });

  it('go to a file and come back from it', async () => {
    const page = await open();
    const id = await save(page);
    const outcome = await page.evaluate(async (wanted) => {
      const { store } = window.storePage;
      const { content, name } = await store.exportFile(wanted);
      const { summary } = await store.load(wanted);
      const imported = await store.importFile(content, [summary.image]);
      const refused = await store
        .importFile(content.slice(0, content.size - 1), [summary.image])
        .catch((error: { code: string }) => error.code);
      return { name, state: imported.state, refused };
    }, id);
    expect(outcome).toEqual({
      name: expect.stringMatching(/^bench-.*\.drydock$/),
      state: 'imported',
      refused: 'file-invalid',
    });
    await page.close();
  });
});
