import { PAGE_BYTES, type PageRun } from './layer-format.ts';

/** Whether two pages are the same, wherever they lie: their bytes need not begin at a word. */
export function isSamePage(one: Uint8Array, other: Uint8Array): boolean {
  const a = new DataView(one.buffer, one.byteOffset, PAGE_BYTES);
  const b = new DataView(other.buffer, other.byteOffset, PAGE_BYTES);
  for (let at = 0; at < PAGE_BYTES; at += 4) {
    if (a.getInt32(at) !== b.getInt32(at)) return false;
  }
  return true;
}

/** Pages to be written as content and pages to be written as "zero here", each in ascending runs. */
export interface PageDifference {
  readonly pages: PageRun[];
  readonly zeroPages: PageRun[];
}

/**
 * Compares a memory with its parent's, page by page. Without a parent every page that is not zero is content.
 * Both memories are whole numbers of pages, of the same size.
 */
export function comparePages(memory: Uint8Array, parent?: Uint8Array): PageDifference {
  const words = new Int32Array(memory.buffer, memory.byteOffset, memory.byteLength / 4);
  const parentWords =
    parent && new Int32Array(parent.buffer, parent.byteOffset, parent.byteLength / 4);
  const difference: PageDifference = { pages: [], zeroPages: [] };
  const pageCount = memory.byteLength / PAGE_BYTES;
  for (let page = 0; page < pageCount; page++) {
    const start = (page * PAGE_BYTES) / 4;
    if (parentWords && pageEquals(words, parentWords, start)) continue;
    const zero = pageIsZero(words, start);
    if (!zero) appendPage(difference.pages, page);
    else if (parentWords) appendPage(difference.zeroPages, page);
  }
  return difference;
}

/** Adds a page to runs: to the last of them, if it follows that. */
export function appendPage(runs: PageRun[], page: number): void {
  const last = runs.at(-1);
  if (last && last[0] + last[1] === page) runs[runs.length - 1] = [last[0], last[1] + 1];
  else runs.push([page, 1]);
}

function pageIsZero(words: Int32Array, start: number): boolean {
  const end = start + PAGE_BYTES / 4;
  for (let i = start; i < end; i++) if (words[i] !== 0) return false;
  return true;
}

function pageEquals(words: Int32Array, parent: Int32Array, start: number): boolean {
  const end = start + PAGE_BYTES / 4;
  for (let i = start; i < end; i++) if (words[i] !== parent[i]) return false;
  return true;
}
