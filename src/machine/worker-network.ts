import { type Deferred, defer } from '../support/deferred.ts';
import type { Answers, BodyPart, HttpRequestData } from './contract.ts';
import { toErrorData } from './errors.ts';
import type { GuestNetwork } from './guest-network.ts';

/** Pieces that may be on their way to the page before it has read them. */
const MOST_PIECES_AHEAD = 8;

/** Sends a part of an answer's body to the page. */
export type SendBodyPart = (request: number, part: BodyPart) => void;

/** The worker's end of requests into the guest: bodies go to the page as fast as it reads them. */
export class WorkerNetwork {
  readonly #send: SendBodyPart;
  readonly #bodies = new Map<number, OpenBody>();

  constructor(send: SendBodyPart) {
    this.#send = send;
  }

  /** Sends a request into the guest; the body follows the answer, part by part. */
  async request(
    network: GuestNetwork,
    request: number,
    { place, ...options }: HttpRequestData,
    abort: AbortController,
  ): Promise<Answers['httpRequest']> {
    const { status, headers, body } = await network.request(place, options, abort.signal);
    const open: OpenBody = { abort, ahead: 0, room: undefined };
    this.#bodies.set(request, open);
    void this.#pump(request, open, body);
    return { status, headers: [...headers] };
  }

  /** The page has read `pieces` more of a body. */
  consumed(request: number, pieces: number): void {
    const open = this.#bodies.get(request);
    if (open === undefined) return;
    open.ahead -= pieces;
    open.room?.resolve();
  }

  /** The page wants no more of a body. */
  cancel(request: number): void {
    const open = this.#bodies.get(request);
    this.#bodies.delete(request);
    open?.abort.abort(new Error('the page wants no more of this answer'));
    open?.room?.resolve();
  }

  async #pump(request: number, open: OpenBody, body: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      for await (const bytes of body) {
        this.#send(request, { kind: 'bytes', bytes: bytes.slice() });
        open.ahead += 1;
        while (open.ahead >= MOST_PIECES_AHEAD && this.#bodies.get(request) === open) {
          open.room = defer();
          await open.room.promise;
        }
      }
      if (this.#bodies.get(request) === open) this.#send(request, { kind: 'end' });
    } catch (error) {
      if (this.#bodies.get(request) !== open) return; // cancelled: nobody reads it
      this.#send(request, { kind: 'failure', error: toErrorData(error) });
    } finally {
      if (this.#bodies.get(request) === open) this.#bodies.delete(request);
    }
  }
}

interface OpenBody {
  readonly abort: AbortController;
  ahead: number;
  room: Deferred<void> | undefined;
}
