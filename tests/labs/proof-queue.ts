import { setTimeout } from 'node:timers/promises';

/** Editors write a file in several steps, and a whole folder may be copied. */
const SETTLE_MS = 300;

/** One proof to be made. */
export interface Job {
  /** Path of the lab's folder. */
  readonly lab: string;
  /** Folder of a step, or what stands for all of them in one go. */
  readonly step: string;
}

/** What is still to be proved, for somebody who saves now and then: what was saved last comes first. */
export class ProofQueue {
  #jobs: Job[] = [];
  #running: { readonly job: Job; readonly end: AbortController } | undefined;
  #lastSave = Number.NEGATIVE_INFINITY;
  #wake = (): void => {};

  /** Whether there is nothing left to do. */
  get isEmpty(): boolean {
    return this.#jobs.length === 0;
  }

  /** Adds a job behind all others, unless it is there. */
  add(job: Job): void {
    if (!this.#jobs.some((other) => isSame(job, other))) this.#jobs.push(job);
    this.#wake();
  }

  /** Puts a job before all others. What is being proved is interrupted, and comes again after it. */
  save(job: Job): void {
    this.#lastSave = performance.now();
    const interrupted = this.#running?.job;
    this.#running?.end.abort();
    this.#running = undefined;
    const first = [job, ...(interrupted === undefined ? [] : [interrupted])];
    for (const next of first.reverse()) {
      this.#jobs = [next, ...this.#jobs.filter((other) => !isSame(next, other))];
    }
    this.#wake();
  }

  /** Forgets what is to be proved of a lab. */
  drop(lab: string): void {
    this.#jobs = this.#jobs.filter((job) => job.lab !== lab);
  }

  /** The next job, once there is one and nobody is saving any more; the signal tells that it is of no use any more. */
  async next(): Promise<{ readonly job: Job; readonly signal: AbortSignal }> {
    this.#running = undefined;
    for (;;) {
      const settledMs = performance.now() - this.#lastSave;
      const job = settledMs < SETTLE_MS ? undefined : this.#jobs.shift();
      if (job !== undefined) {
        const end = new AbortController();
        this.#running = { job, end };
        return { job, signal: end.signal };
      }
      if (this.isEmpty) await new Promise<void>((resolve) => (this.#wake = resolve));
      else await setTimeout(SETTLE_MS - settledMs);
    }
  }
}

function isSame(one: Job, other: Job): boolean {
  return one.lab === other.lab && one.step === other.step;
}
