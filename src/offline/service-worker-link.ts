import { withDeadline } from '../machine/deadline.ts';
import { abortable } from '../support/abortable.ts';
import { defer } from '../support/deferred.ts';
import type { StoreAnswer, StoredFiles, StoreOutcome, StoreQuestion } from './contract.ts';
import type { FileStore } from './fill-store.ts';

/** Longer than any download that still moves: the largest file at 300 kbit/s. In milliseconds. */
const ANSWER_DEADLINE_MS = 120_000;

/** The page's end of `contract.ts`: a service worker that stores files. */
export class ServiceWorkerLink implements FileStore {
  readonly #worker: Pick<ServiceWorker, 'postMessage'>;
  readonly #deadlineMs: number;

  constructor(worker: Pick<ServiceWorker, 'postMessage'>, deadlineMs = ANSWER_DEADLINE_MS) {
    this.#worker = worker;
    this.#deadlineMs = deadlineMs;
  }

  list(withEngine: boolean, signal: AbortSignal): Promise<StoredFiles> {
    return this.#ask({ type: 'list', withEngine }, signal);
  }

  store(path: string, cachedOnly: boolean, signal: AbortSignal): Promise<StoreOutcome> {
    return this.#ask({ type: 'store', path, cachedOnly }, signal);
  }

  /** Rejects with DeadlineError when the worker was ended before it could answer. */
  async #ask<T>(question: StoreQuestion, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    const answered = defer<StoreAnswer<T>>();
    port1.onmessage = (event: MessageEvent<StoreAnswer<T>>) => answered.resolve(event.data);
    try {
      this.#worker.postMessage(question, [port2]);
      const answer = await abortable(withDeadline(answered.promise, this.#deadlineMs), signal);
      if (answer.ok) return answer.value;
      throw new Error(`the service worker could not do it: ${answer.message}`);
    } finally {
      port1.close();
    }
  }
}
