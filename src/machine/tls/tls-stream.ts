import type { ByteStream } from '../network/byte-stream.ts';
import { TlsProblemError } from './tls-problem.ts';
import { ContentType, type TlsRecords } from './tls-record.ts';

/** A warning that the sender will send no more. */
const CLOSE_NOTIFY = Uint8Array.of(1, 0);

/** The stream inside a TLS connection. */
export class TlsStream implements ByteStream {
  readonly #stream: ByteStream;
  readonly #records: TlsRecords;
  #sending: Promise<void> = Promise.resolve();

  constructor(stream: ByteStream, records: TlsRecords) {
    this.#stream = stream;
    this.#records = records;
  }

  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const record = await this.#records.read();
      if (record === undefined || record.type === ContentType.alert) return undefined;
      if (record.type !== ContentType.applicationData) {
        throw new TlsProblemError('the client begins anew, which is not done here');
      }
      if (record.payload.length > 0) return record.payload;
    }
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#enqueue(() => this.#records.write(ContentType.applicationData, bytes));
  }

  end(): void {
    this.#enqueue(async () => {
      await this.#records.write(ContentType.alert, CLOSE_NOTIFY);
      this.#stream.end();
    }).catch(() => this.#stream.abort());
  }

  abort(): void {
    this.#stream.abort();
  }

  /** Sealing takes a moment, and records must go out in the order of their numbers. */
  #enqueue(send: () => Promise<void>): Promise<void> {
    const sent = this.#sending.then(send);
    this.#sending = sent.catch(() => undefined); // told to whoever wrote
    return sent;
  }
}
