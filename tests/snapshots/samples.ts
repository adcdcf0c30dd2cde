import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import type { MachineCapture } from '../../src/machine/capture.ts';
import { MediaType } from '../../src/machine/registry/media-types.ts';
import type { RegistryData } from '../../src/machine/registry/registry-data.ts';
import type { ImageFacts, PageState } from '../../src/snapshots/snapshot.ts';
import type { SnapshotDraft } from '../../src/snapshots/snapshot-store.ts';
import { ChangeChannel } from '../../src/snapshots/store/change-channel.ts';
import { Database } from '../../src/snapshots/store/database.ts';
import {
  IdbSnapshotStore,
  type IdbSnapshotStoreParts,
} from '../../src/snapshots/store/idb-snapshot-store.ts';
import { openWriteLock } from '../../src/snapshots/store/write-lock.ts';

/** The machine that the samples are of. */
export const IMAGE: ImageFacts = {
  parent: 'a'.repeat(64),
  fingerprint: 'b'.repeat(64),
  memoryBytes: 4096 * PAGE_BYTES,
  profile: 'base',
  version: '1',
};

/** Numbers that look random and are the same in every run. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A page with content of its own; `dense` ones cannot be compressed. */
export function samplePage(seed: number, dense = false): Uint8Array {
  const random = randomOf(seed);
  const page = new Uint8Array(PAGE_BYTES);
  for (let at = 0; at < (dense ? PAGE_BYTES : 200); at++) page[at] = random() * 256;
  return page;
}

/** A capture with pages of these seeds, the first at page 3 and every second one after it; every 7th page is dense. */
export function sampleCapture(seeds: readonly number[], takenAt = 1_000): MachineCapture {
  const pages = new Uint8Array(seeds.length * PAGE_BYTES);
  seeds.forEach((seed, index) => {
    pages.set(samplePage(seed, seed % 7 === 0), index * PAGE_BYTES);
  });
  return {
    parent: IMAGE.parent,
    fingerprint: IMAGE.fingerprint,
    memoryBytes: IMAGE.memoryBytes,
    pageNumbers: Uint32Array.from(seeds, (_seed, index) => 3 + 2 * index),
    pages,
    zeroPages: Uint32Array.of(2, 4),
    devices: Uint8Array.from({ length: 10_000 }, (_none, index) => index / 100),
    terminals: [{ number: 1, pid: 42, columns: 80, rows: 24 }],
    takenAt,
  };
}

/** An image in a registry: a configuration, and a layer of a page and a half for each seed. */
export function sampleRegistry(layers: readonly number[], tag = 'latest'): RegistryData {
  const config = Buffer.from('{"os":"linux"}');
  const blobs = [config, ...layers.map(sampleLayer)].map(withDigest);
  const [first, ...rest] = blobs.map(({ digest, bytes }) => ({ digest, size: bytes.length }));
  const mediaType = MediaType.ociManifest;
  const text = JSON.stringify({ schemaVersion: 2, mediaType, config: first, layers: rest });
  const manifest = { ...withDigest(Buffer.from(text)), mediaType };
  const app = {
    name: 'team/app',
    tags: { [tag]: manifest.digest, ['__proto__']: manifest.digest },
    manifests: [manifest],
    blobs: blobs.map(({ digest }) => digest),
  };
  return { repositories: [app], blobs };
}

/** A layer that cannot be compressed. */
function sampleLayer(seed: number): Uint8Array {
  const layer = new Uint8Array(1.5 * PAGE_BYTES);
  layer.set(samplePage(seed, true));
  layer.set(samplePage(-seed, true).subarray(PAGE_BYTES / 2), PAGE_BYTES);
  return layer;
}

const withDigest = (bytes: Uint8Array) => ({
  digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  bytes: new Uint8Array(bytes),
});

/** Numbers from `first` on. */
export function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_none, index) => first + index);
}

/** A snapshot to be. */
export function sampleDraft(
  seeds: readonly number[] = range(1, 20),
  changes: Partial<SnapshotDraft> = {},
): SnapshotDraft {
  const pageState: PageState = { screen: ['root@drydock:~# ', '안녕'], place: { lab: 'chroot' } };
  return {
    kind: 'named',
    label: 'before the jump',
    labId: 'chroot',
    stepId: 'jail',
    picture: ['root@drydock:~# '],
    image: IMAGE,
    capture: sampleCapture(seeds),
    pageState,
    ...changes,
  };
}

/** Browsers' databases without a browser. Two stores on one of them are two tabs. */
export const newBrowser = (): IDBFactory => new IDBFactory();

/** Channels opened by the samples; to be closed after each test, since they keep Node alive. */
export const openChannels: ChangeChannel[] = [];

let channels = 0;
let ids = 0;

/** A store on `browser`. */
export function openStore(
  browser: IDBFactory,
  changes: Partial<IdbSnapshotStoreParts> & { readonly deadlineMs?: number } = {},
): IdbSnapshotStore {
  const { deadlineMs = 20_000, ...parts } = changes;
  const channel = new ChangeChannel(`test ${channels++}`);
  openChannels.push(channel);
  return new IdbSnapshotStore({
    database: new Database({ name: 'test', factory: () => browser, deadlineMs }),
    lock: openWriteLock('test', undefined),
    channel,
    now: () => 5_000,
    newId: () => `id-${ids++}`,
    ...parts,
  });
}

/** Closes every channel. */
export function closeChannels(): void {
  for (const channel of openChannels.splice(0)) channel.close();
}

/** The code of the error with which a promise rejects; `fulfilled` when it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'fulfilled',
    (error: { code?: string; message?: string }) => error.code ?? `${error}`,
  );
}

/** A capture with its arrays told by their sums: comparing millions of numbers one by one takes seconds. */
export function told(capture: MachineCapture | object): Readonly<Record<string, unknown>> {
  const tell = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) return `${value.constructor.name} ${sumOf(value)}`;
    if (Array.isArray(value)) return value.map(tell);
    return typeof value === 'object' && value !== null ? told(value) : value;
  };
  return Object.fromEntries(Object.entries(capture).map(([name, value]) => [name, tell(value)]));
}

function sumOf({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return createHash('sha256').update(bytes).digest('hex');
}
