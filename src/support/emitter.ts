import type { Disposer } from './disposables.ts';

/** Typed listeners of one kind of event. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Number of listeners; tests count it to find leaks. */
  get size(): number {
    return this.#listeners.size;
  }

  /** Calls `listener` for every later event until the returned disposer is called. */
  on(listener: (value: T) => void): Disposer {
    const own = (value: T) => listener(value);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Tells every listener. One that throws is reported as an uncaught error and does not silence the others. */
  emit(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
