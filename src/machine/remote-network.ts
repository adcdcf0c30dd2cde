import { type Deferred, defer } from '../support/deferred.ts';
import type { Answers, BodyPart, PageMessage } from './contract.ts';
import { fromErrorData, type MachineError } from './errors.ts';
import type { GuestNetwork, ServerPlace } from './guest-network.ts';
import type { IncomingResponse, OutgoingRequest } from './http/http-client.ts';

/** How the page's end asks the worker: one message, one answer, or a failure. */
export type AskWorker = <T>(
  make: (request: number) => PageMessage,
  signal?: AbortSignal,
) => Promise<T>;

/** The page's end of the guest's network; the other is in the worker. */
export class RemoteNetwork implements GuestNetwork {
  readonly #ask: AskWorker;
  readonly #send: (message: PageMessage) => void;
  readonly #bodies = new Map<number, RemoteBody>();

  constructor(ask: AskWorker, send: (message: PageMessage) => void) {
    this.#ask = ask;
    this.#send = send;
  }

  /** Number of answers whose bodies are not read to their end; tests count it to find leaks. */
  get openBodies(): number {
    return this.#bodies.size;
  }

  async request(
    place: ServerPlace,
    { method, path, headers, body }: OutgoingRequest,
    signal?: AbortSignal,
  ): Promise<IncomingResponse> {
    const options = { place, method, path, headers, ...(body && { body }) };
    let incoming: RemoteBody | undefined;
    let number = 0;
    try {
      const head = await this.#ask<Answers['httpRequest']>((request) => {
        number = request;
        incoming = new RemoteBody((pieces) =>
          this.#send({ type: 'bodyConsumed', request, pieces }),
        );
        // Known before it is answered: the first bytes may overtake the answer.
        this.#bodies.set(request, incoming);
        return { type: 'httpRequest', request, options };
      }, signal);
      const bytes = this.#read(number, incoming, signal);
      return { status: head.status, headers: new Map(head.headers), body: bytes };
    } catch (error) {
      this.#bodies.delete(number);
      throw error;
    }
  }

  probe(place: ServerPlace, signal?: AbortSignal): Promise<boolean> {
    return this.#ask((request) => ({ type: 'probe', request, place }), signal);
  }

  /** A part of a body from the worker. */
  receive(request: number, part: BodyPart): void {
    this.#bodies.get(request)?.receive(part);
    if (part.kind !== 'bytes') this.#bodies.delete(request);
  }

  /** The machine has ended; so has everything that is read from it. */
  fail(error: MachineError): void {
    for (const body of this.#bodies.values()) body.fail(error);
    this.#bodies.clear();
  }

  async *#read(
    request: number,
    body: RemoteBody | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Uint8Array> {
    const abort = () => body?.fail(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    try {
      for (let bytes = await body?.next(); bytes !== undefined; bytes = await body?.next()) {
        yield bytes;
      }
    } finally {
      signal?.removeEventListener('abort', abort);
      if (this.#bodies.delete(request)) this.#send({ type: 'cancel', request });
    }
  }
}

/** A body as it arrives from the worker, which sends only so much ahead of its reader. */
class RemoteBody {
  readonly #consumed: (pieces: number) => void;
  readonly #arrived: BodyPart[] = [];
  #failure: unknown;
  #hasFailed = false;
  #waiting: Deferred<void> | undefined;

  constructor(consumed: (pieces: number) => void) {
    this.#consumed = consumed;
  }

  receive(part: BodyPart): void {
    this.#arrived.push(part);
    this.#waiting?.resolve();
  }

  fail(error: unknown): void {
    this.#failure = error;
    this.#hasFailed = true;
    this.#waiting?.resolve();
  }

  /** The next bytes; undefined at the end. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#arrived.length === 0 && !this.#hasFailed) {
      this.#waiting = defer();
      await this.#waiting.promise;
    }
    if (this.#hasFailed) throw this.#failure;
    const part = this.#arrived.shift();
    if (part?.kind === 'failure') throw fromErrorData(part.error);
    if (part?.kind !== 'bytes') return undefined;
    this.#consumed(1);
    return part.bytes;
  }
}
