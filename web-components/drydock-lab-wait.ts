import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabSummary } from '../src/labs/lab.ts';
import { localized, msg } from '../src/localization/localization.ts';
import { localText } from './lesson/local-text.ts';
import { buttons } from './styles/buttons.ts';
import { leftIcon, warningIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/** Milliseconds in which most labs are there: nothing flashes up for them. */
const SILENT_MS = 400;

/**
 * What stands in a lab's place while it is loaded, and when it could not be.
 *
 * @fires {CustomEvent<void>} drydock-retry-request - Load it again.
 */
@localized()
@customElement('drydock-lab-wait')
export class DrydockLabWait extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        display: block;
        padding: var(--_space-5);
        color: var(--_text);
        font: 0.9375rem / 1.65 var(--_sans);
      }

      .page {
        max-inline-size: 46rem;
        margin-inline: auto;
      }

      h2 {
        margin: 0 0 var(--_space-3);
        font: 650 1.4375rem / 1.35 var(--_sans);
        letter-spacing: -0.015em;
      }

      p {
        margin: 0;
        color: var(--_muted);
      }

      .waiting {
        animation: appear 200ms ease ${SILENT_MS}ms both;
      }

      @keyframes appear {
        from {
          opacity: 0;
        }
      }

      .failed {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--_space-3);
        padding: var(--_space-4);
        border: 1px solid var(--_line);
        border-inline-start: 0.25rem solid var(--_danger);
        border-radius: var(--_radius);
        background: var(--_danger-soft);
      }

      .failed > svg {
        inline-size: 1.25rem;
        block-size: 1.55rem;
        color: var(--_danger);
      }

      .failed strong {
        display: block;
        font-weight: 650;
      }

      .failed p {
        color: var(--_text);
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_space-2) var(--_space-4);
        align-items: center;
        margin-block-start: var(--_space-3);
      }

      a {
        display: inline-flex;
        gap: 0.25rem;
        align-items: center;
        border-radius: 0.125rem;
        color: var(--_accent);
        font-size: var(--_size);
      }
    `,
  ];

  /** The lab that is waited for. */
  @property({ attribute: false }) summary: LabSummary | undefined;

  /** It could not be loaded. */
  @property({ type: Boolean }) failed = false;

  protected override render() {
    const { summary } = this;
    if (!summary) return nothing;
    return html`<div class="page">
      <h2>${localText(summary.title)}</h2>
      ${
        this.failed
          ? this.#renderFailure()
          : html`<p class="waiting" role="status">${msg('Loading the lab…', { id: 'lab-loading' })}</p>`
      }
    </div>`;
  }

  #renderFailure() {
    return html`<div class="failed" role="alert">
      ${warningIcon}
      <div>
        <p>
          <strong>${msg('The lab could not be loaded.', { id: 'lab-failed' })}</strong>
          ${msg('Check the connection and try again. If that does not help, the site was probably updated: reload the page.', { id: 'lab-failed-advice' })}
        </p>
        <div class="ways">
          <button type="button" class="primary" @click=${this.handleRetry}>${msg('Try again', { id: 'try-again' })}</button>
          <a href="#">${leftIcon}${msg('All labs', { id: 'all-labs' })}</a>
        </div>
      </div>
    </div>`;
  }

  private handleRetry(): void {
    this.dispatchEvent(new CustomEvent('drydock-retry-request'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-lab-wait': DrydockLabWait;
  }
  interface HTMLElementEventMap {
    'drydock-retry-request': CustomEvent<void>;
  }
}
