import { PAGE_BYTES } from './layer-format.ts';
import type { PageSpan } from './parent-pages.ts';

const PAGE_WORDS = PAGE_BYTES / 4;

/** Pages with content, some of which may be patches. */
export interface PatchedPages {
  /** Numbers of the pages, ascending. */
  readonly pageNumbers: Uint32Array;
  /** Their contents in the same order, {@link PAGE_BYTES} each. */
  readonly pages: Uint8Array;
  /** Those whose content is the exclusive or of the page and its parent's; ascending. Absent: none. */
  readonly patches?: Uint32Array;
}

/**
 * Makes a patch of every page that has more zeros as one: where little has changed of what the parent has, little is left to be
 * stored. Changes `pages`, and gives the numbers of the patches, ascending.
 */
export function patchPages(
  { pageNumbers, pages }: Pick<PatchedPages, 'pageNumbers' | 'pages'>,
  parent: readonly PageSpan[],
): Uint32Array {
  const patches: number[] = [];
  for (const { index, number, below } of pagesWithParent(pageNumbers, parent)) {
    const page = pages.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES);
    const { whole, patch } = weighPatch(page, below);
    if (patch >= whole) continue;
    applyPatch(page, below);
    patches.push(number);
  }
  return Uint32Array.from(patches);
}

/** The same pages without patches. Those given are left as they are. */
export function unpatchPages<T extends PatchedPages>(
  patched: T,
  parent: readonly PageSpan[],
): Omit<T, 'patches'> {
  const { patches, ...rest } = patched;
  if (patches === undefined) return rest;
  const wanted = new Set(patches);
  const pages = patched.pages.slice();
  for (const { index, number, below } of pagesWithParent(patched.pageNumbers, parent)) {
    if (!wanted.has(number)) continue;
    applyPatch(pages.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES), below);
  }
  return { ...rest, pages };
}

/** Makes `page` its exclusive or with `other`: a patch of it, or, of a patch, the page again. */
export function applyPatch(page: Uint8Array, other: Uint8Array): void {
  const [words, others] = [wordsOf(page), wordsOf(other)];
  for (let word = 0; word < PAGE_WORDS; word++) {
    words[word] = (words[word] ?? 0) ^ (others[word] ?? 0);
  }
  // Where a page does not begin at a word, the words are a copy.
  if (words.buffer !== page.buffer) page.set(new Uint8Array(words.buffer));
}

/** How many words of four bytes are other than zero in a page, and in its exclusive or with another. */
export function weighPatch(
  page: Uint8Array,
  other: Uint8Array,
): { readonly whole: number; readonly patch: number } {
  const [words, others] = [wordsOf(page), wordsOf(other)];
  let [whole, patch] = [0, 0];
  for (let word = 0; word < PAGE_WORDS; word++) {
    if (words[word] !== 0) whole++;
    if (words[word] !== others[word]) patch++;
  }
  return { whole, patch };
}

/** Those of the pages that the parent has, too, with what it has there. */
function* pagesWithParent(
  pageNumbers: Uint32Array,
  parent: readonly PageSpan[],
): Generator<{ readonly index: number; readonly number: number; readonly below: Uint8Array }> {
  let at = 0;
  for (const [index, number] of pageNumbers.entries()) {
    while (at < parent.length && number >= endOf(parent[at])) at++;
    const span = parent[at];
    if (span === undefined) return;
    if (number < span.first) continue;
    const start = (number - span.first) * PAGE_BYTES;
    yield { index, number, below: span.bytes.subarray(start, start + PAGE_BYTES) };
  }
}

function endOf(span: PageSpan | undefined): number {
  return span ? span.first + span.bytes.length / PAGE_BYTES : Number.POSITIVE_INFINITY;
}

/** The same bytes as words: a page begins at a multiple of four in whatever holds it, or it is copied. */
function wordsOf(page: Uint8Array): Uint32Array {
  const own = page.byteOffset % 4 === 0 ? page : page.slice();
  return new Uint32Array(own.buffer, own.byteOffset, PAGE_WORDS);
}
