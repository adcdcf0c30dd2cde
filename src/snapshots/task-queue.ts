import { defer } from '../support/deferred.ts';

/** Runs one task after the other. */
export class TaskQueue {
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  readonly #closed = defer<never>();

  constructor() {
    this.#closed.promise.catch(() => undefined); // told to those who wait
  }

  /**
   * Runs `task` when all before it are over. Rejects with the signal's reason while it waits, and with the queue's end at any
   * time; the task itself is then left to end by its own means.
   */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const aborted = defer<never>();
    const abort = () => aborted.reject(signal?.reason);
    aborted.promise.catch(() => undefined); // told to whoever waits, if anybody still does
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    const running = this.#last.then(() => {
      signal?.throwIfAborted();
      signal?.removeEventListener('abort', abort);
      return this.#isClosed ? this.#closed.promise : task();
    });
    this.#last = running.catch(() => undefined); // its caller hears of it; the next in line goes on
    return Promise.race([running, aborted.promise, this.#closed.promise]).finally(() =>
      signal?.removeEventListener('abort', abort),
    );
  }

  /** Rejects everything that waits or runs, and whatever comes later. */
  close(reason: unknown): void {
    this.#isClosed = true;
    this.#closed.reject(reason);
  }
}
