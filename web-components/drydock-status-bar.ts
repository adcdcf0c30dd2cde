import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '../src/localization/localization.ts';
import type { MachineStatus } from '../src/machine/machine.ts';
import { buttons } from './styles/buttons.ts';
import { guideIcon, layersIcon, resetIcon, speechIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/**
 * The line under a lab: what the machine is doing, and switches for the whole lab.
 *
 * @slot - More to tell, in a few words.
 * @fires {CustomEvent<void>} drydock-guide-request - Show or hide the guide.
 * @fires {CustomEvent<void>} drydock-screen-reader-request - Turn the screen reader mode on or off.
 * @fires {CustomEvent<void>} drydock-snapshots-request - Show the snapshots.
 * @fires {CustomEvent<void>} drydock-reset-request - Reset the machine.
 */
@localized()
@customElement('drydock-status-bar')
export class DrydockStatusBar extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--_space-3);
        min-block-size: 2.25rem;
        padding: 0.125rem var(--_space-2) 0.125rem var(--_space-3);
        border-block-start: 1px solid var(--_line);
        background: var(--_surface);
        color: var(--_muted);
        font: var(--_size-small) / 1.4 var(--_sans);
      }

      .state {
        display: flex;
        align-items: center;
        gap: var(--_space-2);
        color: var(--_text);
      }

      .dot {
        inline-size: 0.5rem;
        block-size: 0.5rem;
        border-radius: 50%;
        background: var(--_control-line);
      }

      .dot[data-state='ready'] {
        background: var(--_success);
      }

      .dot[data-state='failed'] {
        background: var(--_danger);
      }

      .dot[data-state='waiting'],
      .dot[data-state='stopped'] {
        background: var(--_warning);
      }

      .dot[data-state='downloading'],
      .dot[data-state='restoring'],
      .dot[data-state='booting'] {
        background: var(--_accent);
      }

      .tools {
        display: flex;
        align-items: center;
        gap: 2px;
      }

      button {
        padding-inline: var(--_space-2);
      }

      .keys {
        margin-inline-end: var(--_space-2);
        white-space: nowrap;
      }

      kbd {
        padding: 0.0625rem 0.3125rem;
        border: 1px solid var(--_line);
        border-radius: 0.25rem;
        background: var(--_raised);
        font: 0.75rem / 1.4 var(--_sans);
      }

      @media (max-width: 70rem), (pointer: coarse) {
        .keys {
          display: none;
        }
      }

      @media (max-width: 34rem) {
        button {
          padding-inline: 0.375rem;
        }

        button:not(.reset) span {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) status: MachineStatus = { state: 'idle' };
  @property({ type: Boolean, attribute: false }) guideHidden = false;
  @property({ type: Boolean, attribute: false }) screenReader = false;

  /** There are snapshots here. */
  @property({ type: Boolean, attribute: false }) snapshots = false;

  /** They could not be loaded; to ask for them again may help. */
  @property({ type: Boolean, attribute: false }) snapshotsFailed = false;

  protected override render() {
    const guide = msg('Guide', { id: 'guide' });
    const speech = msg('Screen reader mode', { id: 'screen-reader' });
    return html`
      <div class="state" role="status">
        <span class="dot" data-state=${this.#dotState()}></span>${this.#stateText()}
      </div>
      <div class="tools">
        <slot></slot>
        <span class="keys">
          ${msg(html`Leave the terminal: <kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>F6</kbd>`, { id: 'leave-keys' })}
        </span>
        ${this.#switch(guide, guideIcon, !this.guideHidden, this.handleGuide)}
        ${this.#switch(speech, speechIcon, this.screenReader, this.handleSpeech)}
        ${this.snapshots ? this.#renderSnapshots() : nothing}
        <button class="quiet reset" type="button" ?disabled=${!this.#canReset()} @click=${this.handleReset}>
          ${resetIcon}<span>${msg('Reset machine', { id: 'reset' })}</span>
        </button>
      </div>
    `;
  }

  #renderSnapshots() {
    const label = this.snapshotsFailed
      ? msg('Snapshots could not be loaded: try again', { id: 'snapshots-unloadable' })
      : msg('Snapshots', { id: 'snapshots' });
    return html`<button class="quiet" type="button" aria-label=${label} title=${label} @click=${this.handleSnapshots}>
      ${layersIcon}<span>${label}</span>
    </button>`;
  }

  #switch(label: string, icon: unknown, on: boolean, act: () => void) {
    return html`<button class="quiet" type="button" aria-label=${label} title=${label} aria-pressed=${on} @click=${act}>
      ${icon}<span>${label}</span>
    </button>`;
  }

  private handleGuide(): void {
    this.dispatchEvent(new CustomEvent('drydock-guide-request'));
  }

  private handleSpeech(): void {
    this.dispatchEvent(new CustomEvent('drydock-screen-reader-request'));
  }

  private handleSnapshots(): void {
    this.dispatchEvent(new CustomEvent('drydock-snapshots-request'));
  }

  private handleReset(): void {
    this.dispatchEvent(new CustomEvent('drydock-reset-request'));
  }

  #canReset(): boolean {
    return this.status.state === 'ready' || this.status.state === 'stopped';
  }

  #dotState(): string {
    const { status } = this;
    return status.state === 'ready' && status.waitingFor !== undefined ? 'waiting' : status.state;
  }

  #stateText(): string {
    switch (this.status.state) {
      case 'idle':
        return msg('Not started', { id: 'state-idle' });
      case 'downloading':
        return msg('Loading', { id: 'state-downloading' });
      case 'restoring':
        return msg('Restoring', { id: 'state-restoring' });
      case 'booting':
        return msg('Booting', { id: 'state-booting' });
      case 'ready':
        return this.status.waitingFor === undefined
          ? msg('Running', { id: 'state-ready' })
          : msg('Waiting for the network to read the disk', { id: 'state-waiting' });
      case 'stopped':
        return msg('Stopped', { id: 'state-stopped' });
      case 'failed':
        return msg('Failed', { id: 'state-failed' });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-status-bar': DrydockStatusBar;
  }
  interface HTMLElementEventMap {
    'drydock-guide-request': CustomEvent<void>;
    'drydock-screen-reader-request': CustomEvent<void>;
    'drydock-snapshots-request': CustomEvent<void>;
    'drydock-reset-request': CustomEvent<void>;
  }
}
