/** Runs `work` while nobody else writes. Rejects with the signal's reason when that ends the wait. */
export type WriteLock = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * One writer at a time in all tabs of the site. When its tab is closed or dies, the lock is free.
 *
 * Without the browser's locks, which exist only in secure contexts, one at a time in this tab: the store's transactions keep
 * two tabs from harming each other, and one of them may have to do its work twice.
 */
export function openWriteLock(name: string, locks: LockManager | undefined): WriteLock {
  if (locks === undefined) return queue();
  return async <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const result: unknown = await locks.request(name, { ...(signal && { signal }) }, work);
    return result as T;
  };
}

function queue(): WriteLock {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const mine = last.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    last = mine.catch(() => undefined); // the caller hears of it; the next in line goes on
    return mine;
  };
}
