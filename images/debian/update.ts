import { readFile, writeFile } from 'node:fs/promises';
import { ensureHostTools } from '../support/host-tools.ts';
import {
  formatLock,
  LOCK_FILE,
  type LockedPackage,
  lockPackage,
  type PackageLock,
  parseLock,
} from './lock.ts';
import { findMirrors } from './mirrors.ts';
import { PACKAGE_WISHES } from './packages.ts';
import { resolvePackages } from './resolve.ts';
import { gpgvVerifier } from './signature.ts';
import { type FetchedSuites, fetchSuites } from './suites.ts';

/**
 * Lets the lock be made from an index that is not the one in the signed Release. The lock then says so, and
 * the hashes of those packages are worth as much as the way to the mirror was.
 */
const ACCEPT_MISMATCH = '--accept-unverified-index';

/** Resolves all wishes against the indexes. @throws DependencyProblemError */
export function makeLock({ packages, indexes }: FetchedSuites): PackageLock {
  const locked = PACKAGE_WISHES.flatMap(({ use, wanted, excluded }) =>
    resolvePackages(packages, { wanted, excluded }).map((entry) => lockPackage(entry, use)),
  );
  return { indexes, packages: locked };
}

/** What changed between two locks: a line for each package added, removed, or of another version. */
export function describeChanges(before: PackageLock, after: PackageLock): string[] {
  const key = ({ use, name }: LockedPackage) => `${name} (${use})`;
  const old = new Map(before.packages.map((entry) => [key(entry), entry]));
  const current = new Map(after.packages.map((entry) => [key(entry), entry]));
  const lines: string[] = [];
  for (const [name, { version }] of current) {
    const previous = old.get(name)?.version;
    if (previous === undefined) lines.push(`added    ${name} ${version}`);
    else if (previous !== version) lines.push(`changed  ${name} ${previous} -> ${version}`);
  }
  for (const [name, { version }] of old) {
    if (!current.has(name)) lines.push(`removed  ${name} ${version}`);
  }
  return lines;
}

async function main(): Promise<void> {
  const acceptMismatch = process.argv.includes(ACCEPT_MISMATCH);
  await ensureHostTools(['packages'], console.log);
  const suites = await fetchSuites({
    mirrors: await findMirrors(),
    verify: gpgvVerifier(),
    acceptMismatch,
  });
  for (const { suite, index, verified, date } of suites.indexes) {
    if (verified) continue;
    console.warn(
      `warning: ${suite} ${index} is not the index in the signed Release of ${date}; the lock file records it as not verified`,
    );
  }
  const lock = makeLock(suites);
  const before = await readFile(LOCK_FILE, 'utf8').catch(() => '{"indexes":[],"packages":[]}');
  const changes = describeChanges(parseLock(before, LOCK_FILE), lock);
  await writeFile(LOCK_FILE, formatLock(lock));
  console.log(changes.length === 0 ? 'no package has changed' : changes.join('\n'));
}

if (import.meta.filename === process.argv[1]) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  });
}
