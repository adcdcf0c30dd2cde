import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { zstdPacker } from '../../images/support/zstd.ts';
import { type SegmentCodec, type SegmentPacker, storedSegments } from '../../src/layers/codec.ts';
import {
  countPages,
  LayerFormatError,
  MAX_SEGMENT_BYTES,
  PAGE_BYTES,
} from '../../src/layers/layer-format.ts';
import { applyLayer, readLayer } from '../../src/layers/layer-reader.ts';
import { writeLayer } from '../../src/layers/layer-writer.ts';
import { sortLayer } from '../../src/layers/page-order.ts';
import { ZstdCodec } from '../../src/machine/image/zstd-codec.ts';
import {
  DEVICES,
  expectationOf,
  FINGERPRINT,
  inPieces,
  memoryOf,
  readBytes,
  sampleLayer,
} from './sample-layer.ts';

const SEGMENT_PAGES = MAX_SEGMENT_BYTES / PAGE_BYTES;

/** As the build's, in a fraction of its time. */
const quickPacker: SegmentPacker = {
  name: 'zstd',
  pack: async (bytes) =>
    spawnSync('zstd', ['-1', '-c'], { input: bytes, maxBuffer: 2 ** 26 }).stdout,
};

describe('a layer that stands alone', () => {
  it('brings back memory and devices', async () => {
    const memory = memoryOf(8, [0, 2, 3, 7]);
    const layer = await sampleLayer(memory);
    const read = await readBytes(layer.bytes, layer.expected);
    const restored = new Uint8Array(memory.length);
    applyLayer(read, restored);
    expect(restored).toEqual(memory);
    expect(read.devices).toEqual(DEVICES);
  });

  it('carries only pages that are not zero, as runs', async () => {
    const { header, bytes } = await sampleLayer(memoryOf(100, [4, 5, 6, 99]));
    expect(header.pages).toEqual([
      [4, 3],
      [99, 1],
    ]);
    expect(header.zeroPages).toEqual([]);
    expect(bytes.length).toBeLessThan(5 * PAGE_BYTES);
  });

  it('may be of an empty memory', async () => {
    const layer = await sampleLayer(memoryOf(8, []));
    expect(layer.header.pageSegments).toEqual([]);
    const memory = new Uint8Array(8 * PAGE_BYTES);
    applyLayer(await readBytes(layer.bytes, layer.expected), memory);
    expect(memory.every((byte) => byte === 0)).toBe(true);
  });

  it('spreads one run over several segments', async () => {
    const pages = Array.from({ length: 2 * SEGMENT_PAGES + 4 }, (_, index) => index);
    const memory = memoryOf(pages.length, pages);
    const layer = await sampleLayer(memory);
    expect(layer.header.pageSegments).toHaveLength(3);
    const restored = new Uint8Array(memory.length);
    applyLayer(await readBytes(layer.bytes, layer.expected), restored);
    expect(Buffer.compare(restored, memory)).toBe(0);
  });

  it('says of each part whether its calls are changed, which is where that makes it smaller', async () => {
    const memory = new Uint8Array((SEGMENT_PAGES + 50) * PAGE_BYTES).fill(1);
    const view = new DataView(memory.buffer);
    // Calls of one function in the first part; in the second, numbers behind the same byte that are alike already.
    for (let at = 0; at < (SEGMENT_PAGES - 50) * PAGE_BYTES; at += 64) {
      memory[at] = 0xe8;
      view.setInt32(at + 1, 1_000 - (at + 5), true);
    }
    for (let at = SEGMENT_PAGES * PAGE_BYTES; at < memory.length; at += 64) memory[at] = 0xe8;
    const source = { memory, devices: DEVICES, fingerprint: FINGERPRINT };
    const layer = await writeLayer(source, quickPacker);
    expect(layer.header.pageSegments.map(({ callTargets }) => callTargets)).toEqual([true, false]);
    const restored = new Uint8Array(memory.length);
    const read = readLayer(
      inPieces(layer.bytes, 10_000),
      expectationOf(layer, memory.length),
      new ZstdCodec(),
    );
    applyLayer(await read, restored);
    expect(Buffer.compare(restored, memory)).toBe(0);
  });

  it('has pages that lie side by side elsewhere side by side, and those first', async () => {
    const memory = memoryOf(4_100, [0, 1, 2, 3, 7, 4_009, 4_010]);
    const placeOf = (page: Uint8Array) => {
      const number = [4_010, 1, 3, 4_009].findIndex(
        (at) => Buffer.compare(page, memory.subarray(at * PAGE_BYTES, (at + 1) * PAGE_BYTES)) === 0,
      );
      return number < 0 ? undefined : number;
    };
    const source = { memory, devices: DEVICES, fingerprint: FINGERPRINT, placeOf };
    const layer = await writeLayer(source, storedSegments);
    expect(layer.header.pages).toEqual([
      [4_010, 1],
      [1, 1],
      [3, 1],
      [4_009, 1],
      [0, 1],
      [2, 1],
      [7, 1],
    ]);
    const read = await readBytes(layer.bytes, expectationOf(layer, memory.length));
    const sorted = sortLayer(read);
    expect(sorted.header.pages).toEqual([
      [0, 4],
      [7, 1],
      [4_009, 2],
    ]);
    for (const one of [read, sorted]) {
      const restored = new Uint8Array(memory.length);
      applyLayer(one, restored);
      expect(Buffer.compare(restored, memory)).toBe(0);
    }
  });

  it('brings its pages back from whatever order, over several segments', async () => {
    const pages = Array.from(
      { length: 2 * SEGMENT_PAGES + 900 },
      (_, index) => index * 2 + (index % 3 === 0 ? 1 : 0),
    );
    const memory = memoryOf(2 * pages.length + 2, pages);
    let asked = 0;
    const placeOf = () => (asked++ * 7_919) % 9_103;
    const source = { memory, devices: DEVICES, fingerprint: FINGERPRINT, placeOf };
    const layer = await writeLayer(source, storedSegments);
    expect(layer.header.pageSegments).toHaveLength(3);
    const read = await readBytes(layer.bytes, expectationOf(layer, memory.length));
    for (const one of [read, sortLayer(read)]) {
      const restored = new Uint8Array(memory.length);
      applyLayer(one, restored);
      expect(Buffer.compare(restored, memory)).toBe(0);
    }
  });

  it('is named by its content: the same machine gives the same id, another device state another', async () => {
    const source = { memory: memoryOf(4, [1]), devices: DEVICES, fingerprint: FINGERPRINT };
    const [first, again] = [
      await writeLayer(source, storedSegments),
      await writeLayer(source, storedSegments),
    ];
    const other = await writeLayer({ ...source, devices: Uint8Array.of(1) }, storedSegments);
    expect(again.id).toBe(first.id);
    expect(again.bytes).toEqual(first.bytes);
    expect(other.id).not.toBe(first.id);
  });

  it('reads the same however the network cuts it', async () => {
    const layer = await sampleLayer();
    for (const pieceBytes of [1, 2, 15, 16, 17, 4095, 4097]) {
      const read = await readLayer(
        inPieces(layer.bytes, pieceBytes),
        layer.expected,
        storedSegments,
      );
      const memory = new Uint8Array(8 * PAGE_BYTES);
      applyLayer(read, memory);
      expect(Buffer.compare(memory, memoryOf(8, [1, 2, 5]))).toBe(0);
    }
  });

  it('ends where it ends, though empty pieces follow', async () => {
    const layer = await sampleLayer();
    async function* withEmptyPieces() {
      yield new Uint8Array(0);
      yield layer.bytes;
      yield new Uint8Array(0);
    }
    await expect(
      readLayer(withEmptyPieces(), layer.expected, storedSegments),
    ).resolves.toBeDefined();
  });

  it('tells how many parts are done', async () => {
    const steps: [number, number][] = [];
    const source = {
      memory: memoryOf(2100, [0, 2099]),
      devices: DEVICES,
      fingerprint: FINGERPRINT,
    };
    await writeLayer(source, storedSegments, (done, total) => steps.push([done, total]));
    expect(steps).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });
});

describe('a layer upon a parent', () => {
  const parentMemory = memoryOf(10, [0, 1, 2, 3, 4]);

  async function child(memory: Uint8Array) {
    const parent = { id: 'a'.repeat(64), memory: parentMemory };
    return writeLayer(
      { memory, devices: DEVICES, fingerprint: FINGERPRINT, parent },
      storedSegments,
    );
  }

  it('carries only what differs: changed pages, new pages, and pages that became zero', async () => {
    const memory = parentMemory.slice();
    memory[1 * PAGE_BYTES + 17] = 1;
    memory.fill(0, 3 * PAGE_BYTES, 5 * PAGE_BYTES);
    memory[9 * PAGE_BYTES] = 5;
    const layer = await child(memory);
    expect(layer.header.pages).toEqual([
      [1, 1],
      [9, 1],
    ]);
    expect(layer.header.zeroPages).toEqual([[3, 2]]);
    const restored = parentMemory.slice();
    applyLayer(await readBytes(layer.bytes, expectationOf(layer, memory.length)), restored);
    expect(restored).toEqual(memory);
  });

  it('carries no page when nothing has changed', async () => {
    const layer = await child(parentMemory.slice());
    expect(countPages(layer.header.pages) + countPages(layer.header.zeroPages)).toBe(0);
  });

  it('names its parent, and is refused on another or on none', async () => {
    const layer = await child(memoryOf(10, [7]));
    const expected = expectationOf(layer, 10 * PAGE_BYTES);
    expect(layer.header.parent).toBe('a'.repeat(64));
    for (const parent of ['b'.repeat(64), null]) {
      await expect(readBytes(layer.bytes, { ...expected, parent })).rejects.toThrow(
        'belongs on another parent',
      );
    }
  });

  it('finds a change in the last byte of memory', async () => {
    const memory = parentMemory.slice();
    memory[memory.length - 1] = 1;
    expect((await child(memory)).header.pages).toEqual([[9, 1]]);
  });
});

describe('packed segments', () => {
  it('come back through the decoder of the page', async () => {
    const memory = memoryOf(300, [3, 4, 5, 200]);
    const layer = await writeLayer(
      { memory, devices: DEVICES, fingerprint: FINGERPRINT },
      zstdPacker,
    );
    expect(layer.bytes.length).toBeLessThan(2 * PAGE_BYTES);
    const read = await readBytes(layer.bytes, expectationOf(layer, memory.length), new ZstdCodec());
    const restored = new Uint8Array(memory.length);
    applyLayer(read, restored);
    expect(Buffer.compare(restored, memory)).toBe(0);
    await expect(readBytes(layer.bytes, expectationOf(layer, memory.length))).rejects.toThrow(
      'packed with zstd',
    );
  });

  it('that cannot be unpacked, or unpack to another size, are refused', async () => {
    const layer = await sampleLayer();
    const broken: SegmentCodec = {
      name: 'none',
      unpack: () => Promise.reject(new Error('corrupt')),
    };
    const failure = await readBytes(layer.bytes, layer.expected, broken).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(LayerFormatError);
    expect(failure).toMatchObject({
      message: 'a part of the layer cannot be unpacked',
      cause: { message: 'corrupt' },
    });
    const short: SegmentCodec = { name: 'none', unpack: async (bytes) => bytes.subarray(1) };
    await expect(readBytes(layer.bytes, layer.expected, short)).rejects.toThrow(
      'another size than announced',
    );
  });
});
