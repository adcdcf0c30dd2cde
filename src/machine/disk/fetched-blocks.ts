import { PAGE_BYTES } from '../../layers/layer-format.ts';
import type { BlockRun } from '../image/manifest.ts';

/** What is here of a disk: whole chunks, and single blocks (each as large as a page) that came in bundles. */
export class FetchedBlocks {
  readonly #chunkBytes: number;
  readonly #chunks = new Map<number, Uint8Array>();
  readonly #blocks = new Map<number, Uint8Array>();
  /** What came in bundles: number of the first block, and the blocks. */
  readonly #runs: (readonly [first: number, bytes: Uint8Array])[] = [];

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
  }

  addChunk(index: number, bytes: Uint8Array): void {
    this.#chunks.set(index, bytes);
  }

  /** Takes in the blocks of a bundle, which lie in `bytes` in the order of `runs`. */
  addBundle(runs: readonly BlockRun[], bytes: Uint8Array): void {
    let start = 0;
    for (const [first, count] of runs) {
      const run = bytes.subarray(start, start + count * PAGE_BYTES);
      this.#runs.push([first, run]);
      for (let number = 0; number < count; number++)
        this.#blocks.set(
          first + number,
          run.subarray(number * PAGE_BYTES, (number + 1) * PAGE_BYTES),
        );
      start += run.length;
    }
  }

  /** A block; undefined when it is not here, and for half a block at the end of a disk. */
  block(number: number): Uint8Array | undefined {
    const position = number * PAGE_BYTES;
    const start = position % this.#chunkBytes;
    const chunk = this.#chunks.get(Math.floor(position / this.#chunkBytes));
    const block = chunk?.subarray(start, start + PAGE_BYTES) ?? this.#blocks.get(number);
    return block?.length === PAGE_BYTES ? block : undefined;
  }

  /** Everything that is here: number of the first block, and the bytes, the same ones each time. A block can be in two of them. */
  *pieces(): Iterable<readonly [firstBlock: number, bytes: Uint8Array]> {
    for (const [index, bytes] of this.#chunks)
      yield [(index * this.#chunkBytes) / PAGE_BYTES, bytes];
    yield* this.#runs;
  }

  /** Which blocks of these bytes of a chunk are not here; none if the chunk is. */
  missing(start: number, end: number): number[] {
    if (this.#chunks.has(Math.floor(start / this.#chunkBytes))) return [];
    const numbers: number[] = [];
    for (let number = Math.floor(start / PAGE_BYTES); number * PAGE_BYTES < end; number++)
      if (!this.#blocks.has(number)) numbers.push(number);
    return numbers;
  }

  /** A copy of bytes that are here. @throws Error when they are not */
  copy(start: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const part = this.#from(start + done).subarray(0, length - done);
      bytes.set(part, done);
      done += part.length;
    }
    return bytes;
  }

  /** From a position to the end of the chunk or block that it is in. */
  #from(position: number): Uint8Array {
    const chunk = this.#chunks.get(Math.floor(position / this.#chunkBytes));
    if (chunk) return chunk.subarray(position % this.#chunkBytes);
    const block = this.#blocks.get(Math.floor(position / PAGE_BYTES));
    if (block) return block.subarray(position % PAGE_BYTES);
    throw new Error('a part of the disk vanished between its arrival and its use');
  }
}
