import { MachineError } from '../../src/machine/errors.ts';
import type { GuestNetwork, ServerPlace } from '../../src/machine/guest-network.ts';
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
  /** Those of the machine beside; undefined: there is none. */
  production: Map<number, FakeServer> | undefined;
  /** Every request, as `GET 8081 /path`; to the machine beside as `GET production.lab:8081 /path`. */
  readonly asked: string[] = [];
  readonly requests: OutgoingRequest[] = [];
  /** Requests that were broken off before they were answered. */
  aborted = 0;
  probes = 0;
  /** Bodies that are not read to their end. */
  open = 0;

  async request(
    place: ServerPlace,
    request: OutgoingRequest,
    signal?: AbortSignal,
  ): Promise<IncomingResponse> {
    const { host, port } = place;
    const server = host === 'localhost' ? `${port}` : `${host}:${port}`;
    this.asked.push(`${request.method} ${server} ${request.path}`);
    this.requests.push(request);
    signal?.throwIfAborted();
    const answer = this.#serversOn(place).get(port);
    if (!answer) throw new MachineError('connection-refused', `nothing listens on port ${port}`);
    const {
      status = 200,
      headers = {},
      body = '',
    } = await this.#untilAborted(answer(request), signal);
    this.open += 1;
    return { status, headers: new Map(Object.entries(headers)), body: this.#count(body) };
  }

  async probe(place: ServerPlace): Promise<boolean> {
    this.probes += 1;
    return this.#serversOn(place).has(place.port);
  }

  #serversOn({ host }: ServerPlace): Map<number, FakeServer> {
    const servers = host === 'localhost' ? this.servers : this.production;
    if (!servers) throw new MachineError('host-missing', `there is no ${host}`);
    return servers;
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
