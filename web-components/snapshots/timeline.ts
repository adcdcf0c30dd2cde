import { SnapshotError } from '../../src/snapshots/errors.ts';
import type { DamagedSnapshot } from '../../src/snapshots/snapshot.ts';
import type { SnapshotEntry, SnapshotsState } from '../../src/snapshots/snapshots-state.ts';

/** A line of the timeline. */
export type TimelineLine =
  | { readonly type: 'snapshot'; readonly id: string; readonly entry: SnapshotEntry }
  /** Deleted; can be brought back. */
  | { readonly type: 'removed'; readonly id: string; readonly entry: SnapshotEntry }
  | { readonly type: 'damaged'; readonly id: string; readonly damaged: DamagedSnapshot };

/** Everything in its place in time, newest first; what cannot be read at the end. */
export function timelineOf({ snapshots, removed, damaged }: SnapshotsState): TimelineLine[] {
  const lines = [
    ...snapshots.map((entry): TimelineLine & { entry: SnapshotEntry } => ({
      type: 'snapshot',
      id: entry.id,
      entry,
    })),
    ...removed.map((entry): TimelineLine & { entry: SnapshotEntry } => ({
      type: 'removed',
      id: entry.id,
      entry,
    })),
  ].sort((one, other) => other.entry.takenAt - one.entry.takenAt);
  return [
    ...lines,
    ...damaged.map((one): TimelineLine => ({ type: 'damaged', id: one.id, damaged: one })),
  ];
}

/** Whether a failure is no failure: the learner has stopped it. */
export function wasCancelled(error: unknown): boolean {
  return !(error instanceof SnapshotError) && error instanceof Error && error.name === 'AbortError';
}
