/** Pages that are copies of the disk, as a part of snapshots. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiskCopies } from '../../src/machine/capture.ts';
import type { SnapshotDraft } from '../../src/snapshots/snapshot-store.ts';
import type { IdbSnapshotStore } from '../../src/snapshots/store/idb-snapshot-store.ts';
import { forgeFile, type JsonRecord, partsOf } from './forgery.ts';
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

const SEEDS = range(1, 20);
/** Pages that no sample has. */
const COPIES: DiskCopies = {
  disk: 'd'.repeat(64),
  pageNumbers: Uint32Array.of(1_000, 1_001, 4_000),
  blocks: Uint32Array.of(2 ** 32 - 1, 0, 77),
};

let browser: IDBFactory;
let store: IdbSnapshotStore;
beforeEach(() => {
  browser = newBrowser();
  store = openStore(browser);
});
afterEach(closeChannels);

const draftWith = (diskCopies?: DiskCopies): SnapshotDraft =>
  sampleDraft(SEEDS, { capture: { ...sampleCapture(SEEDS), ...(diskCopies && { diskCopies }) } });

async function fileOf(id: string): Promise<Uint8Array> {
  return new Uint8Array(await (await store.exportFile(id)).content.arrayBuffer());
}

const versionOf = (bytes: Uint8Array) => bytes[8];

describe('copies of the disk', () => {
  it('come back with their machine, renamed and deleted and brought back meanwhile', async () => {
    const draft = draftWith(COPIES);
    const { id } = await store.save(draft);
    await store.rename(id, 'renamed');
    await store.remove(id);
    await store.bringBack(id);
    const { capture, summary } = await openStore(browser).load(id);
    expect(told(capture)).toEqual(told(draft.capture));
    expect(summary.label).toBe('renamed');
  });

  it('take next to no room: they are numbers', async () => {
    const plain = await store.save(draftWith());
    const pageNumbers = Uint32Array.from(range(100, 2_000));
    const blocks = pageNumbers.map((number) => 50_000 + number);
    const full = await store.save(draftWith({ ...COPIES, pageNumbers, blocks }));
    expect(plain.bytes.own).toBeGreaterThan(0);
    expect(full.bytes.own).toBe(0);
    expect((await fileOf(full.id)).length - (await fileOf(plain.id)).length).toBeLessThan(1_000);
  });

  it('go along in a file', async () => {
    const draft = draftWith(COPIES);
    const { id } = await store.save(draft);
    const elsewhere = openStore(newBrowser());
    const outcome = await elsewhere.importFile((await store.exportFile(id)).content, [IMAGE]);
    if (outcome.state !== 'imported') throw new Error('it was not imported');
    const { capture } = await elsewhere.load(outcome.summary.id);
    expect(told(capture)).toEqual(told(draft.capture));
  });
});

describe('a snapshot without copies', () => {
  it('is written as those were that knew none, and one with some as a newer version', async () => {
    const [plain, full] = [await store.save(draftWith()), await store.save(draftWith(COPIES))];
    expect(versionOf(await fileOf(plain.id))).toBe(1);
    expect(versionOf(await fileOf(full.id))).toBe(3);
  });

  it('is read when nothing in it speaks of copies', async () => {
    const { id } = await store.save(draftWith());
    const { json, rest } = partsOf(await fileOf(id));
    const { diskPages, ...counts } = json['counts'] as JsonRecord;
    expect([diskPages, 'disk' in json]).toEqual([0, false]);
    const old = await forgeFile({ ...json, counts }, rest);
    const outcome = await store.importFile(new Blob([old as BlobPart]), [IMAGE]);
    if (outcome.state !== 'imported') throw new Error('it was not imported');
    expect((await store.load(outcome.summary.id)).capture.diskCopies).toBeUndefined();
  });
});

describe('a hostile snapshot', () => {
  const importing = async (file: Uint8Array) =>
    store.importFile(new Blob([file as BlobPart]), [IMAGE]);
  const wrong: readonly (readonly [string, Partial<DiskCopies>])[] = [
    ['a copy that is also there', { pageNumbers: Uint32Array.of(3, 1_001, 4_000) }],
    ['a copy that is also zero', { pageNumbers: Uint32Array.of(2, 1_001, 4_000) }],
    ['a copy twice', { pageNumbers: Uint32Array.of(1_001, 1_001, 4_000) }],
    ['a copy beyond the end of memory', { pageNumbers: Uint32Array.of(1, 2_000, 4_096) }],
    ['a disk of another name', { disk: '../disk' }],
  ];

  it.each(wrong)('with %s is refused', async (_what, changes) => {
    const { id } = await store.save(draftWith({ ...COPIES, ...changes }));
    await expect(store.load(id)).rejects.toMatchObject({ code: 'record-damaged' });
    const { content } = await store.exportFile((await store.save(draftWith(COPIES))).id);
    const good = new Uint8Array(await content.arrayBuffer());
    expect((await importing(good)).state).toBe('imported');
  });

  it('that names no disk, or more copies than it has or memory holds, is refused', async () => {
    const { id } = await store.save(draftWith(COPIES));
    const { json, rest } = partsOf(await fileOf(id));
    const { disk: _disk, ...nameless } = json;
    const counts = json['counts'] as JsonRecord;
    const forged = [
      nameless,
      { ...json, counts: { ...counts, diskPages: 4 } },
      { ...json, counts: { ...counts, diskPages: 2 ** 28 } },
      { ...json, counts: { ...counts, diskPages: -1 } },
    ];
    for (const facts of forged) {
      const file = await forgeFile(facts, rest);
      await expect(importing(file)).rejects.toMatchObject({ code: 'file-invalid' });
    }
  });
});
