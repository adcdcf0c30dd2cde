import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { isSamePage } from '../../layers/page-comparison.ts';
import type { ImageContent } from './image-content.ts';

/** Where a page is looked at to tell it from others, in bytes from its beginning; spread, since files repeat themselves. */
const SAMPLES = Array.from({ length: 16 }, (_none, index) => ((index * 67 + 5) % 1024) * 4);
/** An odd number with bits all over, so that every bit of a word changes the key. */
const MIX = 0x9e3779b1;

/** Content to be looked through: see {@link ImageContent}. */
type Content = Pick<ImageContent, 'pieces' | 'block'>;

/**
 * Finds blocks of the image's content, as large as pages, by what is in them. It knows those that were fetched: what the guest has
 * not read is in no page of its memory.
 */
export class BlockIndex {
  readonly #content: Content;
  /** Of blocks that look the same where they are looked at, the first. */
  readonly #blocks = new Map<number, number>();
  readonly #known = new Set<Uint8Array>();

  constructor(content: Content) {
    this.#content = content;
  }

  /** Takes in what has come since. */
  update(): void {
    for (const [first, bytes] of this.#content.pieces()) {
      if (this.#known.has(bytes)) continue;
      this.#known.add(bytes);
      const view = viewOf(bytes);
      for (let start = 0; start + PAGE_BYTES <= bytes.length; start += PAGE_BYTES) {
        const key = keyOf(view, start);
        if (!this.#blocks.has(key)) this.#blocks.set(key, first + start / PAGE_BYTES);
      }
    }
  }

  /** The number of a block with this content, counted from the beginning of the content; undefined: none is known. */
  find(page: Uint8Array): number | undefined {
    const number = this.#blocks.get(keyOf(viewOf(page), 0));
    const block = number === undefined ? undefined : this.#content.block(number);
    return block && isSamePage(page, block) ? number : undefined;
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
