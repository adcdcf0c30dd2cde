import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '../src/localization/localization.ts';
import { buttons } from './styles/buttons.ts';
import { closeIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/**
 * Something of its own beside the page: slides over its right side, keeps the keyboard, and goes with Escape or a click
 * beside it.
 *
 * @slot - What is in it.
 * @fires {CustomEvent<void>} drydock-close-request - The reader is done.
 */
@localized()
@customElement('drydock-drawer')
export class DrydockDrawer extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      dialog {
        inset: 0 0 0 auto;
        inline-size: min(34rem, 100vw);
        block-size: 100dvh;
        max-inline-size: none;
        max-block-size: none;
        margin: 0;
        padding: 0;
        overflow: hidden;
        border: 0;
        border-inline-start: 1px solid var(--_line);
        background: var(--_surface);
        color: var(--_text);
        font: var(--_size) / 1.6 var(--_sans);
        box-shadow: var(--_shadow);
        word-break: keep-all;
        overflow-wrap: break-word;
      }

      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: arrive 160ms ease-out;
      }

      dialog::backdrop {
        background: #0a0e1280;
      }

      @keyframes arrive {
        from {
          translate: 1.5rem 0;
          opacity: 0;
        }
      }

      header {
        display: flex;
        flex: none;
        align-items: center;
        justify-content: space-between;
        padding: var(--_space-2) var(--_space-2) var(--_space-2) var(--_space-4);
        border-block-end: 1px solid var(--_line);
      }

      h2 {
        margin: 0;
        font: 650 1.0625rem / 1.5 var(--_sans);
      }

      .content {
        display: flex;
        flex: 1;
        flex-direction: column;
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
      }

      ::slotted(*) {
        flex: 1 0 auto;
      }
    `,
  ];

  /** Whether it is there. */
  @property({ type: Boolean }) open = false;

  /** What it is called. */
  @property() heading = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    if (this.open && !this.dialog.open) this.dialog.showModal();
    if (!this.open && this.dialog.open) this.dialog.close();
  }

  protected override render() {
    const close = msg('Close', { id: 'close' });
    return html`<dialog aria-labelledby="heading" @click=${this.handleClick} @cancel=${this.handleCancel}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="icon" type="button" aria-label=${close} title=${close} @click=${this.handleClose}>${closeIcon}</button>
      </header>
      <div class="content" tabindex="-1">${this.open ? html`<slot></slot>` : nothing}</div>
    </dialog>`;
  }

  /** What is beside the dialog is a part of it to the browser. */
  private handleClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.handleClose();
  }

  /** It closes when its owner says so. */
  private handleCancel(event: Event): void {
    event.preventDefault();
    this.handleClose();
  }

  private handleClose(): void {
    this.dispatchEvent(new CustomEvent('drydock-close-request'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-drawer': DrydockDrawer;
  }
  interface HTMLElementEventMap {
    'drydock-close-request': CustomEvent<void>;
  }
}
