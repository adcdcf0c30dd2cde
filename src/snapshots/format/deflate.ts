/** Raw deflate by the browser's own code: no bytes of ours to load, and as fast as it gets in a script's reach. */

/**
 * Bytes given to the inflater at a time. What it makes of one piece is in memory at once, and deflate makes at most 1032
 * bytes of one: so a bomb gets 8 MB before it is found out.
 */
const PIECE_BYTES = 8 * 1024;

/** Compresses `bytes`. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new CompressionStream('deflate-raw');
  const writing = feed(stream.writable, [bytes]);
  const [, packed] = await Promise.all([writing, new Response(stream.readable).arrayBuffer()]);
  return new Uint8Array(packed);
}

/**
 * Unpacks to exactly `rawBytes` bytes, and allocates little more whatever `bytes` are.
 * @throws Error for anything that is not raw deflate of that many bytes
 */
export async function inflate(bytes: Uint8Array, rawBytes: number): Promise<Uint8Array> {
  const stream = new DecompressionStream('deflate-raw');
  const writing = feed(stream.writable, pieces(bytes));
  writing.catch(() => undefined); // reading fails with it
  const raw = new Uint8Array(rawBytes);
  const filled = await fill(stream.readable.getReader(), raw);
  await writing;
  if (filled !== rawBytes)
    throw new RangeError(`unpacked to ${filled} bytes instead of ${rawBytes}`);
  return raw;
}

async function fill(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  raw: Uint8Array,
): Promise<number> {
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return filled;
    if (filled + value.length > raw.length) {
      const error = new RangeError(`unpacked to more than ${raw.length} bytes`);
      await reader.cancel(error);
      throw error;
    }
    raw.set(value, filled);
    filled += value.length;
  }
}

async function feed(
  stream: WritableStream<BufferSource>,
  parts: Iterable<Uint8Array>,
): Promise<void> {
  const writer = stream.getWriter();
  for (const part of parts) {
    await writer.ready;
    await writer.write(part as BufferSource);
  }
  await writer.close();
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}
