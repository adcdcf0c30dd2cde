import { afterEach, describe, expect, it, vi } from 'vitest';
import { Database } from '../../src/snapshots/store/database.ts';
import { readStorageFacts } from '../../src/snapshots/store/room.ts';
import { closeChannels, codeOf, newBrowser, openStore, range, sampleDraft } from './samples.ts';

afterEach(closeChannels);

const openWith = (factory: () => IDBFactory | undefined, deadlineMs = 20_000) =>
  openStore(newBrowser(), { database: new Database({ name: 'test', factory, deadlineMs }) });
const failing = (name: string) => () => {
  throw new DOMException('', name);
};

describe('a browser that keeps nothing', () => {
  it.each([
    ['has no database', () => undefined],
    ['forbids the mention of it', failing('SecurityError')],
    ['forbids to open it', () => ({ open: failing('SecurityError') }) as unknown as IDBFactory],
    ['cannot open it in a private window', () => failingLater('InvalidStateError')],
  ])('because it %s is told as that', async (_why, factory) => {
    const store = openWith(factory);
    expect(await codeOf(store.list())).toBe('storage-refused');
    expect(await codeOf(store.save(sampleDraft()))).toBe('storage-refused');
  });

  it('today may keep something tomorrow: a failed opening is tried again', async () => {
    const browser = newBrowser();
    let refuses = true;
    const store = openWith(() => (refuses ? failingLater('UnknownError') : browser));
    expect(await codeOf(store.save(sampleDraft()))).toBe('storage-failed');
    refuses = false;
    expect(await codeOf(store.save(sampleDraft()))).toBe('fulfilled');
  });
});

/** Databases whose opening fails as an event. */
function failingLater(name: string): IDBFactory {
  return {
    open: () => {
      const request = { error: new DOMException('', name) } as IDBOpenDBRequest;
      queueMicrotask(() => request.onerror?.(new Event('error')));
      return request;
    },
  } as unknown as IDBFactory;
}

describe('a database that others hold', () => {
  it('blocked by an older tab is told as that, and the late opening is let go', async () => {
    const close = vi.fn();
    const request = { result: { close } } as unknown as IDBOpenDBRequest;
    const store = openWith(() => ({ open: () => request }) as unknown as IDBFactory);
    const listing = codeOf(store.list());
    await Promise.resolve();
    request.onblocked?.(new Event('blocked') as IDBVersionChangeEvent);
    expect(await listing).toBe('storage-blocked');
    request.onsuccess?.(new Event('success'));
    expect(close).toHaveBeenCalledOnce();
  });

  it('of a newer Drydock is told as that', async () => {
    const browser = newBrowser();
    await new Promise((resolve) => {
      const request = browser.open('test', 9);
      request.onsuccess = () => resolve(request.result.close());
    });
    expect(await codeOf(openWith(() => browser).list())).toBe('version-unknown');
  });

  it('lets another tab bring it to a newer version', async () => {
    const browser = newBrowser();
    const store = openStore(browser);
    await store.list();
    const upgrade = new Promise((resolve, reject) => {
      const request = browser.open('test', 2);
      request.onsuccess = () => resolve('upgraded');
      request.onerror = reject;
      request.onblocked = reject;
    });
    expect(await upgrade).toBe('upgraded');
  });

  it('that does not answer is given up after its deadline', async () => {
    const silent = { open: () => ({}) as IDBOpenDBRequest } as unknown as IDBFactory;
    expect(await codeOf(openWith(() => silent, 20).list())).toBe('storage-silent');
  });

  it('rejects everything after it was closed', async () => {
    const store = openStore(newBrowser());
    await store.list();
    store.close();
    expect(await codeOf(store.list())).toBe('closed');
  });
});

describe('room', () => {
  const gauge = (usage: number, quota: number) => ({
    estimate: async () => ({ usage, quota }),
    persisted: async () => true,
  });

  it('that is too small is known before anything is written, in numbers', async () => {
    const browser = newBrowser();
    const store = openStore(browser, { gauge: gauge(900_000, 1_000_000) });
    const error = await store.save(sampleDraft(range(1, 50))).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'quota-exceeded', numbers: { freeBytes: 100_000 } });
    expect((await store.list()).snapshots).toEqual([]);
  });

  it('that is needed for nothing new is not asked for', async () => {
    const browser = newBrowser();
    await openStore(browser).save(sampleDraft());
    const full = openStore(browser, { gauge: gauge(10_000_000, 10_400_000) });
    expect(await codeOf(full.save(sampleDraft()))).toBe('fulfilled');
  });

  it('of which the browser says nothing is taken as there, and as not for sure', async () => {
    expect(await readStorageFacts(undefined)).toEqual({
      usedBytes: undefined,
      quotaBytes: undefined,
      mayBeEvicted: true,
    });
    const mute = { estimate: failing('TypeError'), persisted: failing('TypeError') };
    const refusing = {
      estimate: async () => mute.estimate(),
      persisted: async () => mute.persisted(),
    };
    expect((await readStorageFacts(refusing)).mayBeEvicted).toBe(true);
    expect((await readStorageFacts(gauge(1, 2))).mayBeEvicted).toBe(false);
  });
});
