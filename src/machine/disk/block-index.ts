import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { isSamePage } from '../../layers/page-comparison.ts';
import type { ImageContent } from './image-content.ts';

/** Where a page is looked at to tell it from others, in bytes from its beginning; spread, since files repeat themselves. */
const SAMPLES = Array.from({ length: 16 }, (_none, index) => ((index * 67 + 5) % 1024) * 4);
/** An odd number with bits all over, so that every bit of a word changes the key. */
const MIX = 0x9e3779b1;

/** Chunks to be looked through. */
type Chunks = Pick<ImageContent, 'known' | 'chunkBytes'> & {
  readonly fetched: () => Iterable<readonly [index: number, bytes: Uint8Array]>;
};

/**
 * Finds blocks of the image's content, as large as pages, by what is in them. It knows those of the chunks that were fetched: what
 * the guest has not read is in no page of its memory.
 */
export class BlockIndex {
  readonly #content: Chunks;
  /** Of blocks that look the same where they are looked at, the first. */
  readonly #blocks = new Map<number, number>();
  readonly #known = new Set<number>();

  constructor(content: Chunks) {
    this.#content = content;
  }

  /** Takes in the chunks that have come since. */
  update(): void {
    for (const [chunk, bytes] of this.#content.fetched()) {
      if (this.#known.has(chunk)) continue;
      this.#known.add(chunk);
      const first = (chunk * this.#content.chunkBytes) / PAGE_BYTES;
      const view = viewOf(bytes);
      for (let start = 0; start + PAGE_BYTES <= bytes.length; start += PAGE_BYTES) {
        const key = keyOf(view, start);
        if (!this.#blocks.has(key)) this.#blocks.set(key, first + start / PAGE_BYTES);
      }
    }
  }

  /** The number of a block with this content, counted from the beginning of the content; undefined: none is known. */
  find(page: Uint8Array): number | undefined {
    const block = this.#blocks.get(keyOf(viewOf(page), 0));
    if (block === undefined) return undefined;
    const position = block * PAGE_BYTES;
    const chunk = this.#content.known(Math.floor(position / this.#content.chunkBytes));
    const start = position % this.#content.chunkBytes;
    return chunk && isSamePage(page, chunk.subarray(start)) ? block : undefined;
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function keyOf(view: DataView, start: number): number {
  let key = 0;
  for (const at of SAMPLES) {
    key = Math.imul(key ^ view.getInt32(start + at, true), MIX);
    key ^= key >>> 15;
  }
  return key;
}
