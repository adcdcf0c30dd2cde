import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { SnapshotError } from '../errors.ts';
import type { SnapshotFileReader } from '../format/file-reader.ts';
import {
  addressOf,
  byPart,
  type SnapshotContents,
  type SnapshotManifest,
  type StoredBytes,
} from '../format/manifest.ts';
import { encodeManifest } from '../format/manifest-codec.ts';
import type { Pack } from '../format/pack.ts';
import { pageOf } from '../format/page-hash.ts';
import { PageLayout } from '../format/page-layout.ts';
import { checkRegistry } from '../format/registry-parts.ts';
import { decodePageState } from '../format/snapshot-parts.ts';
import type { StoreOptions } from '../snapshot-store.ts';
import type { Database } from './database.ts';
import type { PackRecords } from './pack-records.ts';
import { SNAPSHOTS } from './record-keys.ts';

/** Packs are written when they are so many bytes together, so that a large file is never in memory as a whole. */
export const IMPORT_BATCH_BYTES = 16 * 1024 * 1024;

/** Where the snapshot goes. */
export interface ImportTarget {
  readonly database: Database;
  readonly packs: PackRecords;
  /** The new snapshot's id. */
  readonly id: string;
  readonly batchBytes: number;
}

/**
 * Copies the snapshot of a file into the store. Packs go first, the manifest last: until then nothing is to be seen of it, and
 * what was written is collected when it fails.
 * @throws FormatError, SnapshotError, the signal's reason
 */
export async function importSnapshot(
  reader: SnapshotFileReader,
  target: ImportTarget,
  options: StoreOptions,
): Promise<SnapshotManifest> {
  const writer = new PackWriter(target);
  const layout = new PageLayout(await target.packs.catalogue(), (pack) => writer.add(pack));
  const { pageState, registryIndex, registryContent } = reader.manifest.contents;
  const json = [new PartCollector(pageState), new PartCollector(registryIndex)] as const;
  const places = await copyPacks(reader, layout, json, options);
  decodePageState(json[0].bytes);
  checkRegistry(json[1].bytes, registryContent.bytes);
  const packs = await layout.finish();
  const manifest: SnapshotManifest = {
    ...withoutRemoval(reader.manifest),
    id: target.id,
    kind: 'imported',
    ownBytes: writer.totalBytes,
    packs,
    contents: moved(reader.manifest.contents, places),
  };
  options.signal?.throwIfAborted();
  await writer.commit(manifest);
  return manifest;
}

/** The new address of every page of the file, by the old one. */
async function copyPacks(
  reader: SnapshotFileReader,
  layout: PageLayout,
  collectors: readonly PartCollector[],
  { signal, onProgress = () => {} }: StoreOptions,
): Promise<ReadonlyMap<number, number>> {
  const places = new Map<number, number>();
  const total = reader.manifest.packs.reduce((sum, { bytes }) => sum + bytes, 0);
  let [number, done] = [0, 0];
  for await (const { pack, header, pages } of reader.packs()) {
    signal?.throwIfAborted();
    const addresses = layout.isNew(header)
      ? await layout.adopt(pack, header)
      : await layout.place(pages, header.hashes);
    addresses.forEach((address, slot) => {
      places.set(addressOf(number, slot), address);
      for (const one of collectors) one.offer(addressOf(number, slot), pageOf(pages, slot));
    });
    done += pack.header.length + pack.body.length;
    onProgress({ phase: 'writing', done, total });
    number++;
  }
  return places;
}

function moved(contents: SnapshotContents, places: ReadonlyMap<number, number>): SnapshotContents {
  return byPart((part) => ({
    bytes: contents[part].bytes,
    addresses: contents[part].addresses.map((address) => places.get(address) ?? 0),
  }));
}

function withoutRemoval({
  removedAt: _removedAt,
  ...manifest
}: SnapshotManifest): SnapshotManifest {
  return manifest;
}

/** Keeps the pages of a part as they come by, since it is read before anything is committed. */
class PartCollector {
  readonly #wanted = new Map<number, number[]>();
  readonly #pages: Uint8Array;
  readonly #length: number;

  constructor({ bytes, addresses }: StoredBytes) {
    this.#length = bytes;
    this.#pages = new Uint8Array(addresses.length * PAGE_BYTES);
    addresses.forEach((address, index) => {
      this.#wanted.set(address, [...(this.#wanted.get(address) ?? []), index]);
    });
  }

  get bytes(): Uint8Array {
    return this.#pages.subarray(0, this.#length);
  }

  offer(address: number, page: Uint8Array): void {
    for (const index of this.#wanted.get(address) ?? []) this.#pages.set(page, index * PAGE_BYTES);
  }
}

class PackWriter {
  totalBytes = 0;
  readonly #target: ImportTarget;
  #waiting: Pack[] = [];
  #waitingBytes = 0;

  constructor(target: ImportTarget) {
    this.#target = target;
  }

  async add(pack: Pack): Promise<void> {
    const bytes = pack.header.length + pack.body.length;
    this.#waiting.push(pack);
    this.#waitingBytes += bytes;
    this.totalBytes += bytes;
    const { database, packs, batchBytes } = this.#target;
    if (this.#waitingBytes < batchBytes) return;
    await database.write(async (records) => packs.put(records, this.#waiting));
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  /** Writes what is left, and the manifest with it if every pack it needs is there. */
  async commit(manifest: SnapshotManifest): Promise<void> {
    const { database, packs, id } = this.#target;
    const last = new Set(this.#waiting.map((pack) => pack.id));
    const needed = manifest.packs.filter((pack) => !last.has(pack.id)).map((pack) => pack.id);
    const bytes = await encodeManifest(manifest);
    await database.write(async (records) => {
      const missing = await packs.missing(records, needed);
      if (missing !== undefined) {
        const message = 'what was imported so far was deleted by the browser or another tab';
        throw new SnapshotError('record-missing', message, { subject: missing });
      }
      packs.put(records, this.#waiting);
      records.put(SNAPSHOTS + id, bytes);
    });
  }
}
