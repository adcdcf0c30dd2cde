import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unfinishedName } from '../support/abandoned.ts';
import { cacheRoot } from '../support/cache.ts';
import { CHUNK_LEVEL, packAll, packChunk } from '../support/zstd.ts';

/** The name counts with the content: another way of packing needs another one. */
const SHELF = `packed-chunks-${CHUNK_LEVEL}`;

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
  return packAll(pieces, (piece) => packOnce(piece, shelf), onProgress);
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
