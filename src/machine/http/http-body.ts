import { readHeaders } from './http-head.ts';
import { type HttpBody, type HttpHeaders, HttpProblemError } from './http-message.ts';
import type { StreamReader } from './stream-reader.ts';

/** Size, extensions and line end of a chunk. */
const LONGEST_CHUNK_LINE = 1024;
const CHUNK_SIZE = /^([0-9a-f]{1,12})(?:\s*;.*)?$/i;

/** How long a body is: counted bytes, chunks that count themselves, or all up to the end of the connection. */
export type BodyLength = number | 'chunked' | 'until-end';

/**
 * The length of a message's body (RFC 9112, section 6.3), `otherwise` if the head does not say.
 * @throws HttpProblemError for a head that contradicts itself or names a coding that is not understood
 */
export function bodyLength<T extends BodyLength>(headers: HttpHeaders, otherwise: T): BodyLength {
  const coding = headers.get('transfer-encoding');
  const length = headers.get('content-length');
  if (coding !== undefined) {
    if (length !== undefined) throw new HttpProblemError(400, 'the length is told twice');
    if (coding.toLowerCase() !== 'chunked') {
      throw new HttpProblemError(501, `the transfer coding ${coding} is not understood`);
    }
    return 'chunked';
  }
  if (length === undefined) return otherwise;
  if (!/^\d{1,15}$/.test(length)) throw new HttpProblemError(400, 'the length is no number');
  return Number(length);
}

/** A body as its bytes come. Rejects with HttpProblemError when it breaks off. */
export async function* readBody(reader: StreamReader, length: BodyLength): HttpBody {
  if (length === 'chunked') yield* readChunks(reader);
  else if (length === 'until-end') yield* readAll(reader);
  else yield* readCounted(reader, length);
}

async function* readAll(reader: StreamReader): HttpBody {
  for (let bytes = await reader.some(); bytes !== undefined; bytes = await reader.some()) {
    yield bytes;
  }
}

async function* readCounted(reader: StreamReader, length: number): HttpBody {
  for (let left = length; left > 0; ) {
    const bytes = await reader.some(left);
    if (bytes === undefined) throw new HttpProblemError(400, 'the body breaks off');
    left -= bytes.length;
    yield bytes;
  }
}

async function* readChunks(reader: StreamReader): HttpBody {
  for (;;) {
    const line = await reader.line(LONGEST_CHUNK_LINE);
    const size = CHUNK_SIZE.exec(line ?? '')?.[1];
    if (size === undefined) throw new HttpProblemError(400, 'a chunk has no size');
    const bytes = Number.parseInt(size, 16);
    if (bytes === 0) break;
    yield* readCounted(reader, bytes);
    if ((await reader.line(LONGEST_CHUNK_LINE)) !== '') {
      throw new HttpProblemError(400, 'a chunk does not end where it said');
    }
  }
  await readHeaders(reader);
}
