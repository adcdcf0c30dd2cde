import type { ByteStream } from './byte-stream.ts';

/** Makes one connection of two: what comes out of either goes into the other. Resolves when both are over; never rejects. */
export async function relay(one: ByteStream, other: ByteStream): Promise<void> {
  await Promise.all([pump(one, other), pump(other, one)]);
}

async function pump(from: ByteStream, to: ByteStream): Promise<void> {
  try {
    for (let bytes = await from.read(); bytes !== undefined; bytes = await from.read()) {
      await to.write(bytes);
    }
    to.end();
  } catch {
    // Broken on one side is broken on the other, which is told in this way.
    from.abort();
    to.abort();
  }
}
