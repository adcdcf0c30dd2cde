import { decodeContent } from './content-encoding.ts';

/** Bytes of an answer, as far as they came. */
export interface ReadBody {
  readonly bytes: Uint8Array;
  /** Why it is not all of it: `limit`, more than is taken here; `broken`, the connection ended before the body did. */
  readonly cut: 'limit' | 'broken' | undefined;
}

/** Reads a body to its end, or to `maxBytes`. Rejects with the signal's reason only; a body that breaks off is `cut`. */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  encoding: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<ReadBody> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let cut: ReadBody['cut'];
  try {
    for await (const piece of decodeContent(body, encoding)) {
      const taken = piece.subarray(0, maxBytes - length);
      pieces.push(taken);
      length += taken.length;
      if (taken.length < piece.length) {
        cut = 'limit';
        break;
      }
    }
  } catch {
    signal.throwIfAborted();
    cut = 'broken';
  }
  return { bytes: join(pieces, length), cut };
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let place = 0;
  for (const piece of pieces) {
    bytes.set(piece, place);
    place += piece.length;
  }
  return bytes;
}
