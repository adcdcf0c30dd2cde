import type { SnapshotKind, SnapshotSummary } from './snapshot.ts';

/** The latest automatic snapshots, of any kind, that are kept: a day's work in one lab. */
export const RECENT_KEPT = 8;
/** The latest ones taken before a reset, and as many before a restore: what a mistake is undone with. */
export const RESCUES_KEPT = 3;

const BY_HAND: readonly SnapshotKind[] = ['named', 'imported'];
const RESCUES: readonly SnapshotKind[] = ['before-reset', 'before-restore'];

/**
 * Ids of the automatic snapshots that are no longer worth their room. Kept are: what the learner named, labelled or imported,
 * what was deleted and can be brought back, the latest few, the first of every passed step, and the latest rescues.
 */
export function thinOut(snapshots: readonly SnapshotSummary[]): readonly string[] {
  const newest = [...snapshots].sort((one, other) => other.takenAt - one.takenAt);
  const automatic = newest.filter((one) => isAutomatic(one) && one.removedAt === undefined);
  const kept = new Set([
    ...automatic.slice(0, RECENT_KEPT),
    ...firstOfEachStep(automatic),
    ...RESCUES.flatMap((kind) =>
      automatic.filter((one) => one.kind === kind).slice(0, RESCUES_KEPT),
    ),
  ]);
  return automatic.filter((one) => !kept.has(one)).map(({ id }) => id);
}

/** Whether nobody asked for a snapshot by hand. A label makes an automatic one the learner's own. */
export function isAutomatic({ kind, label }: SnapshotSummary): boolean {
  return label === '' && !BY_HAND.includes(kind);
}

function firstOfEachStep(newestFirst: readonly SnapshotSummary[]): readonly SnapshotSummary[] {
  const passed = newestFirst.filter(({ kind }) => kind === 'passed-step');
  const steps = new Map(
    passed.map((one) => [`${one.image.parent} ${one.labId}/${one.stepId}`, one]),
  );
  return [...steps.values()];
}
