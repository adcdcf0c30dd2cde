import { describe, expect, it } from 'vitest';
import type { StoredFiles, StoreOutcome } from '../../src/offline/contract.ts';
import { type FileStore, fillStore } from '../../src/offline/fill-store.ts';

const MISSING = ['one', 'two', 'three'].map((path) => ({ path, bytes: 10 }));
const FILES: StoredFiles = {
  storedBytes: 5,
  totalBytes: 35,
  engineMissingBytes: 7,
  missing: MISSING,
};

/** A store with an outcome for some files; all others can be stored. */
class FakeStore implements FileStore {
  readonly asked: string[] = [];
  readonly wanted: boolean[] = [];
  onStore: (path: string) => void = () => {};

  constructor(private readonly outcomes: Readonly<Record<string, StoreOutcome>> = {}) {}

  async list(withEngine: boolean, signal: AbortSignal): Promise<StoredFiles> {
    signal.throwIfAborted();
    this.wanted.push(withEngine);
    return FILES;
  }

  async store(path: string, cachedOnly: boolean, signal: AbortSignal): Promise<StoreOutcome> {
    signal.throwIfAborted();
    this.asked.push(cachedOnly ? `${path} if cached` : path);
    this.onStore(path);
    return this.outcomes[path] ?? 'stored';
  }
}

function fill(store: FileStore, isMetered = () => false, signal = new AbortController().signal) {
  const heard: string[] = [];
  const onProgress = (stored: number, total: number) => heard.push(`${stored}/${total}`);
  const filling = fillStore(store, { signal, withEngine: true, isMetered, onProgress });
  return { heard, filling, end: filling.then(({ end }) => end) };
}

describe('filling a store', () => {
  it('stores one file after the other and tells how far it is', async () => {
    const store = new FakeStore();
    const { heard, filling } = fill(store);
    expect(await filling).toEqual({ end: 'complete', engineMissingBytes: 7 });
    expect(store.wanted).toEqual([true]);
    expect(store.asked).toEqual(['one', 'two', 'three']);
    expect(heard).toEqual(['5/35', '15/35', '25/35', '35/35']);
  });

  it.each(['full', 'unreachable', 'refused'] as const)(
    'ends at a file that is %s',
    async (outcome) => {
      const store = new FakeStore({ two: outcome });
      const { heard, end } = fill(store);
      expect(await end).toBe(outcome);
      expect(store.asked).toEqual(['one', 'two']);
      expect(heard.at(-1)).toBe('15/35');
    },
  );

  it('takes only what the browser has anyway where data is counted', async () => {
    const store = new FakeStore({ one: 'unreachable', three: 'unreachable' });
    const { heard, end } = fill(store, () => true);
    expect(await end).toBe('metered');
    expect(store.asked).toEqual(['one if cached', 'two if cached', 'three if cached']);
    expect(heard.at(-1)).toBe('15/35');
  });

  it('is complete where data is counted when the browser has everything', async () => {
    expect(await fill(new FakeStore(), () => true).end).toBe('complete');
  });

  it('looks before every file whether data is counted', async () => {
    let metered = false;
    const store = new FakeStore({ two: 'unreachable' });
    store.onStore = (path) => {
      metered = path === 'one';
    };
    expect(await fill(store, () => metered).end).toBe('metered');
    expect(store.asked).toEqual(['one', 'two if cached', 'three']);
  });

  it('stops where it is when it is told to', async () => {
    const abort = new AbortController();
    const store = new FakeStore();
    store.onStore = () => abort.abort(new Error('paused'));
    await expect(fill(store, () => false, abort.signal).end).rejects.toThrow('paused');
    expect(store.asked).toEqual(['one']);
  });
});
