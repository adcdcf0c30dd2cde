import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Lab, LabSummary, Step } from '../src/labs/lab.ts';
import type { LabState } from '../src/labs/session/lab-state.ts';
import type { SecondMachine } from '../src/labs/session/second-machine.ts';
import { currentLanguage, localized, msg, str } from '../src/localization/localization.ts';
import type { Machine } from '../src/machine/machine.ts';
import type { DrydockConfirm } from './drydock-confirm.ts';
import type { DrydockLabEnd } from './drydock-lab-end.ts';
import type { DrydockStepList } from './drydock-step-list.ts';
import { guideSheet } from './lesson/guide-sheet.ts';
import { renderPlain } from './lesson/inline-text.ts';
import { hashOf } from './lesson/lab-place.ts';
import { localText, NO_VALUES, type Values } from './lesson/local-text.ts';
import { readingSheet } from './lesson/reading-sheet.ts';
import { rising } from './lesson/request.ts';
import { buttons } from './styles/buttons.ts';
import { doneCircleIcon, leftIcon, listIcon, nextIcon, rightIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import type { ColorScheme } from './terminal/palette.ts';
import './drydock-confirm.ts';
import './drydock-lab-end.ts';
import './drydock-step-list.ts';
import './drydock-step-text.ts';
import './drydock-tasks.ts';

/**
 * An open lab: its steps, the text and the tasks of the one that is open, and the way to the others. Ways are links to
 * `#lab/step`, which whoever places the element follows.
 *
 * @fires {CustomEvent<void>} drydock-progress-reset-request - Forget what was reached in this lab; the reader was asked.
 */
@localized()
@customElement('drydock-guide')
export class DrydockGuide extends LitElement {
  static override styles = [tokens, buttons, readingSheet, guideSheet];

  @property({ attribute: false }) lab: Lab | undefined;
  @property({ attribute: false }) state: LabState | undefined;

  /** The learner's values, for `{{name}}`. */
  @property({ attribute: false }) values: Values = NO_VALUES;

  /** The lab after this one; undefined after the last. */
  @property({ attribute: false }) nextLab: LabSummary | undefined;

  /** The learner's machine. */
  @property({ attribute: false }) machine: Machine | undefined;

  /** The second machine of a step that has one. */
  @property({ attribute: false }) second: SecondMachine | undefined;

  @property({ attribute: 'color-scheme' }) scheme: ColorScheme = 'dark';

  /** The list of steps is unfolded. */
  @state() private listing = false;
  /** The reader went on from the last step. */
  @state() private ended = false;
  /** Steps that were passed before they were opened this time. */
  @state() private passedBefore = false;
  @query('h2') private readonly heading!: HTMLElement | null;
  @query('.steps') private readonly listButton!: HTMLElement;
  @query('drydock-step-list') private readonly list!: DrydockStepList | null;
  @query('drydock-lab-end') private readonly end!: DrydockLabEnd | null;
  @query('drydock-confirm') private readonly confirm!: DrydockConfirm;

  #stepId = '';

  /** Puts the keyboard on the heading of the step, where reading begins. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.heading?.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { state } = this;
    if (!state || (state.stepId === this.#stepId && !changed.has('lab'))) return;
    this.#stepId = state.stepId;
    this.passedBefore = state.passed.includes(state.stepId);
    this.ended = false;
    this.listing = false;
  }

  protected override render() {
    const { lab, state } = this;
    const step = lab?.steps.find(({ id }) => id === state?.stepId);
    if (!lab || !state || !step) return nothing;
    return html`
      <header class="bar" tabindex="-1" @keydown=${this.handleBarKey} @focusout=${this.handleBarLeft}>
        ${this.#renderBar(lab, state)}
      </header>
      ${this.ended ? this.#renderEnd(lab, state) : this.#renderPage(lab, state, step)}
      <drydock-confirm
        .heading=${msg('Reset the progress of this lab?', { id: 'progress-reset-question' })}
        .action=${msg('Reset progress', { id: 'progress-reset-action' })}
        @drydock-confirm-request=${this.handleResetConfirmed}
      >
        ${msg(str`What you reached in “${localText(lab.title)}” is forgotten: passed steps, answers and hints. Names and numbers are drawn anew. The machine stays as it is.`, { id: 'progress-reset-text' })}
      </drydock-confirm>
    `;
  }

  #renderBar(lab: Lab, state: LabState): TemplateResult {
    return html`
      <div class="row">
        <a class="button quiet" href="#">${leftIcon}${msg('All labs', { id: 'all-labs' })}</a>
        <button
          type="button"
          class="quiet steps"
          aria-expanded=${this.listing}
          aria-controls="menu"
          @click=${this.handleList}
        >
          ${listIcon}<span>${placeText(lab, state)}</span>${nextIcon}
        </button>
      </div>
      <div class="track" aria-hidden="true">
        ${lab.steps.map(({ id }) => html`<i class=${trackOf(id, state)}></i>`)}
      </div>
      <nav id="menu" class="menu" aria-label=${msg('Steps', { id: 'steps' })} ?hidden=${!this.listing} @click=${this.handleMenuClick}>
        ${
          this.listing
            ? html`<drydock-step-list
                .lab=${lab.id}
                .steps=${lab.steps}
                .passed=${state.passed}
                .current=${state.stepId}
                .values=${this.values}
              ></drydock-step-list>`
            : nothing
        }
      </nav>
    `;
  }

  #renderPage(lab: Lab, state: LabState, step: Step): TemplateResult {
    return html`<article class="page">
      <p class="eyebrow">${localText(lab.title)}</p>
      <h2 tabindex="-1">
        ${renderPlain(localText(step.title))}<span class="visually-hidden">, ${placeText(lab, state)}</span>
      </h2>
      ${keyed(`${lab.id}/${step.id}`, this.#renderStep(state, step))}
      ${state.passed.includes(step.id) ? this.#renderPassed(step) : nothing}
      ${this.#renderTurn(lab, state, step)}
      <div class="end">
        <button type="button" class="quiet reset" @click=${this.handleReset}>
          ${msg('Reset the progress of this lab', { id: 'progress-reset' })}
        </button>
      </div>
    </article>`;
  }

  /** Parts that have a state of their own, such as an unfolded hint: each step has new ones. */
  #renderStep(state: LabState, step: Step): TemplateResult {
    return html`
      <drydock-step-text
        .blocks=${step.text[currentLanguage()]}
        .values=${this.values}
        .answers=${state.answers}
        .machine=${this.machine}
        .second=${this.second}
        .scheme=${this.scheme}
      ></drydock-step-text>
      ${
        step.tasks.length === 0
          ? nothing
          : html`<drydock-tasks
              .tasks=${step.tasks}
              .states=${state.tasks}
              .phase=${state.setup}
              .checking=${state.checking}
              .passed=${state.passed.includes(step.id)}
              .values=${this.values}
            ></drydock-tasks>`
      }
    `;
  }

  #renderPassed(step: Step): unknown {
    if (step.tasks.length === 0) return nothing;
    const text = this.passedBefore
      ? msg('You passed this step before. The tasks show the machine as it is now.', {
          id: 'step-passed-before',
        })
      : msg('Step passed.', { id: 'step-passed-now' });
    return html`<p class="passed-note">${doneCircleIcon}<span>${text}</span></p>`;
  }

  #renderTurn(lab: Lab, state: LabState, step: Step): TemplateResult {
    const place = lab.steps.indexOf(step);
    const [previous, next] = [lab.steps[place - 1], lab.steps[place + 1]];
    const kind = state.passed.includes(step.id) || step.tasks.length === 0 ? 'primary' : '';
    const end = html`<button type="button" class="${kind} finish" @click=${this.handleEnd}>
      ${msg('Finish', { id: 'finish-lab' })}${rightIcon}
    </button>`;
    return html`<nav class="turn" aria-label=${msg('Previous and next step', { id: 'step-turn' })}>
      ${
        previous
          ? html`<a class="button previous" href=${this.#hash(lab, previous)}>
              ${leftIcon}${msg('Previous', { id: 'previous-step' })}
            </a>`
          : nothing
      }
      ${
        next
          ? html`<a class="button next ${kind}" href=${this.#hash(lab, next)}>
              ${msg('Next', { id: 'next-step' })}${rightIcon}
            </a>`
          : end
      }
    </nav>`;
  }

  #renderEnd(lab: Lab, state: LabState): TemplateResult {
    return html`<drydock-lab-end
      class="page"
      .lab=${lab}
      .passed=${state.passed}
      .values=${this.values}
      .nextLab=${this.nextLab}
      @click=${this.handleEndClick}
    ></drydock-lab-end>`;
  }

  #hash(lab: Lab, step: Step): string {
    return hashOf({ labId: lab.id, stepId: step.id });
  }

  private async handleList(): Promise<void> {
    this.listing = !this.listing;
    if (!this.listing) return;
    await this.updateComplete;
    await this.list?.updateComplete;
    this.list?.focus();
  }

  /** The step that is open already is no change: the list closes all the same. */
  private handleMenuClick(): void {
    this.ended = false;
    this.listing = false;
    void this.focusHeading();
  }

  private handleBarKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.listing) return;
    this.listing = false;
    this.listButton.focus();
  }

  private handleBarLeft(event: FocusEvent): void {
    const bar = event.currentTarget as HTMLElement;
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !bar.contains(to)) this.listing = false;
  }

  private async handleEnd(): Promise<void> {
    this.ended = true;
    await this.updateComplete;
    await this.end?.updateComplete;
    this.end?.focus();
  }

  /** Back to the step that is open, which is no change of the place. */
  private handleEndClick(event: Event): void {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    const { lab, state } = this;
    if (!link || !lab || !state) return;
    const here = hashOf({ labId: lab.id, stepId: state.stepId });
    if (link.getAttribute('href') !== here) return;
    this.ended = false;
    void this.focusHeading();
  }

  private handleReset(): void {
    this.confirm.ask();
  }

  private handleResetConfirmed(): void {
    this.dispatchEvent(rising('drydock-progress-reset-request'));
  }
}

function placeText(lab: Lab, { stepId }: LabState): string {
  const number = lab.steps.findIndex(({ id }) => id === stepId) + 1;
  return msg(str`Step ${number} of ${lab.steps.length}`, { id: 'step-of' });
}

function trackOf(id: string, { stepId, passed }: LabState): string {
  if (id === stepId) return 'current';
  return passed.includes(id) ? 'passed' : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-guide': DrydockGuide;
  }
  interface HTMLElementEventMap {
    'drydock-progress-reset-request': CustomEvent<void>;
  }
}
