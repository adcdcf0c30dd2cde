import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { localized, msg } from '../src/localization/localization.ts';
import { OwnTaskElement } from './own-task-element.ts';
import { tokens } from './styles/tokens.ts';
import { type WelcomeCommand, welcomeCommands } from './welcome-commands.ts';
import './drydock-command.ts';

/** To explore freely, while no lab is open: what this machine is, and real commands to try. */
@localized()
@customElement('drydock-welcome')
export class DrydockWelcome extends OwnTaskElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        padding: var(--_space-5);
        color: var(--_text);
        font: var(--_size) / 1.65 var(--_sans);
      }

      article {
        max-inline-size: 44rem;
        margin-inline: auto;
      }

      h2 {
        margin: 0 0 var(--_space-2);
        font: 650 1.375rem / 1.35 var(--_sans);
        letter-spacing: -0.01em;
      }

      h2:focus:not(:focus-visible) {
        outline: none;
      }

      p {
        margin: 0;
      }

      .lead {
        color: var(--_muted);
        font-size: 0.9375rem;
      }

      ol {
        display: grid;
        gap: var(--_space-5);
        margin: var(--_space-5) 0 0;
        padding: var(--_space-5) 0 0;
        border-block-start: 1px solid var(--_line);
        list-style: none;
      }

      h3 {
        margin: 0;
        font: 600 0.9375rem / 1.5 var(--_sans);
      }

      li p {
        margin-block-end: var(--_space-2);
        color: var(--_muted);
      }

      .end {
        margin-block-start: var(--_space-5);
        padding: var(--_space-3) var(--_space-4);
        border-radius: var(--_radius);
        background: var(--_accent-soft);
        font-size: var(--_size-small);
      }
    `,
  ];

  @query('h2') private readonly heading!: HTMLElement;

  /** Puts the keyboard on the heading, where reading begins. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.heading.focus();
  }

  protected override render() {
    return html`<article>
      <h2 tabindex="-1">${msg('A real Linux machine, in this tab', { id: 'welcome-title' })}</h2>
      <p class="lead">
        ${msg(
          'A Linux 6.12 kernel with a Debian system runs inside your browser. Nothing is installed, nothing leaves your computer, and nothing you do here can harm it. You are root: take containers apart and put them back together.',
          { id: 'welcome-lead' },
        )}
      </p>
      <ol>
        ${welcomeCommands().map((command) => this.#renderCommand(command))}
      </ol>
      <p class="end">
        ${msg(
          'Broke something? That is what it is for. “Reset machine” below gives a fresh one in a moment.',
          { id: 'welcome-end' },
        )}
      </p>
    </article>`;
  }

  #renderCommand(command: WelcomeCommand) {
    return html`<li>
      <h3>${command.title}</h3>
      <p>${command.text}</p>
      <drydock-command .text=${command.lines}></drydock-command>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-welcome': DrydockWelcome;
  }
}
