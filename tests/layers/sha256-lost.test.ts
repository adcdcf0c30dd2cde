import { afterEach, expect, it, vi } from 'vitest';
import { sha256Hex } from '../../src/layers/sha256.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('computes a sum in JavaScript when Web Crypto never answers', async () => {
  vi.useFakeTimers();
  vi.spyOn(globalThis.crypto.subtle, 'digest').mockReturnValue(new Promise(() => {}));
  const sum = sha256Hex(new TextEncoder().encode('abc'));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await sum).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
