import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutBundles, writeBundles } from '../../images/disk/write-bundles.ts';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { sha256Hex } from '../../src/layers/sha256.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';

const BLOCKS = 200;

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  const disk = new Uint8Array(BLOCKS * PAGE_BYTES);
  for (let block = 0; block < BLOCKS; block++)
    disk.fill(block, block * PAGE_BYTES, (block + 1) * PAGE_BYTES);
  await writeFile(join(folder, 'disk'), disk);
});

afterEach(() => rm(folder, { recursive: true }));

describe('blocks that are read one after the other', () => {
  it('are cut into bundles in that order, and lie in each as on the disk', () => {
    expect(cutBundles([9, 4, 5, 7, 1, 6, 2], 4)).toEqual([
      [
        [4, 2],
        [7, 1],
        [9, 1],
      ],
      [
        [1, 2],
        [6, 1],
      ],
    ]);
    expect(cutBundles([])).toEqual([]);
  });

  it('are in files that are named by their content and hold exactly these blocks', async () => {
    const read = Array.from({ length: 100 }, (_none, index) => BLOCKS - 1 - 2 * index);
    const bundles = await writeBundles(folder, join(folder, 'disk'), read);
    const found: number[] = [];
    for (const { path, bytes, sha256, runs } of bundles) {
      const file = new Uint8Array(await readFile(join(folder, path)));
      expect({ bytes: file.length, sha256: await sha256Hex(file) }).toEqual({ bytes, sha256 });
      expect(path).toBe(`image/bundles/${sha256.slice(0, 20)}.zst`);
      const blocks = runs.flatMap(([first, count]) =>
        Array.from({ length: count }, (_none, index) => first + index),
      );
      const content = await new ZstdCodec().unpack(file, blocks.length * PAGE_BYTES);
      for (const [place, block] of blocks.entries()) {
        const page = content.subarray(place * PAGE_BYTES, (place + 1) * PAGE_BYTES);
        expect(page.every((byte) => byte === block)).toBe(true);
      }
      found.push(...blocks);
    }
    expect(found.sort((a, b) => a - b)).toEqual([...read].reverse());
    expect(bundles.length).toBeGreaterThan(1);
  });

  it('that the disk does not have are refused by their number', async () => {
    const writing = writeBundles(folder, join(folder, 'disk'), [1, BLOCKS]);
    await expect(writing).rejects.toThrow(`the disk ends within its block ${BLOCKS}`);
  });
});
