/** Bytes that were written and not acknowledged yet, addressed from the oldest one. */
export class SendBuffer {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  /** Copies `count` bytes from the `offset`th on; they must be there. */
  copy(offset: number, count: number): Uint8Array {
    const copied = new Uint8Array(count);
    let skip = offset;
    let filled = 0;
    for (const chunk of this.#chunks) {
      if (filled === count) break;
      if (skip >= chunk.length) {
        skip -= chunk.length;
        continue;
      }
      const part = chunk.subarray(skip, skip + count - filled);
      copied.set(part, filled);
      filled += part.length;
      skip = 0;
    }
    return copied;
  }

  /** Forgets the oldest `count` bytes. */
  drop(count: number): void {
    let left = Math.min(count, this.#length);
    this.#length -= left;
    while (left > 0) {
      const [chunk] = this.#chunks;
      if (chunk === undefined) return;
      if (chunk.length > left) {
        this.#chunks[0] = chunk.subarray(left);
        return;
      }
      this.#chunks.shift();
      left -= chunk.length;
    }
  }
}
