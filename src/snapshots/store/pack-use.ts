import {
  CONTENT_PARTS,
  type PackReference,
  placeOf,
  type SnapshotManifest,
} from '../format/manifest.ts';

/** A pack, and what of it is needed. */
export interface PackUse {
  readonly pack: PackReference;
  /** Ids of the snapshots that name it. */
  readonly users: readonly string[];
  /** Places of the pages that any of them needs, ascending. */
  readonly slots: readonly number[];
}

/** Packs rewritten at a time: at most so many MiB are unpacked, and less than half of that packed again. */
export const MAX_REWRITTEN_PACKS = 16;
/** Less than this is not worth a transaction, which costs the disk more than the room is worth. Bytes. */
export const MIN_DEAD_BYTES = 256 * 1024;

/** Counts, manifest by manifest, which pages of which packs are needed. */
export class PackUseCount {
  readonly #uses = new Map<string, { pack: PackReference; users: string[]; slots: Set<number> }>();

  add({ id, packs, contents }: SnapshotManifest): void {
    const uses = packs.map((pack) => {
      const use = this.#uses.get(pack.id) ?? { pack, users: [], slots: new Set<number>() };
      this.#uses.set(pack.id, use);
      use.users.push(id);
      return use;
    });
    for (const part of CONTENT_PARTS) {
      for (const address of contents[part].addresses) {
        const { pack, slot } = placeOf(address);
        uses[pack]?.slots.add(slot);
      }
    }
  }

  /**
   * Packs of which more than half belongs to nobody, the worst first and not too many at a time; none while all of that is little.
   * Bytes are reckoned by the number of pages, since how small each was packed is not known.
   */
  mostlyDead(isUsable: (packId: string) => boolean): readonly PackUse[] {
    const dead = [...this.#uses.values()]
      .filter(({ pack }) => isUsable(pack.id))
      .map(({ pack, users, slots }) => ({ pack, users, slots: [...slots].sort(ascending) }))
      .filter((use) => deadBytes(use) > use.pack.bytes / 2)
      .sort((one, other) => deadBytes(other) - deadBytes(one))
      .slice(0, MAX_REWRITTEN_PACKS);
    const total = dead.reduce((sum, use) => sum + deadBytes(use), 0);
    return total < MIN_DEAD_BYTES ? [] : dead;
  }
}

function deadBytes({ pack, slots }: PackUse): number {
  return pack.bytes * (1 - slots.length / pack.pages);
}

function ascending(one: number, other: number): number {
  return one - other;
}
