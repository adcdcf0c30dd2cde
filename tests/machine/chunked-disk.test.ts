import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { ChunkedDisk } from '../../src/machine/disk/chunked-disk.ts';
import { type Deferred, defer } from '../../src/support/deferred.ts';

const CHUNK = 1024;
const BYTES = 5 * CHUNK + 512;
const content = Uint8Array.from({ length: BYTES }, (_, index) => (index * 13) & 0xff);
const chunkOf = (index: number) =>
  content.slice(index * CHUNK, Math.min(BYTES, (index + 1) * CHUNK));

/** A disk whose chunks come when the test says so. */
function makeDisk() {
  const asked: number[] = [];
  const answers = new Map<number, Deferred<Uint8Array>>();
  const disk = new ChunkedDisk({ bytes: BYTES, chunkBytes: CHUNK }, (index) => {
    asked.push(index);
    const answer = defer<Uint8Array>();
    answers.set(index, answer);
    return answer.promise;
  });
  const arrive = (index: number) => answers.get(index)?.resolve(chunkOf(index));
  const fail = (index: number) => answers.get(index)?.reject(new Error(`chunk ${index} is gone`));
  return { disk, asked, arrive, fail };
}

const readyDisk = () =>
  new ChunkedDisk({ bytes: BYTES, chunkBytes: CHUNK }, async (index) => chunkOf(index));

function get(disk: ChunkedDisk, start: number, length: number): Promise<Uint8Array> {
  return new Promise((resolve) => disk.get(start, length, resolve));
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a chunked disk', () => {
  it.each([
    [0, 512],
    [CHUNK - 512, 512],
    [CHUNK, CHUNK],
    [CHUNK - 512, 1024],
    [512, 3 * CHUNK],
    [5 * CHUNK, 512],
    [0, BYTES],
  ])('reads from %i, %i bytes, across the borders of chunks', async (start, length) => {
    expect(await get(readyDisk(), start, length)).toEqual(content.slice(start, start + length));
  });

  it('fetches a chunk once, however many wait for it, and then never again', async () => {
    const { disk, asked, arrive } = makeDisk();
    const reads = [get(disk, 0, 512), get(disk, 512, 512)];
    expect(disk.busy).toBe(true);
    await settle();
    arrive(0);
    expect(await Promise.all(reads)).toEqual([content.slice(0, 512), content.slice(512, 1024)]);
    await settle();
    expect(disk.busy).toBe(false);
    await get(disk, 0, 512);
    expect(asked).toEqual([0]);
  });

  it('answers at once when it has the chunk: the guest need not wait for a task', async () => {
    const disk = readyDisk();
    await disk.prefetch(2);
    let answered = false;
    disk.get(2 * CHUNK, 512, () => {
      answered = true;
    });
    expect(answered).toBe(true);
  });

  it('tells of a chunk that cannot be had, and tries again when told to, until the guest has it', async () => {
    const { disk, asked, arrive, fail } = makeDisk();
    const told: unknown[] = [];
    const retry = defer<void>();
    disk.onTrouble = (error) => {
      told.push(error);
      return retry.promise;
    };
    disk.onRelief = () => told.push('relief');
    const read = get(disk, CHUNK, 512);
    fail(1);
    await settle();
    expect(told).toEqual([new Error('chunk 1 is gone')]);
    expect(asked).toEqual([1]);
    retry.resolve();
    await settle();
    arrive(1);
    expect(await read).toEqual(content.slice(CHUNK, CHUNK + 512));
    expect(asked).toEqual([1, 1]);
    expect(told.at(-1)).toBe('relief');
  });

  it('leaves a read without an answer when its machine is given up', async () => {
    const { disk, asked, fail } = makeDisk();
    let answered = false;
    disk.onTrouble = (error) => Promise.reject(error);
    disk.get(CHUNK, 512, () => {
      answered = true;
    });
    fail(1);
    await settle();
    expect(answered).toBe(false);
    expect(asked).toEqual([1]);
  });

  it('leaves the failure of a prefetch to the read that will need the chunk', async () => {
    const { disk, fail } = makeDisk();
    let failed = false;
    disk.onTrouble = async () => {
      failed = true;
    };
    const prefetch = disk.prefetch(3);
    fail(3);
    await prefetch;
    expect(failed).toBe(false);
  });

  it('tells what the guest reads, and not what is prefetched', async () => {
    const disk = readyDisk();
    const read: [start: number, length: number][] = [];
    disk.onRead = (start, length) => read.push([start, length]);
    await disk.prefetch(0);
    await get(disk, CHUNK, 2 * CHUNK);
    expect(read).toEqual([[CHUNK, 2 * CHUNK]]);
  });

  it('looks like a block device to v86: loads at once, has an empty state, takes no writes', async () => {
    const disk = readyDisk();
    let loaded = false;
    disk.onload = () => {
      loaded = true;
    };
    disk.load();
    expect([loaded, disk.byteLength, disk.get_state()]).toEqual([true, BYTES, []]);
    disk.set_state([]);
    await new Promise<void>((resolve) => disk.set(0, new Uint8Array(512).fill(9), resolve));
    expect(await get(disk, 0, 512)).toEqual(content.slice(0, 512));
    disk.get_buffer((buffer) => expect(buffer).toBeUndefined());
  });

  it('answers the look at the boot sector without a download', () => {
    const { disk, asked } = makeDisk();
    disk.get_and_cache(0, 512, (bytes) => expect(bytes).toEqual(new Uint8Array(512)));
    expect(disk.get_from_cache(0, 512)).toEqual(new Uint8Array(512));
    expect(disk.get_from_cache(1024, 512)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('a disk at rest', () => {
  it('has answered every read of the guest; what is fetched ahead does not count', async () => {
    const { disk, arrive } = makeDisk();
    await disk.atRest();
    void disk.prefetch(4);
    expect(disk.busy).toBe(false);
    const reads = [get(disk, 0, 512), get(disk, CHUNK, 512)];
    let rested = false;
    const rest = disk.atRest().then(() => {
      rested = true;
    });
    arrive(0);
    await settle();
    expect([rested, disk.busy]).toEqual([false, true]);
    arrive(1);
    await Promise.all([...reads, rest]);
    expect(disk.busy).toBe(false);
  });

  it('comes at once when the guest that waited is gone, which then gets no answer', async () => {
    const { disk, arrive } = makeDisk();
    let answered = 0;
    disk.get(0, 512, () => {
      answered++;
    });
    const rest = disk.atRest();
    disk.abandonReads();
    await rest;
    const next = get(disk, 0, 512);
    arrive(0);
    expect(await next).toEqual(content.slice(0, 512));
    expect([answered, disk.busy]).toEqual([0, false]);
  });

  it('troubles nobody for a chunk that only a guest that is gone had waited for', async () => {
    const { disk, fail } = makeDisk();
    let troubles = 0;
    disk.onTrouble = async (error) => {
      troubles++;
      throw error;
    };
    disk.get(0, 512, () => {});
    disk.abandonReads();
    fail(0);
    await settle();
    expect(troubles).toBe(0);
  });
});

describe('a disk with bundles', () => {
  const PAGES = 10;
  const BIG_CHUNK = 4 * PAGE_BYTES;
  const whole = Uint8Array.from({ length: PAGES * PAGE_BYTES }, (_, index) => (index * 7) >> 3);
  const pages = (first: number, count: number) =>
    whole.slice(first * PAGE_BYTES, (first + count) * PAGE_BYTES);
  const RUNS = [
    [
      [1, 2],
      [5, 1],
    ],
    [[8, 2]],
  ] as const;

  /** `asked` has the files in the order in which they were asked for. */
  function makeBundled(fails: (name: string) => boolean = () => false) {
    const asked: string[] = [];
    const read = (name: string, bytes: Uint8Array) => {
      asked.push(name);
      return fails(name) ? Promise.reject(new Error(`${name} is gone`)) : Promise.resolve(bytes);
    };
    const disk = new ChunkedDisk(
      { bytes: whole.length, chunkBytes: BIG_CHUNK },
      (index) => read(`chunk ${index}`, whole.slice(index * BIG_CHUNK, (index + 1) * BIG_CHUNK)),
      RUNS.map((runs, index) => ({
        runs,
        read: () => {
          const blocks = runs.map(([first, count]) => pages(first, count));
          return read(`bundle ${index}`, new Uint8Array(Buffer.concat(blocks)));
        },
      })),
    );
    return { disk, asked };
  }

  it.each([
    { what: 'blocks of a bundle', first: 1, count: 2, files: ['bundle 0'] },
    { what: 'blocks of a bundle and others', first: 2, count: 2, files: ['chunk 0'] },
    { what: 'other blocks alone', first: 6, count: 1, files: ['chunk 1'] },
    { what: 'parts of two chunks', first: 5, count: 5, files: ['chunk 1', 'bundle 1'] },
  ])('fetches what has all of $what: $files', async ({ first, count, files }) => {
    const { disk, asked } = makeBundled();
    const read = await get(disk, first * PAGE_BYTES, count * PAGE_BYTES);
    expect(read).toEqual(pages(first, count));
    expect(asked.sort()).toEqual(files.sort());
  });

  it('answers at once what came in a bundle, also a part of a block', async () => {
    const { disk, asked } = makeBundled();
    await disk.prefetchBundle(0);
    const answers: Uint8Array[] = [];
    disk.get(PAGE_BYTES + 512, PAGE_BYTES, (bytes) => answers.push(bytes));
    expect(answers).toEqual([whole.slice(PAGE_BYTES + 512, 2 * PAGE_BYTES + 512)]);
    await disk.prefetchBundle(0);
    expect(asked).toEqual(['bundle 0']);
  });

  it('knows single blocks and whole chunks, and where they lie', async () => {
    const { disk } = makeBundled();
    await disk.prefetchBundle(0);
    expect(disk.block(2)).toEqual(pages(2, 1));
    expect(disk.block(3)).toBeUndefined();
    await disk.prefetch(0);
    expect(disk.block(3)).toEqual(pages(3, 1));
    const pieces = [...disk.pieces()].map(([first, bytes]) => [first, bytes.length / PAGE_BYTES]);
    expect(pieces.sort()).toEqual([
      [0, 4],
      [1, 2],
      [5, 1],
    ]);
  });

  it('tells of a bundle that cannot be had, and tries again when told to', async () => {
    let isGone = true;
    const { disk, asked } = makeBundled(() => isGone);
    const told: unknown[] = [];
    disk.onTrouble = async (error) => {
      told.push(error);
      isGone = false;
    };
    expect(await get(disk, PAGE_BYTES, 512)).toEqual(pages(1, 1).subarray(0, 512));
    expect(told).toEqual([new Error('bundle 0 is gone')]);
    expect(asked).toEqual(['bundle 0', 'bundle 0']);
  });
});
