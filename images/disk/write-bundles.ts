import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { toRuns } from '../../src/layers/page-order.ts';
import type { BlockRun, Bundle } from '../../src/machine/image/manifest.ts';
import { packAll, zstdPacker } from '../support/zstd.ts';
import { BLOCK_BYTES, writeHashed } from './write-disk.ts';

/**
 * Blocks in a bundle; who needs one block waits for all. At 10 Mbit/s and 60 ms a first command waits 1.60, 1.41, 1.40 and 1.57 s with
 * 32, 64, 128 and 256, and fetches 0.83, 1.01, 1.26 and 1.62 MB; without bundles 2.55 s and 1.82 MB (`npm run bench -- --only disk`).
 */
const BUNDLE_BLOCKS = 64;

/**
 * Packs blocks of the disk into content-hashed files below `folder`, as they follow each other in `blocks`: those that one command reads
 * come together, wherever they lie.
 * @param image path of the disk
 */
export async function writeBundles(
  folder: string,
  image: string,
  blocks: readonly number[],
): Promise<Bundle[]> {
  const bundles = cutBundles(blocks);
  const disk = await open(image);
  try {
    const contents = await Promise.all(bundles.map((runs) => readRuns(disk, runs)));
    const packed = await packAll(contents, zstdPacker.pack, () => {});
    await mkdir(join(folder, 'image/bundles'), { recursive: true });
    return await Promise.all(
      packed.map(async (bytes, index) => ({
        ...(await writeHashed(folder, 'bundles/', 'zst', bytes)),
        runs: bundles[index] ?? [],
      })),
    );
  } finally {
    await disk.close();
  }
}

/** Blocks that follow each other, `size` to a bundle; within one as they lie on the disk. */
export function cutBundles(blocks: readonly number[], size = BUNDLE_BLOCKS): BlockRun[][] {
  const bundles: BlockRun[][] = [];
  for (let at = 0; at < blocks.length; at += size) {
    bundles.push(toRuns(Uint32Array.from(blocks.slice(at, at + size)).sort()));
  }
  return bundles;
}

async function readRuns(
  disk: Awaited<ReturnType<typeof open>>,
  runs: readonly BlockRun[],
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const [first, count] of runs) {
    const bytes = new Uint8Array(count * BLOCK_BYTES);
    const { bytesRead } = await disk.read(bytes, 0, bytes.length, first * BLOCK_BYTES);
    if (bytesRead !== bytes.length) throw new Error(`the disk ends within its block ${first}`);
    parts.push(bytes);
  }
  return new Uint8Array(Buffer.concat(parts));
}
