import type { SizedBody } from '../http/http-message.ts';
import { type Digest, digestOf, isDigest } from './digest.ts';
import { referencesOf } from './manifest-references.ts';
import {
  REGISTRY_LIMITS,
  type RegistryData,
  type RegistryLimits,
  type RepositoryData,
} from './registry-data.ts';
import { RegistryProblemError } from './registry-error.ts';
import { joined } from './registry-push.ts';
import type { RegistryContent, RegistryUploads, StoredManifest } from './repository.ts';

/** Pushes that were begun and never ended; Docker has at most five under way. */
const MOST_UPLOADS = 64;

interface Repository {
  readonly tags: Map<string, Digest>;
  readonly manifests: Map<Digest, StoredManifest>;
  readonly blobs: Set<Digest>;
}

interface Upload {
  readonly parts: Uint8Array[];
  length: number;
}

/** A registry in memory that takes what is pushed to it. Nothing is kept that does not have the digest it came under. */
export class PrivateRegistry implements RegistryContent, RegistryUploads {
  readonly #repositories = new Map<string, Repository>();
  readonly #blobs = new Map<Digest, Uint8Array>();
  readonly #uploads = new Map<string, Upload>();
  readonly #limits: RegistryLimits;
  #nextUpload = 1;
  /** Counts what {@link clear} and {@link prepare} have done: whoever pushes to what was there before comes too late. */
  #life = 0;

  constructor(limits: Partial<RegistryLimits> = {}) {
    this.#limits = { ...REGISTRY_LIMITS, ...limits };
  }

  /** Bytes that are kept, half-finished uploads included. */
  get usedBytes(): number {
    let used = 0;
    for (const bytes of this.#blobs.values()) used += bytes.length;
    for (const { length } of this.#uploads.values()) used += length;
    for (const { manifests } of this.#repositories.values()) {
      for (const { bytes } of manifests.values()) used += bytes.length;
    }
    return used;
  }

  /** Whether nothing was pushed. Uploads that are not finished are nothing yet. */
  get isEmpty(): boolean {
    return this.#repositories.size === 0;
  }

  async names(): Promise<readonly string[]> {
    return [...this.#repositories.keys()].sort();
  }

  async tags(name: string): Promise<readonly string[] | undefined> {
    const repository = this.#repositories.get(name);
    return repository && [...repository.tags.keys()].sort();
  }

  async manifest(name: string, reference: string): Promise<StoredManifest | undefined> {
    const repository = this.#repositories.get(name);
    const digest = isDigest(reference) ? reference : repository?.tags.get(reference);
    return digest === undefined ? undefined : repository?.manifests.get(digest);
  }

  async blob(name: string, digest: Digest): Promise<SizedBody | undefined> {
    const bytes = this.#repositories.get(name)?.blobs.has(digest) && this.#blobs.get(digest);
    if (!bytes) return undefined;
    return {
      bytes: bytes.length,
      open: async function* () {
        yield bytes;
      },
    };
  }

  beginUpload(_name: string): string {
    if (this.#uploads.size >= MOST_UPLOADS) {
      throw new RegistryProblemError('TOOMANYREQUESTS', 'too many uploads are under way');
    }
    const id = `upload-${this.#nextUpload++}`;
    this.#uploads.set(id, { parts: [], length: 0 });
    return id;
  }

  async addToUpload(id: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    this.#requireUpload(id);
    for await (const part of bytes) {
      const upload = this.#requireUpload(id);
      if (this.usedBytes + part.length > this.#limits.bytes) {
        this.cancelUpload(id);
        throw full(this.#limits);
      }
      upload.parts.push(part.slice());
      upload.length += part.length;
    }
    return this.uploadSize(id);
  }

  uploadSize(id: string): number {
    return this.#requireUpload(id).length;
  }

  cancelUpload(id: string): void {
    this.#requireUpload(id);
    this.#uploads.delete(id);
  }

  async finishUpload(name: string, id: string, digest: Digest): Promise<void> {
    const { parts, length } = this.#requireUpload(id);
    const bytes = joined(parts, length);
    const actual = await digestOf(bytes);
    this.cancelUpload(id); // over either way, unless it was given up meanwhile
    if (actual !== digest) {
      const detail = { expected: digest, actual };
      throw new RegistryProblemError(
        'DIGEST_INVALID',
        'the content is not what its digest names',
        detail,
      );
    }
    this.#requireRoom(bytes.length);
    this.#blobs.set(digest, bytes);
    this.#repository(name).blobs.add(digest);
  }

  mountBlob(name: string, from: string, digest: Digest): boolean {
    if (!this.#repositories.get(from)?.blobs.has(digest)) return false;
    this.#requireRoom(0);
    this.#repository(name).blobs.add(digest);
    return true;
  }

  async putManifest(
    name: string,
    reference: string,
    mediaType: string,
    bytes: Uint8Array,
  ): Promise<Digest> {
    const life = this.#life;
    const digest = await digestOf(bytes);
    if (life !== this.#life)
      throw new RegistryProblemError('BLOB_UPLOAD_INVALID', 'it came too late');
    if (isDigest(reference) && reference !== digest) {
      const detail = { expected: reference, actual: digest };
      throw new RegistryProblemError(
        'DIGEST_INVALID',
        'the manifest is not what its digest names',
        detail,
      );
    }
    const references = referencesOf(bytes, mediaType);
    const repository = this.#repositories.get(name);
    for (const blob of references.blobs) {
      if (!repository?.blobs.has(blob.digest)) throw missing('MANIFEST_BLOB_UNKNOWN', blob.digest);
      if (this.#blobs.get(blob.digest)?.length !== blob.size) {
        throw new RegistryProblemError(
          'MANIFEST_INVALID',
          'a blob has another size',
          blobDetail(blob.digest),
        );
      }
    }
    for (const manifest of references.manifests) {
      if (!repository?.manifests.has(manifest)) throw missing('MANIFEST_UNKNOWN', manifest);
    }
    this.#requireRoom(bytes.length);
    const kept = this.#repository(name);
    kept.manifests.set(digest, { digest, mediaType: references.mediaType, bytes });
    if (!isDigest(reference)) kept.tags.set(reference, digest);
    return digest;
  }

  /** Forgets everything; what is being pushed fails. */
  clear(): void {
    this.#life++;
    this.#repositories.clear();
    this.#blobs.clear();
    this.#uploads.clear();
  }

  /** All that was pushed and finished, with the bytes that are kept here. */
  export(): RegistryData {
    const repositories = [...this.#repositories].map(([name, { tags, manifests, blobs }]) => ({
      name,
      tags: Object.fromEntries(tags),
      manifests: [...manifests.values()],
      blobs: [...blobs],
    }));
    return { repositories, blobs: [...this.#blobs].map(([digest, bytes]) => ({ digest, bytes })) };
  }

  /**
   * Checks `data` and gives what puts it in the place of all that is here by then, at once. The bytes are not copied.
   * @throws RegistryProblemError when it is not sound; nothing has changed
   */
  async prepare(data: RegistryData): Promise<() => void> {
    const fresh = new PrivateRegistry(this.#limits);
    for (const { digest, bytes } of data.blobs) await fresh.#keepBlob(digest, bytes);
    for (const repository of data.repositories) await fresh.#importRepository(repository);
    return () => {
      this.clear();
      for (const [digest, bytes] of fresh.#blobs) this.#blobs.set(digest, bytes);
      for (const [name, repository] of fresh.#repositories)
        this.#repositories.set(name, repository);
    };
  }

  async #keepBlob(digest: Digest, bytes: Uint8Array): Promise<void> {
    if ((await digestOf(bytes)) !== digest) throw missing('DIGEST_INVALID', digest);
    this.#requireRoom(bytes.length);
    this.#blobs.set(digest, bytes);
  }

  async #importRepository({ name, tags, manifests, blobs }: RepositoryData): Promise<void> {
    const repository = this.#repository(name);
    for (const digest of blobs) {
      if (!this.#blobs.has(digest)) throw missing('BLOB_UNKNOWN', digest);
      repository.blobs.add(digest);
    }
    for (const { digest, mediaType, bytes } of manifests) {
      await this.putManifest(name, digest, mediaType, bytes);
    }
    for (const [tag, digest] of Object.entries(tags)) {
      if (!repository.manifests.has(digest)) throw missing('MANIFEST_UNKNOWN', digest);
      repository.tags.set(tag, digest);
    }
  }

  #repository(name: string): Repository {
    const known = this.#repositories.get(name);
    if (known) return known;
    const made = { tags: new Map(), manifests: new Map(), blobs: new Set<Digest>() };
    this.#repositories.set(name, made);
    return made;
  }

  /** @throws RegistryProblemError when there is no room for so many bytes, or for anything */
  #requireRoom(bytes: number): void {
    let entries = 0;
    for (const { tags, manifests, blobs } of this.#repositories.values()) {
      entries += 1 + tags.size + manifests.size + blobs.size;
    }
    const { bytes: most, entries: mostEntries } = this.#limits;
    if (this.usedBytes + bytes > most || entries >= mostEntries) throw full(this.#limits);
  }

  #requireUpload(id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload) return upload;
    throw new RegistryProblemError('BLOB_UPLOAD_UNKNOWN', 'there is no such upload', { id });
  }
}

const blobDetail = (digest: Digest) => ({ digest });

const missing = (
  code: 'BLOB_UNKNOWN' | 'DIGEST_INVALID' | 'MANIFEST_BLOB_UNKNOWN' | 'MANIFEST_UNKNOWN',
  digest: Digest,
) => new RegistryProblemError(code, `${digest} is not there or not sound`, { digest });

function full({ bytes, entries }: RegistryLimits): RegistryProblemError {
  const most = `${Math.floor(bytes / 1024 / 1024)} MiB and ${entries} names`;
  return new RegistryProblemError('SIZE_INVALID', `the registry is full: it keeps ${most}`);
}
