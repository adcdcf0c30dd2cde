import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '../src/localization/localization.ts';
import type { TerminalSize } from '../src/machine/machine.ts';
import type { DrydockTerminal } from './drydock-terminal.ts';
import { describeEnd } from './machine-texts.ts';
import { buttons } from './styles/buttons.ts';
import { closeIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import type { ColorScheme } from './terminal/palette.ts';
import type { Session } from './terminal/sessions.ts';
import './drydock-key-bar.ts';
import './drydock-terminal.ts';

/**
 * One terminal of several, with what belongs to it: a button to close it where it shares a tab, keys for fingers, and a
 * strip that offers a new shell when the old one has ended.
 *
 * @fires {CustomEvent<void>} drydock-shell-request - Start a new shell here.
 * @fires {CustomEvent<void>} drydock-pane-close-request - Close this terminal.
 */
@localized()
@customElement('drydock-terminal-pane')
export class DrydockTerminalPane extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        min-inline-size: 0;
        min-block-size: 0;
        color: var(--_text);
        font: var(--_size-small) / 1.5 var(--_sans);
      }

      drydock-terminal {
        flex: 1;
      }

      .corner {
        position: absolute;
        inset-block-start: var(--_space-1);
        inset-inline-end: 1.125rem;
        z-index: 5;
        inline-size: 1.5rem;
        min-block-size: 1.5rem;
        background: var(--_raised);
      }

      .ended {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--_space-2);
        padding: var(--_space-2) var(--_space-3);
        border-block-start: 1px solid var(--_line);
        background: var(--_raised);
      }

      drydock-key-bar {
        display: none;
      }

      @media (pointer: coarse) {
        drydock-key-bar {
          display: flex;
        }
      }
    `,
  ];

  /** What is behind the terminal; undefined before the machine is ready. */
  @property({ attribute: false }) session: Session | undefined;

  /** The machine takes shells; while it does not, its own notice says so and this is silent. */
  @property({ type: Boolean }) ready = false;

  /** The terminal's name. */
  @property() label = '';

  /** There is another terminal beside this one. */
  @property({ type: Boolean }) closable = false;

  @property({ attribute: 'color-scheme' }) scheme: ColorScheme = 'dark';
  @property({ type: Boolean, attribute: 'screen-reader' }) screenReader = false;

  /** As of the terminal. */
  @property({ type: Boolean, attribute: 'no-previews' }) noPreviews = false;

  /** The terminal itself. */
  @query('drydock-terminal') readonly terminal!: DrydockTerminal | null;

  @query('.again') private readonly again!: HTMLElement | null;

  /** Columns and rows; undefined until the terminal was laid out. */
  get size(): TerminalSize | undefined {
    return this.terminal?.size;
  }

  override focus(): void {
    if (this.again) this.again.focus();
    else this.terminal?.focus();
  }

  /** The pane is complete when its terminal has a screen. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const settled = await super.getUpdateComplete();
    await this.terminal?.updateComplete;
    return settled;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Who typed `exit` goes on with Enter.
    const hadKeyboard = this.shadowRoot?.activeElement === this.terminal;
    if (changed.has('session') && this.again && hadKeyboard) this.again.focus();
  }

  protected override render() {
    const session = this.session;
    return html`
      <drydock-terminal
        .label=${this.label}
        .scheme=${this.scheme}
        .screenReader=${this.screenReader}
        .noPreviews=${this.noPreviews}
        .saved=${session && 'saved' in session ? session.saved : undefined}
        .terminal=${session && 'terminal' in session ? session.terminal : undefined}
      ></drydock-terminal>
      ${this.closable ? this.#renderClose() : nothing}
      ${this.ready ? this.#renderEnd() : nothing}
      <drydock-key-bar @drydock-key-request=${this.handleKey}></drydock-key-bar>
    `;
  }

  #renderClose() {
    const close = msg(str`Close ${this.label}`, { id: 'close-tab' });
    return html`<button class="icon corner" type="button" aria-label=${close} title=${close} @click=${this.handleClose}>
      ${closeIcon}
    </button>`;
  }

  #renderEnd() {
    const text = this.#endText();
    if (text === undefined) return nothing;
    return html`<div class="ended" role="status">
      <span>${text}</span>
      <button type="button" class="again" @click=${this.handleAgain}>
        ${msg('New shell', { id: 'new-shell' })}
      </button>
    </div>`;
  }

  #endText(): string | undefined {
    if (this.session?.state === 'ended') return describeEnd(this.session.end);
    if (this.session?.state !== 'refused') return undefined;
    return msg(str`The shell could not be started: ${this.session.error.message}`, {
      id: 'shell-refused',
    });
  }

  private handleKey(event: CustomEvent<string>): void {
    this.terminal?.pressKey(event.detail);
  }

  private handleAgain(): void {
    this.terminal?.focus();
    this.dispatchEvent(new CustomEvent('drydock-shell-request'));
  }

  private handleClose(): void {
    this.dispatchEvent(new CustomEvent('drydock-pane-close-request'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-terminal-pane': DrydockTerminalPane;
  }
  interface HTMLElementEventMap {
    'drydock-shell-request': CustomEvent<void>;
    'drydock-pane-close-request': CustomEvent<void>;
  }
}
