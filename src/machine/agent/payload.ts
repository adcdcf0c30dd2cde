/** Writes the fields of a payload one after the other, little endian. */
export class PayloadWriter {
  readonly #bytes: number[] = [];

  u8(value: number): this {
    this.#bytes.push(value & 0xff);
    return this;
  }

  u16(value: number): this {
    this.#bytes.push(value & 0xff, (value >>> 8) & 0xff);
    return this;
  }

  u32(value: number): this {
    return this.u16(value & 0xffff).u16(value >>> 16);
  }

  /** A whole number up to 2^53; the wire has 64 bits. */
  u64(value: number): this {
    return this.u32(value % 2 ** 32).u32(Math.floor(value / 2 ** 32));
  }

  bytes(value: Uint8Array): this {
    for (const byte of value) this.#bytes.push(byte);
    return this;
  }

  /** UTF-8 with its length in front. Throws RangeError above 65,535 bytes. */
  string(value: string): this {
    const encoded = new TextEncoder().encode(value);
    if (encoded.length > 0xffff)
      throw new RangeError('a string of the agent protocol has at most 65,535 bytes');
    return this.u16(encoded.length).bytes(encoded);
  }

  list(values: readonly string[]): this {
    this.u16(values.length);
    for (const value of values) this.string(value);
    return this;
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads the fields of a payload one after the other. Reading past the end throws RangeError. */
export class PayloadReader {
  readonly #view: DataView;
  #at = 0;

  constructor(payload: Uint8Array) {
    this.#view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  bytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length).slice();
  }

  string(): string {
    return new TextDecoder().decode(this.bytes(this.u16()));
  }

  #advance(length: number): number {
    const start = this.#at;
    if (start + length > this.#view.byteLength)
      throw new RangeError('the agent sent a payload that is too short');
    this.#at += length;
    return start;
  }
}
