import { nothing } from 'lit';
import { loadTexts } from '../../src/localization/localization.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { DrydockPreviews } from '../drydock-previews.ts';

/** What of the previews is there before anybody wants one: it loads the rest. */
export class PreviewDoor {
  readonly #changed: () => void;
  #element: DrydockPreviews | undefined;
  #isOpen = false;

  /** `changed` is called when {@link render} gives something else. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Shows a port; null: asks for one. */
  async open(port: number | null): Promise<void> {
    await Promise.all([import('../drydock-previews.ts'), loadTexts('preview')]);
    this.#element ??= this.#make();
    this.#isOpen = true;
    this.#changed();
    this.#element.open(port ?? undefined);
  }

  /** The previews of this machine, for their place beside the terminals. */
  render(machine: Machine | undefined): unknown {
    if (!this.#element || !this.#isOpen) return nothing;
    this.#element.machine = machine;
    return this.#element;
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
