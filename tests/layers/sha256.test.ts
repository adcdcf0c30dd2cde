import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sha256Hex } from '../../src/layers/sha256.ts';

const SAMPLES = [0, 1, 55, 56, 64, 4096, 100_000].map((length) =>
  Uint8Array.from({ length }, (_, index) => (index * 7) & 0xff),
);

const known = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

afterEach(() => vi.unstubAllGlobals());

describe.each([
  ['in a secure context', true],
  ['on a plain http address, without Web Crypto', false],
])('a sum %s', (_place, secure) => {
  it('is that of everybody else', async () => {
    if (!secure) vi.stubGlobal('crypto', { getRandomValues: () => undefined });
    for (const bytes of SAMPLES) expect(await sha256Hex(bytes)).toBe(known(bytes));
  });

  it('is of the part that was given, not of the buffer around it', async () => {
    if (!secure) vi.stubGlobal('crypto', undefined);
    const around = Uint8Array.of(1, 2, 3, 4);
    expect(await sha256Hex(around.subarray(1, 3))).toBe(known(Uint8Array.of(2, 3)));
  });
});
