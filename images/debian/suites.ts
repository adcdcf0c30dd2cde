import type { LockedIndex } from './lock.ts';
import type { Mirrors } from './mirrors.ts';
import { type ArchiveName, PackageIndex, parsePackages } from './package-index.ts';
import { SignedSuite } from './release.ts';
import type { SignatureVerifier } from './signature.ts';

/** The Debian release the guest is made from. */
const SUITES: readonly { readonly archive: ArchiveName; readonly suite: string }[] = [
  { archive: 'debian', suite: 'trixie' },
  { archive: 'debian-security', suite: 'trixie-security' },
];

/**
 * Which index is read for packages of which architecture. Those for `all` are in every index; they are taken
 * from that of amd64, which mirrors are known to keep in step better than that of i386.
 */
const INDEXES = [
  { index: 'main/binary-i386', architecture: 'i386' },
  { index: 'main/binary-amd64', architecture: 'all' },
] as const;

/** Where indexes come from and who vouches for them. */
export interface IndexSource {
  readonly mirrors: Mirrors;
  readonly verify: SignatureVerifier;
  /** Take an index that is not the one in the signed Release, and say so in `indexes`. */
  readonly acceptMismatch?: boolean;
}

/** All packages of the release, and the indexes they were read from. */
export interface FetchedSuites {
  readonly packages: PackageIndex;
  readonly indexes: readonly LockedIndex[];
}

/**
 * Fetches and verifies the indexes of the guest's Debian release and of its security updates.
 *
 * @throws SignatureProblemError, ReleaseProblemError, IndexOutOfStepError, DownloadFailedError.
 */
export async function fetchSuites(source: IndexSource): Promise<FetchedSuites> {
  const packages = new PackageIndex();
  const indexes: LockedIndex[] = [];
  for (const { archive, suite } of SUITES) {
    const signed = await SignedSuite.fetch(source.mirrors[archive], suite, source.verify);
    for (const { index, architecture } of INDEXES) {
      const { text, sha256, verified } = await signed.fetchIndex(index, source.acceptMismatch);
      for (const entry of parsePackages(text, archive, architecture)) packages.add(entry);
      indexes.push({ archive, suite, index, date: signed.date, sha256, verified });
    }
  }
  return { packages, indexes };
}
