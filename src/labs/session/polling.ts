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
/**
 * Looking takes a fiftieth of the guest's time: each look has to be paid for with fifty times as long a rest. A little may be
 * owed, so that the first looks after a quiet time come as fast as somebody works. Of any minute looks take at most
 * 1/50 + {@link MAX_OWED_MS}/60 s = 3 %.
 */
const REST_FACTOR = 50;
const MAX_OWED_MS = 600;
/**
 * Enough for looks of 0.6 s, slower than any of ours on the slowest computer. One that takes longer hangs, which costs the guest
 * little, or stands behind something else that this computer does: no reason to be blind for minutes.
 */
const LONGEST_REST_MS = 20_000;

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
  #endedMs = 0;
  /** Time of looks that was not paid for yet when the last one ended. */
  #owedMs = 0;

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
    const restMs = Math.max(0, this.#owedMs - MAX_OWED_MS) * REST_FACTOR;
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
    const paidMs = (startedMs - this.#endedMs) / REST_FACTOR;
    this.#endedMs = this.#parts.now();
    const owedMs = Math.max(0, this.#owedMs - paidMs) + this.#endedMs - startedMs;
    this.#owedMs = Math.min(owedMs, MAX_OWED_MS + LONGEST_REST_MS / REST_FACTOR);
  }

  #cancel(): void {
    this.#timer?.();
    this.#timer = undefined;
  }
}
