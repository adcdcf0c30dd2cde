import type { ByteStream } from '../network/byte-stream.ts';
import { HttpProblemError } from './http-message.ts';

const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;
const NOTHING = new Uint8Array(0);

/** Reads lines and counted bytes from a stream, which come in pieces of any size. */
export class StreamReader {
  readonly #stream: Pick<ByteStream, 'read'>;
  #rest: Uint8Array = NOTHING;

  constructor(stream: Pick<ByteStream, 'read'>) {
    this.#stream = stream;
  }

  /** The first byte without taking it; undefined at the end. */
  async peek(): Promise<number | undefined> {
    return (await this.#fill()) ? this.#rest[0] : undefined;
  }

  /** Some bytes, at most `limit`; undefined at the end. */
  async some(limit = Number.POSITIVE_INFINITY): Promise<Uint8Array | undefined> {
    if (!(await this.#fill())) return undefined;
    return this.#take(Math.min(limit, this.#rest.length));
  }

  /** Exactly `count` bytes; undefined when the stream ends before. */
  async exactly(count: number): Promise<Uint8Array | undefined> {
    const bytes = new Uint8Array(count);
    for (let filled = 0; filled < count; ) {
      const part = await this.some(count - filled);
      if (part === undefined) return undefined;
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes;
  }

  /**
   * A line without its end, as Latin-1; undefined at the end of the stream. A lone line feed ends a line too.
   * @throws HttpProblemError 431 when the line is longer than `limit`, 400 when the stream ends in it
   */
  async line(limit: number): Promise<string | undefined> {
    let text = '';
    for (;;) {
      if (!(await this.#fill())) {
        if (text === '') return undefined;
        throw new HttpProblemError(400, 'the message breaks off');
      }
      const end = this.#rest.indexOf(LINE_FEED);
      if (text.length + (end < 0 ? this.#rest.length : end) > limit) {
        throw new HttpProblemError(431, `a line is longer than ${limit} bytes`);
      }
      const piece = this.#take(end < 0 ? this.#rest.length : end + 1);
      text += String.fromCharCode(...piece.subarray(0, end < 0 ? piece.length : end));
      if (end >= 0)
        return text.charCodeAt(text.length - 1) === CARRIAGE_RETURN ? text.slice(0, -1) : text;
    }
  }

  /** True when there is at least one byte. */
  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const bytes = await this.#stream.read();
      if (bytes === undefined) return false;
      this.#rest = bytes;
    }
    return true;
  }

  #take(count: number): Uint8Array {
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return taken;
  }
}
