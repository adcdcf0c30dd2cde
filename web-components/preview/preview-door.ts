import { html, nothing } from 'lit';
import { loadTexts, msg } from '../../src/localization/localization.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { retryingImport } from '../../src/support/retrying-import.ts';
import type { DrydockPreviews } from '../drydock-previews.ts';

const loadPreviews = retryingImport(() => import('../drydock-previews.ts'));

/** What of the previews is there before anybody wants one: it loads the rest. */
export class PreviewDoor {
  readonly #changed: () => void;
  #element: DrydockPreviews | undefined;
  #loading: Promise<unknown> | undefined;
  #isOpen = false;
  /** What was asked for when the previews could not be loaded. */
  #missed: string | undefined;

  /** `changed` is called when {@link render} gives something else. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /**
   * Shows what answers at an address, such as `8081`; empty: asks for one. When that cannot be loaded it is told in the previews'
   * place, and can be tried again.
   */
  async open(address: string): Promise<void> {
    try {
      await this.#load();
    } catch (error) {
      console.warn('Drydock: the previews could not be loaded', error);
      this.#miss(address);
      return;
    }
    this.#element ??= this.#make();
    this.#isOpen = true;
    this.#miss(undefined);
    this.#element.open(address);
  }

  /** Once for all who ask meanwhile, so that their panes come in the order in which they have asked. */
  #load(): Promise<unknown> {
    this.#loading ??= Promise.all([loadPreviews(), loadTexts('preview')]).finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** The previews of this machine, for their place beside the terminals. */
  render(machine: Machine | undefined): unknown {
    if (this.#missed !== undefined) return this.#renderMiss(this.#missed);
    if (!this.#element || !this.#isOpen) return nothing;
    this.#element.machine = machine;
    return this.#element;
  }

  #renderMiss(address: string) {
    return html`<div class="missed" slot="end" role="alert">
      <p>${msg('The preview could not be loaded. Try again, or reload the page.', { id: 'preview-unloadable' })}</p>
      <button type="button" @click=${() => this.open(address)}>${msg('Try again', { id: 'try-again' })}</button>
      <button class="quiet" type="button" @click=${() => this.#miss(undefined)}>${msg('Close', { id: 'close' })}</button>
    </div>`;
  }

  #miss(missed: string | undefined): void {
    this.#missed = missed;
    this.#changed();
  }

  #make(): DrydockPreviews {
    const element = document.createElement('drydock-previews');
    element.slot = 'end';
    element.addEventListener('drydock-previews-change', ({ detail: count }) => {
      this.#isOpen = count > 0;
      this.#changed();
    });
    return element;
  }
}
