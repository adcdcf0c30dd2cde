import { beforeEach, describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import type { MachineCapture } from '../../src/machine/capture.ts';
import { ChunkedDisk, type DiskBundle } from '../../src/machine/disk/chunked-disk.ts';
import { DiskReferences } from '../../src/machine/disk/disk-references.ts';
import { ImageContent } from '../../src/machine/disk/image-content.ts';
import { samplePage } from '../snapshots/samples.ts';
import { NO_REGISTRY } from './no-registry.ts';

const CHUNK_PAGES = 4;
/** Two chunks and a half, and half a page. */
const DISK_BYTES = 10.5 * PAGE_BYTES;
const CHUNK_BYTES = CHUNK_PAGES * PAGE_BYTES;
const ID = 'd'.repeat(64);

/** The content of a block: dense ones, and one that looks like the block before it but for its last byte. */
function block(number: number): Uint8Array {
  if (number !== 5) return samplePage(100 + number, true);
  const twin = block(4);
  twin[PAGE_BYTES - 1] = (twin[PAGE_BYTES - 1] ?? 0) ^ 1;
  return twin;
}

type Memory = Pick<MachineCapture, 'pageNumbers' | 'pages' | 'zeroPages' | 'diskCopies'>;

let fetched: (number | 'bundle')[] = [];
let failure: Error | undefined;
let disk: ChunkedDisk;
let references: DiskReferences;

function newDisk(bundles?: readonly DiskBundle[]): ChunkedDisk {
  return new ChunkedDisk({ bytes: DISK_BYTES, chunkBytes: CHUNK_BYTES }, readChunk, bundles);
}

async function readChunk(index: number): Promise<Uint8Array> {
  if (failure) throw failure;
  fetched.push(index);
  const chunk = new Uint8Array(Math.min(CHUNK_BYTES, DISK_BYTES - index * CHUNK_BYTES));
  for (let page = 0; page < chunk.length / PAGE_BYTES; page++) {
    const content = block(index * CHUNK_PAGES + page);
    chunk.set(content.subarray(0, chunk.length - page * PAGE_BYTES), page * PAGE_BYTES);
  }
  return chunk;
}

/** The blocks 2, 3 and 9. */
async function readBundle(): Promise<Uint8Array> {
  fetched.push('bundle');
  return wholeOf([block(2), block(3), block(9)]).pages;
}

const referencesTo = (to: ChunkedDisk, id: string) =>
  new DiskReferences(new ImageContent(to, NO_REGISTRY), id);

beforeEach(() => {
  fetched = [];
  failure = undefined;
  disk = newDisk();
  references = referencesTo(disk, ID);
});

/** What is captured of a memory with these pages, the first at page 3 and every second one after it. */
function refer(...pages: Uint8Array[]): Memory {
  const { pageNumbers, zeroPages } = wholeOf(pages);
  const memory = new Uint8Array((3 + 2 * pages.length) * PAGE_BYTES);
  for (const [index, page] of pages.entries()) memory.set(page, (3 + 2 * index) * PAGE_BYTES);
  references.takeIn();
  const { others, diskCopies } = references.find(memory, pageNumbers);
  const kept = pages.filter((_page, index) => others.includes(3 + 2 * index));
  const { pages: bytes } = wholeOf(kept);
  return { pageNumbers: others, pages: bytes, zeroPages, ...(diskCopies && { diskCopies }) };
}

function wholeOf(pages: readonly Uint8Array[]): Memory {
  const bytes = new Uint8Array(pages.length * PAGE_BYTES);
  for (const [index, page] of pages.entries()) bytes.set(page, index * PAGE_BYTES);
  return {
    pageNumbers: Uint32Array.from(pages, (_page, index) => 3 + 2 * index),
    pages: bytes,
    zeroPages: Uint32Array.of(1),
  };
}

const own = (seed: number) => samplePage(seed, true);

describe('a capture', () => {
  it('refers to what was read of the disk, and is whole again when it is resolved', async () => {
    await Promise.all([disk.prefetch(0), disk.prefetch(2)]);
    const pages = [block(9), own(1), block(0), block(0), own(2), block(3)];
    const short = refer(...pages);
    expect([...short.pageNumbers]).toEqual([5, 11]);
    const diskCopies = {
      disk: ID,
      pageNumbers: Uint32Array.of(3, 7, 9, 13),
      blocks: Uint32Array.of(9, 0, 0, 3),
    };
    expect(short.diskCopies).toEqual(diskCopies);
    expect(await references.resolve(short)).toEqual(wholeOf(pages));
  });

  it('stays as it is when nothing in it is of the disk, and none is known', async () => {
    const whole = wholeOf([block(1), own(1)]);
    expect(refer(block(1), own(1))).toEqual(whole);
    await disk.prefetch(1);
    expect(refer(block(1), own(1))).toEqual(whole);
    expect(await references.resolve(whole)).toBe(whole);
  });

  it('refers to chunks that have come since the last one', async () => {
    await disk.prefetch(0);
    refer(own(1));
    await disk.prefetch(1);
    expect(refer(block(6)).diskCopies?.blocks).toEqual(Uint32Array.of(6));
  });

  it('does not take a page for a block that only looks like it', async () => {
    await disk.prefetch(1);
    const short = refer(block(4), block(5));
    expect(await references.resolve(short)).toEqual(wholeOf([block(4), block(5)]));
    expect(short.diskCopies?.blocks).toEqual(Uint32Array.of(4));
  });

  it('does not refer to half a block', async () => {
    await disk.prefetch(2);
    const half = new Uint8Array(PAGE_BYTES);
    half.set(block(10).subarray(0, PAGE_BYTES / 2));
    expect(refer(half).diskCopies).toBeUndefined();
  });

  it('is resolved where nothing was read yet: each chunk is fetched, once', async () => {
    await Promise.all([disk.prefetch(0), disk.prefetch(1), disk.prefetch(2)]);
    const pages = [block(1), block(8), block(2), own(1)];
    const short = refer(...pages);
    fetched = [];
    const elsewhere = referencesTo(newDisk(), ID);
    expect(await elsewhere.resolve(short)).toEqual(wholeOf(pages));
    expect(fetched.sort()).toEqual([0, 2]);
  });

  it('refers to blocks that came in a bundle, and fetches the bundle where nothing was read yet', async () => {
    const bundles = [{ runs: [[2, 2] as const, [9, 1] as const], read: readBundle }];
    disk = newDisk(bundles);
    references = referencesTo(disk, ID);
    await disk.prefetchBundle(0);
    const pages = [block(9), own(1), block(3), block(1)];
    const short = refer(...pages);
    expect([...(short.diskCopies?.blocks ?? [])]).toEqual([9, 3]);
    fetched = [];
    const elsewhere = referencesTo(newDisk(bundles), ID);
    expect(await elsewhere.resolve(short)).toEqual(wholeOf(pages));
    expect(fetched).toEqual(['bundle']);
  });

  it('that refers to another disk, or behind its end, is refused', async () => {
    await disk.prefetch(0);
    const short = refer(block(1));
    await expect(referencesTo(disk, 'e'.repeat(64)).resolve(short)).rejects.toMatchObject({
      code: 'capture-foreign',
      subject: 'disk',
    });
    const diskCopies = { disk: ID, pageNumbers: Uint32Array.of(3), blocks: Uint32Array.of(10) };
    await expect(references.resolve({ ...short, diskCopies })).rejects.toMatchObject({
      code: 'capture-invalid',
      subject: 'disk',
    });
  });

  it('cannot be resolved while a chunk cannot be had, and says which', async () => {
    await disk.prefetch(0);
    const short = refer(block(1));
    failure = new Error('chunk 0 is not to be had');
    await expect(referencesTo(newDisk(), ID).resolve(short)).rejects.toBe(failure);
  });
});
