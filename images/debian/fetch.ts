import { join } from 'node:path';
import { cacheRoot } from '../support/cache.ts';
import { formatBytes, type StageProgress } from '../support/progress.ts';
import { DownloadFailedError, fetchFile } from './http.ts';
import { type LockedPackage, lockPackage } from './lock.ts';
import { findMirrors, type Mirrors } from './mirrors.ts';
import { gpgvVerifier, type SignatureVerifier } from './signature.ts';
import { type FetchedSuites, fetchSuites } from './suites.ts';

const PARALLEL_DOWNLOADS = 4;

/** A package whose file is here and has the hash it should have. */
export interface FetchedPackage {
  /** What was fetched; differs from the lock where the locked version has vanished. */
  readonly package: LockedPackage;
  /** Path of the .deb file. */
  readonly file: string;
  /** The locked version, where it had to be replaced. */
  readonly replaced?: LockedPackage;
}

/** A locked package is gone from the mirror and the signed index has no other version of it. */
export class PackageVanishedError extends Error {
  override readonly name = 'PackageVanishedError';
}

/** Where packages come from and go to; the defaults are this host's mirror, keys and cache. */
export interface FetchOptions {
  readonly progress?: StageProgress;
  readonly mirrors?: Mirrors;
  readonly verify?: SignatureVerifier;
  readonly store?: string;
}

/**
 * Fetches packages into the cache, verified, in the given order.
 *
 * One that has vanished from the mirror is replaced by the newest version in the signed index, with a warning;
 * the lock file stays as it is.
 *
 * @throws DownloadFailedError, WrongHashError, PackageVanishedError, MirrorUnknownError, and the errors of
 *   `fetchSuites` when a package has vanished.
 */
export async function fetchPackages(
  packages: readonly LockedPackage[],
  options: FetchOptions = {},
): Promise<FetchedPackage[]> {
  const fetcher = new PackageFetcher(
    options.mirrors ?? (await findMirrors()),
    options.verify ?? gpgvVerifier(),
    options.store ?? join(cacheRoot(), 'packages'),
    options.progress ?? { report: () => undefined, warn: (text) => console.warn(text) },
  );
  return fetcher.fetchAll(packages);
}

class PackageFetcher {
  #suites: Promise<FetchedSuites> | undefined;
  #bytes = 0;
  #total = 0;

  constructor(
    readonly mirrors: Mirrors,
    readonly verify: SignatureVerifier,
    readonly store: string,
    readonly progress: StageProgress,
  ) {}

  async fetchAll(packages: readonly LockedPackage[]): Promise<FetchedPackage[]> {
    this.#total = packages.reduce((sum, { size }) => sum + size, 0);
    const results: FetchedPackage[] = [];
    const queue = [...packages.entries()];
    const worker = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [position, wanted] = next;
        results[position] = await this.#fetchOne(wanted);
      }
    };
    try {
      await Promise.all(Array.from({ length: PARALLEL_DOWNLOADS }, worker));
    } finally {
      // After a failure the other workers finish what they have begun and stop.
      queue.length = 0;
    }
    return results;
  }

  async #fetchOne(wanted: LockedPackage): Promise<FetchedPackage> {
    try {
      return { package: wanted, file: await this.#download(wanted) };
    } catch (error) {
      if (!(error instanceof DownloadFailedError) || !error.isGone) throw error;
    }
    const current = await this.#current(wanted);
    this.progress.warn(
      `${wanted.name} ${wanted.version} has vanished from the mirror; using ${current.version} from the signed index (npm run image:update renews the lock file)`,
    );
    this.#total += current.size - wanted.size;
    return { package: current, file: await this.#download(current), replaced: wanted };
  }

  async #download(entry: LockedPackage): Promise<string> {
    const url = `${this.mirrors[entry.archive]}/${entry.path}`;
    return fetchFile({ url, size: entry.size, sha256: entry.sha256 }, this.store, (bytes) => {
      this.#bytes += bytes;
      this.progress.report(`${formatBytes(this.#bytes)} of ${formatBytes(this.#total)}`);
    });
  }

  async #current(wanted: LockedPackage): Promise<LockedPackage> {
    // One look at the indexes serves all packages that have vanished.
    this.#suites ??= fetchSuites({ mirrors: this.mirrors, verify: this.verify });
    const { packages } = await this.#suites;
    const newest = packages
      .versions(wanted.name)
      .find(
        ({ architecture, sha256 }) =>
          architecture === wanted.architecture && sha256 !== wanted.sha256,
      );
    if (newest === undefined) {
      throw new PackageVanishedError(
        `${wanted.name} ${wanted.version} is gone from ${this.mirrors[wanted.archive]} and the signed index has no other version`,
      );
    }
    return lockPackage(newest, wanted.use);
  }
}
