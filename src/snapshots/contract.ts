/**
 * What the page and the worker that keeps snapshots say to each other. Types only. Everything can be structured-cloned; the
 * arrays of captures are transferred.
 *
 * The worker answers every call with exactly one `answer` or `failure` of its number, after any number of `progress`. When
 * the worker dies or the store is closed, the page's end rejects what is pending.
 */
import type { SnapshotErrorData } from './errors.ts';
import type { ImageFacts, SnapshotList, SnapshotSummary, StorageFacts } from './snapshot.ts';
import type {
  ImportOutcome,
  SnapshotDraft,
  SnapshotFile,
  StoredSnapshot,
  StoreProgress,
} from './snapshot-store.ts';

/** The calls, as in `SnapshotStore`: arguments and answer of each. They fail with any SnapshotError. */
export interface StoreCalls {
  readonly list: { readonly args: readonly []; readonly value: SnapshotList };
  readonly save: {
    readonly args: readonly [draft: SnapshotDraft];
    readonly value: SnapshotSummary;
  };
  readonly load: { readonly args: readonly [id: string]; readonly value: StoredSnapshot };
  readonly rename: {
    readonly args: readonly [id: string, label: string];
    readonly value: undefined;
  };
  readonly remove: { readonly args: readonly [id: string]; readonly value: undefined };
  readonly bringBack: { readonly args: readonly [id: string]; readonly value: undefined };
  readonly collect: {
    readonly args: readonly [ids: readonly string[], graceMs: number];
    readonly value: number;
  };
  readonly exportFile: { readonly args: readonly [id: string]; readonly value: SnapshotFile };
  readonly importFile: {
    readonly args: readonly [file: Blob, images: readonly ImageFacts[]];
    readonly value: ImportOutcome;
  };
  readonly facts: { readonly args: readonly []; readonly value: StorageFacts };
}

/** A call by name. */
export type StoreCall = {
  [Name in keyof StoreCalls]: {
    readonly type: 'call';
    readonly request: number;
    readonly name: Name;
    readonly args: StoreCalls[Name]['args'];
  };
}[keyof StoreCalls];

/** Page to worker. */
export type StorePageMessage =
  | StoreCall
  /** Ends a call, which then fails; ignored when it is over. The page does not wait for that. */
  | { readonly type: 'cancel'; readonly request: number };

/** Worker to page. */
export type StoreWorkerMessage =
  | {
      readonly type: 'answer';
      readonly request: number;
      readonly value: StoreCalls[keyof StoreCalls]['value'];
    }
  | { readonly type: 'failure'; readonly request: number; readonly error: SnapshotErrorData }
  | { readonly type: 'progress'; readonly request: number; readonly progress: StoreProgress }
  /** The list may have changed, by this tab or another. */
  | { readonly type: 'changed' };
