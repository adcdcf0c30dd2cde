import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { writeDisk } from '../../images/disk/write-disk.ts';
import { openBelow } from '../../images/warm/node-machine.ts';
import { UnpackedDiskSource } from '../../images/warm/unpacked-disk-source.ts';
import { ImageSource } from '../../src/machine/image/image-source.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import { temporaryFolder } from './temporary-folder.ts';

const KIB = 1024;

afterEach(() => void vi.unstubAllEnvs());

/** A disk of a chunk that says something, one of zeros, one of the engine's program, and a short one. */
async function packedSample() {
  const folder = await temporaryFolder();
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  await mkdir(join(folder, 'image/chunks'), { recursive: true });
  const program = randomBytes(256 * KIB);
  const parts = [Buffer.alloc(256 * KIB, 'text'), Buffer.alloc(256 * KIB), program];
  const content = Buffer.concat([...parts, randomBytes(12 * KIB)]);
  const image = join(folder, 'disk');
  await writeFile(image, content);
  await writeFile(join(folder, 'dockerd'), program);
  const heard: string[] = [];
  const disk = await writeDisk(folder, image, [join(folder, 'dockerd')], (done, total) =>
    heard.push(`${done} of ${total}`),
  );
  return { folder, image, content, disk, heard };
}

it('describes the chunks of a disk in their order, without files for those of zeros', async () => {
  const { disk, content, heard } = await packedSample();
  expect(disk).toMatchObject({ bytes: content.length, chunkBytes: 256 * KIB, engineChunks: [2] });
  expect(disk.chunks.map((file) => file !== null)).toEqual([true, false, true, true]);
  expect(heard).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
});

it('gives a machine that is frozen the disk that a page puts together from its chunks', async () => {
  const { folder, image, content, disk } = await packedSample();
  const { signal } = new AbortController();
  const page = new ImageSource(openBelow(folder), signal);
  const build = new UnpackedDiskSource(openBelow(folder), signal, image);
  const unpacked: Uint8Array[] = [];
  for (const index of disk.chunks.keys()) {
    unpacked.push(await page.readChunk(disk, index, new ZstdCodec()));
    expect(await build.readChunk(disk, index)).toEqual(unpacked[index]);
  }
  expect(Buffer.concat(unpacked).equals(content)).toBe(true);
});

it('says where a disk that is cut short ends', async () => {
  const { folder, image, disk } = await packedSample();
  const { signal } = new AbortController();
  const build = new UnpackedDiskSource(openBelow(folder), signal, image);
  const longer = { ...disk, bytes: disk.bytes + 1 };
  await expect(build.readChunk(longer, 3)).rejects.toThrow('the disk ends within piece 3');
});
