import { isRight, StoreFailedError, type Wanted } from './download.ts';

/** Files in one of the browser's caches, by their addresses. What is stored was checked before. */
export class FileCache {
  readonly #caches: CacheStorage;
  readonly name: string;

  constructor(caches: CacheStorage, name: string) {
    this.#caches = caches;
    this.name = name;
  }

  /** The file as it is stored; undefined when it is not. */
  async get(url: URL): Promise<Response | undefined> {
    return this.#caches.match(url.href, { cacheName: this.name });
  }

  /** The file after a close look; a wrong one is removed and not given. */
  async getChecked(wanted: Wanted): Promise<Response | undefined> {
    const stored = await this.get(wanted.url);
    if (!stored || (await isRight(stored, wanted))) return stored;
    await this.delete(wanted.url);
    return undefined;
  }

  /** Stores an answer that was checked. Rejects with StoreFailedError `full` when the browser has no room. */
  async put({ path, url }: Wanted, response: Response): Promise<void> {
    try {
      await (await this.#open()).put(url, response);
    } catch (cause) {
      throw new StoreFailedError(isQuota(cause) ? 'full' : 'unreachable', path, { cause });
    }
  }

  async delete(url: URL): Promise<void> {
    await (await this.#open()).delete(url);
  }

  /** Removes all of it. */
  async drop(): Promise<void> {
    await this.#caches.delete(this.name);
  }

  /** Whether there is such a cache, be it empty. */
  exists(): Promise<boolean> {
    return this.#caches.has(this.name);
  }

  /** Addresses of everything that is stored. */
  async addresses(): Promise<Set<string>> {
    if (!(await this.exists())) return new Set();
    return new Set((await (await this.#open()).keys()).map(({ url }) => url));
  }

  /** Removes everything but these. */
  async keepOnly(addresses: ReadonlySet<string>): Promise<void> {
    for (const address of await this.addresses()) {
      if (!addresses.has(address)) await this.delete(new URL(address));
    }
  }

  #open(): Promise<Cache> {
    return this.#caches.open(this.name);
  }
}

function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
