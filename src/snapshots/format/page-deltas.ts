import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { applyPatch, weighPatch } from '../../layers/page-patches.ts';
import type { KnownPage, PageCatalogue } from './page-catalogue.ts';
import { HASH_BYTES, hashKey, hashPages, pageOf } from './page-hash.ts';

/** Pages with their names. */
export interface NamedPages {
  readonly pages: Uint8Array;
  readonly hashes: Uint8Array;
}

/** A page that is stored, and what is in it. */
export interface StoredPage extends KnownPage {
  readonly content: Uint8Array;
}

/** Gives what an earlier snapshot of the same machine has stored for these pages of memory, as far as it has and it can be read. */
export type ReadEarlier = (
  pageNumbers: readonly number[],
) => Promise<ReadonlyMap<number, StoredPage>>;

/** Pages of memory, some of which are what differs from a page that is stored. */
export interface PagesWithDeltas extends NamedPages {
  /** Numbers of those, ascending. */
  readonly deltas: Uint32Array;
  /** For each the stored page. */
  readonly bases: readonly KnownPage[];
}

/** A delta that has more than this share of the page's own content is no gain that lasts: the page becomes the one to differ from. */
const WORTHWHILE_SHARE = 0.5;

/**
 * Replaces pages that are not stored yet by what differs from an earlier snapshot's page of the same number, where that is little: a
 * step of a lab changes a few words of most pages that it changes. A page that is a delta itself is never differed from, but what it
 * differs from; so no more than two pages are ever needed for one. What is given is left as it is.
 */
export async function makeDeltas(
  { pages, hashes }: NamedPages,
  pageNumbers: Uint32Array,
  catalogue: PageCatalogue,
  readEarlier: ReadEarlier,
): Promise<PagesWithDeltas> {
  const fresh = new Map<number, number>();
  for (const [index, number] of pageNumbers.entries()) {
    if (catalogue.find(hashKey(hashes, index)) === undefined) fresh.set(number, index);
  }
  const earlier = await readEarlier([...fresh.keys()]);
  const gains = [...earlier].filter(([number, { content }]) =>
    isWorthwhile(pageOf(pages, fresh.get(number) ?? 0), content),
  );
  gains.sort(([one], [other]) => one - other);
  const made = new Uint8Array(gains.length * PAGE_BYTES);
  const all = { pages: pages.slice(), hashes: hashes.slice() };
  const indexes = gains.map(([number]) => fresh.get(number) ?? 0);
  for (const [place, [, { content }]] of gains.entries()) {
    const delta = pageOf(made, place);
    delta.set(pageOf(pages, indexes[place] ?? 0));
    applyPatch(delta, content);
  }
  const names = await hashPages(made);
  for (const [place, index] of indexes.entries()) {
    all.pages.set(pageOf(made, place), index * PAGE_BYTES);
    all.hashes.set(
      names.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES),
      index * HASH_BYTES,
    );
  }
  return {
    ...all,
    deltas: Uint32Array.from(gains, ([number]) => number),
    bases: gains.map(([, { pack, slot }]) => ({ pack, slot })),
  };
}

function isWorthwhile(page: Uint8Array, base: Uint8Array): boolean {
  const { whole, patch } = weighPatch(page, base);
  return patch <= whole * WORTHWHILE_SHARE;
}
