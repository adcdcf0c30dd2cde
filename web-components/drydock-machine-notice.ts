import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '../src/localization/localization.ts';
import type { MachineStatus } from '../src/machine/machine.ts';
import { describeFailure, describeStop, type NoticeText } from './machine-texts.ts';
import { buttons } from './styles/buttons.ts';
import { powerIcon, warningIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/**
 * Says why there is no running machine: what failed and what to do, or that it was switched off.
 *
 * @fires {CustomEvent<void>} drydock-retry-request - Start it again.
 */
@localized()
@customElement('drydock-machine-notice')
export class DrydockMachineNotice extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        display: block;
        color: var(--_text);
        font: var(--_size) / 1.6 var(--_sans);
      }

      .card {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--_space-1) var(--_space-3);
        align-items: start;
        padding: var(--_space-4);
        border: 1px solid var(--_line);
        border-inline-start: 0.25rem solid var(--_tone);
        border-radius: var(--_radius);
        background: var(--_surface);
        box-shadow: var(--_shadow);
      }

      .card.failed {
        --_tone: var(--_danger);
      }

      .card.stopped {
        --_tone: var(--_warning);
      }

      .sign {
        display: grid;
        padding-block-start: 0.1875rem;
        color: var(--_tone);
      }

      .sign svg {
        inline-size: 1.25rem;
        block-size: 1.25rem;
      }

      h2 {
        margin: 0;
        font: 600 var(--_size-large) / 1.5 var(--_sans);
        overflow-wrap: anywhere;
      }

      p {
        margin: 0;
        color: var(--_muted);
      }

      .rest {
        grid-column: 2;
        min-inline-size: 0;
      }

      button {
        margin-block-start: var(--_space-3);
      }

      details {
        margin-block-start: var(--_space-3);
        color: var(--_muted);
        font-size: var(--_size-small);
      }

      summary {
        inline-size: fit-content;
        border-radius: var(--_radius-small);
        cursor: pointer;
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--_space-3);
        margin: var(--_space-2) 0 0;
        padding: var(--_space-2) var(--_space-3);
        border-radius: var(--_radius-small);
        background: var(--_raised);
      }

      dd {
        min-inline-size: 0;
        margin: 0;
        color: var(--_text);
        font-family: var(--_mono);
        font-size: 0.75rem;
        line-height: 1.75;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) status: MachineStatus = { state: 'idle' };

  /** Puts the keyboard on what there is to do. */
  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('button')?.focus());
  }

  protected override render() {
    const status = this.status;
    if (status.state === 'failed') return this.#renderFailure(status);
    if (status.state === 'stopped') return this.#renderStop(status);
    return nothing;
  }

  #renderFailure(status: MachineStatus & { state: 'failed' }) {
    const { code, subject, message } = status.error;
    const details = html`<details>
      <summary>${msg('Details', { id: 'details' })}</summary>
      <dl translate="no">
        <dt>${msg('Cause', { id: 'details-cause' })}</dt>
        <dd>${code}</dd>
        ${subject ? html`<dt>${msg('File', { id: 'details-file' })}</dt><dd>${subject}</dd>` : nothing}
        <dt>${msg('Message', { id: 'details-message' })}</dt>
        <dd>${message}</dd>
      </dl>
    </details>`;
    const retry = msg('Try again', { id: 'try-again' });
    const subjectLine = subject ? html`<p><code translate="no">${subject}</code></p>` : nothing;
    return this.#renderCard(
      'failed',
      describeFailure(status.error),
      retry,
      html`${details}`,
      subjectLine,
    );
  }

  #renderStop(status: MachineStatus & { state: 'stopped' }) {
    const again = msg('Start again', { id: 'start-again' });
    return this.#renderCard('stopped', describeStop(status.reason, status.detail), again);
  }

  #renderCard(
    kind: string,
    text: NoticeText,
    action: string,
    details: unknown = nothing,
    subject: unknown = nothing,
  ) {
    return html`<div class="card ${kind}" role="alert">
      <span class="sign">${kind === 'failed' ? warningIcon : powerIcon}</span>
      <h2>${text.title}</h2>
      <div class="rest">
        ${subject}
        <p>${text.advice}</p>
        <button class="primary" type="button" @click=${this.handleRetry}>${action}</button>
        ${details}
      </div>
    </div>`;
  }

  private handleRetry(): void {
    this.dispatchEvent(new CustomEvent('drydock-retry-request'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-machine-notice': DrydockMachineNotice;
  }
  interface HTMLElementEventMap {
    'drydock-retry-request': CustomEvent<void>;
  }
}
