import type { Disposer } from '../../support/disposables.ts';

/** Calls `action` once, `delayMs` milliseconds from now, unless the disposer is called before. */
export type Schedule = (action: () => void, delayMs: number) => Disposer;

/** Milliseconds from any fixed moment, never going back. */
export type Clock = () => number;

/** From one look to the next while something happens. */
const SHORT_PAUSE_MS = 1_000;
/** While nothing changes each pause is longer than the one before, up to this. */
const LONG_PAUSE_MS = 15_000;
const GROWTH = 1.5;
/** Looking takes at most one part in forty of the guest's time: a pause is this many times as long as the look before it. */
const REST_FACTOR = 40;
/** A look that hung until its deadline cost the guest little: no reason to be blind for many minutes. */
const LONGEST_REST_MS = 60_000;

/** What {@link Polling} needs. */
export interface PollingParts {
  /** Looks once; resolves with whether anything is different from before. Never rejects. */
  readonly look: () => Promise<boolean>;
  readonly now: Clock;
  readonly schedule: Schedule;
}

/** Decides when to look at the machine: often while something happens, seldom while nothing does, never two looks at once. */
export class Polling {
  readonly #parts: PollingParts;
  #active = false;
  #closed = false;
  #current: Promise<void> | undefined;
  #timer: Disposer | undefined;
  #pauseMs = SHORT_PAUSE_MS;
  /** When the pending look is due, by the clock. */
  #dueMs = 0;
  #endedMs = Number.NEGATIVE_INFINITY;
  #tookMs = 0;

  constructor(parts: PollingParts) {
    this.#parts = parts;
  }

  /** Looks soon, and then again and again. */
  start(): void {
    if (this.#active || this.#closed) return;
    this.#active = true;
    this.#pauseMs = SHORT_PAUSE_MS;
    this.#planAt(this.#parts.now());
  }

  /** No looks until {@link start}. One that is under way goes on. */
  pause(): void {
    this.#active = false;
    this.#cancel();
  }

  /** No looks any more. */
  close(): void {
    this.#closed = true;
    this.pause();
  }

  /** Something happened in the machine: its outcome should be seen soon. */
  noteActivity(): void {
    this.#pauseMs = SHORT_PAUSE_MS;
    if (this.#timer === undefined) return;
    this.#planAt(Math.min(this.#dueMs, this.#parts.now() + SHORT_PAUSE_MS));
  }

  /** Looks at once, or as soon as the look that is under way has ended: that one may have been too early. */
  async lookNow(): Promise<void> {
    while (this.#current !== undefined) await this.#current;
    if (!this.#closed) await this.#look();
  }

  #planAt(wantedMs: number): void {
    this.#cancel();
    const { now, schedule } = this.#parts;
    const restMs = Math.min(this.#tookMs * REST_FACTOR, LONGEST_REST_MS);
    this.#dueMs = Math.max(wantedMs, this.#endedMs + restMs);
    this.#timer = schedule(
      () => {
        this.#timer = undefined;
        void this.#look();
      },
      Math.max(0, this.#dueMs - now()),
    );
  }

  #look(): Promise<void> {
    this.#cancel();
    this.#current = this.#lookOnce().finally(() => {
      this.#current = undefined;
      if (this.#active) this.#planAt(this.#endedMs + this.#pauseMs);
    });
    return this.#current;
  }

  async #lookOnce(): Promise<void> {
    const startedMs = this.#parts.now();
    // Activity during the look sets it back.
    this.#pauseMs = Math.min(this.#pauseMs * GROWTH, LONG_PAUSE_MS);
    const changed = await this.#parts.look();
    if (changed) this.#pauseMs = SHORT_PAUSE_MS;
    this.#endedMs = this.#parts.now();
    this.#tookMs = this.#endedMs - startedMs;
  }

  #cancel(): void {
    this.#timer?.();
    this.#timer = undefined;
  }
}
