import { PAGE_BYTES } from './layer-format.ts';
import type { MemoryLayer } from './layer-reader.ts';
import { pageNumbers } from './page-order.ts';

/** Consecutive pages with content; whatever lies between spans is zero. */
export interface PageSpan {
  /** Number of the first page. */
  readonly first: number;
  /** Whole pages, where they were unpacked to: nothing is copied. */
  readonly bytes: Uint8Array;
}

/**
 * The memory that layers, the lowest first, make up together, as spans in ascending order: as few as can be of layers whose pages lie
 * as in memory.
 */
export function stackLayers(layers: readonly MemoryLayer[]): readonly PageSpan[] {
  const pages = new Map<number, Uint8Array>();
  for (const { header, pageSegments } of layers) {
    for (const number of pageNumbers(header.zeroPages)) pages.delete(number);
    const contents = cutPages(pageSegments);
    for (const number of pageNumbers(header.pages)) {
      const content = contents.next();
      if (content.done) throw new RangeError('a layer has fewer pages than it lists');
      pages.set(number, content.value);
    }
  }
  return joinPages([...pages].sort(([first], [second]) => first - second));
}

function* cutPages(segments: readonly Uint8Array[]): Generator<Uint8Array, undefined> {
  for (const segment of segments) {
    for (let start = 0; start < segment.length; start += PAGE_BYTES) {
      yield segment.subarray(start, start + PAGE_BYTES);
    }
  }
}

/** One span for pages that follow each other both in the guest and in the buffer that holds them. */
function joinPages(pages: readonly (readonly [number, Uint8Array])[]): PageSpan[] {
  const spans: PageSpan[] = [];
  for (const [number, bytes] of pages) {
    const last = spans.at(-1);
    if (last && follows(last, number, bytes)) {
      const length = last.bytes.length + bytes.length;
      const joined = new Uint8Array(bytes.buffer, last.bytes.byteOffset, length);
      spans[spans.length - 1] = { first: last.first, bytes: joined };
    } else {
      spans.push({ first: number, bytes });
    }
  }
  return spans;
}

function follows({ first, bytes: before }: PageSpan, number: number, bytes: Uint8Array): boolean {
  return (
    first + before.length / PAGE_BYTES === number &&
    before.buffer === bytes.buffer &&
    before.byteOffset + before.length === bytes.byteOffset
  );
}
