/** What happened at a terminal: keys were typed, or something was printed. */
export type TerminalActivity = 'input' | 'output';

/** Least time from one sign of a kind to the next, in milliseconds: much output is a few signs, not thousands. */
const PAUSE_MS = 200;

/**
 * Tells of what happens at a terminal, now and then: of the first at once, and of whatever follows within {@link PAUSE_MS} when they
 * are over. So the last is told, too, and each kind whatever the other does.
 */
export class ActivitySigns {
  readonly #tell: (activity: TerminalActivity) => void;
  /** Kinds that were told a moment ago; true when there was more of it since. */
  readonly #more = new Map<TerminalActivity, boolean>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(tell: (activity: TerminalActivity) => void) {
    this.#tell = tell;
  }

  /** Something happened. */
  note(activity: TerminalActivity): void {
    if (this.#more.has(activity)) {
      this.#more.set(activity, true);
      return;
    }
    this.#more.set(activity, false);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const more = this.#more.get(activity);
      this.#more.delete(activity);
      if (more) this.note(activity);
    }, PAUSE_MS);
    this.#timers.add(timer);
    this.#tell(activity);
  }

  /** Tells nothing any more of what happened until now. */
  dispose(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#more.clear();
  }
}
