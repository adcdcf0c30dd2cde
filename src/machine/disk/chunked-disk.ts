/**
 * A read-only disk in equal chunks that are fetched when the guest first reads them.
 *
 * It has the shape that v86 asks of a block device (v86 src/buffer.js). Its state is empty: what is on it never changes,
 * so a memory layer need not carry it.
 */

import { defer } from '../../support/deferred.ts';

/** Where chunks come from: verified bytes of exactly one chunk, or a rejection that names the file. */
export type ChunkReader = (index: number) => Promise<Uint8Array>;

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
  /** Called with the index of every chunk the guest reads, in order; records a working set. */
  onRead: (index: number) => void = () => {};
  readonly #geometry: DiskGeometry;
  readonly #read: ChunkReader;
  readonly #chunks = new Map<number, Uint8Array>();
  readonly #pending = new Map<number, Promise<Uint8Array>>();
  /** Reads of the guest that wait for a chunk. */
  readonly #waiting = new Set<object>();
  #rest = defer<void>();

  constructor(geometry: DiskGeometry, read: ChunkReader) {
    this.byteLength = geometry.bytes;
    this.#geometry = geometry;
    this.#read = read;
  }

  /** Bytes of every chunk but the last. */
  get chunkBytes(): number {
    return this.#geometry.chunkBytes;
  }

  /** The chunks that were fetched so far, by their index. */
  get fetched(): ReadonlyMap<number, Uint8Array> {
    return this.#chunks;
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

  /** A chunk, fetched if it is not here yet. Rejects with what its reader rejects with. */
  async chunk(index: number): Promise<Uint8Array> {
    const known = this.#chunks.get(index);
    if (known) return known;
    const pending = this.#pending.get(index) ?? this.#fetch(index);
    return pending;
  }

  /** Fetches a chunk ahead of time; a failure is left to the read that will need it. */
  async prefetch(index: number): Promise<void> {
    await this.chunk(index).catch(() => undefined);
  }

  /** Reads `length` bytes from `start` for v86; the answer may come before this returns. */
  get(start: number, length: number, answer: (bytes: Uint8Array) => void): void {
    const first = Math.floor(start / this.#geometry.chunkBytes);
    const last = Math.floor((start + length - 1) / this.#geometry.chunkBytes);
    const missing: number[] = [];
    for (let index = first; index <= last; index++) {
      this.onRead(index);
      if (!this.#chunks.has(index)) missing.push(index);
    }
    if (missing.length === 0) answer(this.#copy(start, length));
    else void this.#answerLater(missing, () => answer(this.#copy(start, length)));
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

  async #answerLater(missing: readonly number[], answer: () => void): Promise<void> {
    const read = {};
    this.#waiting.add(read);
    try {
      await Promise.all(missing.map((index) => this.#need(index, read)));
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

  /** Gets a chunk for a read of the guest, however often it takes; nobody is troubled for one that was abandoned. */
  async #need(index: number, read: object): Promise<void> {
    for (let troubled = false; ; troubled = true) {
      try {
        await this.chunk(index);
        if (troubled) this.onRelief();
        return;
      } catch (error) {
        if (!this.#waiting.has(read)) throw error;
        await this.onTrouble(error);
      }
    }
  }

  #fetch(index: number): Promise<Uint8Array> {
    const pending = this.#read(index)
      .then((bytes) => {
        this.#chunks.set(index, bytes);
        return bytes;
      })
      .finally(() => this.#pending.delete(index));
    this.#pending.set(index, pending);
    return pending;
  }

  #copy(start: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    const { chunkBytes } = this.#geometry;
    for (let done = 0; done < length; ) {
      const position = start + done;
      const chunk = this.#chunks.get(Math.floor(position / chunkBytes));
      if (chunk === undefined) throw new Error('a chunk vanished between its arrival and its use');
      const offset = position % chunkBytes;
      const part = chunk.subarray(offset, Math.min(chunkBytes, offset + length - done));
      bytes.set(part, done);
      done += part.length;
    }
    return bytes;
  }
}
