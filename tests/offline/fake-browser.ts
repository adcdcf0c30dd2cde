import { createHash } from 'node:crypto';
import type { SiteFile } from '../../src/offline/site-version.ts';

/** Where the site lies. */
export const SCOPE = new URL('https://school.example/docker/');

export const sumOf = (content: string): string =>
  createHash('sha256').update(content).digest('hex');

/** A file of a site as the build lists it. */
export const fileOf = (path: string, content: string): SiteFile => ({
  path,
  bytes: content.length,
  sha256: sumOf(content),
});

/** The browser's caches, in memory. */
export class FakeCaches {
  readonly contents = new Map<string, Map<string, Response>>();
  /** How many more files there is room for. */
  room = Number.POSITIVE_INFINITY;

  async open(name: string): Promise<Cache> {
    const entries = this.contents.get(name) ?? new Map<string, Response>();
    this.contents.set(name, entries);
    const cache: Pick<Cache, 'put' | 'delete' | 'keys'> = {
      put: async (key, response) => {
        if (this.room-- <= 0) throw new DOMException('no room', 'QuotaExceededError');
        entries.set(addressOf(key), response.clone());
      },
      delete: async (key) => entries.delete(addressOf(key)),
      keys: async () => [...entries.keys()].map((url) => new Request(url)),
    };
    return cache as Cache;
  }

  async match(
    key: RequestInfo | URL,
    options?: MultiCacheQueryOptions,
  ): Promise<Response | undefined> {
    return this.contents
      .get(options?.cacheName ?? '')
      ?.get(addressOf(key))
      ?.clone();
  }

  async has(name: string): Promise<boolean> {
    return this.contents.has(name);
  }

  async keys(): Promise<string[]> {
    return [...this.contents.keys()];
  }

  async delete(name: string): Promise<boolean> {
    return this.contents.delete(name);
  }

  /** What is stored under a path of the site, in whichever cache. */
  async textOf(path: string): Promise<string | undefined> {
    for (const entries of this.contents.values()) {
      const found = entries.get(new URL(path, SCOPE).href);
      if (found) return found.clone().text();
    }
    return undefined;
  }

  /** Replaces what is stored under a path. */
  damage(path: string): void {
    for (const entries of this.contents.values()) {
      const url = new URL(path, SCOPE).href;
      if (entries.has(url)) entries.set(url, new Response('damaged'));
    }
  }
}

/** What a server, or something on the way to it, answers for a path. */
export type FakeAnswer = string | (() => Response);

/** A network with one site, and the browser's own cache before it. */
export class FakeNetwork {
  readonly answers = new Map<string, FakeAnswer>();
  /** What the browser's own cache holds, by path: given unless the request wants nothing of it. */
  readonly cached = new Map<string, string>();
  /** Paths and how they were asked for. */
  readonly requests: string[] = [];
  online = true;

  readonly fetch: typeof fetch = async (input, init) => {
    const address = addressOf(input);
    const path = address.slice(SCOPE.href.length);
    const cache = init?.cache ?? (input instanceof Request ? input.cache : 'default');
    this.requests.push(`${cache} ${path}`);
    const held = this.cached.get(path);
    if (held !== undefined && cache !== 'reload') return new Response(held);
    const answer = this.answers.get(path);
    if (!this.online || cache === 'only-if-cached') throw new TypeError('Failed to fetch');
    if (answer === undefined) return new Response('', { status: 404 });
    return typeof answer === 'string' ? new Response(answer) : answer();
  };
}

/** A request as a page makes it. */
export function requestOf(
  path: string,
  options: { mode?: RequestMode; cache?: RequestCache } = {},
): Request {
  const request = new Request(new URL(path, SCOPE), {
    ...(options.cache && { cache: options.cache }),
  });
  // The constructor refuses the mode of visits.
  Object.defineProperty(request, 'mode', { value: options.mode ?? 'cors' });
  return request;
}

function addressOf(input: RequestInfo | URL): string {
  return input instanceof Request ? input.url : String(input);
}
