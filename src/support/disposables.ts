/** Undoes what opened it: a subscription, a listener, a process. Calling it twice does nothing more. */
export type Disposer = () => void;

/** Collects what must be closed together, in the reverse order of its opening. */
export class Disposables {
  #disposers: Disposer[] = [];
  #disposed = false;

  /** Number of things still open; tests count it to find leaks. */
  get size(): number {
    return this.#disposers.length;
  }

  /** Keeps `disposer` for later; runs it at once when everything was already disposed. */
  add(disposer: Disposer): void {
    if (this.#disposed) disposer();
    else this.#disposers.push(disposer);
  }

  /** Adds a DOM or worker event listener that is removed on disposal. */
  listen(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.add(() => target.removeEventListener(type, listener));
  }

  /** Closes everything, newest first. One that throws does not keep the others open; the first error is thrown after. */
  dispose(): void {
    this.#disposed = true;
    const errors: unknown[] = [];
    for (const disposer of this.#disposers.splice(0).reverse()) {
      try {
        disposer();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
