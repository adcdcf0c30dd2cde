import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Step } from '../src/labs/lab.ts';
import { localized, msg } from '../src/localization/localization.ts';
import { renderPlain } from './lesson/inline-text.ts';
import { hashOf } from './lesson/lab-place.ts';
import { localText, NO_VALUES, type Values } from './lesson/local-text.ts';
import { readingSheet } from './lesson/reading-sheet.ts';
import { doneIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/** The steps of a lab as links, with a mark at those that were passed. */
@localized()
@customElement('drydock-step-list')
export class DrydockStepList extends LitElement {
  static override styles = [
    tokens,
    readingSheet,
    css`
      :host {
        display: block;
        color: var(--_text);
        font: var(--_size) / 1.45 var(--_sans);
      }

      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      a {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr);
        gap: var(--_space-2);
        align-items: center;
        min-block-size: 2.25rem;
        padding: 0.3125rem var(--_space-3) 0.3125rem var(--_space-2);
        border-radius: var(--_radius-small);
        color: inherit;
        text-decoration: none;
      }

      a:hover {
        background: var(--_raised);
      }

      a:focus-visible {
        outline-offset: -2px;
      }

      a[aria-current] {
        background: var(--_accent-soft);
        font-weight: 600;
      }

      .number {
        display: grid;
        place-items: center;
        inline-size: 1.5rem;
        block-size: 1.5rem;
        border: 1px solid var(--_control-line);
        border-radius: 50%;
        color: var(--_muted);
        font: 600 0.75rem / 1 var(--_sans);
        font-variant-numeric: tabular-nums;
      }

      .number.passed {
        border-color: var(--_success);
        background: var(--_success);
        color: var(--_surface);
      }

      svg {
        inline-size: 0.875rem;
        block-size: 0.875rem;
        fill: none;
        stroke: currentColor;
        stroke-width: 2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      @media (pointer: coarse) {
        a {
          min-block-size: 2.75rem;
        }
      }
    `,
  ];

  /** Id of the lab. */
  @property() lab = '';

  @property({ attribute: false }) steps: readonly Pick<Step, 'id' | 'title'>[] = [];

  /** Ids of the steps that were passed. */
  @property({ attribute: false }) passed: readonly string[] = [];

  /** Id of the open step; empty for none. */
  @property() current = '';

  /** The learner's values, for `{{name}}`. */
  @property({ attribute: false }) values: Values = NO_VALUES;

  /** Puts the keyboard on the open step. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[aria-current], a')?.focus();
  }

  protected override render() {
    return html`<ol>${this.steps.map((step, place) => this.#renderStep(step, place + 1))}</ol>`;
  }

  #renderStep({ id, title }: Pick<Step, 'id' | 'title'>, number: number): TemplateResult {
    const passed = this.passed.includes(id);
    const note = msg('passed', { id: 'step-passed' });
    return html`<li>
      <a href=${hashOf({ labId: this.lab, stepId: id })} aria-current=${id === this.current ? 'step' : nothing}>
        <span class="number ${passed ? 'passed' : ''}">${passed ? doneIcon : number}</span>
        <span>
          ${renderPlain(localText(title, this.values))}
          ${passed ? html`<span class="visually-hidden"> (${note})</span>` : nothing}
        </span>
      </a>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-step-list': DrydockStepList;
  }
}
