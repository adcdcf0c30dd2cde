/**
 * A read-only disk in equal chunks that are fetched when the guest first reads them. What commands read one after the other, here and
 * there on the disk, comes in bundles: a command that has never run reads some twenty blocks of a chunk, of twenty chunks.
 *
 * It has the shape that v86 asks of a block device (v86 src/buffer.js). Its state is empty: what is on it never changes,
 * so a memory layer need not carry it.
 */

import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { defer } from '../../support/deferred.ts';
import type { BlockRun } from '../image/manifest.ts';
import { FetchedBlocks } from './fetched-blocks.ts';

/** Where chunks come from: verified bytes of exactly one chunk, or a rejection that names the file. */
export type ChunkReader = (index: number) => Promise<Uint8Array>;

/** Which blocks are in a bundle, and where it comes from, in the same way. */
export interface DiskBundle {
  readonly runs: readonly BlockRun[];
  readonly read: () => Promise<Uint8Array>;
}

/** A file of the disk: fetches it if it is not here. Rejects with what its reader rejects with. */
type Part = () => Promise<void>;

/** What lies before a file system and is zero on this disk. */
const BOOT_BLOCK_BYTES = 1024;

/** Size and division of a disk. */
export interface DiskGeometry {
  /** Bytes in all; a multiple of 512. */
  readonly bytes: number;
  /** Bytes of every chunk but the last. */
  readonly chunkBytes: number;
}

/** The disk v86 reads from. Fetched chunks stay in memory: the guest's own cache is small and often dropped. */
export class ChunkedDisk {
  readonly byteLength: number;
  /** Set by v86, called once it may read. */
  onload: ((event: object) => void) | undefined;
  /**
   * Called with the error of a chunk that the guest waits for and that could not be had. Resolves when it should be tried
   * again; rejects to leave the guest without an answer, which only a machine that is given up should be.
   */
  onTrouble: (error: unknown) => Promise<void> = (error) => Promise.reject(error);
  /** Called when the guest has got what it had to wait for after trouble. */
  onRelief: () => void = () => {};
  /** Called with the place of everything the guest reads, in bytes, in order; records a working set. */
  onRead: (start: number, length: number) => void = () => {};
  readonly #chunkBytes: number;
  readonly #chunks: readonly Part[];
  readonly #bundles: readonly Part[];
  /** The bundle that a block is in. */
  readonly #bundleOf = new Map<number, Part>();
  readonly #fetched: FetchedBlocks;
  /** Reads of the guest that wait for a file. */
  readonly #waiting = new Set<object>();
  #rest = defer<void>();

  constructor(geometry: DiskGeometry, read: ChunkReader, bundles: readonly DiskBundle[] = []) {
    this.byteLength = geometry.bytes;
    this.#chunkBytes = geometry.chunkBytes;
    const fetched = new FetchedBlocks(geometry.chunkBytes);
    this.#fetched = fetched;
    const chunkCount = Math.ceil(geometry.bytes / geometry.chunkBytes);
    this.#chunks = Array.from({ length: chunkCount }, (_none, index) =>
      once(async () => fetched.addChunk(index, await read(index))),
    );
    this.#bundles = bundles.map(({ runs, read: readBundle }) => {
      const bundle = once(async () => fetched.addBundle(runs, await readBundle()));
      for (const [first, count] of runs)
        for (let block = first; block < first + count; block++) this.#bundleOf.set(block, bundle);
      return bundle;
    });
  }

  /** Bytes of every chunk but the last. */
  get chunkBytes(): number {
    return this.#chunkBytes;
  }

  /** What was fetched so far: number of the first block (each as large as a page), and the bytes, the same ones each time. */
  pieces(): Iterable<readonly [firstBlock: number, bytes: Uint8Array]> {
    return this.#fetched.pieces();
  }

  /** A block that was fetched; undefined for any other, and for half a block at the end. */
  block(number: number): Uint8Array | undefined {
    return this.#fetched.block(number);
  }

  /** True while a read of the guest waits for a chunk; a state saved then would lose it. */
  get busy(): boolean {
    return this.#waiting.size > 0;
  }

  /** Resolves when no read of the guest waits for a chunk; there may be one again by the time this is heard. */
  async atRest(): Promise<void> {
    while (this.busy) await this.#rest.promise;
  }

  /** Leaves the reads under way without an answer: the guest that waits for them is gone. */
  abandonReads(): void {
    this.#waiting.clear();
    this.#tellRest();
  }

  /** Called by v86 before the machine starts. */
  load(): void {
    this.onload?.({});
  }

  /** Fetches what is missing of these blocks. Rejects with what a reader rejects with. */
  async fetchBlocks(numbers: Iterable<number>): Promise<void> {
    const parts = new Set<Part>();
    for (const number of numbers)
      for (const part of this.#missingParts(number * PAGE_BYTES, PAGE_BYTES)) parts.add(part);
    await Promise.all([...parts].map((part) => part()));
  }

  /** Fetches a chunk ahead of time; a failure is left to the read that will need it. */
  async prefetch(index: number): Promise<void> {
    await this.#chunks[index]?.().catch(() => undefined);
  }

  /** The same for a bundle. */
  async prefetchBundle(index: number): Promise<void> {
    await this.#bundles[index]?.().catch(() => undefined);
  }

  /** Reads `length` bytes from `start` for v86; the answer may come before this returns. */
  get(start: number, length: number, answer: (bytes: Uint8Array) => void): void {
    this.onRead(start, length);
    const missing = this.#missingParts(start, length);
    if (missing.length === 0) answer(this.#fetched.copy(start, length));
    else void this.#answerLater(missing, () => answer(this.#fetched.copy(start, length)));
  }

  /**
   * v86 looks at the boot sector for a partition table before anything runs. A root file system without partitions has
   * none there (erofs and ext4 both begin at byte 1024), so the answer needs no download.
   */
  get_and_cache(_start: number, length: number, answer: (bytes: Uint8Array) => void): void {
    answer(new Uint8Array(length));
  }

  /** The same look, without waiting. Reads of the guest do not come this way. */
  get_from_cache(start: number, length: number): Uint8Array | undefined {
    return start + length <= BOOT_BLOCK_BYTES ? new Uint8Array(length) : undefined;
  }

  /** The disk is read-only; v86 calls this when the guest writes anyway, and the bytes are gone with the answer. */
  set(_start: number, _bytes: Uint8Array, answer: () => void): void {
    answer();
  }

  /** v86 asks for the whole disk only to offer it as a download. */
  get_buffer(answer: (buffer: undefined) => void): void {
    answer(undefined);
  }

  get_state(): unknown[] {
    return [];
  }

  set_state(_state: unknown[]): void {}

  async #answerLater(missing: readonly Part[], answer: () => void): Promise<void> {
    const read = {};
    this.#waiting.add(read);
    try {
      await Promise.all(missing.map((part) => this.#need(part, read)));
    } catch {
      return; // given up by onTrouble, which has told whom it concerns; the guest waits for ever
    }
    if (!this.#waiting.delete(read)) return;
    answer();
    if (!this.busy) this.#tellRest();
  }

  #tellRest(): void {
    this.#rest.resolve();
    this.#rest = defer();
  }

  /** Gets a file for a read of the guest, however often it takes; nobody is troubled for one that was abandoned. */
  async #need(part: Part, read: object): Promise<void> {
    for (let troubled = false; ; troubled = true) {
      try {
        await part();
        if (troubled) this.onRelief();
        return;
      } catch (error) {
        if (!this.#waiting.has(read)) throw error;
        await this.onTrouble(error);
      }
    }
  }

  /** The files that bring what is missing of these bytes: of a chunk its bundles if they have all of it, or else the chunk. */
  #missingParts(start: number, length: number): Part[] {
    const chunkBytes = this.#chunkBytes;
    const parts: Part[] = [];
    const end = start + length;
    for (let index = Math.floor(start / chunkBytes); index * chunkBytes < end; index++) {
      const from = Math.max(start, index * chunkBytes);
      const blocks = this.#fetched.missing(from, Math.min(end, (index + 1) * chunkBytes));
      const chunk = this.#chunks[index];
      if (chunk === undefined) break; // behind the end, where there is nothing
      const wanted = new Set(blocks.map((block) => this.#bundleOf.get(block) ?? chunk));
      parts.push(...(wanted.has(chunk) ? [chunk] : wanted));
    }
    return parts;
  }
}

/** Does what is done once, however often it is asked for; what failed is done again when it is asked for again. */
function once(work: () => Promise<void>): Part {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}
