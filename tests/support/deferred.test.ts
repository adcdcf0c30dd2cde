import { expect, it } from 'vitest';
import { defer } from '../../src/support/deferred.ts';

it('is decided from outside, with a value', async () => {
  const { promise, resolve } = defer<number>();
  resolve(7);
  expect(await promise).toBe(7);
});

it('is decided from outside, with an error', async () => {
  const { promise, reject } = defer<number>();
  reject(new Error('gone'));
  await expect(promise).rejects.toThrow('gone');
});

it('keeps its first outcome', async () => {
  const { promise, resolve, reject } = defer<number>();
  resolve(1);
  resolve(2);
  reject(new Error('late'));
  expect(await promise).toBe(1);
});
