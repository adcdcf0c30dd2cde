import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unfinishedName } from '../support/abandoned.ts';
import { cacheRoot } from '../support/cache.ts';
import { packInBackground } from '../support/zstd.ts';

/** The name counts with the content: another way of packing needs another one. */
const SHELF = 'packed-chunks';

/**
 * A piece packed, with what processors have nothing better to do. What was packed before, even by a build that was killed, is
 * taken from the cache: the Docker Engine's programs alone take minutes, and a changed file moves few of them.
 */
export async function packPiece(piece: Uint8Array): Promise<Uint8Array> {
  const shelf = join(cacheRoot(), SHELF);
  await mkdir(shelf, { recursive: true });
  const file = join(shelf, createHash('sha256').update(piece).digest('hex'));
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const bytes = await packInBackground(piece);
  const unfinished = unfinishedName(file);
  await writeFile(unfinished, bytes);
  await rename(unfinished, file);
  return bytes;
}
