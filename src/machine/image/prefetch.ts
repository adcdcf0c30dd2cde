import type { OpenFile } from './image-source.ts';

/** Opens files, some of which were asked for before anybody was ready to read them. */
export class PrefetchingOpener {
  readonly #open: OpenFile;
  readonly #signal: AbortSignal;
  readonly #early = new Map<string, ReturnType<OpenFile>>();

  constructor(open: OpenFile, signal: AbortSignal) {
    this.#open = open;
    this.#signal = signal;
  }

  /** Begins a download now. Its failure is told to the one who opens the file. */
  prefetch(path: string): void {
    const early = this.#open(path, this.#signal);
    early.catch(() => undefined);
    this.#early.set(path, early);
  }

  /** Opens a file; the first time, what was prefetched. */
  readonly open: OpenFile = (path, signal, fresh) => {
    const early = this.#early.get(path);
    this.#early.delete(path);
    return early ?? this.#open(path, signal, fresh);
  };
}
