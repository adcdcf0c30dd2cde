import type { StoredFiles, StoreOutcome } from './contract.ts';

/** What stores files, one at a time: the service worker. Both reject when it does not answer, or `signal` is aborted. */
export interface FileStore {
  list(withEngine: boolean, signal: AbortSignal): Promise<StoredFiles>;
  store(path: string, cachedOnly: boolean, signal: AbortSignal): Promise<StoreOutcome>;
}

/** How filling ended. `metered`: what the browser had anyway is stored, and the rest would have cost data. */
export type FillEnd = 'complete' | 'metered' | Exclude<StoreOutcome, 'stored'>;

/** The same, and what was missing of the Docker Engine when it began. */
export interface Filling {
  readonly end: FillEnd;
  readonly engineMissingBytes: number;
}

/** What filling needs to know and whom it tells. */
export interface FillOptions {
  readonly signal: AbortSignal;
  /** The Docker Engine and its images are wanted as well. */
  readonly withEngine: boolean;
  /** Asked before every file: nothing is downloaded while it holds. */
  readonly isMetered: () => boolean;
  readonly onProgress: (storedBytes: number, totalBytes: number) => void;
}

/** Has everything stored that is missing, one file after the other. Rejects as the store does. */
export async function fillStore(store: FileStore, options: FillOptions): Promise<Filling> {
  const { signal, withEngine, isMetered, onProgress } = options;
  const { storedBytes, totalBytes, missing, engineMissingBytes } = await store.list(
    withEngine,
    signal,
  );
  let stored = storedBytes;
  let spared = false;
  onProgress(stored, totalBytes);
  for (const { path, bytes } of missing) {
    const cachedOnly = isMetered();
    const outcome = await store.store(path, cachedOnly, signal);
    if (outcome === 'stored') {
      stored += bytes;
      onProgress(stored, totalBytes);
    } else if (cachedOnly && outcome === 'unreachable') spared = true;
    else return { end: outcome, engineMissingBytes };
  }
  return { end: spared ? 'metered' : 'complete', engineMissingBytes };
}
