import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { patchPages, unpatchPages } from '../../src/layers/page-patches.ts';
import type { PageSpan } from '../../src/layers/parent-pages.ts';

/** A page of words that are none of them zero. */
function page(seed: number): Uint8Array {
  const words = Uint32Array.from({ length: PAGE_BYTES / 4 }, (_none, at) => seed * 10_000 + at + 1);
  return new Uint8Array(words.buffer);
}

function withWord(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(at * 4, value, true);
  return changed;
}

const joined = (...pages: Uint8Array[]) => new Uint8Array(Buffer.concat(pages));
const zeroWords = (bytes: Uint8Array) =>
  new Uint32Array(bytes.slice().buffer).filter((word) => word === 0).length;

/** Pages 3, 4 and 9 of the layer below. */
const PARENT: readonly PageSpan[] = [
  { first: 3, bytes: joined(page(3), page(4)) },
  { first: 9, bytes: page(9) },
];

describe('patches of pages', () => {
  it('are made of those of which little has changed, and undone', () => {
    const content = [withWord(page(3), 7, 1), page(77), withWord(page(9), 1_023, 0), page(5)];
    const pageNumbers = Uint32Array.of(3, 4, 9, 10);
    const pages = joined(...content);
    const patches = patchPages({ pageNumbers, pages }, PARENT);
    expect([...patches]).toEqual([3, 9]);
    expect(zeroWords(pages.subarray(0, PAGE_BYTES))).toBe(1_023);
    const captured = { pageNumbers, pages, patches };
    const whole = unpatchPages(captured, PARENT);
    expect(Buffer.compare(whole.pages, joined(...content))).toBe(0);
    expect('patches' in whole).toBe(false);
    // What was captured can be put back more than once.
    expect(Buffer.compare(unpatchPages(captured, PARENT).pages, whole.pages)).toBe(0);
  });

  it('are not made of pages that the layer below does not have, or that are emptier themselves', () => {
    const nearlyEmpty = withWord(new Uint8Array(PAGE_BYTES), 5, 5);
    const pageNumbers = Uint32Array.of(0, 3, 5, 100);
    const pages = joined(page(3), nearlyEmpty, page(4), page(9));
    const before = pages.slice();
    expect([...patchPages({ pageNumbers, pages }, PARENT)]).toEqual([]);
    expect(Buffer.compare(pages, before)).toBe(0);
  });

  it('can be of pages that lie anywhere in what holds them', () => {
    const shifted = joined(Uint8Array.of(1), page(3)).subarray(1);
    const content = withWord(page(3), 0, 9);
    const pages = content.slice();
    const patches = patchPages({ pageNumbers: Uint32Array.of(3), pages }, [
      { first: 3, bytes: shifted },
    ]);
    expect([...patches]).toEqual([3]);
    const captured = { pageNumbers: Uint32Array.of(3), pages, patches };
    expect(Buffer.compare(unpatchPages(captured, PARENT).pages, content)).toBe(0);
  });
});
