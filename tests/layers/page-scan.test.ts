import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { comparePages } from '../../src/layers/page-comparison.ts';
import { makePageRoutines, makePlainRoutines } from '../../src/layers/page-routines.ts';
import { PageScan } from '../../src/layers/page-scan.ts';
import type { PageSpan } from '../../src/layers/parent-pages.ts';
import { memoryOf } from './sample-layer.ts';

/** The guest's memory does not begin where the WebAssembly memory does. */
const GUEST_ADDRESS = 3 * 65_536;
const PAGES = 400;

/** A guest whose memory is `contents`, and the scan of it. */
function scanOf(contents: Uint8Array, makeRoutines: typeof makePageRoutines) {
  const bytes = contents.length;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((GUEST_ADDRESS + bytes) / 65_536) });
  // What lies around the guest is not zero, and none of its business.
  new Uint8Array(memory.buffer).fill(0xaa);
  new Uint8Array(memory.buffer).set(contents, GUEST_ADDRESS);
  return new PageScan(memory, { address: GUEST_ADDRESS, bytes }, makeRoutines);
}

const span = (memory: Uint8Array, first: number, end: number): PageSpan => ({
  first,
  bytes: memory.slice(first * PAGE_BYTES, end * PAGE_BYTES),
});

describe.each([
  ['SIMD', makePageRoutines],
  ['plain JavaScript', makePlainRoutines],
])('a scan in %s', (_name, makeRoutines) => {
  it('finds nothing where nothing changed', () => {
    const memory = memoryOf(PAGES, [0, 1, 2, 200, PAGES - 1]);
    const parent = [span(memory, 0, 3), span(memory, 200, 201), span(memory, PAGES - 1, PAGES)];
    expect(scanOf(memory, makeRoutines).compare(parent)).toEqual({
      pageNumbers: new Uint32Array(0),
      zeroPages: new Uint32Array(0),
    });
  });

  it.each([0, 15, 16, 63, 64, 4031, 4032, 4095])(
    'sees a single bit at byte %i of a page, in the parent’s pages and beside them',
    (byte) => {
      const before = memoryOf(PAGES, [10, 11, 12]);
      const memory = before.slice();
      for (const page of [11, 13]) {
        const at = page * PAGE_BYTES + byte;
        memory[at] = (memory[at] ?? 0) ^ 0x80;
      }
      const found = scanOf(memory, makeRoutines).compare([span(before, 10, 13)]);
      expect(found).toEqual({ pageNumbers: Uint32Array.of(11, 13), zeroPages: new Uint32Array(0) });
    },
  );

  it('tells pages that became zero from those with content', () => {
    const before = memoryOf(PAGES, [4, 5, 6]);
    const memory = memoryOf(PAGES, [4, 7]);
    const found = scanOf(memory, makeRoutines).compare([span(before, 4, 7)]);
    expect(found).toEqual({ pageNumbers: Uint32Array.of(7), zeroPages: Uint32Array.of(5, 6) });
  });

  it('finds what a comparison page by page finds, over many pages and long spans', () => {
    let seed = 1;
    const random = (limit: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % limit;
    };
    const some = () => Array.from({ length: 150 }, () => random(PAGES));
    const before = memoryOf(PAGES, [...some(), ...Array.from({ length: 260 }, (_, n) => n + 40)]);
    const memory = before.slice();
    for (const page of some()) memory.fill(0, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
    for (let change = 0; change < 60; change++) memory[random(memory.length)] = random(256);
    const found = scanOf(memory, makeRoutines).compare([span(before, 0, PAGES)]);
    const numbers = (runs: readonly (readonly [number, number])[]) =>
      Uint32Array.from(
        runs.flatMap(([first, n]) => Array.from({ length: n }, (_, i) => first + i)),
      );
    const expected = comparePages(memory, before);
    expect(expected.pages.length).toBeGreaterThan(5);
    expect(expected.zeroPages.length).toBeGreaterThan(5);
    expect(found.pageNumbers).toEqual(numbers(expected.pages));
    expect(found.zeroPages).toEqual(numbers(expected.zeroPages));
  });
});

it('scans in SIMD where there is SIMD', () => {
  const routines = makePageRoutines(new WebAssembly.Memory({ initial: 1 }));
  expect(String(routines.listNonZero)).toContain('native code');
});
