import type { LabPlaceFacts, SnapshotKind } from './snapshot.ts';

/** Kinds of snapshots that nobody asked for by hand. */
export type AutomaticKind = Exclude<SnapshotKind, 'named' | 'imported'>;

/** A wish for an automatic snapshot; with a place when it is about another than where the learner is by then. */
export interface Wish {
  readonly kind: AutomaticKind;
  readonly place?: LabPlaceFacts;
}

/** Taken only when something has happened since the last one. */
export const ONLY_IF_CHANGED: readonly AutomaticKind[] = ['hidden', 'periodic'];

const PRECEDENCE: readonly AutomaticKind[] = [
  'passed-step',
  'before-reset',
  'before-restore',
  'hidden',
  'periodic',
];

/** Of two wishes that wait for the same moment, the one that says most about it; of equals the newer one. */
export function moreTelling(waiting: Wish | undefined, wish: Wish): Wish {
  const rank = (one: Wish) => PRECEDENCE.indexOf(one.kind);
  return waiting && rank(waiting) < rank(wish) ? waiting : wish;
}
