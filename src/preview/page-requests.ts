import {
  type FetchLimits,
  fetchGuest,
  type GuestAnswer,
  type GuestServers,
  refererOf,
} from './guest-fetch.ts';
import type { PageFetch, PageOrder } from './page-message.ts';
import {
  followLink,
  hrefOf,
  isSameServer,
  originOf,
  type PreviewAddress,
} from './preview-address.ts';

/** What one document may ask for. A page that wants more is not one that a lab is about, or means no good. */
export interface RequestLimits {
  readonly count: number;
  /** Of one answer. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** At one time; the guest has one processor. */
  readonly atOnce: number;
  /** How long a server may say nothing, in milliseconds. */
  readonly patienceMs: number;
}

/** What is allowed unless a test says otherwise. */
export const REQUEST_LIMITS: RequestLimits = {
  count: 2000,
  bytes: 16 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  atOnce: 6,
  patienceMs: 60_000,
};

/** What the page cannot say in its own name. */
const OWN_FIELDS =
  /^(?:host|connection|content-length|transfer-encoding|te|trailer|upgrade|keep-alive|expect|cookie2?|origin|referer|accept-encoding|user-agent|proxy-.*|sec-.*)$/i;
/** What a script does not get to see. */
const HIDDEN_FIELDS = ['set-cookie', 'set-cookie2'];

const GIVEN_UP = 'it was stopped';

/** Answers the requests of one document that is shown. */
export class PageRequests {
  readonly #servers: GuestServers;
  readonly #page: PreviewAddress;
  readonly #tell: (order: PageOrder) => void;
  readonly #limits: RequestLimits;
  readonly #closed = new AbortController();
  readonly #open = new Map<number, AbortController>();
  readonly #waiting: PageFetch[] = [];
  #count = 0;
  #bytes = 0;

  /** `tell` gives the page its answers, until {@link close}. */
  constructor(
    servers: GuestServers,
    page: PreviewAddress,
    tell: (order: PageOrder) => void,
    limits = REQUEST_LIMITS,
  ) {
    this.#servers = servers;
    this.#page = page;
    this.#tell = tell;
    this.#limits = limits;
  }

  /** Takes a request; it is answered in its turn. A number that is in use already is ignored. */
  take(request: PageFetch): void {
    const { id } = request;
    if (this.#closed.signal.aborted || this.#isKnown(id)) return;
    this.#count += 1;
    if (this.#count > this.#limits.count) this.#fail(id, 'the page asks for too much');
    else {
      this.#waiting.push(request);
      this.#next();
    }
  }

  cancel(id: number): void {
    this.#open.get(id)?.abort();
    const place = this.#waiting.findIndex((request) => request.id === id);
    if (place >= 0) this.#waiting.splice(place, 1);
  }

  /** Breaks off everything that is under way; the page is told, and may ask for more. */
  giveUp(): void {
    for (const { id } of this.#waiting.splice(0)) this.#fail(id, GIVEN_UP);
    for (const [id, abort] of [...this.#open]) {
      this.#fail(id, GIVEN_UP);
      abort.abort();
    }
  }

  /** Breaks off everything; nothing is told any more. */
  close(): void {
    this.#waiting.length = 0;
    this.#closed.abort();
  }

  #isKnown(id: number): boolean {
    return this.#open.has(id) || this.#waiting.some((request) => request.id === id);
  }

  #next(): void {
    if (this.#open.size >= this.#limits.atOnce) return;
    const request = this.#waiting.shift();
    if (request) void this.#answer(request);
  }

  async #answer(request: PageFetch): Promise<void> {
    const { id } = request;
    const abort = new AbortController();
    this.#open.set(id, abort);
    try {
      const answer = await this.#fetch(
        request,
        AbortSignal.any([abort.signal, this.#closed.signal]),
      );
      this.#bytes += answer.bytes.length;
      this.#say(this.#toOrder(id, answer));
    } catch (error) {
      if (!abort.signal.aborted) this.#fail(id, error instanceof Error ? error.message : '');
    } finally {
      this.#open.delete(id);
      this.#next();
    }
  }

  async #fetch(request: PageFetch, signal: AbortSignal): Promise<GuestAnswer> {
    const address = followLink(request.href, this.#page);
    if (!address) throw new TypeError('there is nothing outside of the lab');
    const headers = this.#headersFor(request, address);
    const { method, body } = request;
    const outgoing = { address, method, headers, ...(body && { body }) };
    const answer = await fetchGuest(this.#servers, outgoing, this.#fetchLimits(signal));
    if (answer.cut === 'broken') throw new TypeError('the answer breaks off');
    if (answer.cut === 'limit') throw new TypeError('the answer is too large');
    if (request.purpose === 'script' && !this.#mayRead(answer)) {
      throw new TypeError('the other server does not allow it (Access-Control-Allow-Origin)');
    }
    return answer;
  }

  #fetchLimits(signal: AbortSignal): FetchLimits {
    const { bytes, totalBytes, patienceMs } = this.#limits;
    return { signal, maxBytes: Math.min(bytes, totalBytes - this.#bytes), patienceMs };
  }

  #headersFor(
    { headers, method, purpose }: PageFetch,
    target: PreviewAddress,
  ): Record<string, string> {
    const told = headers.filter(([name]) => !OWN_FIELDS.test(name));
    const tellsOrigin =
      purpose === 'script' && (!isSameServer(target, this.#page) || method !== 'GET');
    return {
      accept: '*/*',
      ...Object.fromEntries(told.map(([name, value]) => [name.toLowerCase(), value])),
      ...refererOf(this.#page, target),
      ...(tellsOrigin && { origin: originOf(this.#page) }),
    };
  }

  /** What another server answers is for scripts only if it says so. */
  #mayRead({ address, headers }: GuestAnswer): boolean {
    if (isSameServer(address, this.#page)) return true;
    return ['*', originOf(this.#page)].includes(headers.get('access-control-allow-origin') ?? '');
  }

  #toOrder(id: number, { address, status, redirected, headers, bytes }: GuestAnswer): PageOrder {
    return {
      type: 'answer',
      id,
      href: hrefOf(address),
      status,
      redirected,
      headers: [...headers].filter(([name]) => !HIDDEN_FIELDS.includes(name)),
      body: bytes,
      cookies: this.#servers.cookiesOf(this.#page).visibleTo(this.#page.path),
    };
  }

  #fail(id: number, message: string): void {
    this.#say({ type: 'failure', id, message });
  }

  #say(order: PageOrder): void {
    if (!this.#closed.signal.aborted) this.#tell(order);
  }
}
