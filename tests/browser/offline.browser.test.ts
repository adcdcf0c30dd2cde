import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import type { RealPage } from './real-page.ts';
import { PREFIX, RealSite } from './real-site.ts';
import { makeSecondVersion, removeVersion } from './second-version.ts';

/** What the browser itself says on the console about an answer that the test had the server give. */
const BROWSER_ON_FAULT = /^Failed to load resource: /;

/** All that is stored without being asked for. */
const STORED = /^Offline: all but Docker$/;
/** For more than a hundred megabytes, and for Docker, in a browser on a busy computer. In milliseconds. */
const ENGINE_MS = 600_000;

describe.each(BROWSERS)('the site without a network in %s', (browser) => {
  let site: RealSite;
  let page: RealPage;
  let second: string;

  beforeAll(async () => {
    second = await makeSecondVersion();
    site = await RealSite.start(browser);
  });
  afterAll(async () => {
    await site?.close();
    if (second) await removeVersion(second);
  });
  afterEach(async () => {
    site.mendFiles();
    const complaints = await page?.complaints(BROWSER_ON_FAULT);
    await page?.close();
    expect(complaints ?? []).toEqual([]);
  });

  const says = (words: RegExp, timeoutMs?: number) =>
    page.waitForText('drydock-offline', '.words', words, timeoutMs);
  const visitUntilStored = async () => {
    page = await site.visit();
    await page.waitForPrompt();
    await says(STORED);
  };
  /** Names of the caches, and the beginning of everything in them that looks like HTML. */
  const lookIntoCaches = () =>
    page.page.evaluate(async () => {
      const names = await caches.keys();
      const html: string[] = [];
      for (const name of names) {
        const cache = await caches.open(name);
        for (const { url } of await cache.keys()) {
          const text = (await (await cache.match(url))?.text()) ?? '';
          if (/^\s*<!doctype html/i.test(text)) html.push(url);
        }
      }
      return { names, html };
    });

  it('gives a prompt, runs commands and opens labs once a first visit has stored it', async () => {
    await visitUntilStored();
    await site.goOffline();
    try {
      await page.page.reload();
      await page.waitForPrompt();
      expect(await page.run('echo $((6*7))')).toBe('42');
      await page.run('cat /usr/lib/i386-linux-gnu/* > /dev/null');
      await page.go('#namespaces/uts');
      await page.find('drydock-tasks >>> [data-status=unmet]');
      await says(STORED);
    } finally {
      await site.goOnline();
    }
  });

  it(
    'runs the Docker Engine and pulls images, once that was asked for',
    async () => {
      await visitUntilStored();
      await page.click('drydock-offline >>> button');
      await says(/^Offline: ready$/, ENGINE_MS);
      await site.goOffline();
      try {
        await page.page.goto(`${page.page.url().split('?')[0]}?lang=en&profile=engine`);
        await page.waitForPrompt();
        const pulled = await page.run('docker pull busybox | tail -n 1', ENGINE_MS);
        expect(pulled).toContain('busybox:latest');
        await says(/^Offline: ready$/);
      } finally {
        await site.goOnline();
      }
    },
    2 * ENGINE_MS,
  );

  it('stores nothing at all where a portal answers for what was not loaded before', async () => {
    page = await site.visit();
    await page.waitForPrompt();
    site.breakFiles(/\/lab-[\w-]+\.js$/, 'sign-in page');
    await says(/^Offline: not available$/);
    expect(await lookIntoCaches()).toEqual({ names: [], html: [] });
  });

  it('waits where a portal answers for the disk, stores nothing of it, and goes on afterwards', async () => {
    page = await site.visit();
    await page.waitForPrompt();
    site.breakFiles(/\/(chunks|bundles)\//, 'sign-in page');
    await page.find('drydock-offline >>> [data-state=paused]');
    expect(await page.text('drydock-offline >>> .words')).toMatch(/^Offline: \d+ of \d+ MB$/);
    const html = (await lookIntoCaches()).html.map((url) => new URL(url).pathname);
    // The site's own two documents: the page, and what previews are shown in.
    expect(html.filter((path) => !/\/assets\/preview-stage-[\w-]+\.html$/.test(path))).toEqual([
      new URL(page.page.url()).pathname,
    ]);
    expect(html).toHaveLength(2);
    site.mendFiles();
    await page.click('drydock-offline >>> button');
    await says(STORED);
  });

  it('heals what was damaged in the browser with the right bytes from the network', async () => {
    await visitUntilStored();
    const damaged = await page.page.evaluate(async () => {
      const victims = /manifest\.json$|\.wasm$|\.layer$|\/(chunks|bundles)\//;
      const all: string[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const { url } of await cache.keys()) {
          if (!victims.test(url)) continue;
          await cache.put(url, new Response('damaged'));
          all.push(url);
        }
      }
      return all.length;
    });
    expect(damaged).toBeGreaterThan(100);
    await page.page.reload();
    await page.waitForPrompt();
    expect(await page.run('echo $((6*7))')).toBe('42');
    await page.run('cat /usr/lib/i386-linux-gnu/* > /dev/null');
    await site.goOffline();
    try {
      await page.page.reload();
      await page.waitForPrompt();
      await page.run('cat /usr/lib/i386-linux-gnu/* > /dev/null');
    } finally {
      await site.goOnline();
    }
  });

  it('is the old one in every tab until all are closed when a new one is put up meanwhile', async () => {
    await visitUntilStored();
    await page.page.reload();
    await page.waitForPrompt();
    await site.deploy(second);
    const versionOf = (tab: RealPage) =>
      tab.page.evaluate(
        () => document.querySelector('meta[name=version]')?.getAttribute('content') ?? '1',
      );
    const beside = await site.visitBeside(page);
    await beside.waitForPrompt();
    expect(await versionOf(beside)).toBe('1');
    await beside.close();
    await page.page.bringToFront();
    await says(/new version waits$/);
    await page.go('#namespaces/uts');
    await page.find('drydock-tasks >>> [data-status=unmet]');
    const witness = await site.visitElsewhere(page);
    await page.page.close();
    await witness.evaluate(waitForTakeover, PREFIX);
    page = await site.visitBeside(page);
    await page.waitForPrompt();
    expect(await versionOf(page)).toBe('2');
    expect(await page.run('echo $((6*7))')).toBe('42');
    const { names } = await lookIntoCaches();
    expect(names.filter((name) => name.startsWith('drydock site'))).toHaveLength(1);
  });
});

/** Runs in a page: resolves when the version of the site that waits has taken over. */
async function waitForTakeover(scope: string): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const next = registration?.waiting;
  if (!next) return;
  await new Promise<void>((done) => {
    next.addEventListener('statechange', () => next.state === 'activated' && done());
  });
}
