import type { Lab, Step, Task } from '../lab.ts';
import {
  type LabProgress,
  newStepProgress,
  type ProgressStore,
  passedSteps,
  type StepProgress,
  stepOf,
  stillCounts,
} from '../progress/progress.ts';
import type { Quiz } from '../step-text.ts';
import { newSeed } from './values.ts';

/** What a learner has reached in one lab, kept in the store at each change. */
export class LabRecord {
  /** What this visit's values are drawn from: kept from the first visit on. */
  readonly seed: string;
  readonly #lab: Lab;
  readonly #store: ProgressStore;

  constructor(lab: Lab, store: ProgressStore) {
    this.#lab = lab;
    this.#store = store;
    this.seed = store.read(lab.id)?.seed ?? newSeed();
  }

  /** Ids of the steps that were passed, in the lab's order. */
  get passed(): readonly string[] {
    return passedSteps(this.#lab, this.#store.read(this.#lab.id));
  }

  /** What was done in a step and still counts. */
  of(step: Step): StepProgress {
    return this.#counting(this.#store.read(this.#lab.id), step);
  }

  /** Notes that a step is open. */
  noteOpened(step: Step): void {
    this.#update((now) => ({ ...now, lastStep: step.id }));
  }

  /** Notes that everything in a step was reached. */
  pass(step: Step): void {
    if (!this.of(step).passed) this.#change(step, () => ({ passed: true }));
  }

  /** Notes that what some tasks wait for has happened. */
  noteHappened(step: Step, taskIds: readonly string[]): void {
    if (taskIds.length > 0) this.#change(step, ({ met }) => ({ met: union(met, taskIds) }));
  }

  /** Opens one hint more. */
  openHint(step: Step, { id, hints: all }: Task): void {
    this.#change(step, ({ hints }) => {
      const open = countOf(hints, id);
      return { hints: { ...hints, [id]: Math.min(open + 1, all.length) } };
    });
  }

  /** Notes that a solution was shown. Once the step is passed it can help no more. */
  noteHelped(step: Step, taskId: string): void {
    if (this.of(step).passed) return;
    this.#change(step, ({ helped }) => ({ helped: union(helped, [taskId]) }));
  }

  /** Notes an answer. A step that has nothing but quizzes is passed when all are answered, rightly or not. */
  noteAnswer(step: Step, quizId: string, choices: readonly number[]): void {
    this.#change(step, ({ answers, passed }) => {
      const all = { ...answers, [quizId]: choices };
      const complete = quizzesOf(step).every(({ id }) => Object.hasOwn(all, id));
      return { answers: all, passed: passed || (step.tasks.length === 0 && complete) };
    });
  }

  #change(step: Step, change: (now: StepProgress) => Partial<StepProgress>): void {
    const { version } = this.#lab;
    const { fingerprint } = step;
    this.#update((now) => {
      const done = this.#counting(now, step);
      const next: StepProgress = { ...done, ...change(done), version, fingerprint };
      return { ...now, steps: { ...now.steps, [step.id]: next } };
    });
  }

  #update(change: (now: LabProgress) => LabProgress): void {
    this.#store.update(this.#lab.id, (now) =>
      change(now ?? { seed: this.seed, lastStep: '', steps: {} }),
    );
  }

  #counting(progress: LabProgress | undefined, step: Step): StepProgress {
    const { version } = this.#lab;
    const { fingerprint } = step;
    const done = stepOf(progress, step.id);
    return done !== undefined && stillCounts(done, { version, fingerprint })
      ? done
      : newStepProgress(version, fingerprint);
  }
}

/** The quizzes of a step, the same in every language. */
export function quizzesOf({ text }: Step): readonly Quiz[] {
  return text.en.filter((block) => block.type === 'quiz');
}

/** How many hints of a task are open. */
export function countOf(hints: Readonly<Record<string, number>>, taskId: string): number {
  return Object.hasOwn(hints, taskId) ? (hints[taskId] ?? 0) : 0;
}

function union(list: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...list, ...more])];
}
