import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ArchiveName, IndexedPackage } from './package-index.ts';

/** What a locked package is for: the guest's files, or something that only the build needs. */
export type PackageUse = (typeof PACKAGE_USES)[number];

export const PACKAGE_USES = [
  'rootfs',
  'registry',
  'kernel-source',
  'firmware',
  'agent-sysroot',
] as const;

const ARCHIVES: readonly ArchiveName[] = ['debian', 'debian-security'];

/** Exactly one version of one package, with the place and the hash of its file. */
export interface LockedPackage {
  readonly use: PackageUse;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly archive: ArchiveName;
  /** Path below the archive's root. */
  readonly path: string;
  /** Bytes of the .deb file. */
  readonly size: number;
  readonly sha256: string;
}

/** A package index that the lock was made from. */
export interface LockedIndex {
  readonly archive: ArchiveName;
  readonly suite: string;
  readonly index: string;
  /** Date of the suite's signed Release file. */
  readonly date: string;
  readonly sha256: string;
  /**
   * Whether the index was the one that the signed Release lists. Where false, the hashes of the packages of its
   * architecture are only what the mirror said when the lock was made.
   */
  readonly verified: boolean;
}

/** The lock file: all packages of the image and of its build. */
export interface PackageLock {
  readonly indexes: readonly LockedIndex[];
  readonly packages: readonly LockedPackage[];
}

/** A lock file that cannot be used; the message names the file and the field. */
export class LockFileError extends Error {
  override readonly name = 'LockFileError';
}

/** Where the lock file is. */
export const LOCK_FILE = fileURLToPath(new URL('packages.lock.json', import.meta.url));

/** Reads and checks the lock file. @throws LockFileError */
export async function loadLock(file = LOCK_FILE): Promise<PackageLock> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new LockFileError(`${file} cannot be read; npm run image:update makes it`, {
      cause: error,
    });
  }
  return parseLock(text, file);
}

/** Reads a lock file's text. @throws LockFileError naming `file` and the field. */
export function parseLock(text: string, file: string): PackageLock {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new LockFileError(`${file}: not JSON: ${(error as Error).message}`, { cause: error });
  }
  const lock = new Fields(data, file, '');
  const packages = lock.list('packages').map(readPackage);
  const seen = new Set<string>();
  for (const [position, { use, name }] of packages.entries()) {
    const key = `${use} ${name}`;
    if (seen.has(key))
      throw new LockFileError(`${file}: packages[${position}].name: ${name} twice`);
    seen.add(key);
  }
  return { indexes: lock.list('indexes').map(readIndex), packages };
}

/** The lock file's text; the same lock always gives the same text, one field a line. */
export function formatLock(lock: PackageLock): string {
  return `${JSON.stringify({ indexes: lock.indexes, packages: lock.packages.toSorted(byUseAndName) }, null, 2)}\n`;
}

/** The locked packages for one use. */
export function packagesFor(lock: PackageLock, use: PackageUse): LockedPackage[] {
  return lock.packages.filter((entry) => entry.use === use);
}

/** An index's entry as it is locked for a use. */
export function lockPackage(entry: IndexedPackage, use: PackageUse): LockedPackage {
  const { name, version, architecture, archive, path, size, sha256 } = entry;
  return { use, name, version, architecture, archive, path, size, sha256 };
}

function readPackage(fields: Fields): LockedPackage {
  return {
    use: fields.oneOf('use', PACKAGE_USES),
    name: fields.matching('name', /^[a-z0-9][a-z0-9+.-]+$/, 'a package name'),
    version: fields.matching('version', /^[\w.+~:-]+$/, 'a version'),
    architecture: fields.oneOf('architecture', ['i386', 'all']),
    archive: fields.oneOf('archive', ARCHIVES),
    path: fields.matching('path', /^pool\/(?!.*\.\.\/)[\w.+~%/-]+\.deb$/, 'a path below pool/'),
    size: fields.size('size'),
    sha256: fields.matching('sha256', /^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal'),
  };
}

function readIndex(fields: Fields): LockedIndex {
  return {
    archive: fields.oneOf('archive', ARCHIVES),
    suite: fields.matching('suite', /^[a-z-]+$/, 'a suite'),
    index: fields.matching('index', /^[\w/-]+$/, 'the path of an index'),
    date: fields.matching('date', /./, 'a date'),
    sha256: fields.matching('sha256', /^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal'),
    verified: fields.boolean('verified'),
  };
}

/** The fields of one JSON object, read with the place they stand at for messages. */
class Fields {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    readonly file: string,
    readonly place: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new LockFileError(`${file}: ${place || 'the file'} is not an object`);
    }
    this.#values = value as Record<string, unknown>;
  }

  list(name: string): Fields[] {
    const value = this.#values[name];
    if (!Array.isArray(value)) return this.#refuse(name, 'a list');
    return value.map(
      (item, index) => new Fields(item, this.file, `${this.place}${name}[${index}].`),
    );
  }

  matching(name: string, pattern: RegExp, what: string): string {
    const value = this.#values[name];
    return typeof value === 'string' && pattern.test(value) ? value : this.#refuse(name, what);
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const found = allowed.find((value) => value === this.#values[name]);
    return found ?? this.#refuse(name, `one of ${allowed.join(', ')}`);
  }

  size(name: string): number {
    const value = this.#values[name];
    return Number.isSafeInteger(value) && Number(value) > 0
      ? Number(value)
      : this.#refuse(name, 'a number of bytes');
  }

  boolean(name: string): boolean {
    const value = this.#values[name];
    return typeof value === 'boolean' ? value : this.#refuse(name, 'true or false');
  }

  #refuse(name: string, what: string): never {
    const value = JSON.stringify(this.#values[name]);
    throw new LockFileError(`${this.file}: ${this.place}${name} should be ${what}, is ${value}`);
  }
}

function byUseAndName(a: LockedPackage, b: LockedPackage): number {
  const order = PACKAGE_USES.indexOf(a.use) - PACKAGE_USES.indexOf(b.use);
  if (order !== 0) return order;
  return a.name < b.name ? -1 : 1;
}
