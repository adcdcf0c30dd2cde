import type { SnapshotError } from './errors.ts';
import { isAutomatic } from './retention.ts';
import type {
  DamagedSnapshot,
  ImageFacts,
  SnapshotKind,
  SnapshotList,
  SnapshotSummary,
  StorageFacts,
} from './snapshot.ts';
import type { StoreProgress } from './snapshot-store.ts';

/** A snapshot as the timeline shows it. */
export interface SnapshotEntry extends SnapshotSummary {
  /** Whether it continues a machine of this page; one that does not can only be exported, renamed and deleted. */
  readonly parentKnown: boolean;
}

/** What is being done. `progress` is absent while the machine is being captured or restored. */
export type SnapshotActivity =
  | { readonly state: 'idle' }
  | { readonly state: 'saving'; readonly kind: SnapshotKind; readonly progress?: StoreProgress }
  | { readonly state: 'restoring'; readonly id: string; readonly progress?: StoreProgress }
  | { readonly state: 'exporting'; readonly id: string; readonly progress?: StoreProgress }
  | { readonly state: 'importing'; readonly progress?: StoreProgress };

/** Everything that a timeline shows. A new object after every change. */
export interface SnapshotsState {
  /** False until the list was read once. */
  readonly opened: boolean;
  /** Newest first. */
  readonly snapshots: readonly SnapshotEntry[];
  /** Deleted a short while ago; they can be brought back. */
  readonly removed: readonly SnapshotEntry[];
  readonly damaged: readonly DamagedSnapshot[];
  readonly activity: SnapshotActivity;
  /** Room and badge; undefined until the browser has said. */
  readonly storage: StorageFacts | undefined;
  /** There is something to lose that the browser may throw away, and nobody has asked it yet: see `askToKeep`. */
  readonly shouldAskToKeep: boolean;
  /**
   * Why the last thing that nobody waits for (an automatic snapshot, a look at the list) did not work; gone with the
   * next that does. What was asked for by hand rejects instead.
   */
  readonly failure: SnapshotError | undefined;
}

/** Before anything was read. */
export const UNOPENED: SnapshotsState = {
  opened: false,
  snapshots: [],
  removed: [],
  damaged: [],
  activity: { state: 'idle' },
  storage: undefined,
  shouldAskToKeep: false,
  failure: undefined,
};

/** What there is, as it is shown to a page with these machines. `shouldAskToKeep` does not know whether anybody has asked. */
export function viewOf(
  { snapshots, damaged }: SnapshotList,
  storage: StorageFacts,
  images: readonly ImageFacts[],
): Omit<SnapshotsState, 'activity' | 'failure'> {
  const entries = snapshots.map((one) => ({ ...one, parentKnown: isKnown(one.image, images) }));
  const worthKeeping = entries.some((one) => !isAutomatic(one) || one.kind === 'passed-step');
  return {
    opened: true,
    snapshots: entries.filter(({ removedAt }) => removedAt === undefined),
    removed: entries.filter(({ removedAt }) => removedAt !== undefined),
    damaged,
    storage,
    shouldAskToKeep: worthKeeping && storage.mayBeEvicted,
  };
}

/** Whether one of the machines is the one that a snapshot continues. */
export function isKnown(image: ImageFacts, images: readonly ImageFacts[]): boolean {
  return images.some(
    ({ parent, fingerprint, memoryBytes }) =>
      parent === image.parent &&
      fingerprint === image.fingerprint &&
      memoryBytes === image.memoryBytes,
  );
}
