import { PAGE_BYTES } from '../../layers/layer-format.ts';
import {
  addressOf,
  byPart,
  type PackReference,
  type PageAddresses,
  placeOf,
  type SnapshotManifest,
} from '../format/manifest.ts';
import type { Pack } from '../format/pack.ts';
import { PageCatalogue } from '../format/page-catalogue.ts';
import { hashPages, pageOf } from '../format/page-hash.ts';
import { PageLayout } from '../format/page-layout.ts';
import type { PackUse } from './pack-use.ts';

interface Place {
  readonly pack: PackReference;
  readonly slot: number;
}

/** Gives a pack's unpacked, checked pages; undefined for one that cannot be read, which then stays where it is. */
export type ReadIfWhole = (id: string) => Promise<Uint8Array | undefined>;

/** Pages that are needed, taken out of packs that are not worth their room, in new packs. */
export class MovedPages {
  /** The new packs. */
  readonly packs: Pack[] = [];
  /** By the old pack and the old place in it. */
  readonly #places = new Map<string, ReadonlyMap<number, Place>>();

  /** Ids of the old packs, from which everything that is needed was taken. */
  get oldPacks(): readonly string[] {
    return [...this.#places.keys()];
  }

  /**
   * Moves the pages of packs that have the same users, so that what they come to lie with is needed and given up
   * together with them.
   */
  async move(uses: readonly PackUse[], read: ReadIfWhole): Promise<void> {
    const layout = new PageLayout(new PageCatalogue(), (pack) => void this.packs.push(pack));
    const moved: { use: PackUse; addresses: PageAddresses }[] = [];
    for (const use of uses) {
      const pages = await read(use.pack.id);
      if (pages === undefined) continue;
      const needed = pick(pages, use.slots);
      moved.push({ use, addresses: await layout.place(needed, await hashPages(needed)) });
    }
    const packs = await layout.finish();
    for (const { use, addresses } of moved) {
      const places = use.slots.map(
        (slot, index) => [slot, locate(addresses[index], packs)] as const,
      );
      this.#places.set(use.pack.id, new Map(places));
    }
  }

  concerns({ packs }: Pick<SnapshotManifest, 'packs'>): boolean {
    return packs.some(({ id }) => this.#places.has(id));
  }

  /** The same snapshot, with its pages where they are now. */
  follow(manifest: SnapshotManifest): SnapshotManifest {
    const packs: PackReference[] = [];
    const numbers = new Map<string, number>();
    const numberOf = (pack: PackReference) => {
      const number = numbers.get(pack.id) ?? packs.push(pack) - 1;
      numbers.set(pack.id, number);
      return number;
    };
    const contents = byPart((part) => ({
      bytes: manifest.contents[part].bytes,
      addresses: manifest.contents[part].addresses.map((address) => {
        const { pack, slot } = this.#placeNow(locate(address, manifest.packs));
        return addressOf(numberOf(pack), slot);
      }),
    }));
    return { ...manifest, packs, contents };
  }

  #placeNow(before: Place): Place {
    const places = this.#places.get(before.pack.id);
    if (places === undefined) return before;
    const place = places.get(before.slot);
    if (place === undefined) throw new Error('a page is needed that nobody was said to need');
    return place;
  }
}

function locate(address: number | undefined, packs: readonly PackReference[]): Place {
  const { pack, slot } = placeOf(address ?? -1);
  const reference = packs[pack];
  if (reference === undefined) throw new Error('a page has an address that leads nowhere');
  return { pack: reference, slot };
}

function pick(pages: Uint8Array, slots: readonly number[]): Uint8Array {
  const picked = new Uint8Array(slots.length * PAGE_BYTES);
  slots.forEach((slot, index) => {
    picked.set(pageOf(pages, slot), index * PAGE_BYTES);
  });
  return picked;
}
