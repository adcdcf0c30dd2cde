import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '../src/localization/localization.ts';
import { rising } from './lesson/request.ts';
import { buttons } from './styles/buttons.ts';
import { copyIcon, doneIcon, sendIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import { copyText } from './terminal/clipboard.ts';

/** How long "Copied" is shown, in milliseconds. */
const COPIED_MS = 1600;

/**
 * Lines for a shell, with a button that copies them and one that sends them to the terminal.
 *
 * @fires {CustomEvent<string>} drydock-command-request - Type these lines into the terminal; bubbles.
 * @fires {CustomEvent<string>} drydock-second-command-request - Type them into that of the second machine; bubbles.
 */
@localized()
@customElement('drydock-command')
export class DrydockCommand extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        position: relative;
        display: flex;
        align-items: flex-start;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: var(--_raised);
        color: var(--_text);
      }

      .lines {
        flex: 1;
        min-inline-size: 0;
      }

      /* Whose lines they are is to be seen before they are sent. */
      .where {
        display: block;
        padding: 0.4375rem var(--_space-3) 0;
        color: var(--_muted);
        font: 600 0.75rem / 1.4 var(--_sans);
      }

      pre {
        margin: 0;
        padding: 0.4375rem var(--_space-3);
        border-radius: var(--_radius);
        font: var(--_size-small) / 1.5 var(--_mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .line {
        display: block;
        padding-inline-start: 1.25em;
        text-indent: -1.25em;
      }

      .line::before {
        content: '# ' / '';
        color: var(--_muted);
        user-select: none;
      }

      /* Options are not torn at their hyphens. */
      .word {
        display: inline-block;
        max-inline-size: 100%;
        text-indent: 0;
      }

      .tools {
        display: flex;
        padding: 1px;
      }

      .tools .send {
        color: var(--_accent);
      }

      .tools .done {
        color: var(--_success);
      }
    `,
  ];

  /** The lines, as they would be typed. */
  @property() text = '';

  /** They are meant for the second machine. */
  @property({ type: Boolean }) second = false;

  /** What that machine is called; stands above the lines. */
  @property() where = '';

  @state() private copied = false;

  #timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    const copy = this.copied ? msg('Copied', { id: 'copied' }) : msg('Copy', { id: 'copy' });
    const send = this.second
      ? msg('Send to the terminal of the second machine', { id: 'send-second' })
      : msg('Send to the terminal', { id: 'send' });
    return html`
      <div class="lines">
        ${this.where === '' ? nothing : html`<span class="where">${this.where}</span>`}
        <pre translate="no"><code>${this.text.split('\n').map(renderLine)}</code></pre>
      </div>
      <div class="tools">
        <button class="icon ${this.copied ? 'done' : ''}" type="button" aria-label="${copy}: ${this.text}" title=${copy} @click=${this.handleCopy}>
          ${this.copied ? doneIcon : copyIcon}
        </button>
        <button class="icon send" type="button" aria-label="${send}: ${this.text}" title=${send} @click=${this.handleSend}>
          ${sendIcon}
        </button>
      </div>
      <span class="visually-hidden" role="status">${this.copied ? copy : ''}</span>
    `;
  }

  private async handleCopy(): Promise<void> {
    this.copied = await copyText(this.text);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.copied = false;
    }, COPIED_MS);
  }

  private handleSend(): void {
    const { text } = this;
    if (this.second) this.dispatchEvent(rising('drydock-second-command-request', text));
    else this.dispatchEvent(rising('drydock-command-request', text));
  }
}

function renderLine(line: string) {
  const words = line.split(' ').map((word) => html`<span class="word">${word}</span> `);
  return html`<span class="line">${words}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-command': DrydockCommand;
  }
  interface HTMLElementEventMap {
    'drydock-command-request': CustomEvent<string>;
    'drydock-second-command-request': CustomEvent<string>;
  }
}
