import { type ImageManifest, MANIFEST_PATH, parseManifest } from '../machine/image/manifest.ts';
import type { RegistryIndex } from '../machine/registry/static-registry.ts';
import type { StoredFiles, StoreOutcome } from './contract.ts';
import { download, isRight, isWhole, StoreFailedError, type Wanted } from './download.ts';
import { FileCache } from './file-cache.ts';
import { allFiles, engineFiles, imageFiles } from './image-files.ts';
import { hashInName, PAGE_PATH, type SiteVersion } from './site-version.ts';

/** What the service worker gives its site. */
export interface OfflineSiteParts {
  readonly site: SiteVersion;
  /** The site's folder: all that the worker ever sees to. */
  readonly scope: URL;
  readonly caches: CacheStorage;
  readonly fetch: typeof fetch;
  /** Ends the service worker's registration; pages then load from the network. */
  readonly unregister: () => Promise<unknown>;
}

/**
 * One version of the site without the network.
 *
 * Its own files are in a cache of their own, all of them or none, and answer for every page that this worker controls: a page
 * never meets files of another version. Files of the image have their hash in their names, so one cache serves all versions.
 * Other sites of the same origin have theirs: the names of caches end with the folder.
 */
export class OfflineSite {
  readonly #parts: OfflineSiteParts;
  readonly #own: FileCache;
  readonly #image: FileCache;
  readonly #files: ReadonlyMap<string, Wanted & { readonly bytes: number }>;

  constructor(parts: OfflineSiteParts) {
    const { site, scope, caches } = parts;
    this.#parts = parts;
    this.#own = new FileCache(caches, `drydock site ${site.version} ${scope.pathname}`);
    this.#image = new FileCache(caches, `drydock image ${scope.pathname}`);
    this.#files = new Map(
      site.files.map((file) => [file.path, { ...file, url: this.#urlOf(file.path) }]),
    );
  }

  /**
   * Stores the site's own files and the memory layer, without which there is no machine. Rejects with StoreFailedError, and then
   * nothing of this version is left.
   */
  async install(): Promise<void> {
    try {
      for (const file of this.#files.values()) await this.#fill(this.#own, file);
      const manifest = await this.#manifest();
      if (manifest) await this.#fill(this.#image, this.#imageFile(manifest.base.path));
    } catch (error) {
      await this.#own.drop();
      throw error;
    }
  }

  /** Removes what only other versions of this site need; no page of theirs is open any more. */
  async activate(): Promise<void> {
    const { caches, scope } = this.#parts;
    for (const name of await caches.keys()) {
      const isOurs = name.startsWith('drydock site ') && name.endsWith(` ${scope.pathname}`);
      if (isOurs && name !== this.#own.name) await caches.delete(name);
    }
    const manifest = await this.#requireManifest();
    const files = allFiles(manifest, await this.#registryIndex(manifest));
    const wanted = files.map(({ path }) => this.#urlOf(path).href);
    await this.#image.keepOnly(new Set(wanted));
  }

  /**
   * The answer to a request, or undefined for one that is none of ours. `later` gets the work that goes on after the answer.
   *
   * A request that wants no cache on the way (`reload`) doubts what it got before: what is stored is looked at closely.
   */
  answer(request: Request, later: (work: Promise<unknown>) => void): Promise<Response> | undefined {
    const path = this.#pathOf(request);
    if (path === undefined) return undefined;
    if (request.mode === 'navigate') return this.#answerVisit(request);
    const file = this.#files.get(path);
    if (file) return this.#answerOwn(request, file);
    return hashInName(path) ? this.#answerImage(request, this.#imageFile(path), later) : undefined;
  }

  /** What is stored, and what is not yet: of what every machine needs, and of what the Docker Engine needs if that is wanted. */
  async list(withEngine: boolean): Promise<StoredFiles> {
    const manifest = await this.#requireManifest();
    const base = imageFiles(manifest);
    const engine = engineFiles(
      manifest,
      withEngine ? await this.#loadRegistryIndex(manifest) : await this.#registryIndex(manifest),
    );
    const stored = await this.#image.addresses();
    const isMissing = ({ path }: { readonly path: string }) => !stored.has(this.#urlOf(path).href);
    const files = withEngine ? [...base, ...engine] : base;
    const missing = files.filter(isMissing);
    const totalBytes = sumBytes(files) + sumBytes([...this.#files.values()]);
    return {
      totalBytes,
      storedBytes: totalBytes - sumBytes(missing),
      engineMissingBytes: sumBytes(engine.filter(isMissing)),
      missing: missing.map(({ path, bytes }) => ({ path, bytes })),
    };
  }

  /** Stores one file of the image, if it is not stored yet. */
  async store(path: string, cachedOnly: boolean): Promise<StoreOutcome> {
    try {
      await this.#fill(this.#image, this.#imageFile(path), cachedOnly);
      return 'stored';
    } catch (error) {
      if (error instanceof StoreFailedError) return error.outcome;
      throw error;
    }
  }

  async #fill(cache: FileCache, file: Wanted, cachedOnly = false): Promise<void> {
    if (await cache.get(file.url)) return;
    await cache.put(file, await download(file, this.#parts.fetch, cachedOnly));
  }

  /**
   * A site of which anything is missing is no site: it is given up, and the page comes from the network, to be stored anew by the
   * next registration.
   */
  async #answerVisit(request: Request): Promise<Response> {
    const stored = await this.#own.addresses();
    const whole = [...this.#files.values()].every(({ url }) => stored.has(url.href));
    const page = whole ? await this.#own.get(this.#parts.scope) : undefined;
    if (page) return page;
    await this.#own.drop();
    await this.#parts.unregister();
    return this.#parts.fetch(request);
  }

  /** Never another version's: rather an error. */
  async #answerOwn(request: Request, file: Wanted): Promise<Response> {
    const stored = await lookUp(this.#own, request, file);
    if (stored) return stored;
    // A site that was given up leaves its pages to the network.
    if (!(await this.#own.exists())) return this.#parts.fetch(request);
    try {
      const fresh = await download(file, this.#parts.fetch);
      await this.#own.put(file, fresh.clone());
      return fresh;
    } catch {
      return Response.error(); // the page says which file it could not have
    }
  }

  /** What comes from the network is the page's to judge, and is stored when it is right. */
  async #answerImage(
    request: Request,
    file: Wanted,
    later: (work: Promise<unknown>) => void,
  ): Promise<Response> {
    const stored = await lookUp(this.#image, request, file);
    if (stored) return stored;
    const response = await this.#parts.fetch(request);
    if (isWhole(response)) later(this.#keepIfRight(file, response.clone()));
    return response;
  }

  async #keepIfRight(file: Wanted, response: Response): Promise<void> {
    try {
      if (await isRight(response, file)) await this.#image.put(file, response);
    } catch {
      // The connection broke off, or there is no room: the page has what it could get, and nothing is stored.
    }
  }

  async #manifest(): Promise<ImageManifest | undefined> {
    const stored = await this.#own.get(this.#urlOf(MANIFEST_PATH));
    return stored && parseManifest(await stored.text());
  }

  /** What container images there are; undefined when nobody has asked for one yet. */
  async #registryIndex({ registry }: ImageManifest): Promise<RegistryIndex | undefined> {
    const stored = registry && (await this.#image.getChecked(this.#imageFile(registry.path)));
    return stored && (JSON.parse(await stored.text()) as RegistryIndex);
  }

  /** The same, loaded if need be. Who cannot have it learns that when it is to be stored. */
  async #loadRegistryIndex(manifest: ImageManifest): Promise<RegistryIndex | undefined> {
    if (manifest.registry) await this.store(manifest.registry.path, false);
    return this.#registryIndex(manifest);
  }

  async #requireManifest(): Promise<ImageManifest> {
    const manifest = await this.#manifest();
    if (!manifest) throw new Error('the manifest of the image is not stored');
    return manifest;
  }

  #imageFile(path: string): Wanted {
    const sha256 = hashInName(path);
    if (sha256 === undefined) throw new RangeError(`${path} is no file of the image`);
    return { path, sha256, url: this.#urlOf(path) };
  }

  #urlOf(path: string): URL {
    return new URL(path === PAGE_PATH ? './' : path, this.#parts.scope);
  }

  /** Path below the folder that a request is about; a visit's may have a query. */
  #pathOf({ method, mode, url }: Request): string | undefined {
    const { origin, pathname, search } = new URL(url);
    const { scope } = this.#parts;
    if (method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
    const path = pathname.slice(scope.pathname.length);
    if (mode === 'navigate') return path === '' || path === PAGE_PATH ? PAGE_PATH : undefined;
    return search === '' ? path : undefined;
  }
}

function lookUp(cache: FileCache, request: Request, file: Wanted): Promise<Response | undefined> {
  return request.cache === 'reload' ? cache.getChecked(file) : cache.get(file.url);
}

function sumBytes(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
