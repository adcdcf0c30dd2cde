import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { sha256 } from '../../layers/sha256.ts';

/** Bytes kept of a page's SHA-256: 128 bits, so that no two pages of any learner will ever share a name by chance. */
export const HASH_BYTES = 16;

/**
 * Sums that are computed at a time. The browser computes them on threads of its own, and one that is waited for alone costs
 * as much as five that overlap; thousands at once would hold as many copies of pages.
 */
const BATCH_PAGES = 256;

/** The names of pages, {@link HASH_BYTES} each, in order. `onDone` hears how many are done. */
export async function hashPages(
  pages: Uint8Array,
  onDone: (pages: number) => void = () => {},
): Promise<Uint8Array> {
  const count = pages.length / PAGE_BYTES;
  const hashes = new Uint8Array(count * HASH_BYTES);
  for (let first = 0; first < count; first += BATCH_PAGES) {
    const last = Math.min(first + BATCH_PAGES, count);
    const sums = [];
    for (let page = first; page < last; page++) sums.push(sha256(pageOf(pages, page)));
    (await Promise.all(sums)).forEach((sum, index) => {
      hashes.set(sum.subarray(0, HASH_BYTES), (first + index) * HASH_BYTES);
    });
    onDone(last);
  }
  return hashes;
}

/** One page out of many. */
export function pageOf(pages: Uint8Array, index: number): Uint8Array {
  return pages.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES);
}

/** One hash out of many as a key for a Map. */
export function hashKey(hashes: Uint8Array, index: number): string {
  let key = '';
  const end = (index + 1) * HASH_BYTES;
  for (let at = index * HASH_BYTES; at < end; at += 2) {
    key += String.fromCharCode((hashes[at] ?? 0) | ((hashes[at + 1] ?? 0) << 8));
  }
  return key;
}
