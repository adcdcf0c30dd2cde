import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { localized, msg } from '../src/localization/localization.ts';
import { buttons } from './styles/buttons.ts';
import { tokens } from './styles/tokens.ts';
import { type TerminalKey, terminalKeys } from './terminal/terminal-keys.ts';

/**
 * Keys that on-screen keyboards do not have.
 *
 * @fires {CustomEvent<string>} drydock-key-request - Press the key of this name, as in `terminal-keys.ts`.
 */
@localized()
@customElement('drydock-key-bar')
export class DrydockKeyBar extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        display: flex;
        flex: none;
        gap: 2px;
        padding: 2px var(--_space-1);
        overflow-x: auto;
        border-block-start: 1px solid var(--_line);
        background: var(--_raised);
        scrollbar-width: none;
      }

      button {
        flex: 1 0 auto;
        min-inline-size: 2.5rem;
        padding: 0 var(--_space-2);
        font-family: var(--_mono);
      }
    `,
  ];

  constructor() {
    super();
    this.setAttribute('role', 'toolbar');
  }

  protected override render() {
    this.setAttribute('aria-label', msg('Terminal keys', { id: 'key-bar' }));
    return terminalKeys.map((key) => this.#renderKey(key));
  }

  #renderKey(key: TerminalKey) {
    // The terminal keeps the focus, and with it the on-screen keyboard.
    return html`<button
      class="quiet"
      type="button"
      translate="no"
      aria-label=${key.name}
      @pointerdown=${(event: PointerEvent) => event.preventDefault()}
      @mousedown=${(event: MouseEvent) => event.preventDefault()}
      @click=${() => this.#press(key)}
    >${key.label}</button>`;
  }

  #press(key: TerminalKey): void {
    this.dispatchEvent(new CustomEvent('drydock-key-request', { detail: key.name }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-key-bar': DrydockKeyBar;
  }
  interface HTMLElementEventMap {
    'drydock-key-request': CustomEvent<string>;
  }
}
