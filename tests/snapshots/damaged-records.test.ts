import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_PACK_PAGES } from '../../src/snapshots/format/pack.ts';
import type { SnapshotStore } from '../../src/snapshots/snapshot-store.ts';
import { Database } from '../../src/snapshots/store/database.ts';
import { PACK_BODIES, PACK_HEADERS, SNAPSHOTS } from '../../src/snapshots/store/record-keys.ts';
import {
  closeChannels,
  codeOf,
  newBrowser,
  openStore,
  range,
  sampleDraft,
  told,
} from './samples.ts';

let browser: IDBFactory;
let database: Database;
let store: SnapshotStore;
/** Two snapshots that share a pack; the second has another of its own. */
let [first, second] = ['', ''];

const SHARED = range(1, MAX_PACK_PAGES - 60);
const OWN = range(1000, 20);

beforeEach(async () => {
  browser = newBrowser();
  database = new Database({ name: 'test', factory: () => browser, deadlineMs: 20_000 });
  store = openStore(browser);
  first = (await store.save(sampleDraft(SHARED))).id;
  second = (await store.save(sampleDraft([...SHARED, ...OWN]))).id;
});
afterEach(() => {
  database.close();
  closeChannels();
});

const keys = (prefix: string) => database.read((records) => records.keys(prefix));
/** Changes a record behind the store's back. */
const alter = (key: string, change: (bytes: Uint8Array) => Uint8Array | undefined) =>
  database.write(async (records) => {
    const bytes = change((await records.get(key)) ?? new Uint8Array());
    if (bytes) records.put(key, bytes);
    else records.delete(key);
  });
const flip = (at: number) => (bytes: Uint8Array) => {
  const place = at < 0 ? bytes.length + at : at;
  return bytes.map((byte, index) => (index === place ? byte ^ 1 : byte));
};
const cut = (bytes: Uint8Array) => bytes.slice(0, bytes.length / 2);
const nothing = () => undefined;

/** Keys of the pack that only the second snapshot needs. */
async function ownPack(prefix: string): Promise<string> {
  const before = new Set(await keys(prefix));
  await store.collect([second], 0);
  const after = new Set(await keys(prefix));
  const [own] = [...before].filter((key) => !after.has(key));
  second = (await store.save(sampleDraft([...SHARED, ...OWN]))).id;
  return own ?? '';
}

describe('a record of a snapshot', () => {
  it.each([
    ['with a flipped bit in its facts', flip(60), 'record-damaged'],
    ['with a flipped bit in its table', flip(-3), 'record-damaged'],
    ['that is cut', cut, 'record-damaged'],
    ['that is empty', () => new Uint8Array(), 'record-damaged'],
    ['of a newer version', flip(9), 'version-unknown'],
  ])('%s is listed as such and not loaded; the other one is', async (_what, change, code) => {
    await alter(SNAPSHOTS + second, change);
    const { snapshots, damaged } = await store.list();
    expect(snapshots.map(({ id }) => id)).toEqual([first]);
    expect(damaged).toEqual([{ id: second, code }]);
    await expect(store.load(second)).rejects.toMatchObject({ code, subject: SNAPSHOTS + second });
    expect(await codeOf(store.rename(second, 'x'))).toBe(code);
    expect(told((await store.load(first)).capture)).toEqual(told(sampleDraft(SHARED).capture));
  });

  it('that is damaged can be deleted', async () => {
    await alter(SNAPSHOTS + second, cut);
    await store.collect([second], 0);
    expect(await store.list()).toMatchObject({ damaged: [], snapshots: [{ id: first }] });
    await store.load(first);
  });

  it('of a newer version keeps every page from being collected', async () => {
    await alter(SNAPSHOTS + second, flip(9));
    const before = await keys(PACK_BODIES);
    await store.collect([first], 0);
    expect(await keys(PACK_BODIES)).toEqual(before);
  });
});

describe('a pack', () => {
  it.each([
    ['with a flipped bit', PACK_BODIES, flip(5), 'record-damaged'],
    ['that is cut', PACK_BODIES, cut, 'record-damaged'],
    ['that is gone', PACK_BODIES, nothing, 'record-missing'],
    ['with a flipped bit in its header', PACK_HEADERS, flip(55), 'record-damaged'],
    ['whose header is gone', PACK_HEADERS, nothing, 'record-missing'],
  ])(
    '%s keeps its snapshots from being loaded, and only those',
    async (_what, prefix, change, code) => {
      const key = await ownPack(prefix);
      await alter(key, change);
      await expect(store.load(second)).rejects.toMatchObject({
        code,
        subject: expect.stringContaining('pack'),
      });
      expect(told((await store.load(first)).capture)).toEqual(told(sampleDraft(SHARED).capture));
    },
  );

  it.each([
    ['damaged', flip(5)],
    ['missing', nothing],
  ])('that is %s is written again by a snapshot with the same pages', async (_what, change) => {
    const key = await ownPack(PACK_BODIES);
    await alter(key, change);
    await codeOf(store.load(second));
    const again = await store.save(sampleDraft([...SHARED, ...OWN]));
    const draft = sampleDraft([...SHARED, ...OWN]);
    expect(told((await openStore(browser).load(again.id)).capture)).toEqual(told(draft.capture));
    // It is the same pack under the same name: the old snapshot is whole again as well.
    expect(told((await store.load(second)).capture)).toEqual(told(draft.capture));
  });
});

describe('a database that was wiped while the page was open', () => {
  const wipe = () =>
    new Promise((resolve, reject) => {
      const request = browser.deleteDatabase('test');
      request.onsuccess = resolve;
      request.onerror = reject;
    });

  it('is empty, and takes new snapshots whole', async () => {
    await wipe();
    expect(await store.list()).toEqual({ snapshots: [], damaged: [] });
    expect(await codeOf(store.load(first))).toBe('not-found');
    const { id } = await store.save(sampleDraft(SHARED));
    expect(told((await store.load(id)).capture)).toEqual(told(sampleDraft(SHARED).capture));
  });

  it('in the middle of a save does not leave half of a snapshot', async () => {
    let wiping: Promise<unknown> | undefined;
    const { id } = await store.save(sampleDraft([...SHARED, 5000]), {
      onProgress: ({ phase }) => {
        // Between looking at what is there and writing what is new.
        if (phase === 'writing') wiping ??= wipe();
      },
    });
    await wiping;
    const draft = sampleDraft([...SHARED, 5000]);
    expect(told((await openStore(browser).load(id)).capture)).toEqual(told(draft.capture));
  });
});
