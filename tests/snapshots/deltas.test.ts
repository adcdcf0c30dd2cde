/** Pages that are stored as what differs from an earlier snapshot's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import type { MachineCapture } from '../../src/machine/capture.ts';
import type { SnapshotManifest } from '../../src/snapshots/format/manifest.ts';
import { decodeManifest, encodeManifest } from '../../src/snapshots/format/manifest-codec.ts';
import type { SnapshotDraft } from '../../src/snapshots/snapshot-store.ts';
import { Database } from '../../src/snapshots/store/database.ts';
import type { IdbSnapshotStore } from '../../src/snapshots/store/idb-snapshot-store.ts';
import { PACK_BODIES, PACK_HEADERS, SNAPSHOTS } from '../../src/snapshots/store/record-keys.ts';
import {
  closeChannels,
  IMAGE,
  newBrowser,
  openStore,
  range,
  sampleCapture,
  sampleDraft,
  told,
} from './samples.ts';

/** Pages that cannot be compressed, so that whatever is stored of them shows. */
const SEEDS = range(1, 40).map((seed) => seed * 7);
/** Of a page, from one time to the next. */
const WORDS_CHANGED = 4;

let browser: IDBFactory;
let database: Database;
let store: IdbSnapshotStore;
beforeEach(() => {
  browser = newBrowser();
  database = new Database({ name: 'test', factory: () => browser, deadlineMs: 20_000 });
  store = openStore(browser);
});
afterEach(() => {
  database.close();
  closeChannels();
});

/** The machine some time later: in each page a few words are others, at each time others again. */
function captureAt(time: number, seeds: readonly number[] = SEEDS): MachineCapture {
  const capture = sampleCapture(seeds, 1_000 + time);
  for (let page = 0; page < seeds.length; page++) {
    for (let word = 0; word < (time > 0 ? WORDS_CHANGED : 0); word++) {
      const at = page * PAGE_BYTES + 4 * (word + 10 * time);
      capture.pages[at] = (capture.pages[at] ?? 0) ^ 0x55;
    }
  }
  return capture;
}

const draftAt = (time: number, changes: Partial<SnapshotDraft> = {}) =>
  sampleDraft(SEEDS, { capture: captureAt(time), ...changes });
const load = async (id: string, from = store) => told((await from.load(id)).capture);
const manifestOf = async (id: string) =>
  decodeManifest((await database.read((records) => records.get(SNAPSHOTS + id))) as Uint8Array);

describe('what has changed since the snapshot before', () => {
  it('is all that is stored of a page, and comes back as the page', async () => {
    const first = await store.save(draftAt(0));
    const second = await store.save(draftAt(1));
    const third = await store.save(draftAt(2));
    expect(first.bytes.own).toBeGreaterThan(SEEDS.length * PAGE_BYTES);
    for (const { bytes } of [second, third]) expect(bytes.own).toBeLessThan(first.bytes.own / 10);
    for (const [time, { id }] of [first, second, third].entries()) {
      expect(await load(id, openStore(browser))).toEqual(told(captureAt(time)));
    }
  });

  it('is found anew by the next visit', async () => {
    const first = await store.save(draftAt(0));
    const second = await openStore(browser).save(draftAt(1));
    expect(second.bytes.own).toBeLessThan(first.bytes.own / 10);
  });

  it('never differs from what differs itself', async () => {
    await store.save(draftAt(0));
    const second = await manifestOf((await store.save(draftAt(1))).id);
    const third = await manifestOf((await store.save(draftAt(2))).id);
    expect(third.deltas).toEqual(second.deltas);
    const idsOf = ({ packs, contents }: SnapshotManifest) =>
      new Set([...contents.bases.addresses].map((address) => packs[Math.floor(address / 256)]?.id));
    expect(idsOf(third)).toEqual(idsOf(second));
  });

  it('is told from the snapshot that was put back, not from the newest', async () => {
    const first = await store.save(draftAt(0));
    const others = SEEDS.map((seed) => seed + 7_000);
    await store.save(sampleDraft(SEEDS, { capture: captureAt(0, others) }));
    await store.load(first.id);
    const after = await store.save(draftAt(1));
    expect(after.bytes.own).toBeLessThan(first.bytes.own / 10);
  });

  it('is not told from another machine', async () => {
    await store.save(draftAt(0));
    const parent = 'c'.repeat(64);
    const { id, bytes } = await store.save(
      draftAt(1, { image: { ...IMAGE, parent }, capture: { ...captureAt(1), parent } }),
    );
    expect(bytes.own).toBeGreaterThan(SEEDS.length * PAGE_BYTES);
    expect((await manifestOf(id)).deltas).toBeUndefined();
  });

  it('does not count where most of a page has changed', async () => {
    await store.save(draftAt(0));
    const others = SEEDS.map((seed) => seed + 7_000);
    const { id } = await store.save(sampleDraft(SEEDS, { capture: captureAt(0, others) }));
    expect((await manifestOf(id)).deltas).toBeUndefined();
  });

  it('outlives the snapshot before', async () => {
    const first = await store.save(draftAt(0));
    const second = await store.save(draftAt(1));
    await store.collect([first.id], 0);
    await store.collect([], 0);
    expect(await load(second.id, openStore(browser))).toEqual(told(captureAt(1)));
  });

  it('outlives that most of its pack is packed anew', async () => {
    const many = range(1, 200).map((seed) => seed * 7);
    const first = await store.save(
      sampleDraft(many, { capture: captureAt(0, many), label: 'many' }),
    );
    const second = await store.save(draftAt(1));
    expect(second.bytes.own).toBeLessThan(first.bytes.own / 10);
    expect(await store.collect([first.id], 0)).toBeGreaterThan(100 * PAGE_BYTES);
    expect(await load(second.id, openStore(browser))).toEqual(told(captureAt(1)));
  });

  it('is in no file: that has whole pages', async () => {
    await store.save(draftAt(0));
    const { id } = await store.save(draftAt(1));
    const { content } = await store.exportFile(id);
    const elsewhere = openStore(newBrowser());
    const outcome = await elsewhere.importFile(content, [IMAGE]);
    if (outcome.state !== 'imported') throw new Error('it was not imported');
    expect(await load(outcome.summary.id, elsewhere)).toEqual(told(captureAt(1)));
    expect(new Uint8Array(await content.arrayBuffer())[8]).toBe(1);
  });

  it('is read from a file that has it all the same', async () => {
    await store.save(draftAt(0));
    const { id } = await store.save(draftAt(1));
    const elsewhere = openStore(newBrowser());
    const outcome = await elsewhere.importFile(await storedAsFile(id), [IMAGE]);
    if (outcome.state !== 'imported') throw new Error('it was not imported');
    expect(await load(outcome.summary.id, elsewhere)).toEqual(told(captureAt(1)));
  });

  it('is not told from a pack that is damaged: pages are stored whole', async () => {
    await store.save(draftAt(0));
    await database.write(async (records) => {
      for (const key of await records.keys(PACK_BODIES)) {
        const body = (await records.get(key)) ?? new Uint8Array();
        records.put(
          key,
          body.map((byte, place) => (place === 5 ? byte ^ 1 : byte)),
        );
      }
    });
    const { id } = await openStore(browser).save(draftAt(1));
    expect((await manifestOf(id)).deltas).toBeUndefined();
  });

  it('is not told from a snapshot whose record is damaged', async () => {
    const { id: first } = await store.save(draftAt(0));
    await database.write(async (records) => {
      const record = (await records.get(SNAPSHOTS + first)) ?? new Uint8Array();
      records.put(
        SNAPSHOTS + first,
        record.map((byte, place) => (place === 60 ? byte ^ 1 : byte)),
      );
    });
    const { id } = await store.save(draftAt(1));
    expect(await load(id)).toEqual(told(captureAt(1)));
  });
});

describe('a hostile snapshot', () => {
  it.each([
    ['of a page that it does not have', (deltas: Uint32Array) => deltas.with(0, 4)],
    ['twice', (deltas: Uint32Array) => deltas.with(1, deltas[0] ?? 0)],
    ['out of order', (deltas: Uint32Array) => deltas.toReversed()],
    ['beyond the end of memory', (deltas: Uint32Array) => deltas.with(-1, 2 ** 31)],
  ])('with a delta %s is refused', async (_what, forge) => {
    await store.save(draftAt(0));
    const { id } = await store.save(draftAt(1));
    const manifest = await manifestOf(id);
    await put({ ...manifest, deltas: forge(manifest.deltas ?? new Uint32Array()) });
    await expect(store.load(id)).rejects.toMatchObject({ code: 'record-damaged' });
  });

  it('with a delta of a page that is nowhere is refused', async () => {
    await store.save(draftAt(0));
    const { id } = await store.save(draftAt(1));
    const manifest = await manifestOf(id);
    const { bases } = manifest.contents;
    const addresses = bases.addresses.with(0, 256 * 4_000);
    await put({ ...manifest, contents: { ...manifest.contents, bases: { ...bases, addresses } } });
    await expect(store.load(id)).rejects.toMatchObject({ code: 'record-damaged' });
  });
});

async function put(manifest: SnapshotManifest): Promise<void> {
  const bytes = await encodeManifest(manifest);
  await database.write(async (records) => records.put(SNAPSHOTS + manifest.id, bytes));
}

/** The records of a snapshot one after the other, as a file has them. */
async function storedAsFile(id: string): Promise<Blob> {
  const { packs } = await manifestOf(id);
  const keys = packs.flatMap((pack) => [PACK_HEADERS + pack.id, PACK_BODIES + pack.id]);
  const parts = await database.read((records) =>
    Promise.all([SNAPSHOTS + id, ...keys].map((key) => records.get(key))),
  );
  return new Blob(parts as BlobPart[]);
}
