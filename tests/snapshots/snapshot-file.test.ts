import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deflate } from '../../src/snapshots/format/deflate.ts';
import { SnapshotFileReader } from '../../src/snapshots/format/file-reader.ts';
import {
  MANIFEST_PREAMBLE_BYTES,
  readManifestPreamble,
  SNAPSHOT_VERSION,
} from '../../src/snapshots/format/manifest-codec.ts';
import type { IdbSnapshotStore } from '../../src/snapshots/store/idb-snapshot-store.ts';
import { forgeFile, forgePack, type JsonRecord, partsOf } from './forgery.ts';
import {
  closeChannels,
  codeOf,
  IMAGE,
  newBrowser,
  openStore,
  range,
  sampleDraft,
  samplePage,
  told,
} from './samples.ts';

let file: Uint8Array;
let store: IdbSnapshotStore;
beforeAll(async () => {
  const from = openStore(newBrowser());
  // Another snapshot's pages lie in the same packs, and must not get into the file.
  await from.save(sampleDraft(range(1, 40)));
  const { id } = await from.save(sampleDraft([...range(30, 15), 90]));
  file = new Uint8Array(await (await from.exportFile(id)).content.arrayBuffer());
});
afterEach(closeChannels);

const blobOf = (bytes: Uint8Array) => new Blob([bytes as BlobPart]);
/** What becomes of importing bytes into an empty store. */
async function importing(bytes: Uint8Array): Promise<string> {
  store = openStore(newBrowser());
  const code = await codeOf(store.importFile(blobOf(bytes), [IMAGE]));
  const { snapshots } = await store.list();
  expect(snapshots).toHaveLength(code === 'fulfilled' ? 1 : 0);
  return code;
}

describe('a file', () => {
  it('gives the snapshot back, under a new id', async () => {
    store = openStore(newBrowser());
    const outcome = await store.importFile(blobOf(file), [IMAGE]);
    if (outcome.state !== 'imported') throw new Error('it was not imported');
    const { capture, pageState, summary } = await store.load(outcome.summary.id);
    const draft = sampleDraft([...range(30, 15), 90]);
    expect(told(capture)).toEqual(told(draft.capture));
    expect(pageState).toEqual(draft.pageState);
    expect(summary).toMatchObject({ kind: 'imported', label: draft.label, labId: draft.labId });
  });

  it('holds the pages of its snapshot and no others', async () => {
    const { manifest } = await SnapshotFileReader.open(blobOf(file));
    const pages = manifest.packs.reduce((sum, one) => sum + one.pages, 0);
    // 16 of memory, 3 of devices, 1 of the page.
    expect(pages).toBe(20);
  });

  it('shares its pages with what is there already', async () => {
    const home = openStore(newBrowser());
    const there = await home.save(sampleDraft([...range(30, 15), 90]));
    const outcome = await home.importFile(blobOf(file), [IMAGE]);
    expect(outcome).toMatchObject({ state: 'imported', summary: { bytes: { own: 0 } } });
    await home.collect([there.id], 0);
    if (outcome.state === 'imported') await home.load(outcome.summary.id);
  });

  it('for another image is told with what it wants, and nothing is stored', async () => {
    store = openStore(newBrowser());
    const other = { ...IMAGE, parent: 'd'.repeat(64) };
    expect(await store.importFile(blobOf(file), [other])).toEqual({
      state: 'other-image',
      wants: IMAGE,
    });
    expect((await store.list()).snapshots).toEqual([]);
  });
});

describe('a damaged file', () => {
  it('is refused wherever a bit is flipped', async () => {
    // Every byte of the headers, and a sample of the packed pages.
    const { jsonBytes, tableBytes } = readManifestPreamble(file);
    const headers = MANIFEST_PREAMBLE_BYTES + jsonBytes + tableBytes;
    for (let at = 0; at < file.length; at += at < headers ? 1 : 97) {
      const bytes = file.slice();
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      const reading = readAll(blobOf(bytes));
      expect(await reading, `bit at ${at}`).toMatch(/damaged|version/);
    }
  }, 60_000);

  it('is refused wherever it is cut, and when something follows', async () => {
    const lengths = [0, 1, 7, 8, 12, 51, 52, 53, 300, file.length - 4097, file.length - 1];
    for (const length of [
      ...lengths,
      ...range(1, 20).map((n) => Math.floor((file.length * n) / 21)),
    ]) {
      expect(await importing(file.slice(0, length)), `${length} bytes`).toBe('file-invalid');
    }
    expect(await importing(Uint8Array.from([...file, 0]))).toBe('file-invalid');
  });

  it.each([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, ...new Uint8Array(500))],
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('../../etc/passwd\n'.repeat(100))],
  ])('that is %s is refused', async (_what, bytes) => {
    expect(await importing(bytes)).toBe('file-invalid');
  });

  it('of a newer version is refused by that name', async () => {
    const bytes = file.slice();
    bytes[8] = SNAPSHOT_VERSION + 1;
    expect(await importing(bytes)).toBe('version-unknown');
  });
});

/** Reads a whole file as an import does. `read`, or what is wrong with it. */
async function readAll(blob: Blob): Promise<string> {
  try {
    for await (const _pack of (await SnapshotFileReader.open(blob)).packs());
    return 'read';
  } catch (error) {
    return (error as { problem?: string }).problem ?? String(error);
  }
}

describe('a hostile file', () => {
  const change = (edit: (json: JsonRecord) => void) => async () => {
    const { json, rest } = partsOf(file);
    edit(json);
    return forgeFile(json, rest);
  };
  const edits: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
    ['wrong types', change((json) => Object.assign(json, { label: 7 }))],
    ['a list for an object', change((json) => Object.assign(json, { image: [] }))],
    ['no packs', change((json) => Object.assign(json, { packs: [] }))],
    ['a kind that nobody knows', change((json) => Object.assign(json, { kind: 'evil' }))],
    ['an id with a path', change((json) => Object.assign(json, { id: '../../x' }))],
    [
      '40,000 packs',
      change((json) => Object.assign(json, { packs: new Array(40_000).fill(json['packs']) })),
    ],
    [
      'a memory of petabytes',
      change((json) => Object.assign(json['image'] as object, { memoryBytes: 2 ** 50 })),
    ],
    [
      'more pages than the memory has',
      change((json) => Object.assign(json['counts'] as object, { pages: 2 ** 28 })),
    ],
    [
      'a page state of gigabytes',
      change((json) => Object.assign(json['counts'] as object, { pageStateBytes: 2 ** 31 })),
    ],
    ['fractions', change((json) => Object.assign(json['counts'] as object, { pages: 1.5 }))],
    ['a time that is none', change((json) => Object.assign(json, { takenAt: -1 }))],
    [
      'a picture of a megabyte',
      change((json) => Object.assign(json, { picture: ['x'.repeat(1 << 20)] })),
    ],
    ['deep nesting', () => forgeFile(`{"id":${'['.repeat(500_000)}`, partsOf(file).rest)],
    [
      'a header of gigabytes',
      async () => {
        const bytes = file.slice();
        new DataView(bytes.buffer).setUint32(12, 0xffff_ff00, true);
        return bytes;
      },
    ],
  ];

  it.each(edits)('with %s is refused', async (_what, forge) => {
    expect(await importing(await forge())).toBe('file-invalid');
  });

  it('with __proto__ in its facts changes no prototype and is read without it', async () => {
    const { json, rest } = partsOf(file);
    const text = JSON.stringify(json).replace('{', '{"__proto__":{"polluted":true},');
    expect(await importing(await forgeFile(text, rest))).toBe('fulfilled');
    expect(({} as JsonRecord)['polluted']).toBeUndefined();
  });

  it('with __proto__ in its page state is refused', async () => {
    const text = '{"a":[{"__proto__":{"polluted":true}}]}';
    expect(await importing(await forgePack({ pageState: text }))).toBe('file-invalid');
    expect(await importing(await forgePack({ pageState: '{"a":1}' }))).toBe('fulfilled');
    expect(await importing(await forgePack({ pageState: '{"a":' }))).toBe('file-invalid');
  });

  it('whose pack unpacks to more than it announces is refused within bounds', async () => {
    const bomb = await deflate(new Uint8Array(200 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    const started = performance.now();
    expect(await importing(await forgePack({ body: bomb }))).toBe('file-invalid');
    // Bounds of the work, generous: 200 MB were never unpacked.
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    console.log(`a bomb was refused within ${Math.round(performance.now() - started)} ms`);
  }, 30_000);

  it('whose pages are not what their names say is refused, so that no name is poisoned', async () => {
    expect(await importing(await forgePack({ hashOf: samplePage(5) }))).toBe('file-invalid');
  });

  it('with pages that it does not need, or a page twice, is refused', async () => {
    expect(await importing(await forgePack({ extraPages: 3 }))).toBe('file-invalid');
    expect(await importing(await forgePack({ twice: true }))).toBe('file-invalid');
  });
});
