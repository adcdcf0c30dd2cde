/** Pages that are patches of the layer below, as a part of snapshots. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiskCopies, MachineCapture } from '../../src/machine/capture.ts';
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
/** Of pages that the sample has. */
const PATCHES = Uint32Array.of(3, 7, 41);
const COPIES: DiskCopies = {
  disk: 'd'.repeat(64),
  pageNumbers: Uint32Array.of(1_000),
  blocks: Uint32Array.of(77),
};

let browser: IDBFactory;
let store: IdbSnapshotStore;
beforeEach(() => {
  browser = newBrowser();
  store = openStore(browser);
});
afterEach(closeChannels);

const draftWith = (more: Partial<MachineCapture>) =>
  sampleDraft(SEEDS, { capture: { ...sampleCapture(SEEDS), ...more } });

async function fileOf(id: string): Promise<Uint8Array> {
  return new Uint8Array(await (await store.exportFile(id)).content.arrayBuffer());
}

const importing = async (file: Uint8Array) =>
  store.importFile(new Blob([file as BlobPart]), [IMAGE]);

describe('patches', () => {
  it.each([
    ['alone', { patches: PATCHES }],
    ['beside copies of the disk', { patches: PATCHES, diskCopies: COPIES }],
  ])('come back with their machine, %s', async (_what, more) => {
    const draft = draftWith(more);
    const { id } = await store.save(draft);
    await store.rename(id, 'renamed');
    expect(told((await openStore(browser).load(id)).capture)).toEqual(told(draft.capture));
    const elsewhere = openStore(newBrowser());
    const file = new Blob([(await fileOf(id)) as BlobPart]);
    const outcome = await elsewhere.importFile(file, [IMAGE]);
    if (outcome.state !== 'imported') throw new Error('it was not imported');
    const { capture } = await elsewhere.load(outcome.summary.id);
    expect(told(capture)).toEqual(told(draft.capture));
  });

  it('make a newer version of a file, and only they', async () => {
    const versions = [{ patches: PATCHES }, { diskCopies: COPIES }, {}].map(async (more) => {
      const { id } = await store.save(draftWith(more));
      return (await fileOf(id))[8];
    });
    expect(await Promise.all(versions)).toEqual([4, 3, 1]);
  });

  it('are not missed in a file of a version that knew none', async () => {
    const { id } = await store.save(draftWith({}));
    const { json, rest } = partsOf(await fileOf(id));
    const { patches, ...counts } = json['counts'] as JsonRecord;
    expect(patches).toBe(0);
    const outcome = await importing(await forgeFile({ ...json, counts }, rest));
    if (outcome.state !== 'imported') throw new Error('it was not imported');
    expect((await store.load(outcome.summary.id)).capture.patches).toBeUndefined();
  });
});

describe('a hostile snapshot', () => {
  it.each([
    ['of a page that it does not have', Uint32Array.of(3, 4)],
    ['twice', Uint32Array.of(3, 3)],
    ['out of order', Uint32Array.of(7, 3)],
    ['beyond the end of memory', Uint32Array.of(3, 2 ** 31)],
  ])('with a patch %s is refused', async (_what, patches) => {
    const { id } = await store.save(draftWith({ patches }));
    await expect(store.load(id)).rejects.toMatchObject({ code: 'record-damaged' });
  });

  it('with more patches than it has or memory holds is refused', async () => {
    const { id } = await store.save(draftWith({ patches: PATCHES }));
    const { json, rest } = partsOf(await fileOf(id));
    const counts = json['counts'] as JsonRecord;
    for (const patches of [4, 2 ** 28, -1, 0.5]) {
      const file = await forgeFile({ ...json, counts: { ...counts, patches } }, rest);
      await expect(importing(file)).rejects.toMatchObject({ code: 'file-invalid' });
    }
  });
});
