/** What an open lab tells those who show it. */
import type { LocalText } from '../lab.ts';

/** Where a step's machine is. */
export type StepPhase =
  /** The machine is not ready: loading, stopped, failed. Nothing is checked. */
  | { readonly phase: 'waiting' }
  /** The setup script runs. */
  | { readonly phase: 'preparing' }
  | { readonly phase: 'open' }
  /** The setup script failed; `detail` is what it said. A reset of the machine helps. */
  | { readonly phase: 'setup-failed'; readonly detail: string };

/** What the last look at the machine found. */
export type TaskStatus =
  /** Not looked at yet. */
  | { readonly status: 'unknown' }
  /** `message` says what was seen and what is missing; absent when the check gave no reason. */
  | { readonly status: 'unmet'; readonly message?: LocalText }
  /** `message` says what was seen. */
  | { readonly status: 'met'; readonly message?: LocalText }
  /** The check itself could not look: a bug of the lesson, or a machine that cannot run it. `detail` is for its author. */
  | { readonly status: 'failed'; readonly detail: string };

/** A task of the open step. */
export interface TaskState {
  readonly id: string;
  readonly result: TaskStatus;
  /** How many hints are open. */
  readonly hints: number;
  /** The solution was shown: the task counts as helped. */
  readonly helped: boolean;
}

/** Everything about an open lab that changes. A new object after every change. */
export interface LabState {
  readonly stepId: string;
  readonly setup: StepPhase;
  readonly tasks: readonly TaskState[];
  /** A look at the machine that the learner asked for is under way. */
  readonly checking: boolean;
  /** Ids of steps that were passed, by now or on an earlier visit. */
  readonly passed: readonly string[];
  /** Every step was passed. */
  readonly complete: boolean;
  /** What was chosen in each quiz of the open step that was answered, by the quiz's id: places of the choices, from 0. */
  readonly answers: Readonly<Record<string, readonly number[]>>;
}
