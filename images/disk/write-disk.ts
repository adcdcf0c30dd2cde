import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DiskGeometry } from '../../src/machine/disk/chunked-disk.ts';
import type { ImageFile, ImageManifest } from '../../src/machine/image/manifest.ts';
import { packPiece } from './packed-chunks.ts';

/**
 * Bytes of a chunk of the disk. Smaller ones cost requests and compress worse, larger ones bring more of what is not
 * needed: at 10 Mbit/s and 60 ms a first command waits 3.8, 3.0, 2.8, 3.1 and 4.0 s with 64, 128, 256, 512 and 1,024 KiB
 * (`npm run bench -- --only disk`).
 */
const CHUNK_BYTES = 256 * 1024;

/** A block of the file system. */
const BLOCK_BYTES = 4096;

/** Size and division of the disk that lies in a file. */
export async function geometryOf(image: string): Promise<DiskGeometry> {
  return { bytes: (await stat(image)).size, chunkBytes: CHUNK_BYTES };
}

/**
 * Packs the disk into content-hashed chunk files below `folder` and describes them; as many at once as there are processors.
 * @param engineFiles the large programs of the Docker Engine, which a machine without it never reads
 * @param onProgress hears how many pieces are done
 */
export async function writeDisk(
  folder: string,
  image: string,
  engineFiles: readonly string[],
  onProgress: (done: number, total: number) => void,
): Promise<ImageManifest['disk']> {
  const geometry = await geometryOf(image);
  const engineBlocks = await sumsOfBlocks(engineFiles);
  const total = Math.ceil(geometry.bytes / geometry.chunkBytes);
  const chunks: (ImageFile | null)[] = [];
  const isEngines: boolean[] = [];
  const disk = await open(image);
  const indexes = Array(total).keys();
  let done = 0;
  const work = async () => {
    for (const index of indexes) {
      const piece = await readPiece(disk, geometry, index);
      isEngines[index] = blocksOf(piece).every((block) => engineBlocks.has(sumOf(block)));
      chunks[index] = piece.some((byte) => byte !== 0)
        ? await writeHashed(folder, 'chunks/', 'zst', await packPiece(piece))
        : null;
      done += 1;
      onProgress(done, total);
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  } finally {
    await disk.close();
  }
  const engineChunks = [...isEngines.keys()].filter((index) => isEngines[index]);
  return { ...geometry, chunks, workingSet: [], engineChunks };
}

/** One piece of a disk that lies in a file. */
export async function readPiece(
  disk: FileHandle,
  { bytes, chunkBytes }: DiskGeometry,
  index: number,
): Promise<Uint8Array> {
  const start = index * chunkBytes;
  const piece = new Uint8Array(Math.min(chunkBytes, bytes - start));
  const { bytesRead } = await disk.read(piece, 0, piece.length, start);
  if (bytesRead !== piece.length) throw new Error(`the disk ends within piece ${index}`);
  return piece;
}

/** Sums of the whole blocks of files, which are blocks of the disk as well: the file system does not compress. */
async function sumsOfBlocks(files: readonly string[]): Promise<ReadonlySet<string>> {
  const sums = new Set<string>();
  for (const file of files) {
    for (const block of blocksOf(await readFile(file))) sums.add(sumOf(block));
  }
  return sums;
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
