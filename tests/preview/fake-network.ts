import { MachineError } from '../../src/machine/errors.ts';
import type { GuestNetwork } from '../../src/machine/guest-network.ts';
import type { IncomingResponse, OutgoingRequest } from '../../src/machine/http/http-client.ts';

/** What a server answers. Text is UTF-8; a body that is a promise comes when it settles, one that throws breaks off. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** A server on a port: what it answers to a request. One that gives nothing never answers. */
export type FakeServer = (request: OutgoingRequest) => FakeAnswer | Promise<FakeAnswer> | undefined;

/** A network on which servers are what a test says. */
export class FakeNetwork implements GuestNetwork {
  readonly servers = new Map<number, FakeServer>();
  /** Every request, as `GET 8081 /path`. */
  readonly asked: string[] = [];
  readonly requests: OutgoingRequest[] = [];
  /** Requests that were broken off before they were answered. */
  aborted = 0;
  probes = 0;
  /** Bodies that are not read to their end. */
  open = 0;

  async request(
    port: number,
    request: OutgoingRequest,
    signal?: AbortSignal,
  ): Promise<IncomingResponse> {
    this.asked.push(`${request.method} ${port} ${request.path}`);
    this.requests.push(request);
    signal?.throwIfAborted();
    const server = this.servers.get(port);
    if (!server) throw new MachineError('connection-refused', `nothing listens on port ${port}`);
    const {
      status = 200,
      headers = {},
      body = '',
    } = await this.#untilAborted(server(request), signal);
    this.open += 1;
    return { status, headers: new Map(Object.entries(headers)), body: this.#count(body) };
  }

  async probe(port: number): Promise<boolean> {
    this.probes += 1;
    return this.servers.has(port);
  }

  async #untilAborted<T>(
    answer: T | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Awaited<T>> {
    const aborted = new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        this.aborted += 1;
        reject(signal.reason);
      });
    });
    aborted.catch(() => undefined); // told by the race, if it is told at all
    return Promise.race([answer === undefined ? aborted : answer, aborted]) as Promise<Awaited<T>>;
  }

  async *#count(body: NonNullable<FakeAnswer['body']>): AsyncGenerator<Uint8Array> {
    try {
      if (typeof body === 'string') yield new TextEncoder().encode(body);
      else if (body instanceof Uint8Array) yield body;
      else yield* body;
    } finally {
      this.open -= 1;
    }
  }
}
