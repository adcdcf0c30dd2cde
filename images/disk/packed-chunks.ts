import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { unfinishedName } from '../support/abandoned.ts';
import { cacheRoot } from '../support/cache.ts';
import { packChunk } from '../support/zstd.ts';

/** The name counts with the content: another way of packing needs another one. */
const SHELF = 'packed-chunks-17';

/**
 * Packs pieces of the disk, as many at once as there are processors. What was packed before, even by a build that was
 * killed, is taken from the cache: the Docker Engine's programs alone take minutes, and a changed file moves few of them.
 *
 * @param onProgress hears how many are done.
 */
export async function packChunks(
  pieces: readonly Uint8Array[],
  onProgress: (done: number, total: number) => void,
): Promise<Uint8Array[]> {
  const shelf = join(cacheRoot(), SHELF);
  await mkdir(shelf, { recursive: true });
  const packed: Uint8Array[] = [];
  const queue = [...pieces.entries()];
  let done = 0;
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, piece] = next;
      packed[index] = await packOnce(piece, shelf);
      done += 1;
      onProgress(done, pieces.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return packed;
}

async function packOnce(piece: Uint8Array, shelf: string): Promise<Uint8Array> {
  const file = join(shelf, createHash('sha256').update(piece).digest('hex'));
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const bytes = await packChunk(piece);
  const unfinished = unfinishedName(file);
  await writeFile(unfinished, bytes);
  await rename(unfinished, file);
  return bytes;
}
