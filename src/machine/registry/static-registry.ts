import type { SizedBody } from '../http/http-message.ts';
import type { ImageSource } from '../image/image-source.ts';
import type { ImageFile } from '../image/manifest.ts';
import { type Digest, isDigest } from './digest.ts';
import type { DescribedRepository } from './hub-search.ts';
import type { RegistryContent, StoredManifest } from './repository.ts';

/** Blobs that were read, kept in memory; the guest pulls a layer once, and again after a reset. */
const CACHE_BYTES = 64 * 1024 * 1024;

/** The images that were built with the page: `image/registry.<hash>.json`, as the build writes it and the page reads it. */
export interface RegistryIndex {
  readonly format: 1;
  readonly repositories: Readonly<Record<string, StaticRepository>>;
  /** Every blob, layers and configurations, by its digest. */
  readonly blobs: Readonly<Record<Digest, ImageFile>>;
  /** Of each layer the number of pages that its files take, each filled up to whole ones. */
  readonly filePages: Readonly<Record<Digest, number>>;
  /** Manifests and indexes by digest, as text: they are small, and pulls begin with them. */
  readonly manifests: Readonly<Record<Digest, StaticManifest>>;
}

/** One repository of the built images. */
export interface StaticRepository {
  /** What its images are; for those who search. */
  readonly description: string;
  /** Tag to digest of a manifest or index. */
  readonly tags: Readonly<Record<string, Digest>>;
  /** Every manifest and blob that the tags lead to. */
  readonly contents: readonly Digest[];
}

/** A manifest as it lies in the index. */
export interface StaticManifest {
  readonly mediaType: string;
  readonly text: string;
}

/** The lab's Docker Hub: the images that were built with the page, fetched when they are pulled. */
export class StaticRegistry implements RegistryContent {
  readonly #source: Pick<ImageSource, 'read'>;
  readonly #file: ImageFile;
  #index: Promise<RegistryIndex> | undefined;
  readonly #cache = new Map<
    Digest,
    { readonly reading: Promise<Uint8Array>; readonly bytes: number }
  >();
  #cachedBytes = 0;

  /** @param file the index, from the image's manifest */
  constructor(source: Pick<ImageSource, 'read'>, file: ImageFile) {
    this.#source = source;
    this.#file = file;
  }

  async names(): Promise<readonly string[]> {
    return Object.keys((await this.#load()).repositories).sort();
  }

  /** All repositories, in the order of their names. */
  async described(): Promise<readonly DescribedRepository[]> {
    const { repositories } = await this.#load();
    const all = Object.entries(repositories).map(([name, { description }]) => ({
      name,
      description,
    }));
    return all.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  async tags(name: string): Promise<readonly string[] | undefined> {
    const repository = await this.#repository(name);
    return repository && Object.keys(repository.tags).sort();
  }

  async manifest(name: string, reference: string): Promise<StoredManifest | undefined> {
    const repository = await this.#repository(name);
    if (repository === undefined) return undefined;
    const digest = isDigest(reference) ? reference : own(repository.tags, reference);
    if (digest === undefined || !repository.contents.includes(digest)) return undefined;
    const manifest = own((await this.#load()).manifests, digest);
    if (manifest === undefined) return undefined;
    const bytes = new TextEncoder().encode(manifest.text);
    return { digest, mediaType: manifest.mediaType, bytes };
  }

  async blob(name: string, digest: Digest): Promise<SizedBody | undefined> {
    if (!(await this.#repository(name))?.contents.includes(digest)) return undefined;
    const file = own((await this.#load()).blobs, digest);
    if (file === undefined) return undefined;
    const read = () => this.#read(digest, file);
    return {
      bytes: file.bytes,
      open: async function* () {
        yield await read();
      },
    };
  }

  async #repository(name: string): Promise<StaticRepository | undefined> {
    return own((await this.#load()).repositories, name);
  }

  /** The index's own sum vouches for every digest in it. */
  #load(): Promise<RegistryIndex> {
    this.#index ??= this.#source
      .read(this.#file)
      .then((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as RegistryIndex)
      .catch((error: unknown) => {
        this.#index = undefined; // asked for again by the next pull
        throw error;
      });
    return this.#index;
  }

  /** The whole blob, checked, before its first byte goes to the guest. */
  #read(digest: Digest, file: ImageFile): Promise<Uint8Array> {
    const known = this.#cache.get(digest);
    if (known) return known.reading;
    const reading = this.#source.read(file);
    reading.catch(() => this.#forget(digest)); // asked for again by the next pull
    this.#cache.set(digest, { reading, bytes: file.bytes });
    this.#cachedBytes += file.bytes;
    for (const oldest of this.#cache.keys()) {
      if (this.#cachedBytes <= CACHE_BYTES || oldest === digest) break;
      this.#forget(oldest);
    }
    return reading;
  }

  #forget(digest: Digest): void {
    this.#cachedBytes -= this.#cache.get(digest)?.bytes ?? 0;
    this.#cache.delete(digest);
  }
}

/** A member of a record, and nothing of what every object has. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
