import type {
  PageAnswer,
  PageDocument,
  PageFetch,
  PageMessage,
  PageOrder,
} from '../../../src/preview/page-message.ts';
import { type Deferred, defer } from '../../../src/support/deferred.ts';

/** What is asked of a server, without what the port adds. */
export type PageRequest = Omit<PageFetch, 'type' | 'id'>;

/** The page's way to its servers, and the only one out of its frame. */
export class PagePort {
  /** What `document.cookie` reads. */
  cookies = '';
  readonly #port: MessagePort;
  readonly #pending = new Map<number, Deferred<PageAnswer>>();
  #lastId = 0;

  constructor(port: MessagePort, show: (document: PageDocument) => void) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<PageOrder>) => this.#take(data, show);
  }

  /** Asks a server. Rejects with TypeError, as `fetch` does, or with the signal's reason. */
  fetch(request: PageRequest, signal?: AbortSignal | null): Promise<PageAnswer> {
    const id = ++this.#lastId;
    const answer = defer<PageAnswer>();
    this.#pending.set(id, answer);
    this.send({ type: 'fetch', id, ...request });
    const abort = () => {
      this.#pending.delete(id);
      this.send({ type: 'cancel', id });
      answer.reject(signal?.reason);
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    return answer.promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  send(message: PageMessage): void {
    this.#port.postMessage(message);
  }

  #take(order: PageOrder, show: (document: PageDocument) => void): void {
    if (order.type === 'document') {
      this.cookies = order.cookies;
      show(order);
      return;
    }
    const pending = this.#pending.get(order.id);
    this.#pending.delete(order.id);
    if (order.type === 'failure') pending?.reject(new TypeError(order.message));
    else {
      this.cookies = order.cookies;
      pending?.resolve(order);
    }
  }
}
