import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFile, ImageManifest } from '../../src/machine/image/manifest.ts';
import { packChunks } from './packed-chunks.ts';

/**
 * Bytes of a chunk of the disk. Smaller ones cost requests and compress worse, larger ones bring more of what is not
 * needed: at 10 Mbit/s and 60 ms a first command waits 3.8, 3.0, 2.8, 3.1 and 4.0 s with 64, 128, 256, 512 and 1,024 KiB
 * (`npm run bench -- --only disk`).
 */
const CHUNK_BYTES = 256 * 1024;

/** A block of the file system, as large as a page of memory. */
export const BLOCK_BYTES = 4096;

/**
 * Packs the disk into content-hashed chunk files below `folder` and describes them.
 * @param engineFiles the large programs of the Docker Engine, which a machine without it never reads
 */
export async function writeDisk(
  folder: string,
  image: string,
  engineFiles: readonly string[],
  onProgress: (done: number, total: number) => void,
): Promise<ImageManifest['disk']> {
  const disk = await readFile(image);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < disk.length; at += CHUNK_BYTES)
    pieces.push(disk.subarray(at, at + CHUNK_BYTES));
  const filled = pieces.filter((piece) => piece.some((byte) => byte !== 0));
  const packed = await packChunks(filled, onProgress);
  const files = new Map<Uint8Array, ImageFile>();
  for (const [index, piece] of filled.entries()) {
    files.set(
      piece,
      await writeHashed(folder, 'chunks/', 'zst', packed[index] ?? new Uint8Array(0)),
    );
  }
  const chunks = pieces.map((piece) => files.get(piece) ?? null);
  const engineChunks = await chunksOf(pieces, engineFiles);
  return { bytes: disk.length, chunkBytes: CHUNK_BYTES, chunks, bundles: [], engineChunks };
}

/** Numbers of the pieces that hold blocks of these files and no others. The file system does not compress: its blocks are theirs. */
async function chunksOf(
  pieces: readonly Uint8Array[],
  files: readonly string[],
): Promise<number[]> {
  const known = new Set<string>();
  for (const file of files) {
    // The last block may share its place with another file's.
    for (const block of blocksOf(await readFile(file))) known.add(sumOf(block));
  }
  const holdsNoOther = (piece: Uint8Array) =>
    blocksOf(piece).every((block) => known.has(sumOf(block)));
  return pieces.flatMap((piece, index) => (holdsNoOther(piece) ? [index] : []));
}

function blocksOf(bytes: Uint8Array): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES)
    blocks.push(bytes.subarray(at, at + BLOCK_BYTES));
  return blocks;
}

const sumOf = (block: Uint8Array) => createHash('sha1').update(block).digest('base64');

/**
 * Writes a file whose name holds its hash; returns its entry for the manifest.
 * @param kind begins the name; with a slash at its end it is a folder, which must be there
 */
export async function writeHashed(
  folder: string,
  kind: string,
  extension: string,
  bytes: Uint8Array,
): Promise<ImageFile> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = `image/${kind}${kind.endsWith('/') ? '' : '.'}${sha256.slice(0, 20)}.${extension}`;
  await writeFile(join(folder, path), bytes);
  return { path, bytes: bytes.length, sha256 };
}
