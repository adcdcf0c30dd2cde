import type { Disposer } from '../../support/disposables.ts';
import { Emitter } from '../../support/emitter.ts';

/** Tells all tabs of the site, this one included, that the list has changed. */
export class ChangeChannel {
  readonly #changes = new Emitter<void>();
  readonly #channel: BroadcastChannel | undefined;

  constructor(name: string) {
    // Absent in very old browsers only: then each tab hears of its own changes.
    this.#channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : undefined;
    if (this.#channel) this.#channel.onmessage = () => this.#changes.emit();
  }

  announce(): void {
    this.#changes.emit();
    this.#channel?.postMessage('changed');
  }

  onChange(listener: () => void): Disposer {
    return this.#changes.on(listener);
  }

  close(): void {
    this.#channel?.close();
  }
}
