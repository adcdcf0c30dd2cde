import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MANIFEST_PATH, parseManifest } from '../../src/machine/image/manifest.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import { IMAGE_FOLDER, PATIENT, runningMachine, sh } from './machines.ts';

const BLOCK_BYTES = 4096;

/** The end of a file as it lies in a block of its own: with zeros behind it. */
function lastBlockOf(file: Buffer): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  file.copy(block, 0, file.length - (file.length % BLOCK_BYTES));
  return block;
}

/** Which of these blocks are blocks of the disk. */
async function foundOnDisk(wanted: ReadonlyMap<string, Buffer>): Promise<string[]> {
  const { disk } = parseManifest(await readFile(join(IMAGE_FOLDER, MANIFEST_PATH), 'utf8'));
  const codec = new ZstdCodec();
  const missing = new Map(wanted);
  for (const file of disk.chunks) {
    if (!file) continue;
    const packed = await readFile(join(IMAGE_FOLDER, file.path));
    const { buffer, byteOffset, length } = await codec.unpack(packed, disk.chunkBytes);
    const chunk = Buffer.from(buffer, byteOffset, length);
    for (const [name, block] of missing) {
      const at = chunk.indexOf(block);
      if (at >= 0 && at % BLOCK_BYTES === 0) missing.delete(name);
    }
    if (missing.size === 0) break;
  }
  return [...wanted.keys()].filter((name) => !missing.has(name));
}

describe('the disk', PATIENT, () => {
  const machine = runningMachine();

  // The kernel can then read a program back in without asking for more memory: see `LAYOUT` in images/disk/build-disk.ts.
  it('has the ends of programs in blocks of their own', async () => {
    const programs = ['/usr/bin/tail', '/usr/bin/bash', '/usr/lib/i386-linux-gnu/libc.so.6'];
    const ends = new Map<string, Buffer>();
    for (const program of programs) {
      const file = Buffer.from(await sh(machine(), `base64 -w0 ${program}`), 'base64');
      expect(file.length % BLOCK_BYTES).toBeGreaterThan(0);
      ends.set(program, lastBlockOf(file));
    }
    expect(await foundOnDisk(ends)).toEqual(programs);
  });
});
