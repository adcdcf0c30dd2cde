import { MachineError } from '../machine/errors.ts';
import type { GuestNetwork, ServerPlace } from '../machine/guest-network.ts';
import type { IncomingResponse } from '../machine/http/http-client.ts';
import type { CookieJar } from './cookie-jar.ts';
import {
  followLink,
  hrefOf,
  isSameServer,
  originOf,
  type PreviewAddress,
} from './preview-address.ts';
import { PreviewProblemError } from './preview-problem.ts';
import { type ReadBody, readBody } from './read-body.ts';

/** What is asked of a server. */
export interface GuestRequest {
  readonly address: PreviewAddress;
  readonly method: string;
  /** Fields beside those that every request has. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** What it answered, after all redirections. */
export interface GuestAnswer extends ReadBody {
  /** Where the answer comes from. */
  readonly address: PreviewAddress;
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly redirected: boolean;
}

/** The network, and what is kept of the servers on it. */
export interface GuestServers {
  readonly network: GuestNetwork;
  readonly cookiesOf: (place: ServerPlace) => CookieJar;
}

/** How an answer is taken. */
export interface FetchLimits {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** How long a server may say nothing, in milliseconds. */
  readonly patienceMs: number;
}

const MOST_REDIRECTIONS = 20;
const REDIRECTIONS = [301, 302, 303, 307, 308];

const OWN_FIELDS = { 'user-agent': 'Drydock', 'accept-encoding': 'identity' };

/**
 * Asks a server of the lab's network, follows redirections within it, and keeps cookies. Rejects with PreviewProblemError, and with
 * the signal's reason.
 */
export async function fetchGuest(
  servers: GuestServers,
  request: GuestRequest,
  limits: FetchLimits,
): Promise<GuestAnswer> {
  let asked = request;
  for (let count = 0; count <= MOST_REDIRECTIONS; count++) {
    const { response, read, drop } = await ask(servers, asked, limits);
    const location = locationOf(response);
    if (location === undefined) {
      const { address } = asked;
      return { address, redirected: count > 0, ...response, ...(await read()) };
    }
    await drop();
    asked = redirect(asked, response.status, location);
  }
  throw new PreviewProblemError('loop', `more than ${MOST_REDIRECTIONS} redirections`);
}

interface Asked {
  readonly response: Pick<IncomingResponse, 'status' | 'headers'>;
  readonly read: () => Promise<ReadBody>;
  /** Wants nothing of the body. */
  readonly drop: () => Promise<void>;
}

/** One request. The server's time runs until its head is there, and anew with every piece of the body. */
async function ask(
  { network, cookiesOf }: GuestServers,
  { address, method, headers, body }: GuestRequest,
  { signal, maxBytes, patienceMs }: FetchLimits,
): Promise<Asked> {
  const jar = cookiesOf(address);
  const cookie = jar.fieldFor(address.path);
  const fields = { ...OWN_FIELDS, ...headers, ...(cookie && { cookie }) };
  const patience = new Patience(patienceMs, signal);
  try {
    const outgoing = { method, path: address.path, headers: fields, ...(body && { body }) };
    const response = await network.request(address, outgoing, patience.signal);
    const set = response.headers.get('set-cookie');
    if (set !== undefined) jar.takeField(set, address.path);
    const encoding = response.headers.get('content-encoding') ?? '';
    const read = () =>
      readBody(patience.over(response.body), encoding, maxBytes, signal).finally(() =>
        patience.end(),
      );
    const drop = async () => {
      // A body that nobody has begun to read holds its connection for ever.
      const reading = read();
      patience.giveUp();
      await reading;
    };
    return { response: { status: response.status, headers: response.headers }, read, drop };
  } catch (error) {
    patience.end();
    signal.throwIfAborted();
    throw patience.isOver
      ? new PreviewProblemError('silent', `nothing came within ${patienceMs} ms`)
      : toProblem(error);
  }
}

/** Gives up on a server that says nothing for too long. */
class Patience {
  readonly signal: AbortSignal;
  readonly #late = new AbortController();
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number, signal: AbortSignal) {
    this.#ms = ms;
    this.signal = AbortSignal.any([signal, this.#late.signal]);
    this.#begin();
  }

  get isOver(): boolean {
    return this.#late.signal.aborted;
  }

  /** The pieces as they come; each one renews the patience. */
  async *over(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.#begin();
      yield piece;
    }
  }

  giveUp(): void {
    this.end();
    this.#late.abort();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #begin(): void {
    this.end();
    this.#timer = setTimeout(() => this.giveUp(), this.#ms);
  }
}

/** Where the answer sends us on to; undefined when it is the answer itself. */
function locationOf({ status, headers }: Asked['response']): string | undefined {
  return REDIRECTIONS.includes(status) ? headers.get('location') : undefined;
}

/** The next request. @throws PreviewProblemError for a way out of the lab */
function redirect(request: GuestRequest, status: number, location: string): GuestRequest {
  const found = followLink(location, request.address);
  if (!found)
    throw new PreviewProblemError('redirected-outside', 'a redirection leads out', location);
  const address = { ...found, hash: found.hash || request.address.hash };
  const becomesGet = status === 303 || (status <= 302 && request.method === 'POST');
  if (!becomesGet || request.method === 'HEAD') return { ...request, address };
  const { 'content-type': _type, ...headers } = request.headers;
  return { address, method: 'GET', headers };
}

function toProblem(error: unknown): PreviewProblemError {
  const message = error instanceof Error ? error.message : String(error);
  return new PreviewProblemError(problemOf(error), message, '', { cause: error });
}

function problemOf(error: unknown): PreviewProblemError['problem'] {
  if (!(error instanceof MachineError)) return 'failed';
  switch (error.code) {
    case 'connection-refused':
      return 'refused';
    case 'connection-failed':
      return 'failed';
    case 'host-missing':
      return 'missing';
    default:
      return 'machine';
  }
}

/** A cookie jar for each server. */
export function cookieJars(make: () => CookieJar): (place: ServerPlace) => CookieJar {
  const jars = new Map<string, CookieJar>();
  return (place) => {
    const origin = originOf(place);
    const jar = jars.get(origin) ?? make();
    jars.set(origin, jar);
    return jar;
  };
}

/** For what is sent along: where a request comes from, which is no other server's business in full. */
export function refererOf(page: PreviewAddress, target: PreviewAddress): Record<string, string> {
  const path = isSameServer(page, target) ? page.path : '/';
  return { referer: hrefOf({ ...page, path, hash: '' }) };
}
