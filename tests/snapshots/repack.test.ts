import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SnapshotStore } from '../../src/snapshots/snapshot-store.ts';
import { Database, type Records } from '../../src/snapshots/store/database.ts';
import { MAX_REWRITTEN_PACKS } from '../../src/snapshots/store/pack-use.ts';
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

/** Pages that cannot be compressed, so that bytes can be foretold. */
const dense = (first: number, count: number) => range(first, count).map((seed) => seed * 7);

const MANY = dense(1, 200);
const FEW = dense(1, 20);
const PAGES_BYTES = (MANY.length - FEW.length) * 4096;

/** Does something else right before its `at`-th use, as if another tab had done it. */
class InterruptedDatabase extends Database {
  #uses = 0;
  at = 0;
  interrupt = async (): Promise<unknown> => undefined;

  override async read<T>(work: (records: Records) => Promise<T>): Promise<T> {
    await this.#count();
    return super.read(work);
  }

  override async write<T>(work: (records: Records) => Promise<T>): Promise<T> {
    await this.#count();
    return super.write(work);
  }

  async #count(): Promise<void> {
    this.#uses++;
    if (this.#uses === this.at) await this.interrupt();
  }
}

describe('packs of which most is needed by no snapshot any more', () => {
  let browser: IDBFactory;
  let database: Database;
  let store: SnapshotStore;
  /** One with many pages, and one that shares a few of them. */
  let [many, few] = ['', ''];

  beforeEach(async () => {
    browser = newBrowser();
    database = new Database({ name: 'test', factory: () => browser, deadlineMs: 20_000 });
    store = openStore(browser);
    many = (await store.save(sampleDraft(MANY, { label: 'many' }))).id;
    few = (await store.save(sampleDraft(FEW, { label: 'few' }))).id;
  });
  afterEach(() => {
    database.close();
    closeChannels();
  });

  const keys = (prefix: string) => database.read((records) => records.keys(prefix));
  const storedBytes = () =>
    database.read(async (records) =>
      (await records.values('')).reduce((sum, { length }) => sum + length, 0),
    );
  const load = async (id: string, from = store) => told((await from.load(id)).capture);
  const contentOf = (seeds: readonly number[]) => told(sampleDraft(seeds).capture);
  const interrupted = (at: number, interrupt: () => Promise<unknown>) => {
    const slow = new InterruptedDatabase({
      name: 'test',
      factory: () => browser,
      deadlineMs: 20_000,
    });
    return Object.assign(slow, { at, interrupt });
  };

  it('are packed anew by a collection: the database shrinks, and what is left loads whole', async () => {
    const before = await storedBytes();
    const freed = await store.collect([many], 0);
    expect(before - (await storedBytes())).toBeGreaterThan(PAGES_BYTES);
    expect(freed).toBeGreaterThan(PAGES_BYTES);
    expect(await load(few, openStore(browser))).toEqual(contentOf(FEW));
    expect((await store.list()).snapshots[0]).toMatchObject({ id: few, label: 'few' });
  });

  it('are what a fresh store with the same snapshots would have', async () => {
    await store.collect([many], 0);
    const after = await storedBytes();
    const fresh = openStore(newBrowser());
    const { bytes } = await fresh.save(sampleDraft(FEW, { label: 'few' }));
    const [{ bytes: kept } = { bytes: undefined }] = (await store.list()).snapshots;
    expect(kept?.exclusive).toBe(bytes.own);
    expect(after).toBeLessThan(bytes.own + 10_000);
  });

  it('are built on by later snapshots as all others', async () => {
    await store.collect([many], 0);
    const again = await store.save(sampleDraft(FEW));
    expect(again.bytes.own).toBe(0);
    expect(await load(again.id)).toEqual(contentOf(FEW));
    await store.collect([few], 0);
    expect(await load(again.id)).toEqual(contentOf(FEW));
  });

  it('are left alone while more than half, or all but a little, is needed', async () => {
    const most = await store.save(sampleDraft(dense(1, 120)));
    const before = await keys(PACK_BODIES);
    await store.collect([many], 0);
    expect(await keys(PACK_BODIES)).toEqual(before);
    expect(await load(most.id)).toEqual(contentOf(dense(1, 120)));

    const small = openStore(newBrowser());
    const { id } = await small.save(sampleDraft(dense(1, 30)));
    await small.save(sampleDraft(dense(1, 3)));
    expect(await small.collect([id], 0)).toBe(0);
  });

  it('are kept as they are while a newer Drydock has a snapshot here', async () => {
    const other = await store.save(sampleDraft(dense(500, 2)));
    await database.write(async (records) => {
      const bytes = (await records.get(SNAPSHOTS + other.id)) ?? new Uint8Array();
      records.put(
        SNAPSHOTS + other.id,
        bytes.map((byte, at) => (at === 9 ? 1 : byte)),
      );
    });
    const before = await keys('pack-');
    await store.collect([many], 0);
    expect(await keys('pack-')).toEqual(before);
  });

  it('are left where they are when they are damaged, and the others are packed anew', async () => {
    const draft = sampleDraft(dense(2000, 200), { label: 'other' });
    const otherMany = (await store.save(draft)).id;
    const otherFew = (await store.save(sampleDraft(dense(2000, 20)))).id;
    const sizeBefore = await storedBytes();
    const bodies = await keys(PACK_BODIES);
    const damaged = await findPackOf(few, bodies);
    await database.write(async (records) => {
      const bytes = (await records.get(damaged)) ?? new Uint8Array();
      records.put(
        damaged,
        bytes.map((byte, at) => (at === 99 ? byte ^ 1 : byte)),
      );
    });
    await store.collect([many, otherMany], 0);
    expect(await keys(PACK_BODIES)).toContain(damaged);
    expect(sizeBefore - (await storedBytes())).toBeGreaterThan(PAGES_BYTES);
    expect(await codeOf(store.load(few))).toBe('record-damaged');
    expect(await load(otherFew)).toEqual(contentOf(dense(2000, 20)));
  });

  /** The largest of these packs that a snapshot needs. */
  async function findPackOf(id: string, bodies: readonly string[]): Promise<string> {
    const [manifest, ...packs] = await database.read((records) =>
      Promise.all([SNAPSHOTS + id, ...bodies].map((key) => records.get(key))),
    );
    const facts = new TextDecoder().decode(manifest);
    const sizes = bodies.map((key, at) => ({ key, size: packs[at]?.length ?? 0 }));
    const [largest] = sizes
      .filter(({ key }) => facts.includes(key.slice(PACK_BODIES.length)))
      .sort((one, other) => other.size - one.size);
    return largest?.key ?? '';
  }

  it('are packed anew some at a time, and the next collections go on', async () => {
    const packs = 2 * MAX_REWRITTEN_PACKS + 2;
    const saved: { many: string; seeds: readonly number[]; few: string }[] = [];
    for (let at = 0; at < packs; at++) {
      const first = 10_000 + 300 * at;
      const large = await store.save(sampleDraft(dense(first, 100)));
      const seeds = dense(first, 4);
      saved.push({ many: large.id, seeds, few: (await store.save(sampleDraft(seeds))).id });
    }
    const all = saved.map((one) => one.many);
    const sizes: number[] = [];
    for (const ids of [[...all, many], [], [], []]) {
      await store.collect(ids, 0);
      sizes.push(await storedBytes());
    }
    const [first = 0, second = 0, third = 0, fourth = 0] = sizes;
    expect(first).toBeGreaterThan(second);
    expect(second).toBeGreaterThan(third);
    expect(fourth).toBe(third);
    for (const one of saved) expect(await load(one.few)).toEqual(contentOf(one.seeds));
  }, 60_000);

  it('are packed anew under somebody who is loading a snapshot, and it loads whole', async () => {
    const slow = interrupted(2, () => openStore(browser).collect([many], 0));
    expect(await load(few, openStore(browser, { database: slow }))).toEqual(contentOf(FEW));
    slow.close();
  });

  it('are packed anew between the two halves of a renaming elsewhere, and nothing is lost', async () => {
    const slow = interrupted(2, () => openStore(browser).collect([many], 0));
    await openStore(browser, { database: slow }).rename(few, 'renamed');
    slow.close();
    expect((await store.list()).snapshots[0]?.label).toBe('renamed');
    expect(await load(few)).toEqual(contentOf(FEW));
  });

  // Its uses of the database: collecting, manifests, which packs there are, packs, writing; some may be more than one.
  it.each(range(1, 6))(
    'are needed again when another tab saves a snapshot before look %d at the database, and nothing is lost',
    async (at) => {
      const newcomers: string[] = [];
      const save = async () =>
        newcomers.push((await openStore(browser).save(sampleDraft(dense(1, 60)))).id);
      const slow = interrupted(at, save);
      await openStore(browser, { database: slow }).collect([many], 0);
      slow.close();
      for (const id of newcomers) expect(await load(id)).toEqual(contentOf(dense(1, 60)));
      expect(await load(few)).toEqual(contentOf(FEW));
    },
  );

  it('stay when the browser has no room for the new ones, and the deleting is done all the same', async () => {
    const gauge = {
      estimate: async () => ({ usage: 1_000_000, quota: 1_000_000 }),
      persisted: async () => false,
    };
    const before = await keys(PACK_HEADERS);
    expect(await openStore(browser, { gauge }).collect([many], 0)).toBe(0);
    expect((await store.list()).snapshots.map(({ id }) => id)).toEqual([few]);
    expect(await keys(PACK_HEADERS)).toEqual(before);
    expect(await store.collect([], 0)).toBeGreaterThan(PAGES_BYTES);
    expect(await load(few)).toEqual(contentOf(FEW));
  });
});
