import { type Deferred, defer } from '../../support/deferred.ts';

/** Bytes that have arrived and were not read yet, and the one who waits for them. */
export class ReceiveBuffer {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;
  #ended = false;
  #failure: Error | undefined;
  #reader: Deferred<Uint8Array | undefined> | undefined;

  /** Bytes that nobody has read yet. */
  get length(): number {
    return this.#length;
  }

  push(bytes: Uint8Array): void {
    if (this.#reader) this.#answer((reader) => reader.resolve(bytes));
    else {
      this.#chunks.push(bytes);
      this.#length += bytes.length;
    }
  }

  /** No more will come. */
  end(): void {
    this.#ended = true;
    this.#answer((reader) => reader.resolve(undefined));
  }

  /** What is not read yet is lost with the connection. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#chunks.length = 0;
    this.#length = 0;
    this.#answer((reader) => reader.reject(error));
  }

  /** As {@link ByteStream.read}. */
  read(): Promise<Uint8Array | undefined> {
    if (this.#reader) return Promise.reject(new Error('a read is waiting already'));
    if (this.#failure) return Promise.reject(this.#failure);
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#length -= chunk.length;
      return Promise.resolve(chunk);
    }
    if (this.#ended) return Promise.resolve(undefined);
    this.#reader = defer();
    return this.#reader.promise;
  }

  #answer(give: (reader: Deferred<Uint8Array | undefined>) => void): void {
    const reader = this.#reader;
    this.#reader = undefined;
    if (reader) give(reader);
  }
}
