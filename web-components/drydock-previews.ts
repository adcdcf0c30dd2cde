import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Machine } from '../src/machine/machine.ts';
import { isSameServer, readTyped } from '../src/preview/preview-address.ts';
import type { DrydockPreview } from './drydock-preview.ts';
import { tokens } from './styles/tokens.ts';
import './drydock-preview.ts';

/** One pane. Its number is never used again. */
interface Pane {
  readonly id: number;
  /** Where it begins; empty: the reader is asked. */
  readonly begin: string;
}

/**
 * The previews of a machine and of the one beside it, side by side: as many in a row as there is room for.
 *
 * @fires {CustomEvent<number>} drydock-previews-change - There are so many now.
 */
@customElement('drydock-previews')
export class DrydockPreviews extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
        min-inline-size: 0;
        min-block-size: 0;
        overflow: auto;
        background: var(--_page);
        scrollbar-width: thin;
      }

      /* Three find room beside each other on a laptop. What is in one has no say in how high it is: it scrolls. */
      drydock-preview {
        contain: size;
        flex: 1 1 15rem;
        min-block-size: min(14rem, 100%);
      }
    `,
  ];

  /** The machine whose servers are shown. */
  @property({ attribute: false }) machine: Machine | undefined;

  @state() private panes: readonly Pane[] = [];

  #lastId = 0;

  /**
   * Shows what answers at an address, as {@link DrydockPreview.address} is written; in the pane that is on its server already, if there
   * is one. Without an address the reader is asked for it.
   */
  open(address = ''): void {
    const shown = this.#paneAt(address);
    if (shown) {
      shown.focus();
      return;
    }
    const pane = { id: ++this.#lastId, begin: address };
    this.panes = [...this.panes, pane];
    this.#tell();
    void this.updateComplete.then(() => this.#preview(pane.id)?.focus());
  }

  protected override render() {
    return repeat(
      this.panes,
      ({ id }) => id,
      ({ id, begin }) => html`<drydock-preview
        id="preview-${id}"
        .machine=${this.machine}
        address=${begin}
        closable
        @drydock-preview-close-request=${() => this.#close(id)}
      ></drydock-preview>`,
    );
  }

  #close(id: number): void {
    const place = this.panes.findIndex((pane) => pane.id === id);
    this.panes = this.panes.filter((pane) => pane.id !== id);
    const next = this.panes[Math.min(place, this.panes.length - 1)];
    this.#tell();
    if (next) this.#preview(next.id)?.focus();
  }

  #tell(): void {
    this.dispatchEvent(new CustomEvent('drydock-previews-change', { detail: this.panes.length }));
  }

  #preview(id: number): DrydockPreview | null {
    return this.renderRoot.querySelector<DrydockPreview>(`#preview-${id}`);
  }

  #paneAt(address: string): DrydockPreview | undefined {
    const wanted = readTyped(address);
    // Not drawn yet: there is none.
    const all = this.shadowRoot?.querySelectorAll('drydock-preview') ?? [];
    return [...all].find((preview) => {
      const at = readTyped(preview.address);
      return at && wanted && isSameServer(at, wanted);
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-previews': DrydockPreviews;
  }
  interface HTMLElementEventMap {
    'drydock-previews-change': CustomEvent<number>;
  }
}
