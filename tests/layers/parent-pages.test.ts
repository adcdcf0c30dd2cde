import { expect, it } from 'vitest';
import { storedSegments } from '../../src/layers/codec.ts';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import type { MemoryLayer } from '../../src/layers/layer-reader.ts';
import { writeLayer } from '../../src/layers/layer-writer.ts';
import { sortLayer } from '../../src/layers/page-order.ts';
import { type PageSpan, stackLayers } from '../../src/layers/parent-pages.ts';
import { DEVICES, expectationOf, FINGERPRINT, memoryOf, readBytes } from './sample-layer.ts';

const ID = 'a'.repeat(64);

async function layerOf(memory: Uint8Array, parent?: Uint8Array): Promise<MemoryLayer> {
  const below = parent && { parent: { id: ID, memory: parent } };
  const source = { memory, devices: DEVICES, fingerprint: FINGERPRINT, ...below };
  const written = await writeLayer(source, storedSegments);
  return sortLayer(await readBytes(written.bytes, expectationOf(written, memory.length)));
}

/** The memory that spans describe. */
function flatten(spans: readonly PageSpan[], pages: number): Uint8Array {
  const memory = new Uint8Array(pages * PAGE_BYTES);
  for (const { first, bytes } of spans) memory.set(bytes, first * PAGE_BYTES);
  return memory;
}

/** A comparison of megabytes by the test library takes minutes. */
const sameBytes = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

it('are those of the only layer, as few spans as its runs', async () => {
  const memory = memoryOf(8, [1, 2, 5]);
  const spans = stackLayers([await layerOf(memory)]);
  expect(spans.map(({ first, bytes }) => [first, bytes.length / PAGE_BYTES])).toEqual([
    [1, 2],
    [5, 1],
  ]);
  expect(sameBytes(flatten(spans, 8), memory)).toBe(true);
});

it('of a stack are those of the upper layer where it has any, with content or zero', async () => {
  const below = memoryOf(12, [1, 2, 3, 6, 7, 11]);
  const above = below.slice();
  above.fill(0, 2 * PAGE_BYTES, 3 * PAGE_BYTES);
  above.fill(0x55, 7 * PAGE_BYTES, 9 * PAGE_BYTES);
  const spans = stackLayers([await layerOf(below), await layerOf(above, below)]);
  expect(sameBytes(flatten(spans, 12), above)).toBe(true);
  const firsts = spans.map(({ first }) => first);
  expect(firsts).toEqual(firsts.toSorted((first, second) => first - second));
  expect(firsts).not.toContain(2);
});

it('are joined across the ends of a layer’s parts', async () => {
  const pages = Array.from({ length: 2100 }, (_, page) => page);
  const memory = memoryOf(2100, pages);
  const spans = stackLayers([await layerOf(memory)]);
  expect(sameBytes(flatten(spans, 2100), memory)).toBe(true);
  expect(spans.length).toBe(1);
});
