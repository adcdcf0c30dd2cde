import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '../src/localization/localization.ts';
import { describeSnapshotError } from './snapshots/snapshot-errors.ts';
import { buttons } from './styles/buttons.ts';
import { closeIcon, warningIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/**
 * Says that something could not be kept, when nobody has asked for it: the learner works on in the belief that it was.
 *
 * @fires {CustomEvent<void>} drydock-snapshots-request - Show the snapshots.
 */
@localized()
@customElement('drydock-snapshot-notice')
export class DrydockSnapshotNotice extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        display: block;
        flex: none;
        font: var(--_size-small) / 1.5 var(--_sans);
        color: var(--_text);
      }

      .strip {
        display: grid;
        grid-template-columns: auto 1fr auto auto;
        gap: var(--_space-1) var(--_space-2);
        align-items: center;
        padding: var(--_space-2) var(--_space-2) var(--_space-2) var(--_space-3);
        border-block-start: 1px solid var(--_line);
        background: var(--_warning-soft);
      }

      .strip > svg {
        color: var(--_warning);
      }

      p {
        margin: 0;
      }

      b {
        font-weight: 600;
      }

      @media (max-width: 34rem) {
        .strip {
          grid-template-columns: auto 1fr auto;
        }

        .show {
          grid-row: 2;
          grid-column: 2;
          justify-self: start;
        }
      }
    `,
  ];

  /** What went wrong; undefined: nothing. */
  @property({ attribute: false }) error: unknown;

  /** The reader has seen it. */
  @state() private dismissed: unknown;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('error') && this.error === undefined) this.dismissed = undefined;
  }

  protected override render() {
    return html`<div role="status">${this.#isShown() ? this.#renderStrip() : nothing}</div>`;
  }

  #isShown(): boolean {
    return this.error !== undefined && this.dismissed !== codeOf(this.error);
  }

  #renderStrip() {
    const { title, advice } = describeSnapshotError(this.error);
    const close = msg('Dismiss', { id: 'dismiss' });
    return html`<div class="strip">
      ${warningIcon}
      <p><b>${title}.</b> ${advice}</p>
      <button class="show" type="button" @click=${this.handleShow}>${msg('Show snapshots', { id: 'snapshots-show' })}</button>
      <button class="icon" type="button" aria-label=${close} title=${close} @click=${this.handleDismiss}>${closeIcon}</button>
    </div>`;
  }

  private handleShow(): void {
    this.dispatchEvent(new CustomEvent('drydock-snapshots-request'));
  }

  /** The same again is no news. */
  private handleDismiss(): void {
    this.dismissed = codeOf(this.error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? error.name : error;
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-snapshot-notice': DrydockSnapshotNotice;
  }
  interface HTMLElementEventMap {
    'drydock-snapshots-request': CustomEvent<void>;
  }
}
