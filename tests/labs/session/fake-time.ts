/** Time that passes when the test says so. */
import type { Disposer } from '../../../src/support/disposables.ts';

interface Pending {
  readonly atMs: number;
  readonly action: () => void;
}

export class FakeTime {
  readonly #settle: () => Promise<void>;
  #nowMs = 0;
  readonly #pending = new Set<Pending>();

  /** `settle` lets what a timer began go on as far as it can before the next one rings. */
  constructor(settle: () => Promise<void> = settlePromises) {
    this.#settle = settle;
  }

  /** Timers that are still to ring. */
  get pending(): number {
    return this.#pending.size;
  }

  readonly now = (): number => this.#nowMs;

  readonly schedule = (action: () => void, delayMs: number): Disposer => {
    const pending = { atMs: this.#nowMs + delayMs, action };
    this.#pending.add(pending);
    return () => void this.#pending.delete(pending);
  };

  /** Lets time pass; timers ring at their moment. */
  async pass(durationMs: number): Promise<void> {
    const endMs = this.#nowMs + durationMs;
    await this.#settle();
    for (let next = this.#next(); next && next.atMs <= endMs; next = this.#next()) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#pending.delete(next);
      next.action();
      await this.#settle();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  /** Work that takes time: nothing rings meanwhile. */
  spend(durationMs: number): void {
    this.#nowMs += durationMs;
  }

  #next(): Pending | undefined {
    return [...this.#pending].sort((one, other) => one.atMs - other.atMs)[0];
  }
}

/** Lets everything go on that waits for nothing but promises. */
export async function settlePromises(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
