/** What v86 asks of its timer: its turn `tick` in `t` milliseconds, in place of the one it asked for before. */
interface TurnRequest {
  readonly t: number;
  readonly tick: number;
}

/**
 * Gives v86 its turns. v86 0.5.462 makes a worker for that, since on a page timers are slow: it is a `Worker` of which v86 knows
 * the members below. The machine has a worker of its own, where its turns need no way to another thread and back. And a worker that makes
 * a worker stands still until the page's thread has taken notice, in Firefox now and then for ever: when somebody else, as a debugger or
 * a test's driver does, wants to be told of workers.
 *
 * Every turn is a message: browsers let timers that timers have set wait for 4 ms at least, and those that messages have set not.
 */
export class TurnTimer {
  /** Called with the number of the turn that is due. */
  onmessage: ((event: { readonly data: number }) => void) | null = null;
  readonly #channel = new MessageChannel();
  #timeout: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#channel.port1.onmessage = (event: MessageEvent<number>) => this.onmessage?.(event);
  }

  postMessage({ t, tick }: TurnRequest): void {
    clearTimeout(this.#timeout);
    const { port2 } = this.#channel;
    if (t < 1) port2.postMessage(tick);
    else this.#timeout = setTimeout(() => port2.postMessage(tick), t);
  }

  /** There will be no more turns. */
  terminate(): void {
    clearTimeout(this.#timeout);
    this.#channel.port1.close();
  }
}
