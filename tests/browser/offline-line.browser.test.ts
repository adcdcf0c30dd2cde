import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Offline, OfflineStatus } from '../../src/offline/offline.ts';
import { BROWSERS, resizePage } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';

declare global {
  interface Window {
    /** Made by the test: what the page is told about use without a network. */
    fakeOffline: Offline & { status: OfflineStatus; newVersionWaits: boolean; calls: string[] };
    changeOffline: () => void;
  }
}

const LINE = 'drydock-offline >>> ';
const READY: OfflineStatus = { state: 'ready', totalBytes: 1, engine: { state: 'stored' } };
const WITHOUT_ENGINE: OfflineStatus = {
  ...READY,
  engine: { state: 'missing', bytes: 117_900_000 },
};
const NO_ROOM_FOR_ENGINE: OfflineStatus = {
  ...READY,
  engine: { state: 'full', bytes: 117_900_000 },
};
const AMOUNT = { storedBytes: 8_900_000, totalBytes: 27_400_000 };

describe.each(BROWSERS)('the words about use without a network in %s', (browser) => {
  let site: FixtureSite;
  let page: FixturePage;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());
  afterEach(() => page?.page.close());

  const open = async (language: 'ko' | 'en') => {
    page = await site.open(`?lang=${language}`);
    await page.page.evaluate(() => {
      const listeners = new Set<() => void>();
      const calls: string[] = [];
      window.fakeOffline = {
        status: { state: 'preparing' },
        newVersionWaits: false,
        calls,
        onChange: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        pause: () => void calls.push('pause'),
        resume: () => void calls.push('resume'),
        storeEngine: () => void calls.push('engine'),
      };
      window.changeOffline = () => {
        for (const listener of listeners) listener();
      };
      const app = document.querySelector('drydock-app');
      if (app) app.offline = window.fakeOffline;
    });
    await page.find(`${LINE}.words`);
  };
  const become = async (status: OfflineStatus, newVersionWaits = false) => {
    await page.page.evaluate(
      (next, waits) => {
        window.fakeOffline.status = next;
        window.fakeOffline.newVersionWaits = waits;
        window.changeOffline();
      },
      status,
      newVersionWaits,
    );
    await page.find(`${LINE}[data-state=${status.state}]`);
  };
  const words = () => page.text(`${LINE}.words`);
  const readOut = () => page.text(`${LINE}[role=status]`);

  it.each([
    [{ state: 'preparing' }, 'Offline: preparing', '오프라인: 준비 중'],
    [{ state: 'storing', ...AMOUNT }, 'Offline: 8 of 27 MB', '오프라인: 27 MB 중 8 MB'],
    [
      { state: 'paused', reason: 'learner', ...AMOUNT },
      'Offline: paused, 8 of 27 MB',
      '오프라인: 일시 중지, 27 MB 중 8 MB',
    ],
    [READY, 'Offline: ready', '오프라인: 준비 완료'],
    [WITHOUT_ENGINE, 'Offline: all but Docker', '오프라인: Docker 빼고 준비 완료'],
    [NO_ROOM_FOR_ENGINE, 'Offline: no room for Docker', '오프라인: Docker를 둘 공간 부족'],
    [{ state: 'full' }, 'Offline: no room', '오프라인: 공간 부족'],
    [{ state: 'failed' }, 'Offline: not available', '오프라인: 사용 불가'],
  ] satisfies [OfflineStatus, string, string][])(
    'are right in both languages: %j',
    async (status, english, korean) => {
      await open('en');
      await become(status);
      expect(await words()).toBe(english);
      await page.click('drydock-choice >>> input[value=ko]');
      await page.waitFor(async () => (await words()) === korean, korean);
      expect(await page.violations()).toEqual([]);
    },
  );

  it('tell of a new version that waits', async () => {
    await open('en');
    await become(READY, true);
    expect(await words()).toBe('Offline: ready, new version waits');
    const fact = await page.find(`${LINE}.fact`);
    expect(await fact.evaluate(({ title }) => title)).toContain('once all tabs');
  });

  it('read out how it ended, and no number on the way', async () => {
    await open('en');
    for (const storedBytes of [1_000_000, 2_000_000]) {
      await become({ state: 'storing', storedBytes, totalBytes: 27_000_000 });
      expect(await readOut()).toBe('');
    }
    await become(READY);
    expect(await readOut()).toBe('Offline: ready');
    await become({ state: 'full' });
    expect(await readOut()).toBe('Offline: no room');
  });

  it('pause and go on by mouse and by keyboard', async () => {
    await open('en');
    await become({ state: 'storing', ...AMOUNT });
    await page.click(`${LINE}button`);
    await become({ state: 'paused', reason: 'learner', ...AMOUNT });
    const button = await page.find(`${LINE}button`);
    await button.focus();
    await page.page.keyboard.press('Enter');
    expect(await page.page.evaluate(() => window.fakeOffline.calls)).toEqual(['pause', 'resume']);
  });

  it('have the Docker Engine stored when they are clicked, and say how much it is before', async () => {
    await open('en');
    await become(WITHOUT_ENGINE);
    const button = await page.find(`${LINE}button`);
    expect(await button.evaluate(({ title }) => title)).toContain('117 MB');
    await button.click();
    await become(NO_ROOM_FOR_ENGINE);
    expect(await page.count(`${LINE}button`)).toBe(0);
    expect(await page.page.evaluate(() => window.fakeOffline.calls)).toEqual(['engine']);
  });

  it('leave drawings that differ by more than colour where it is narrow, in one line with the rest', async () => {
    await open('en');
    await resizePage(page.page, 360, 640);
    const drawing = async () =>
      (await page.find(`${LINE}svg`)).evaluate(({ innerHTML }) => innerHTML);
    const seen = new Set<string>();
    for (const status of [
      { state: 'storing', ...AMOUNT },
      { state: 'paused', reason: 'learner', ...AMOUNT },
      READY,
      { state: 'failed' },
    ] satisfies OfflineStatus[]) {
      await become(status);
      seen.add(await drawing());
      const bar = await page.find('drydock-status-bar');
      expect(await bar.evaluate(({ offsetHeight }) => offsetHeight)).toBeLessThan(48);
    }
    expect(seen.size).toBe(4);
  });

  it('are not there in a page that knows of no such use', async () => {
    page = await site.open('?lang=en');
    expect(await page.count('drydock-offline')).toBe(0);
  });
});
