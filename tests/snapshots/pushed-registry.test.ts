/** What was pushed to the registry, as a part of snapshots. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrivateRegistry } from '../../src/machine/registry/private-registry.ts';
import type { RegistryData } from '../../src/machine/registry/registry-data.ts';
import { decodeManifest, readManifestPreamble } from '../../src/snapshots/format/manifest-codec.ts';
import type { SnapshotDraft } from '../../src/snapshots/snapshot-store.ts';
import { Database } from '../../src/snapshots/store/database.ts';
import { writeFile } from '../../src/snapshots/store/file-writer.ts';
import type { IdbSnapshotStore } from '../../src/snapshots/store/idb-snapshot-store.ts';
import { PACK_BODIES, SNAPSHOTS } from '../../src/snapshots/store/record-keys.ts';
import { forgeFile, type JsonRecord, partsOf } from './forgery.ts';
import {
  closeChannels,
  codeOf,
  IMAGE,
  newBrowser,
  openStore,
  range,
  sampleCapture,
  sampleDraft,
  sampleRegistry,
  told,
} from './samples.ts';

const SEEDS = range(1, 20);
const LAYER_BYTES = 1.5 * 4096;
/** More than the index, the manifest and the configuration of a sample take. */
const SMALL_BYTES = 3_000;

let browser: IDBFactory;
let store: IdbSnapshotStore;
beforeEach(() => {
  browser = newBrowser();
  store = openStore(browser);
});
afterEach(closeChannels);

const draftWith = (registry: RegistryData | undefined): SnapshotDraft =>
  sampleDraft(SEEDS, { capture: { ...sampleCapture(SEEDS), ...(registry && { registry }) } });
const toldOf = (registry: RegistryData | undefined) => registry && told(registry);
const loaded = async (id: string, from = store) => toldOf((await from.load(id)).capture.registry);

async function records(prefix: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const database = new Database({ name: 'test', factory: () => browser, deadlineMs: 20_000 });
  const [keys, values] = await database.read((all) =>
    Promise.all([all.keys(prefix), all.values(prefix)]),
  );
  database.close();
  return new Map(keys.map((key, index) => [key, values[index] ?? new Uint8Array()]));
}

const versionOf = (bytes: Uint8Array | undefined) => bytes?.[8];

describe('what was pushed', () => {
  it('comes back with its machine, and a registry takes it', async () => {
    const draft = draftWith(sampleRegistry([500, 501]));
    const { id } = await store.save(draft);
    const { capture } = await openStore(browser).load(id);
    expect(told(capture)).toEqual(told(draft.capture));
    const registry = new PrivateRegistry();
    (await registry.prepare(capture.registry ?? { repositories: [], blobs: [] }))();
    expect(await registry.tags('team/app')).toEqual(['__proto__', 'latest']);
    expect(toldOf(registry.export())).toEqual(toldOf(draft.capture.registry));
  });

  it('may be empty blobs, whole pages, and one manifest in two repositories', async () => {
    const { repositories, blobs } = sampleRegistry([500]);
    const [app] = repositories;
    if (app === undefined) throw new Error('the sample has no repository');
    const more = [0, 4096].map((length) => ({
      digest: `sha256:${String(length).padStart(64, '0')}`,
      bytes: new Uint8Array(length).fill(7),
    }));
    const registry = {
      repositories: [app, { ...app, name: 'another', tags: {} }],
      blobs: [...more, ...blobs],
    };
    const { id } = await store.save(draftWith(registry));
    expect(await loaded(id)).toEqual(toldOf(registry));
  });

  it('is stored once, however many snapshots have it and whatever else was pushed with it', async () => {
    const first = await store.save(draftWith(sampleRegistry([500, 501])));
    const same = await store.save(draftWith(sampleRegistry([500, 501])));
    expect(same.bytes.own).toBe(0);
    const more = await store.save(draftWith(sampleRegistry([499, 501, 500], 'next')));
    expect(first.bytes.own).toBeGreaterThan(2 * LAYER_BYTES);
    expect(more.bytes.own).toBeGreaterThan(LAYER_BYTES);
    expect(more.bytes.own).toBeLessThan(LAYER_BYTES + SMALL_BYTES);
    expect(await loaded(more.id)).toEqual(toldOf(sampleRegistry([499, 501, 500], 'next')));
  });

  it('is collected with the last snapshot that has it', async () => {
    const plain = await store.save(draftWith(undefined));
    const [one, two] = [
      await store.save(draftWith(sampleRegistry([500, 501]))),
      await store.save(draftWith(sampleRegistry([500, 501]))),
    ];
    const bodies = (await records(PACK_BODIES)).size;
    expect(await store.collect([one.id], 0)).toBe(0);
    expect(await loaded(two.id)).toEqual(toldOf(sampleRegistry([500, 501])));
    expect(await store.collect([two.id], 0)).toBe(one.bytes.own);
    expect((await records(PACK_BODIES)).size).toBeLessThan(bodies);
    expect(await loaded(plain.id)).toBeUndefined();
  });

  it('goes on to be there when packs are packed anew', async () => {
    const many = await store.save(draftWith(sampleRegistry(range(500, 100))));
    const few = await store.save(draftWith(sampleRegistry(range(500, 10))));
    expect(await store.collect([many.id], 0)).toBeGreaterThan(80 * LAYER_BYTES);
    expect(await loaded(few.id, openStore(browser))).toEqual(
      toldOf(sampleRegistry(range(500, 10))),
    );
  });

  it('goes along in a file', async () => {
    const { id } = await store.save(draftWith(sampleRegistry([500, 501])));
    await store.rename(id, 'renamed');
    const { content } = await store.exportFile(id);
    const elsewhere = openStore(newBrowser());
    const outcome = await elsewhere.importFile(content, [IMAGE]);
    if (outcome.state !== 'imported') throw new Error('it was not imported');
    expect(await loaded(outcome.summary.id, elsewhere)).toEqual(toldOf(sampleRegistry([500, 501])));
    expect(outcome.summary.label).toBe('renamed');
  });
});

describe('a snapshot without anything pushed', () => {
  it('is written as those were that knew no registry, and one with something as a newer version', async () => {
    const plain = await store.save(draftWith(undefined));
    const full = await store.save(draftWith(sampleRegistry([500])));
    const manifests = await records(SNAPSHOTS);
    expect(versionOf(manifests.get(SNAPSHOTS + plain.id))).toBe(1);
    expect(versionOf(manifests.get(SNAPSHOTS + full.id))).toBe(2);
    await store.rename(full.id, 'x');
    await store.remove(plain.id);
    const later = await records(SNAPSHOTS);
    expect(versionOf(later.get(SNAPSHOTS + plain.id))).toBe(1);
    expect(versionOf(later.get(SNAPSHOTS + full.id))).toBe(2);
  });

  it('is read when nothing in it speaks of a registry', async () => {
    const { id } = await store.save(draftWith(undefined));
    const file = await fileOf(id);
    const { json, rest } = partsOf(file);
    const { registryIndexBytes, registryContentBytes, ...counts } = json['counts'] as JsonRecord;
    expect([registryIndexBytes, registryContentBytes]).toEqual([0, 0]);
    const old = await forgeFile({ ...json, counts }, rest);
    const outcome = await store.importFile(new Blob([old as BlobPart]), [IMAGE]);
    if (outcome.state !== 'imported') throw new Error('it was not imported');
    expect(await loaded(outcome.summary.id)).toBeUndefined();
    expect(outcome.summary.bytes.own).toBe(0);
  });
});

async function fileOf(id: string): Promise<Uint8Array> {
  return new Uint8Array(await (await store.exportFile(id)).content.arrayBuffer());
}

/** A file whose registry is `edit` of a sample, everything else in order. */
async function fileWith(edit: (registry: RegistryData) => RegistryData): Promise<Blob> {
  const draft = draftWith(edit(sampleRegistry([500, 501])));
  return (await writeFile(draft, 'forged', {})).content;
}

async function importing(content: Blob): Promise<string> {
  const code = await codeOf(store.importFile(content, [IMAGE]));
  const { snapshots } = await store.list();
  expect(snapshots).toHaveLength(code === 'fulfilled' ? 1 : 0);
  return code;
}

describe('a file with a registry that is not sound', () => {
  const change =
    (changes: Partial<RegistryData['repositories'][number]>) =>
    ({ repositories, blobs }: RegistryData): RegistryData => ({
      repositories: repositories.map((one) => ({ ...one, ...changes })),
      blobs,
    });

  it.each([
    ['the name of a repository', change({ name: '../../etc' })],
    ['a tag', change({ tags: { '<b>': `sha256:${'0'.repeat(64)}` } })],
    ['a digest', change({ blobs: ['md5:0'] })],
    ['the kind of a manifest', change({ manifests: [manifestOfKind('x'.repeat(500))] })],
    ['the number of blobs', change({ blobs: new Array(20_000).fill(`sha256:${'0'.repeat(64)}`) })],
  ])('is refused for %s that cannot be', async (_what, edit) => {
    expect(await importing(await fileWith(edit))).toBe('file-invalid');
  });

  const counts = (changes: JsonRecord) => async () => {
    const { id } = await store.save(draftWith(sampleRegistry([500, 501])));
    const { json, rest } = partsOf(await fileOf(id));
    await store.collect([id], 0);
    const file = await forgeFile(
      { ...json, counts: { ...Object(json['counts']), ...changes } },
      rest,
    );
    return new Blob([file as BlobPart]);
  };

  it.each([
    ['an index of gigabytes', counts({ registryIndexBytes: 2 ** 31 })],
    ['content of gigabytes', counts({ registryContentBytes: 2 ** 40 })],
    ['content that is no whole pages', counts({ registryContentBytes: 4097 })],
    ['no index to its content', counts({ registryIndexBytes: 0 })],
    ['an index that is cut', counts({ registryIndexBytes: 100 })],
    ['a fraction', counts({ registryIndexBytes: 1.5 })],
  ])('is refused for %s', async (_what, file) => {
    expect(await importing(await file())).toBe('file-invalid');
  });

  it('is refused wherever its pages are altered', async () => {
    const { id } = await store.save(draftWith(sampleRegistry(range(500, 5))));
    const file = await fileOf(id);
    await store.collect([id], 0);
    const { jsonBytes, tableBytes } = readManifestPreamble(file);
    for (let at = 52 + jsonBytes + tableBytes; at < file.length; at += 1_009) {
      const bytes = file.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 4;
      expect(await importing(new Blob([bytes as BlobPart])), `byte ${at}`).toBe('file-invalid');
    }
  }, 60_000);

  it('is told by the part that is wrong', async () => {
    const file = await fileWith(change({ name: 'A' }));
    await expect(store.importFile(file, [IMAGE])).rejects.toMatchObject({
      code: 'file-invalid',
      subject: "the registry's name",
    });
  });
});

function manifestOfKind(mediaType: string) {
  return { digest: `sha256:${'1'.repeat(64)}`, mediaType, bytes: new Uint8Array(3) };
}

it('names its parts in the manifest after those that were there before', async () => {
  const { id } = await store.save(draftWith(sampleRegistry([500])));
  const manifest = await decodeManifest(
    (await records(SNAPSHOTS)).get(SNAPSHOTS + id) ?? new Uint8Array(),
  );
  expect(Object.keys(manifest.contents)).toEqual([
    'memory',
    'devices',
    'pageState',
    'registryIndex',
    'registryContent',
    'bases',
  ]);
  // Two pages of the layer, one of the configuration, one of the manifest.
  expect(manifest.contents.registryContent.bytes).toBe(4 * 4096);
});
