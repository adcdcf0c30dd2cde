import type { MachineCapture } from '../machine/capture.ts';
import type { Disposer } from '../support/disposables.ts';
import type {
  ImageFacts,
  LabPlaceFacts,
  PageState,
  SnapshotKind,
  SnapshotList,
  SnapshotSummary,
  StorageFacts,
} from './snapshot.ts';

/** What becomes a snapshot. */
export interface SnapshotDraft extends LabPlaceFacts {
  readonly kind: SnapshotKind;
  readonly label: string;
  readonly picture: readonly string[];
  readonly image: ImageFacts;
  readonly capture: MachineCapture;
  readonly pageState: PageState;
}

/** What was stored, whole and checked. */
export interface StoredSnapshot {
  readonly summary: SnapshotSummary;
  readonly capture: MachineCapture;
  readonly pageState: PageState;
}

/** How far something long is. `total` may grow while it is found out. */
export interface StoreProgress {
  readonly phase: 'hashing' | 'compressing' | 'writing' | 'reading';
  /** Bytes. */
  readonly done: number;
  readonly total: number;
}

/** Ends of a wait other than its value. */
export interface StoreOptions {
  /** The call rejects with the signal's reason; the store is then as it was, or the call had just succeeded. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StoreProgress) => void;
}

/** What became of a file. A file that is damaged rejects with `file-invalid` instead. */
export type ImportOutcome =
  | { readonly state: 'imported'; readonly summary: SnapshotSummary }
  /** In order, and for a machine that is not among those that were named. Nothing was stored. */
  | { readonly state: 'other-image'; readonly wants: ImageFacts };

/** A snapshot as a file. */
export interface SnapshotFile {
  /** A name to save it under, ending in `.drydock`. */
  readonly name: string;
  readonly content: Blob;
}

/**
 * Keeps snapshots. Every promise settles: with a value, with a SnapshotError, or with the signal's reason. Whatever
 * happens during a call, afterwards the store holds what it held before or all of what was asked for.
 */
export interface SnapshotStore {
  list(): Promise<SnapshotList>;
  /** Resolves when the snapshot is on disk. The draft's arrays may be taken away (transferred). */
  save(draft: SnapshotDraft, options?: StoreOptions): Promise<SnapshotSummary>;
  /** Reads a snapshot and checks every byte of it. */
  load(id: string, options?: StoreOptions): Promise<StoredSnapshot>;
  /** Gives a snapshot another label; empty: none. */
  rename(id: string, label: string): Promise<void>;
  /** Deletes a snapshot. It can be brought back until {@link collect} finds it older than its grace. */
  remove(id: string): Promise<void>;
  /** Brings a deleted snapshot back; `not-found` when it is too late. */
  bringBack(id: string): Promise<void>;
  /**
   * Deletes for good: `ids` at once (damaged ones too), and what was removed more than `graceMs` ago; then the pages that no
   * snapshot needs any more, a part of them in the next calls where they lie among others. Resolves with the bytes that came free.
   */
  collect(ids: readonly string[], graceMs: number): Promise<number>;
  /** The snapshot as a file, with its own pages and nobody else's. */
  exportFile(id: string, options?: StoreOptions): Promise<SnapshotFile>;
  /** Takes a snapshot from a file, if it continues one of `images`. */
  importFile(
    file: Blob,
    images: readonly ImageFacts[],
    options?: StoreOptions,
  ): Promise<ImportOutcome>;
  facts(): Promise<StorageFacts>;
  /** Calls `listener` when the list may have changed, by this tab or another. */
  onChange(listener: () => void): Disposer;
  /** Ends it; everything pending rejects with `closed`. */
  close(): void;
}
