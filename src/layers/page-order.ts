import { PAGE_BYTES, type PageRun } from './layer-format.ts';
import type { MemoryLayer } from './layer-reader.ts';
import { appendPage } from './page-comparison.ts';

/** The numbers of the pages in runs, in their order. */
export function* pageNumbers(runs: readonly PageRun[]): Generator<number> {
  for (const [first, count] of runs) {
    for (let number = first; number < first + count; number++) yield number;
  }
}

/** Pages as runs: those that follow each other in `numbers` and in memory are one. */
export function toRuns(numbers: Iterable<number>): PageRun[] {
  const runs: PageRun[] = [];
  for (const number of numbers) appendPage(runs, number);
  return runs;
}

/**
 * The order in which pages are packed best: those first that have a place elsewhere, a file for example, in the order of these places,
 * since what lies side by side there resembles each other; then the others as they lie in memory.
 */
export function orderPages(
  runs: readonly PageRun[],
  placeOf: (page: number) => number | undefined,
): PageRun[] {
  const pages = [...pageNumbers(runs)].map((number) => ({
    number,
    place: placeOf(number) ?? Number.POSITIVE_INFINITY,
  }));
  // Infinity less Infinity is no number, which compares as equal: they stay as they are.
  pages.sort((one, other) => one.place - other.place || 0);
  return toRuns(pages.map(({ number }) => number));
}

/** The same layer with its pages as they lie in memory, in one piece. Of one that is so already nothing is copied. */
export function sortLayer(layer: MemoryLayer): MemoryLayer {
  const { header, pageSegments } = layer;
  const pages = [...pageNumbers(header.pages)];
  const isSorted = pages.every((number, index) => index === 0 || number > (pages[index - 1] ?? 0));
  if (isSorted && pageSegments.length < 2) return layer;
  const ascending = Uint32Array.from(pages).sort();
  const places = new Map([...ascending].map((number, place) => [number, place]));
  const content = new Uint8Array(pages.length * PAGE_BYTES);
  let next = 0;
  for (const segment of pageSegments) {
    for (let start = 0; start < segment.length; start += PAGE_BYTES) {
      const place = places.get(pages[next++] ?? 0) ?? 0;
      content.set(segment.subarray(start, start + PAGE_BYTES), place * PAGE_BYTES);
    }
  }
  return { ...layer, header: { ...header, pages: toRuns(ascending) }, pageSegments: [content] };
}
