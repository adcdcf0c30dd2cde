import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '../src/localization/localization.ts';
import type { MachineStatus } from '../src/machine/machine.ts';
import { type BootStep, bootSteps, downloadedShare, megabytes } from './boot-steps.ts';
import { doneIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/** How far the start of the machine is: its steps, and the bytes of the one that loads. */
@localized()
@customElement('drydock-boot-status')
export class DrydockBootStatus extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: grid;
        place-items: center;
        padding: var(--_space-4);
        overflow: auto;
        font: var(--_size) / 1.6 var(--_sans);
        color: var(--_text);
      }

      .card {
        inline-size: min(24rem, 100%);
        padding: var(--_space-5);
        border: 1px solid var(--_line);
        border-radius: 0.75rem;
        background: var(--_surface);
        box-shadow: var(--_shadow);
      }

      h2 {
        margin: 0 0 var(--_space-4);
        font: 600 var(--_size-large) / 1.4 var(--_sans);
      }

      ol {
        display: grid;
        gap: var(--_space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: 1.25rem 1fr auto;
        gap: 0 var(--_space-2);
        align-items: center;
        color: var(--_muted);
      }

      li[data-state='now'] {
        color: var(--_text);
      }

      .mark {
        inline-size: 0.5rem;
        block-size: 0.5rem;
        margin-inline: auto;
        border: 1.5px solid var(--_control-line);
        border-radius: 50%;
      }

      li[data-state='now'] .mark {
        border-color: var(--_accent);
        background: var(--_accent);
        animation: breathe 1.4s ease-in-out infinite;
      }

      svg {
        inline-size: 1rem;
        block-size: 1rem;
        margin-inline: auto;
        fill: none;
        stroke: var(--_success);
        stroke-width: 2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      .amount {
        color: var(--_muted);
        font-size: var(--_size-small);
        font-variant-numeric: tabular-nums;
      }

      [role='progressbar'] {
        block-size: 0.375rem;
        margin-block-start: var(--_space-5);
        border-radius: 1rem;
        background: var(--_line);
        overflow: hidden;
      }

      .bar {
        block-size: 100%;
        border-radius: inherit;
        background: var(--_accent);
        transition: inline-size 160ms ease-out;
      }

      .kernel {
        margin: var(--_space-4) 0 0;
        color: var(--_muted);
        font: 0.75rem / 1.5 var(--_mono);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      @keyframes breathe {
        50% {
          opacity: 0.35;
        }
      }
    `,
  ];

  @property({ attribute: false }) status: MachineStatus = { state: 'idle' };

  /** The machine goes through BIOS and kernel instead of its warm layer. */
  @property({ type: Boolean }) cold = false;

  protected override render() {
    const steps = bootSteps(this.status, this.cold);
    return html`<div class="card">
      <h2>${msg('Starting the machine', { id: 'boot-title' })}</h2>
      <ol>
        ${steps.map((step) => this.#renderStep(step))}
      </ol>
      ${this.#renderBar()}
      ${
        this.status.state === 'booting'
          ? html`<p class="kernel" translate="no">${this.status.lastKernelLine || '\u00a0'}</p>`
          : nothing
      }
      <span class="visually-hidden" role="status">${this.#currentLabel(steps)}</span>
    </div>`;
  }

  #renderStep(step: BootStep) {
    const mark = step.progress === 'done' ? doneIcon : html`<span class="mark"></span>`;
    return html`<li data-state=${step.progress} aria-current=${step.progress === 'now' ? 'step' : nothing}>
      ${mark}<span>${this.#label(step)}</span>
      ${step.name === 'download' ? html`<span class="amount">${this.#amount()}</span>` : nothing}
    </li>`;
  }

  #renderBar() {
    const share = downloadedShare(this.status);
    const percent = share === undefined ? nothing : Math.round(share * 100);
    return html`<div
      role="progressbar"
      aria-label=${msg('Starting the machine', { id: 'boot-title' })}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${percent}
      aria-valuetext=${this.#amount() || nothing}
    >
      <div class="bar" .style=${`inline-size:${(share ?? 0) * 100}%`}></div>
    </div>`;
  }

  #amount(): string {
    if (this.status.state !== 'downloading') return '';
    const loaded = megabytes(this.status.loaded);
    if (this.status.total === 0) return msg(str`${loaded} MB`, { id: 'boot-loaded' });
    const total = megabytes(this.status.total);
    return msg(str`${loaded} of ${total} MB`, { id: 'boot-amount' });
  }

  #currentLabel(steps: readonly BootStep[]): string {
    const step = steps.find((other) => other.progress === 'now');
    return step ? this.#label(step) : '';
  }

  #label(step: BootStep): string {
    switch (step.name) {
      case 'download':
        return msg('Loading the machine', { id: 'boot-download' });
      case 'restore':
        return msg('Restoring its memory', { id: 'boot-restore' });
      case 'kernel':
        return msg('Starting BIOS and kernel', { id: 'boot-kernel' });
      case 'terminal':
        return msg('Opening a terminal', { id: 'boot-terminal' });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-boot-status': DrydockBootStatus;
  }
}
