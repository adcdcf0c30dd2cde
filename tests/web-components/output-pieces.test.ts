import { describe, expect, it } from 'vitest';
import { MAX_PIECE_BYTES, writeInPieces } from '../../web-components/terminal/output-pieces.ts';

function write(length: number) {
  const pieces: number[][] = [];
  const callbacks: (() => void)[] = [];
  let written = 0;
  const bytes = Uint8Array.from({ length }, (_byte, index) => index % 251);
  writeInPieces(
    bytes,
    (piece, done) => {
      pieces.push([...piece]);
      callbacks.push(done);
    },
    () => {
      written++;
    },
  );
  return { bytes, pieces, callbacks, written: () => written };
}

describe('output for the screen', () => {
  it.each([0, 1, MAX_PIECE_BYTES, MAX_PIECE_BYTES + 1, 5 * MAX_PIECE_BYTES])(
    'keeps all of %i bytes in their order',
    (length) => {
      const { bytes, pieces } = write(length);
      expect(pieces.flat()).toEqual([...bytes]);
      expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(MAX_PIECE_BYTES);
    },
  );

  it('is consumed once, when the last piece is on the screen', () => {
    const { callbacks, written } = write(3 * MAX_PIECE_BYTES);
    for (const done of callbacks.slice(0, -1)) done();
    expect(written()).toBe(0);
    callbacks.at(-1)?.();
    expect(written()).toBe(1);
  });
});
