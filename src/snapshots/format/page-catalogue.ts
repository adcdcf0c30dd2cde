import type { PackReference } from './manifest.ts';
import type { PackHeader } from './pack.ts';
import { hashKey } from './page-hash.ts';

/** A page that is stored. */
export interface KnownPage {
  readonly pack: PackReference;
  readonly slot: number;
}

/** Which pages there are and where, by their names. */
export class PageCatalogue {
  readonly #pages = new Map<string, KnownPage>();
  readonly #packs = new Map<string, PackReference>();

  /** Number of pages; for tests and figures. */
  get size(): number {
    return this.#pages.size;
  }

  has(packId: string): boolean {
    return this.#packs.has(packId);
  }

  find(key: string): KnownPage | undefined {
    return this.#pages.get(key);
  }

  add(id: string, header: PackHeader, bytes: number): void {
    const pack: PackReference = { id, pages: header.pages, bytes };
    this.#packs.set(id, pack);
    for (let slot = 0; slot < header.pages; slot++) {
      const key = hashKey(header.hashes, slot);
      if (!this.#pages.has(key)) this.#pages.set(key, { pack, slot });
    }
  }

  /** Forgets all packs but these, which are the ones that are still there. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#packs.keys()) if (!ids.has(id)) this.#packs.delete(id);
    for (const [key, { pack }] of this.#pages)
      if (!this.#packs.has(pack.id)) this.#pages.delete(key);
  }
}
