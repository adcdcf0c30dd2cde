import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '../src/localization/localization.ts';
import { buttons } from './styles/buttons.ts';
import { closeIcon, nextIcon, previousIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/** What is looked for, and which way. */
export interface FindRequest {
  readonly text: string;
  readonly direction: 'next' | 'previous';
  /** While typing: the place found before may grow, instead of going on to the next. */
  readonly incremental: boolean;
}

/**
 * The small search bar over a terminal. It asks; the terminal searches and tells how many were found.
 *
 * @fires {CustomEvent<FindRequest>} drydock-find-request - Search for this.
 * @fires {CustomEvent<void>} drydock-find-close-request - The reader is done.
 */
@localized()
@customElement('drydock-find-bar')
export class DrydockFindBar extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        position: absolute;
        inset-block-start: var(--_space-2);
        inset-inline-end: var(--_space-4);
        z-index: 10;
        display: flex;
        align-items: center;
        gap: var(--_space-1);
        max-inline-size: calc(100% - var(--_space-6));
        padding: var(--_space-1);
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: var(--_surface);
        color: var(--_text);
        font: var(--_size-small) / 1.4 var(--_sans);
        box-shadow: var(--_shadow);
      }

      input {
        min-inline-size: 4rem;
        inline-size: 13rem;
        min-block-size: var(--_control);
        padding: 0 var(--_space-2);
        border: 1px solid var(--_control-line);
        border-radius: var(--_radius-small);
        background: var(--_surface);
        color: inherit;
        font: inherit;
      }

      input::-webkit-search-cancel-button {
        display: none;
      }

      output {
        min-inline-size: 3.5rem;
        padding-inline: var(--_space-1);
        color: var(--_muted);
        font-variant-numeric: tabular-nums;
        text-align: center;
        white-space: nowrap;
      }
    `,
  ];

  /** Which of the places found is shown, from 0; -1 for none. */
  @property({ type: Number }) index = -1;

  /** How many places were found. */
  @property({ type: Number }) count = 0;

  @query('input') private readonly input!: HTMLInputElement;

  protected override firstUpdated(): void {
    this.input.focus();
  }

  protected override render() {
    return html`
      <input
        type="search"
        aria-label=${msg('Search in the terminal', { id: 'find' })}
        placeholder=${msg('Search', { id: 'find-placeholder' })}
        @input=${this.handleInput}
        @keydown=${this.handleKeyDown}
      />
      <output aria-live="polite">${this.#result()}</output>
      ${this.#tool(msg('Previous', { id: 'find-previous' }), previousIcon, () => this.#ask('previous'))}
      ${this.#tool(msg('Next', { id: 'find-next' }), nextIcon, () => this.#ask('next'))}
      ${this.#tool(msg('Close the search', { id: 'find-close' }), closeIcon, () => this.#close())}
    `;
  }

  #tool(label: string, icon: unknown, act: () => void) {
    return html`<button class="icon" type="button" aria-label=${label} title=${label} @click=${act}>
      ${icon}
    </button>`;
  }

  #result(): string {
    if (!this.input?.value) return '';
    if (this.count === 0) return msg('None', { id: 'find-none' });
    return msg(str`${this.index + 1} of ${this.count}`, { id: 'find-result' });
  }

  private handleInput(): void {
    this.#ask('next', true);
  }

  private handleKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter') this.#ask(event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #ask(direction: FindRequest['direction'], incremental = false): void {
    const detail: FindRequest = { text: this.input.value, direction, incremental };
    this.dispatchEvent(new CustomEvent('drydock-find-request', { detail }));
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('drydock-find-close-request'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-find-bar': DrydockFindBar;
  }
  interface HTMLElementEventMap {
    'drydock-find-request': CustomEvent<FindRequest>;
    'drydock-find-close-request': CustomEvent<void>;
  }
}
