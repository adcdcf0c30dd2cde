import type { Disposer } from '../../support/disposables.ts';

/** What a learner has done in one step. */
export interface StepProgress {
  /** Version of the lab and fingerprint of the step that it was done in. */
  readonly version: number;
  readonly fingerprint: string;
  readonly passed: boolean;
  /** Ids of tasks in the mode `edge` that were met. */
  readonly met: readonly string[];
  /** Ids of tasks whose solution was shown. */
  readonly helped: readonly string[];
  /** How many hints are open, by the task's id. */
  readonly hints: Readonly<Record<string, number>>;
  /** Places of what was chosen, by the quiz's id. */
  readonly answers: Readonly<Record<string, readonly number[]>>;
}

/** What a learner has done in one lab. */
export interface LabProgress {
  /** What the learner's values are drawn from. */
  readonly seed: string;
  /** Id of the step that was open last; empty before any was. */
  readonly lastStep: string;
  /** By the step's id. */
  readonly steps: Readonly<Record<string, StepProgress>>;
}

/** Keeps the progress of every lab. Reading and changing are done at once: there is nothing to wait for. */
export interface ProgressStore {
  /** Whether what is kept will be there on the next visit. */
  readonly persistent: boolean;
  /** What is kept of a lab; undefined for nothing. */
  read(labId: string): LabProgress | undefined;
  /**
   * Changes what is kept. `change` gets the newest state, also when another tab made it, so that two tabs lose nothing
   * of each other.
   */
  update(labId: string, change: (now: LabProgress | undefined) => LabProgress): void;
  /** Forgets a lab; without an id, all. */
  clear(labId?: string): void;
  /** Calls `listener` with the id of a lab whose progress has changed, here or in another tab; undefined: all may have. */
  onChange(listener: (labId: string | undefined) => void): Disposer;
}

/** A step of which nothing was done. */
export function newStepProgress(version: number, fingerprint: string): StepProgress {
  return {
    version,
    fingerprint,
    passed: false,
    met: [],
    helped: [],
    hints: {},
    answers: {},
  };
}

/** Whether what was done in a step still counts: the lab is the same version, or the step has not changed with it. */
export function stillCounts(
  done: StepProgress,
  { version, fingerprint }: { readonly version: number; readonly fingerprint: string },
): boolean {
  // It was longer once.
  return done.version === version || done.fingerprint.startsWith(fingerprint);
}

/** Ids of the steps of a lab that were passed, in the lab's order. Needs only what the catalogue knows. */
export function passedSteps(
  lab: {
    readonly version: number;
    readonly steps: readonly { readonly id: string; readonly fingerprint: string }[];
  },
  progress: LabProgress | undefined,
): readonly string[] {
  return lab.steps.flatMap(({ id, fingerprint }) => {
    const done = stepOf(progress, id);
    const counts = done?.passed && stillCounts(done, { version: lab.version, fingerprint });
    return counts ? [id] : [];
  });
}

/** What was done in a step, if anything. */
export function stepOf(progress: LabProgress | undefined, id: string): StepProgress | undefined {
  return progress && Object.hasOwn(progress.steps, id) ? progress.steps[id] : undefined;
}
