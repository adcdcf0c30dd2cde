import { TlsProblemError } from './tls-problem.ts';

/** What of a client's first message decides whether it is served. */
export interface ClientHello {
  readonly random: Uint8Array;
  readonly cipherSuites: readonly number[];
  readonly groups: readonly number[];
}

const EXTENSION_SUPPORTED_GROUPS = 10;

/** Reads the body of a ClientHello (RFC 5246, section 7.4.1.2). @throws TlsProblemError */
export function parseClientHello(bytes: Uint8Array): ClientHello {
  try {
    const reader = new VectorReader(bytes);
    reader.take(2);
    const random = reader.take(32).slice();
    reader.vector(1);
    const cipherSuites = reader.vector(2).numbers();
    reader.vector(1);
    return { random, cipherSuites, groups: readGroups(reader) };
  } catch (cause) {
    throw new TlsProblemError('the first message of the client cannot be read', { cause });
  }
}

function readGroups(reader: VectorReader): number[] {
  if (reader.isEmpty) return [];
  const extensions = reader.vector(2);
  while (!extensions.isEmpty) {
    const type = extensions.number(2);
    const content = extensions.vector(2);
    if (type === EXTENSION_SUPPORTED_GROUPS) return content.vector(2).numbers();
  }
  return [];
}

/** Reads what TLS nests: numbers, and vectors behind their lengths. Throws RangeError when there is less. */
class VectorReader {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get isEmpty(): boolean {
    return this.#at === this.bytes.length;
  }

  take(count: number): Uint8Array {
    if (this.#at + count > this.bytes.length) throw new RangeError('the message is too short');
    this.#at += count;
    return this.bytes.subarray(this.#at - count, this.#at);
  }

  number(bytes: number): number {
    return this.take(bytes).reduce((value, byte) => value * 256 + byte, 0);
  }

  vector(lengthBytes: number): VectorReader {
    return new VectorReader(this.take(this.number(lengthBytes)));
  }

  /** What is left, as 16-bit numbers. */
  numbers(): number[] {
    const numbers: number[] = [];
    while (!this.isEmpty) numbers.push(this.number(2));
    return numbers;
  }
}
