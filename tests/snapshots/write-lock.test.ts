import { describe, expect, it } from 'vitest';
import { openWriteLock } from '../../src/snapshots/store/write-lock.ts';
import { defer } from '../../src/support/deferred.ts';

/** What the store uses of the browser's locks. */
function fakeLocks(): LockManager {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request: (_name: string, { signal }: LockOptions, work: () => Promise<unknown>) => {
      const mine = last.then(() => {
        signal?.throwIfAborted();
        return work();
      });
      last = mine.catch(() => undefined);
      return mine;
    },
  } as unknown as LockManager;
}

describe.each([
  ["the browser's locks", fakeLocks],
  ['a queue of its own', () => undefined],
])('a write lock with %s', (_what, locks) => {
  it('lets one writer in at a time, in the order of asking', async () => {
    const lock = openWriteLock('x', locks());
    const [first, order] = [defer<void>(), [] as string[]];
    const one = lock(async () => {
      order.push('one begins');
      await first.promise;
      order.push('one ends');
    });
    const two = lock(async () => void order.push('two'));
    first.resolve();
    await Promise.all([one, two]);
    expect(order).toEqual(['one begins', 'one ends', 'two']);
  });

  it('gives value and failure on, and is free after both', async () => {
    const lock = openWriteLock('x', locks());
    await expect(lock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lock(async () => 5)).toBe(5);
  });

  it('can be given up while waiting', async () => {
    const lock = openWriteLock('x', locks());
    const [held, abort] = [defer<void>(), new AbortController()];
    const holding = lock(() => held.promise);
    let ran = false;
    const waiting = lock(async () => {
      ran = true;
    }, abort.signal);
    abort.abort(new Error('enough'));
    held.resolve();
    await expect(waiting).rejects.toThrow('enough');
    await holding;
    expect(ran).toBe(false);
  });
});
