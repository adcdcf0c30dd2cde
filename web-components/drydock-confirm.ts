import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '../src/localization/localization.ts';
import { buttons } from './styles/buttons.ts';
import { tokens } from './styles/tokens.ts';

/**
 * Asks once more before something that cannot be undone.
 *
 * @slot - What will happen.
 * @fires {CustomEvent<void>} drydock-confirm-request - The reader said yes.
 */
@localized()
@customElement('drydock-confirm')
export class DrydockConfirm extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      dialog {
        inline-size: min(26rem, calc(100vw - 2rem));
        padding: var(--_space-5);
        border: 1px solid var(--_line);
        border-radius: 0.75rem;
        background: var(--_surface);
        color: var(--_text);
        font: var(--_size) / 1.6 var(--_sans);
        box-shadow: var(--_shadow);
      }

      dialog::backdrop {
        background: #0a0e1280;
      }

      h2 {
        margin: 0 0 var(--_space-2);
        font: 600 var(--_size-large) / 1.4 var(--_sans);
      }

      .answers {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--_space-2);
        margin-block-start: var(--_space-5);
      }
    `,
  ];

  /** The question. */
  @property() heading = '';

  /** What the button that does it is called. */
  @property() action = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Asks. */
  ask(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render() {
    return html`<dialog aria-labelledby="heading">
      <h2 id="heading">${this.heading}</h2>
      <slot></slot>
      <div class="answers">
        <button type="button" @click=${this.handleCancel}>${msg('Cancel', { id: 'cancel' })}</button>
        <button class="danger" type="button" @click=${this.handleConfirm}>${this.action}</button>
      </div>
    </dialog>`;
  }

  private handleCancel(): void {
    this.dialog.close();
  }

  private handleConfirm(): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('drydock-confirm-request'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-confirm': DrydockConfirm;
  }
  interface HTMLElementEventMap {
    'drydock-confirm-request': CustomEvent<void>;
  }
}
