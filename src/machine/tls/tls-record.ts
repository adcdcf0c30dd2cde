import { StreamReader } from '../http/stream-reader.ts';
import type { ByteStream } from '../network/byte-stream.ts';
import { TlsProblemError } from './tls-problem.ts';

/** What a record carries (RFC 5246, section 6.2.1). */
export const ContentType = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
} as const;

const VERSION_1_2 = 0x0303;
const HEADER_BYTES = 5;
const LONGEST_PLAIN = 2 ** 14;
const LONGEST_FRAGMENT = LONGEST_PLAIN + 2048;

/** One record. */
export interface TlsRecord {
  readonly type: number;
  readonly payload: Uint8Array;
}

/** Seals what is sent, or opens what was received, once the keys are agreed on. */
export type RecordCipher = (record: TlsRecord) => Promise<Uint8Array>;

/** Records over a stream: in the clear at first, under keys from when each direction changes over. */
export class TlsRecords {
  readonly #stream: ByteStream;
  readonly #reader: StreamReader;
  /** Opens what is received. */
  open: RecordCipher | undefined;
  /** Seals what is sent. */
  seal: RecordCipher | undefined;

  constructor(stream: ByteStream) {
    this.#stream = stream;
    this.#reader = new StreamReader(stream);
  }

  /** The next record; undefined at the end of the stream. @throws TlsProblemError */
  async read(): Promise<TlsRecord | undefined> {
    const header = await this.#reader.exactly(HEADER_BYTES);
    if (header === undefined) return undefined;
    const view = new DataView(header.buffer, header.byteOffset, HEADER_BYTES);
    const length = view.getUint16(3);
    if (view.getUint8(1) !== 3 || length > LONGEST_FRAGMENT) {
      throw new TlsProblemError('what came is no TLS record');
    }
    const payload = length === 0 ? new Uint8Array(0) : await this.#reader.exactly(length);
    if (payload === undefined) return undefined;
    const record = { type: view.getUint8(0), payload };
    return this.open ? { ...record, payload: await this.open(record) } : record;
  }

  /** Sends bytes in as many records as they need. */
  async write(type: number, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += LONGEST_PLAIN) {
      const record = { type, payload: bytes.subarray(at, at + LONGEST_PLAIN) };
      const payload = this.seal ? await this.seal(record) : record.payload;
      const framed = new Uint8Array(HEADER_BYTES + payload.length);
      const view = new DataView(framed.buffer);
      view.setUint8(0, type);
      view.setUint16(1, VERSION_1_2);
      view.setUint16(3, payload.length);
      framed.set(payload, HEADER_BYTES);
      await this.#stream.write(framed);
    }
  }
}
