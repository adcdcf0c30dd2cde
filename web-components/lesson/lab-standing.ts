import type { LabView } from './lab-visit.ts';

/** How far a reader is in the lab that is open. */
export interface LabStanding {
  readonly labId: string;
  readonly stepId: string;
  /** Ids of the steps that were passed, in the lab's order. */
  readonly passed: readonly string[];
  /** Number of steps of the lab. */
  readonly steps: number;
  /** Points of the steps that were passed, and of all of them. */
  readonly points: number;
  readonly maxPoints: number;
  readonly complete: boolean;
}

/** The standing in what the guide shows; undefined when that is no open lab. */
export function standingOf(view: LabView): LabStanding | undefined {
  if (view.view !== 'open') return undefined;
  const { id: labId, steps } = view.lab;
  const { stepId, passed, complete } = view.session.state;
  const pointsOf = (list: typeof steps) => list.reduce((sum, { points }) => sum + points, 0);
  return {
    labId,
    stepId,
    passed,
    steps: steps.length,
    points: pointsOf(steps.filter(({ id }) => passed.includes(id))),
    maxPoints: pointsOf(steps),
    complete,
  };
}
