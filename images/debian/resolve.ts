import type { Dependency, IndexedPackage, PackageIndex } from './package-index.ts';
import { satisfies } from './version.ts';

/** The wanted packages cannot be had together; the message names the package and who needs it. */
export class DependencyProblemError extends Error {
  override readonly name = 'DependencyProblemError';
}

/** What to resolve: packages by name, and those that are left out on purpose even where something asks for them. */
export interface PackageWish {
  readonly wanted: readonly string[];
  readonly excluded: readonly string[];
}

/**
 * The newest versions of the wanted packages and of everything they depend on, sorted by name.
 *
 * As apt does, a group of alternatives is met by one that is chosen already, else by the first that can be had;
 * a virtual package by a chosen provider, else by the only one. Recommends are not followed, and conflicts are
 * not looked at: nothing is installed beside a wish of ours.
 *
 * @throws DependencyProblemError when something is missing, too old, or a virtual package leaves a choice.
 */
export function resolvePackages(index: PackageIndex, wish: PackageWish): IndexedPackage[] {
  const resolution = new Resolution(index, new Set(wish.excluded));
  // All wishes first, so that they decide between alternatives before any default does.
  for (const name of wish.wanted) resolution.want(name);
  resolution.complete();
  return resolution.chosen();
}

class Resolution {
  readonly #chosen = new Map<string, IndexedPackage>();
  readonly #open: IndexedPackage[] = [];

  constructor(
    readonly index: PackageIndex,
    readonly excluded: ReadonlySet<string>,
  ) {}

  want(name: string): void {
    const [newest] = this.index.versions(name);
    if (newest === undefined) {
      throw new DependencyProblemError(`package ${name} is wanted but not in the index`);
    }
    this.#choose(newest);
  }

  complete(): void {
    for (let next = this.#open.shift(); next !== undefined; next = this.#open.shift()) {
      for (const alternatives of next.dependencies) this.#meet(alternatives, next);
    }
  }

  chosen(): IndexedPackage[] {
    return [...this.#chosen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #choose(entry: IndexedPackage): void {
    if (this.#chosen.has(entry.name)) return;
    this.#chosen.set(entry.name, entry);
    this.#open.push(entry);
  }

  #meet(alternatives: readonly Dependency[], needer: IndexedPackage): void {
    if (alternatives.some((one) => this.excluded.has(one.name) || this.#isMet(one))) return;
    for (const alternative of alternatives) {
      const entry = this.#candidate(alternative, needer);
      if (entry !== undefined) {
        this.#choose(entry);
        return;
      }
    }
    throw new DependencyProblemError(
      `${needer.name} ${needer.version} needs ${describe(alternatives)}, which cannot be had: ${this.#found(alternatives)}`,
    );
  }

  #isMet(dependency: Dependency): boolean {
    const real = this.#chosen.get(dependency.name);
    if (real !== undefined && fits(real.version, dependency)) return true;
    return this.index
      .providers(dependency.name)
      .some((entry) => this.#chosen.get(entry.name) === entry && provides(entry, dependency));
  }

  #candidate(dependency: Dependency, needer: IndexedPackage): IndexedPackage | undefined {
    const real = this.index
      .versions(dependency.name)
      .find((entry) => fits(entry.version, dependency));
    // A second version of a chosen package cannot come in.
    if (real !== undefined) return this.#chosen.has(real.name) ? undefined : real;
    const names = new Set(
      this.index
        .providers(dependency.name)
        .filter((entry) => provides(entry, dependency))
        .map((entry) => entry.name),
    );
    if (names.size > 1) {
      throw new DependencyProblemError(
        `${needer.name} needs ${dependency.name}, provided by ${[...names].sort().join(', ')}: name one of them as wanted`,
      );
    }
    const [only] = names;
    return only === undefined ? undefined : this.index.versions(only)[0];
  }

  #found(alternatives: readonly Dependency[]): string {
    const found = alternatives.flatMap(({ name }) => this.index.versions(name));
    if (found.length === 0) return 'no such package in the index';
    return `the index has ${found.map((entry) => `${entry.name} ${entry.version}`).join(', ')}`;
  }
}

const fits = (version: string, { relation, version: wanted }: Dependency): boolean =>
  relation === undefined || wanted === undefined || satisfies(version, relation, wanted);

/** A provided name without a version meets only dependencies without one (policy 7.5). */
function provides(entry: IndexedPackage, dependency: Dependency): boolean {
  return entry.provides.some(
    ({ name, version }) =>
      name === dependency.name &&
      (dependency.relation === undefined || (version !== undefined && fits(version, dependency))),
  );
}

const describe = (alternatives: readonly Dependency[]): string =>
  alternatives
    .map(({ name, relation, version }) =>
      relation === undefined ? name : `${name} (${relation} ${version})`,
    )
    .join(' or ');
