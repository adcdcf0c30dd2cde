import type { Disposer } from '../../support/disposables.ts';
import { SnapshotError } from '../errors.ts';
import { SnapshotFileReader } from '../format/file-reader.ts';
import { gather } from '../format/gather.ts';
import { hashDraft, layOut } from '../format/layout-draft.ts';
import type { SnapshotManifest } from '../format/manifest.ts';
import { amendManifest, decodeManifest, encodeManifest } from '../format/manifest-codec.ts';
import type { Pack } from '../format/pack.ts';
import {
  type ImageFacts,
  MAX_LABEL_LENGTH,
  type SnapshotList,
  type SnapshotSummary,
  type StorageFacts,
} from '../snapshot.ts';
import type {
  ImportOutcome,
  SnapshotDraft,
  SnapshotFile,
  SnapshotStore,
  StoredSnapshot,
  StoreOptions,
} from '../snapshot-store.ts';
import { isKnown } from '../snapshots-state.ts';
import type { ChangeChannel } from './change-channel.ts';
import { collect } from './collect.ts';
import type { Database } from './database.ts';
import { readStoredPages } from './earlier-pages.ts';
import { writeFile } from './file-writer.ts';
import { IMPORT_BATCH_BYTES, importSnapshot } from './import-file.ts';
import { PackRecords } from './pack-records.ts';
import { readAhead } from './read-ahead.ts';
import { isSameRecord, SNAPSHOTS } from './record-keys.ts';
import { renewLog } from './renew-log.ts';
import { repack } from './repack.ts';
import { readStorageFacts, requireRoom, type StorageGauge } from './room.ts';
import { toFileError, toRecordError } from './storage-errors.ts';
import { listSnapshots, summaryOf } from './summaries.ts';
import type { WriteLock } from './write-lock.ts';
import type { WriteMark } from './write-mark.ts';

/** What the store works with. */
export interface IdbSnapshotStoreParts {
  readonly database: Database;
  readonly lock: WriteLock;
  readonly channel: ChangeChannel;
  /** Absent: the browser is never killed in the middle of writing. */
  readonly mark?: WriteMark;
  /** Absent where the browser says nothing about its room. */
  readonly gauge?: StorageGauge | undefined;
  readonly now: () => number;
  /** A new id for a snapshot, never used before. */
  readonly newId: () => string;
  /** Bytes that an import writes at once; absent: {@link IMPORT_BATCH_BYTES}. */
  readonly batchBytes?: number;
}

/** How often a snapshot is laid out anew because packs it was to build on were taken away meanwhile. */
const MAX_LAYOUTS = 3;

/** Snapshots in the browser's database. Hashing and packing are done right here: it belongs in a worker of its own. */
export class IdbSnapshotStore implements SnapshotStore {
  readonly #parts: IdbSnapshotStoreParts;
  readonly #packs: PackRecords;
  #mending: Promise<boolean> | undefined;
  /** The snapshot that was saved or restored last: what the next one has most in common with. */
  #lastId: string | undefined;

  constructor(parts: IdbSnapshotStoreParts) {
    this.#parts = parts;
    this.#packs = new PackRecords(parts.database);
  }

  async list(): Promise<SnapshotList> {
    return listSnapshots(this.#parts.database);
  }

  async save(draft: SnapshotDraft, options: StoreOptions = {}): Promise<SnapshotSummary> {
    const { database, newId, gauge } = this.#parts;
    const hashed = await hashDraft(draft, options);
    const manifest = await this.#writing(async () => {
      for (let layouts = 0; layouts < MAX_LAYOUTS; layouts++) {
        const stored = await readStoredPages(database, this.#packs, draft.image, this.#lastId);
        const laid = await layOut(hashed, newId(), stored, options);
        await requireRoom(laid.manifest.ownBytes, gauge);
        options.signal?.throwIfAborted();
        options.onProgress?.({ phase: 'writing', done: 0, total: laid.manifest.ownBytes });
        if (await this.#commit(laid.manifest, laid.packs)) return laid.manifest;
        // The browser or another tab has deleted packs since: what is needed of them is still at hand.
      }
      throw new SnapshotError(
        'storage-failed',
        'what is stored vanishes while it is being written',
      );
    }, options.signal);
    this.#lastId = manifest.id;
    return summaryOf(manifest, manifest.ownBytes);
  }

  async load(id: string, options: StoreOptions = {}): Promise<StoredSnapshot> {
    const stored = await this.#load(id, options);
    this.#lastId = id;
    return stored;
  }

  async #load(id: string, options: StoreOptions): Promise<StoredSnapshot> {
    for (let record = await this.#record(id); ; ) {
      try {
        return await this.#gather(id, record, options);
      } catch (error) {
        const isMissing = error instanceof SnapshotError && error.code === 'record-missing';
        const now = isMissing ? await this.#record(id) : record;
        if (isSameRecord(record, now)) throw error;
        // A collection, in this tab or another, has packed its pages anew: the manifest says where they are now.
        record = now;
      }
    }
  }

  async #gather(id: string, record: Uint8Array, options: StoreOptions): Promise<StoredSnapshot> {
    const manifest = await decodeManifest(record).catch((error: unknown) => {
      throw toRecordError(error, SNAPSHOTS + id);
    });
    const total = manifest.packs.reduce((sum, { bytes }) => sum + bytes, 0);
    const read = readAhead(manifest.packs, (pack) => this.#packs.read(pack));
    let done = 0;
    try {
      const gathered = await gather(manifest, read, (packs) => {
        options.signal?.throwIfAborted();
        done += manifest.packs[packs - 1]?.bytes ?? 0;
        options.onProgress?.({ phase: 'reading', done, total });
      });
      return { ...gathered, summary: summaryOf(manifest, 0) };
    } catch (error) {
      throw toRecordError(error, SNAPSHOTS + id);
    }
  }

  rename(id: string, label: string): Promise<void> {
    return this.#amend(id, { label: label.slice(0, MAX_LABEL_LENGTH) });
  }

  remove(id: string): Promise<void> {
    return this.#amend(id, { removedAt: this.#parts.now() });
  }

  bringBack(id: string): Promise<void> {
    return this.#amend(id, { removedAt: undefined });
  }

  async collect(ids: readonly string[], graceMs: number): Promise<number> {
    const { database, gauge, now } = this.#parts;
    const before = now() - graceMs;
    return this.#writing(async () => {
      const freed = await collect(database, this.#packs, { ids, before });
      return freed + (await repack(database, this.#packs, gauge));
    });
  }

  async exportFile(id: string, options: StoreOptions = {}): Promise<SnapshotFile> {
    const { summary, capture, pageState } = await this.#load(id, options);
    return writeFile({ ...summary, capture, pageState }, id, options);
  }

  async importFile(
    file: Blob,
    images: readonly ImageFacts[],
    options: StoreOptions = {},
  ): Promise<ImportOutcome> {
    try {
      const reader = await SnapshotFileReader.open(file);
      if (!isKnown(reader.manifest.image, images)) {
        return { state: 'other-image', wants: reader.manifest.image };
      }
      await requireRoom(file.size, this.#parts.gauge);
      const manifest = await this.#writing(() => this.#import(reader, options), options.signal);
      return { state: 'imported', summary: summaryOf(manifest, manifest.ownBytes) };
    } catch (error) {
      throw toFileError(error);
    }
  }

  /**
   * Makes good what a browser that was killed in the middle of writing may have left in the database: see {@link renewLog}. To be called
   * early; whatever is written waits for it, and tries it again should it have failed.
   */
  async mend(): Promise<void> {
    await this.#parts.lock(() => this.#mendOnce());
  }

  facts(): Promise<StorageFacts> {
    return readStorageFacts(this.#parts.gauge);
  }

  onChange(listener: () => void): Disposer {
    return this.#parts.channel.onChange(listener);
  }

  close(): void {
    this.#parts.database.close();
    this.#parts.channel.close();
  }

  async #import(reader: SnapshotFileReader, options: StoreOptions): Promise<SnapshotManifest> {
    const { database, newId, batchBytes = IMPORT_BATCH_BYTES } = this.#parts;
    try {
      const target = { database, packs: this.#packs, id: newId(), batchBytes };
      return await importSnapshot(reader, target, options);
    } catch (error) {
      // Takes away what was written so far; if it cannot, the next collection does.
      await collect(database, this.#packs, { ids: [], before: 0 }).catch(() => undefined);
      throw error;
    }
  }

  /** Alone among all tabs; afterwards they are told, also after a failure, of which nobody knows how far it got. */
  async #writing<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { lock, mark, channel } = this.#parts;
    return lock(async () => {
      const isMended = await this.#mendOnce();
      if (isMended) await mark?.set();
      try {
        return await work();
      } finally {
        if (isMended) await mark?.clear();
        channel.announce();
      }
    }, signal);
  }

  /** Under the lock, so that a mark that is there is not another tab's. False when it could not be done. */
  #mendOnce(): Promise<boolean> {
    this.#mending ??= this.#mendIfMarked().catch(() => {
      // Of a storage that takes nothing more the work itself will tell; deleting may help it.
      this.#mending = undefined;
      return false;
    });
    return this.#mending;
  }

  async #mendIfMarked(): Promise<boolean> {
    const { mark, database } = this.#parts;
    if (await mark?.isSet()) {
      await renewLog(database);
      await mark?.clear();
    }
    return true;
  }

  /** Writes packs and manifest in one transaction; false, with nothing written, when a pack it builds on is gone. */
  async #commit(manifest: SnapshotManifest, fresh: readonly Pack[]): Promise<boolean> {
    const written = new Set(fresh.map(({ id }) => id));
    const needed = manifest.packs.map(({ id }) => id).filter((id) => !written.has(id));
    const bytes = await encodeManifest(manifest);
    return this.#parts.database.write(async (records) => {
      if ((await this.#packs.missing(records, needed)) !== undefined) return false;
      this.#packs.put(records, fresh);
      records.put(SNAPSHOTS + manifest.id, bytes);
      return true;
    });
  }

  async #amend(id: string, facts: Parameters<typeof amendManifest>[1]): Promise<void> {
    const { database } = this.#parts;
    const key = SNAPSHOTS + id;
    await this.#writing(async () => {
      for (let done = false; !done; ) {
        const bytes = await this.#record(id);
        const amended = await amendManifest(bytes, facts).catch((error: unknown) => {
          throw toRecordError(error, key);
        });
        done = await database.write(async (records) => {
          // A tab without locks may have packed its pages anew, and taken away those that this manifest names.
          if (!isSameRecord(bytes, await records.get(key))) return false;
          records.put(key, amended);
          return true;
        });
      }
    });
  }

  async #record(id: string): Promise<Uint8Array> {
    const bytes = await this.#parts.database.read((records) => records.get(SNAPSHOTS + id));
    if (bytes === undefined) throw notFound(id);
    return bytes;
  }
}

function notFound(id: string): SnapshotError {
  return new SnapshotError('not-found', 'there is no such snapshot any more', {
    subject: SNAPSHOTS + id,
  });
}
