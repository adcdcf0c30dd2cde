import { parseStanzas, type Stanza } from './control.ts';
import { compareVersions, type VersionRelation } from './version.ts';

/** The archives the guest is made from: the main one and the one with security updates. */
export type ArchiveName = 'debian' | 'debian-security';

/** One alternative of a dependency: a package or virtual package, with the versions that will do. */
export interface Dependency {
  readonly name: string;
  readonly relation?: VersionRelation;
  readonly version?: string;
}

/** One package as the index describes it. */
export interface IndexedPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly archive: ArchiveName;
  /** Path below the archive's root. */
  readonly path: string;
  /** Bytes of the .deb file. */
  readonly size: number;
  readonly sha256: string;
  /** Pre-Depends and Depends: every member must be met, by one of its alternatives. */
  readonly dependencies: readonly (readonly Dependency[])[];
  /** Virtual packages; a version only where the provider names one. */
  readonly provides: readonly Dependency[];
}

/** The packages of several indexes: by name, newest first, and by what they provide. */
export class PackageIndex {
  readonly #byName = new Map<string, IndexedPackage[]>();
  readonly #providers = new Map<string, IndexedPackage[]>();

  add(entry: IndexedPackage): void {
    append(this.#byName, entry.name, entry);
    for (const provided of entry.provides) append(this.#providers, provided.name, entry);
  }

  /** The versions of a package, newest first. */
  versions(name: string): readonly IndexedPackage[] {
    const entries = this.#byName.get(name) ?? [];
    return entries.toSorted((a, b) => compareVersions(b.version, a.version));
  }

  /** The packages that provide a virtual package. */
  providers(name: string): readonly IndexedPackage[] {
    return this.#providers.get(name) ?? [];
  }
}

/**
 * Reads the text of a Packages file.
 *
 * @param architecture only packages of this architecture are kept; an index also lists those for `all`.
 */
export function* parsePackages(
  text: string,
  archive: ArchiveName,
  architecture: string,
): Generator<IndexedPackage> {
  for (const stanza of parseStanzas(text)) {
    if (stanza.get('architecture') !== architecture) continue;
    yield {
      name: required(stanza, 'package'),
      version: required(stanza, 'version'),
      architecture,
      archive,
      path: required(stanza, 'filename'),
      size: Number(required(stanza, 'size')),
      sha256: required(stanza, 'sha256'),
      dependencies: [
        ...parseDependencies(stanza.get('pre-depends') ?? ''),
        ...parseDependencies(stanza.get('depends') ?? ''),
      ],
      provides: parseDependencies(stanza.get('provides') ?? '').flat(),
    };
  }
}

/** Reads a dependency field: a list of groups of alternatives. Architecture qualifiers are dropped. */
export function parseDependencies(field: string): Dependency[][] {
  return field
    .split(',')
    .map((group) => group.trim())
    .filter(Boolean)
    .map((group) => group.split('|').map(parseDependency));
}

const DEPENDENCY =
  /^(?<name>[a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?\s*(?:\((?<relation><<|<=|=|>=|>>)\s*(?<version>[^)\s]+)\s*\))?$/;

function parseDependency(text: string): Dependency {
  const groups = DEPENDENCY.exec(text.trim())?.groups;
  const name = groups?.['name'];
  if (name === undefined)
    throw new Error(`the package index has an unreadable dependency: "${text}"`);
  const version = groups?.['version'];
  if (version === undefined) return { name };
  return { name, relation: groups?.['relation'] as VersionRelation, version };
}

function required(stanza: Stanza, field: string): string {
  const value = stanza.get(field);
  if (value === undefined) {
    throw new Error(`the package index has an entry "${stanza.get('package')}" without ${field}`);
  }
  return value;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
