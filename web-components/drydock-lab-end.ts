import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Lab, LabSummary } from '../src/labs/lab.ts';
import { localized, msg, str } from '../src/localization/localization.ts';
import { guideSheet } from './lesson/guide-sheet.ts';
import { hashOf } from './lesson/lab-place.ts';
import { localText, NO_VALUES, type Values } from './lesson/local-text.ts';
import { buttons } from './styles/buttons.ts';
import { circleIcon, doneCircleIcon, rightIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import './drydock-step-list.ts';

/** What stands after the last step of a lab: that it is complete, or which steps are still open; and where to go from here. */
@localized()
@customElement('drydock-lab-end')
export class DrydockLabEnd extends LitElement {
  static override styles = [
    tokens,
    buttons,
    guideSheet,
    css`
      .sign {
        display: block;
        margin-block-end: var(--_space-3);
        color: var(--_control-line);
      }

      .sign.complete {
        color: var(--_success);
      }

      .sign svg {
        inline-size: 3rem;
        block-size: 3rem;
        stroke-width: 1;
      }

      h2 {
        scroll-margin-block-start: 8rem;
      }

      p {
        margin: 0;
        color: var(--_muted);
        text-wrap: pretty;
      }

      drydock-step-list {
        margin-block-start: var(--_space-4);
      }

      .next {
        display: grid;
        gap: var(--_space-1);
        justify-items: start;
        margin-block-start: var(--_space-6);
        padding: var(--_space-4);
        border: 1px solid var(--_line);
        border-radius: 0.625rem;
        background: var(--_raised);
      }

      h3 {
        margin: 0;
        font: 650 1.0625rem / 1.45 var(--_sans);
      }

      .next .button {
        margin-block-start: var(--_space-3);
      }
    `,
  ];

  @property({ attribute: false }) lab: Lab | undefined;

  /** Ids of the steps that were passed. */
  @property({ attribute: false }) passed: readonly string[] = [];

  /** The learner's values, for `{{name}}`. */
  @property({ attribute: false }) values: Values = NO_VALUES;

  /** The lab after this one; undefined after the last. */
  @property({ attribute: false }) nextLab: LabSummary | undefined;

  @query('h2') private readonly heading!: HTMLElement | null;

  override focus(): void {
    this.heading?.focus();
  }

  protected override render() {
    const { lab } = this;
    if (!lab) return nothing;
    const complete = lab.steps.every(({ id }) => this.passed.includes(id));
    const title = localText(lab.title);
    return html`
      ${complete ? renderComplete(title) : this.#renderOpen(lab, title)}
      ${this.nextLab ? renderNext(this.nextLab, complete) : nothing}
      <nav class="turn" aria-label=${msg('All labs', { id: 'all-labs' })}>
        <a class="button" href="#">${msg('All labs', { id: 'all-labs' })}</a>
      </nav>
    `;
  }

  #renderOpen(lab: Lab, title: string): TemplateResult {
    return html`
      <span class="sign">${circleIcon}</span>
      <h2 tabindex="-1">${msg(str`“${title}” is not complete yet`, { id: 'lab-incomplete' })}</h2>
      <p>${msg('The steps with a number are still open.', { id: 'lab-incomplete-text' })}</p>
      <drydock-step-list
        .lab=${lab.id}
        .steps=${lab.steps}
        .passed=${this.passed}
        .values=${this.values}
      ></drydock-step-list>
    `;
  }
}

function renderComplete(title: string): TemplateResult {
  return html`
    <span class="sign complete">${doneCircleIcon}</span>
    <h2 tabindex="-1">${msg(str`“${title}” is complete`, { id: 'lab-complete' })}</h2>
    <p>
      ${msg('You passed every step, on a real kernel and with your own hands.', { id: 'lab-complete-text' })}
    </p>
  `;
}

function renderNext(lab: LabSummary, complete: boolean): TemplateResult {
  return html`<section class="next">
    <p class="eyebrow">${msg('Next lab', { id: 'next-lab' })}</p>
    <h3>${localText(lab.title)}</h3>
    <p>${localText(lab.summary)}</p>
    <a class="button ${complete ? 'primary' : ''}" href=${hashOf({ labId: lab.id, stepId: '' })}>
      ${msg('Open', { id: 'lab-open' })}${rightIcon}
    </a>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-lab-end': DrydockLabEnd;
  }
}
