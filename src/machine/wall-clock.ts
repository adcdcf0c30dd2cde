/** How often the two clocks are compared. A timer this slow costs nothing and survives being throttled. */
const INTERVAL_MS = 5_000;

/** A difference above this means that the computer slept or its clock was set; below is drift, left alone. */
const JUMP_MS = 1_500;

/** Notices when wall-clock time and running time part: after the sleep of a laptop, or when its clock was set. */
export class WallClock {
  readonly #timer: ReturnType<typeof setInterval>;
  #offset = Date.now() - performance.now();

  constructor(onJump: () => void) {
    this.#timer = setInterval(() => {
      const offset = Date.now() - performance.now();
      const jumped = Math.abs(offset - this.#offset) > JUMP_MS;
      this.#offset = offset;
      if (jumped) onJump();
    }, INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
