import type { Disposer } from '../../support/disposables.ts';
import { Emitter } from '../../support/emitter.ts';
import type { LabProgress, ProgressStore } from './progress.ts';
import { readProgress } from './read-progress.ts';

/** What the store needs of `localStorage`. All of it may throw: private windows and frames of other sites refuse. */
export interface TextStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const PREFIX = 'drydock.progress.';

/**
 * Progress in the browser's storage, one entry for each lab. Nothing is held back in memory while the storage works, so
 * that every change is made to what the other tabs have left. Once the storage refuses, everything goes on in memory.
 */
export class StorageProgressStore implements ProgressStore {
  readonly #changes = new Emitter<string | undefined>();
  #storage: TextStorage | undefined;
  /** What was read or written last, by the lab's id; all there is once the storage refuses. Undefined: was cleared. */
  readonly #kept = new Map<string, LabProgress | undefined>();

  /** `open` gives the storage; it may throw, as the mere mention of `localStorage` does where storage is forbidden. */
  constructor(open: () => TextStorage | undefined) {
    this.#storage = attempt(open);
    // Reading works in some browsers where writing does not.
    this.#try((storage) => {
      storage.setItem(`${PREFIX}?`, '');
      storage.removeItem(`${PREFIX}?`);
    });
  }

  get persistent(): boolean {
    return this.#storage !== undefined;
  }

  read(labId: string): LabProgress | undefined {
    const stored = this.#try((storage) => ({ text: storage.getItem(PREFIX + labId) }));
    if (stored !== undefined) this.#kept.set(labId, readProgress(stored.text ?? ''));
    return this.#kept.get(labId);
  }

  update(labId: string, change: (now: LabProgress | undefined) => LabProgress): void {
    const next = change(this.read(labId));
    this.#try((storage) => storage.setItem(PREFIX + labId, JSON.stringify(next)));
    this.#kept.set(labId, next);
    this.#changes.emit(labId);
  }

  clear(labId?: string): void {
    for (const id of labId === undefined ? this.#labs() : [labId]) {
      this.#try((storage) => storage.removeItem(PREFIX + id));
      this.#kept.set(id, undefined);
    }
    this.#changes.emit(labId);
  }

  onChange(listener: (labId: string | undefined) => void): Disposer {
    return this.#changes.on(listener);
  }

  /** To be called with the key of a `storage` event: another tab has written; null: it has cleared everything. */
  noteOtherTab(key: string | null): void {
    if (key === null) this.#changes.emit(undefined);
    else if (key.startsWith(PREFIX)) this.#changes.emit(key.slice(PREFIX.length));
  }

  #labs(): readonly string[] {
    const stored = this.#try((storage) =>
      Array.from({ length: storage.length }, (_none, index) => storage.key(index) ?? ''),
    );
    const ids = (stored ?? [])
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
    return [...new Set([...ids, ...this.#kept.keys()])];
  }

  /** Once the storage has refused anything it is left alone: half of the progress there and half here helps nobody. */
  #try<T>(action: (storage: TextStorage) => T): T | undefined {
    const storage = this.#storage;
    if (storage === undefined) return undefined;
    try {
      return action(storage);
    } catch {
      // Full, forbidden or gone: `persistent` tells the learner.
      this.#keepAll(storage);
      this.#storage = undefined;
      return undefined;
    }
  }

  /** Takes what can still be read into memory. */
  #keepAll(storage: TextStorage): void {
    attempt(() => {
      for (let index = 0; index < storage.length; index += 1) {
        const key = storage.key(index) ?? '';
        if (!key.startsWith(PREFIX)) continue;
        const id = key.slice(PREFIX.length);
        this.#kept.set(id, readProgress(storage.getItem(key) ?? ''));
      }
    });
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    // Refused: the caller goes on without.
    return undefined;
  }
}
