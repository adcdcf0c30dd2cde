const FORMATS: Readonly<Record<string, CompressionFormat>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
};

/**
 * A body without its `Content-Encoding`. None is asked for, but some servers have files that are packed and nothing else. A coding
 * that is not known is left on. Throws what the body throws, and for packed bytes that are not sound.
 */
export function decodeContent(
  body: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncIterable<Uint8Array> {
  const format = FORMATS[encoding.trim().toLowerCase()];
  return format ? unpack(body, format) : body;
}

async function* unpack(
  body: AsyncIterable<Uint8Array>,
  format: CompressionFormat,
): AsyncGenerator<Uint8Array> {
  const packed = body[Symbol.asyncIterator]();
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const { done, value } = await packed.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    cancel: async () => void (await packed.return?.()),
  });
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    // What was not read is not wanted any more; a stream that failed has said so above.
    await reader.cancel().catch(() => undefined);
  }
}
