import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/run.ts';
import { parseStanzas, type Stanza } from './control.ts';
import { DownloadFailedError, fetchBytes } from './http.ts';
import type { SignatureVerifier } from './signature.ts';

/** Release files have about 150 kB; more than this is not one. */
const RELEASE_LIMIT_BYTES = 4_000_000;
/** The index of main has about 10 MB. */
const INDEX_LIMIT_BYTES = 64_000_000;

/** The mirror's index is not the one that its signed Release file lists. */
export class IndexOutOfStepError extends Error {
  override readonly name = 'IndexOutOfStepError';
}

/** A suite's Release file is too old, or of another suite. */
export class ReleaseProblemError extends Error {
  override readonly name = 'ReleaseProblemError';
}

/** A package index and how far it can be trusted. */
export interface FetchedIndex {
  readonly text: string;
  /** SHA-256 of the compressed file. */
  readonly sha256: string;
  /** Whether it is the file that the signed Release lists; else it was taken on the caller's demand. */
  readonly verified: boolean;
}

/** A suite as its signed Release file describes it. */
export class SignedSuite {
  readonly #files: ReadonlyMap<string, { readonly sha256: string; readonly size: number }>;

  private constructor(
    readonly address: string,
    /** When the suite was published, as the Release file writes it. */
    readonly date: string,
    release: Stanza,
  ) {
    this.#files = parseHashes(release.get('sha256') ?? '');
  }

  /**
   * Fetches a suite's InRelease and checks its signature, name and age.
   *
   * @throws SignatureProblemError, ReleaseProblemError, DownloadFailedError.
   */
  static async fetch(
    mirror: string,
    suite: string,
    verify: SignatureVerifier,
  ): Promise<SignedSuite> {
    const address = `${mirror}/dists/${suite}`;
    const name = `${address}/InRelease`;
    const text = await verify(await fetchBytes(name, RELEASE_LIMIT_BYTES), name);
    const [release] = parseStanzas(text);
    if (release?.get('codename') !== suite) {
      throw new ReleaseProblemError(`${name} is of suite "${release?.get('codename')}"`);
    }
    const end = release.get('valid-until');
    if (end !== undefined && Date.parse(end) < Date.now()) {
      throw new ReleaseProblemError(`${name} expired on ${end}: the mirror is stale`);
    }
    return new SignedSuite(address, release.get('date') ?? '', release);
  }

  /**
   * Fetches one index, e.g. `main/binary-i386`, and checks it against the Release file; where the mirror is in
   * the middle of an update the index may still be had under the name of its hash.
   *
   * @param acceptMismatch take what the mirror has even when it is not what was signed.
   * @throws IndexOutOfStepError, DownloadFailedError.
   */
  async fetchIndex(index: string, acceptMismatch = false): Promise<FetchedIndex> {
    const path = `${index}/Packages.xz`;
    const listed = this.#files.get(path);
    if (listed === undefined) throw new ReleaseProblemError(`${this.address} lists no ${path}`);
    const byName = await fetchBytes(`${this.address}/${path}`, INDEX_LIMIT_BYTES);
    if (sha256(byName) === listed.sha256) return unpacked(byName, true);
    const byHash = await this.#fetchByHash(index, listed.sha256);
    if (byHash !== undefined) return unpacked(byHash, true);
    if (acceptMismatch) return unpacked(byName, false);
    throw new IndexOutOfStepError(
      `${this.address}/${path} is not the file that the signed Release of ${this.date} lists; ` +
        'the mirror is out of step: try later, or another one with DRYDOCK_DEBIAN_MIRROR and DRYDOCK_DEBIAN_SECURITY_MIRROR',
    );
  }

  async #fetchByHash(index: string, hash: string): Promise<Uint8Array | undefined> {
    try {
      const address = `${this.address}/${index}/by-hash/SHA256/${hash}`;
      const bytes = await fetchBytes(address, INDEX_LIMIT_BYTES);
      return sha256(bytes) === hash ? bytes : undefined;
    } catch (error) {
      // Not every mirror keeps files by hash.
      if (error instanceof DownloadFailedError) return undefined;
      throw error;
    }
  }
}

function parseHashes(field: string): Map<string, { sha256: string; size: number }> {
  const files = new Map<string, { sha256: string; size: number }>();
  for (const line of field.split('\n')) {
    const [hash, size, path] = line.trim().split(/\s+/);
    if (hash && size && path) files.set(path, { sha256: hash, size: Number(size) });
  }
  return files;
}

async function unpacked(bytes: Uint8Array, verified: boolean): Promise<FetchedIndex> {
  // Node has no xz; a file, since the host's xz is run without a standard input.
  const folder = await mkdtemp(join(tmpdir(), 'drydock-index-'));
  try {
    const file = join(folder, 'Packages.xz');
    await writeFile(file, bytes);
    const text = await run('xz', ['--decompress', '--stdout', file]);
    return { text, sha256: sha256(bytes), verified };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
