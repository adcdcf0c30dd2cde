import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttons } from './styles/buttons.ts';
import { tokens } from './styles/tokens.ts';

/** One of the things to choose from. */
export interface ChoiceOption {
  readonly value: string;
  /** The name; shown unless there is an icon, and always said. */
  readonly label: string;
  /** An icon to show in place of the name. */
  readonly icon?: unknown;
  /** Language of the name, where it is not the page's. */
  readonly lang?: string;
}

/**
 * A small set of radio buttons in one row.
 *
 * @fires {CustomEvent<string>} drydock-choice-request - The reader wants this value.
 */
@customElement('drydock-choice')
export class DrydockChoice extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        display: block;
      }

      fieldset {
        display: flex;
        gap: 2px;
        margin: 0;
        padding: 2px;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: var(--_raised);
      }

      label {
        position: relative;
        display: inline-flex;
        align-items: center;
        justify-content: center;
        min-inline-size: 1.75rem;
        min-block-size: 1.75rem;
        padding-inline: var(--_space-2);
        border-radius: var(--_radius-small);
        color: var(--_muted);
        font: 500 var(--_size-small) / 1.2 var(--_sans);
        white-space: nowrap;
        cursor: pointer;
      }

      label:has(svg) {
        padding-inline: 0;
      }

      label:hover {
        color: var(--_text);
      }

      label:has(:checked) {
        background: var(--_surface);
        color: var(--_text);
        box-shadow: 0 0 0 1px var(--_control-line);
      }

      label:has(:focus-visible) {
        outline: 2px solid var(--_accent);
        outline-offset: 1px;
      }

      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }

      @media (pointer: coarse) {
        label {
          min-inline-size: 2.125rem;
          min-block-size: 2.125rem;
        }
      }
    `,
  ];

  /** What is chosen, as a whole; for assistive technology. */
  @property() label = '';

  @property({ attribute: false }) options: readonly ChoiceOption[] = [];

  /** The chosen option's value. */
  @property() value = '';

  protected override render() {
    return html`<fieldset role="radiogroup" aria-label=${this.label}>
      ${this.options.map((option) => this.#renderOption(option))}
    </fieldset>`;
  }

  #renderOption(option: ChoiceOption) {
    return html`<label title=${option.label} lang=${option.lang ?? ''}>
      <input
        type="radio"
        name="choice"
        .value=${option.value}
        .checked=${option.value === this.value}
        @change=${this.handleChange}
      />
      ${option.icon ? html`${option.icon}<span class="visually-hidden">${option.label}</span>` : option.label}
    </label>`;
  }

  private handleChange(event: Event): void {
    const detail = (event.target as HTMLInputElement).value;
    this.dispatchEvent(new CustomEvent('drydock-choice-request', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-choice': DrydockChoice;
  }
  interface HTMLElementEventMap {
    'drydock-choice-request': CustomEvent<string>;
  }
}
