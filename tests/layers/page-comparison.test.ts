import { expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { comparePages } from '../../src/layers/page-comparison.ts';
import { memoryOf } from './sample-layer.ts';

it('lists neighbours as one run and strangers as several', () => {
  expect(comparePages(memoryOf(20, [0, 1, 2, 9, 19]))).toEqual({
    pages: [
      [0, 3],
      [9, 1],
      [19, 1],
    ],
    zeroPages: [],
  });
});

it('sees a memory that begins in the middle of a buffer, as guest memory does', () => {
  const around = new Uint8Array(6 * PAGE_BYTES).fill(9);
  const memory = around.subarray(2 * PAGE_BYTES, 5 * PAGE_BYTES).fill(0);
  memory[PAGE_BYTES] = 1;
  expect(comparePages(memory).pages).toEqual([[1, 1]]);
});

it('agrees with a comparison byte by byte', () => {
  const parent = memoryOf(64, [1, 4, 9, 16, 25, 36, 49]);
  const memory = memoryOf(64, [1, 4, 16, 17, 49]);
  memory[4 * PAGE_BYTES + 4095] = 200;
  const { pages, zeroPages } = comparePages(memory, parent);
  const rebuilt = parent.slice();
  for (const [first, count] of zeroPages)
    rebuilt.fill(0, first * PAGE_BYTES, (first + count) * PAGE_BYTES);
  for (const [first, count] of pages) {
    rebuilt.set(
      memory.subarray(first * PAGE_BYTES, (first + count) * PAGE_BYTES),
      first * PAGE_BYTES,
    );
  }
  expect(rebuilt).toEqual(memory);
  expect(pages).toEqual([
    [4, 1],
    [17, 1],
  ]);
});
