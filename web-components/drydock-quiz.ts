import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Quiz, QuizChoice } from '../src/labs/step-text.ts';
import { localized, msg } from '../src/localization/localization.ts';
import { renderInline } from './lesson/inline-text.ts';
import { NO_VALUES, type Values } from './lesson/local-text.ts';
import { quizSheet } from './lesson/quiz-sheet.ts';
import { readingSheet } from './lesson/reading-sheet.ts';
import { rising } from './lesson/request.ts';
import { buttons } from './styles/buttons.ts';
import { circleIcon, crossCircleIcon, doneCircleIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/** What a reader chose in a quiz: places of the choices, from 0, in their order. */
export interface QuizAnswer {
  readonly quizId: string;
  readonly choices: readonly number[];
}

/**
 * A question with answers to choose from. Once it was answered it says what was right, and why. The explanation is drawn by
 * `<drydock-step-text>`, of which questions are a part.
 *
 * @fires {CustomEvent<QuizAnswer>} drydock-answer-request - The reader gives this answer; bubbles.
 */
@localized()
@customElement('drydock-quiz')
export class DrydockQuiz extends LitElement {
  static override styles = [tokens, buttons, readingSheet, quizSheet];

  @property({ attribute: false }) quiz: Quiz | undefined;

  /** The learner's values, for `{{name}}`. */
  @property({ attribute: false }) values: Values = NO_VALUES;

  /** The answer that was given: places of the choices, from 0; undefined for none yet. */
  @property({ attribute: false }) chosen: readonly number[] | undefined;

  /** What is ticked and not yet given. */
  @state() private ticked: readonly number[] = [];
  /** Answering once more, in place of {@link chosen}. */
  @state() private again = false;
  @state() private missing = false;
  @query('.result') private readonly result!: HTMLElement | null;
  @query('input') private readonly firstInput!: HTMLElement | null;

  /** The reader has just answered, and waits for the result. */
  #waits = false;

  protected override updated(): void {
    if (!this.#waits || !this.result) return;
    this.#waits = false;
    // The button that had the keyboard is gone; what it brought is read out from here.
    this.result.focus();
  }

  protected override render() {
    const { quiz } = this;
    if (!quiz) return nothing;
    const given = this.again ? undefined : this.chosen;
    return html`<div class="card">
      <fieldset>
        <legend>
          <span class="kind">${msg('Question', { id: 'quiz' })}</span>
          ${renderInline(quiz.question, this.values)}
          ${isMultiple(quiz) && !given ? html`<span class="visually-hidden">${chooseAll()}</span>` : nothing}
        </legend>
        <ul>
          ${quiz.choices.map((choice, place) =>
            given
              ? this.#renderJudged(choice, given.includes(place))
              : this.#renderChoice(choice, place, isMultiple(quiz)),
          )}
        </ul>
      </fieldset>
      ${given ? this.#renderResult(quiz, given) : this.#renderAnswer(isMultiple(quiz))}
    </div>`;
  }

  #renderChoice(choice: QuizChoice, place: number, multiple: boolean): TemplateResult {
    return html`<li>
      <label>
        <input
          type=${multiple ? 'checkbox' : 'radio'}
          name="choice"
          .checked=${this.ticked.includes(place)}
          @change=${(event: Event) => this.#tick(place, event, multiple)}
        />
        <span>${renderInline(choice.text, this.values)}</span>
      </label>
    </li>`;
  }

  #renderJudged(choice: QuizChoice, chosen: boolean): TemplateResult {
    const mark = markOf(choice, chosen);
    return html`<li>
      <label data-mark=${mark?.kind ?? ''}>
        <span class="sign">${mark ? mark.icon : circleIcon}</span>
        <span>
          ${renderInline(choice.text, this.values)}
          ${mark ? html`<span class="mark">${mark.text}</span>` : nothing}
        </span>
      </label>
    </li>`;
  }

  #renderAnswer(multiple: boolean): TemplateResult {
    return html`<div class="answers">
      <button type="button" class="primary" @click=${this.handleAnswer}>${msg('Answer', { id: 'quiz-answer' })}</button>
      ${multiple ? html`<span class="kind" aria-hidden="true">${chooseAll()}</span>` : nothing}
      <p class="missing" role="status">
        ${this.missing ? msg('Choose an answer first.', { id: 'quiz-choose' }) : nothing}
      </p>
    </div>`;
  }

  #renderResult(quiz: Quiz, given: readonly number[]): TemplateResult {
    const right = quiz.choices.every((choice, place) => choice.right === given.includes(place));
    const verdict = right
      ? msg('That is right.', { id: 'quiz-right' })
      : msg('That is not right.', { id: 'quiz-wrong' });
    return html`
      <div class="result" tabindex="-1">
        <p class="verdict ${right ? 'right' : 'wrong'}">
          ${right ? doneCircleIcon : crossCircleIcon}${verdict}
        </p>
        <drydock-step-text .blocks=${quiz.explanation} .values=${this.values}></drydock-step-text>
      </div>
      <button type="button" class="quiet again" @click=${this.handleAgain}>
        ${msg('Answer again', { id: 'quiz-again' })}
      </button>
    `;
  }

  private handleAnswer(): void {
    this.missing = this.ticked.length === 0;
    if (this.missing || !this.quiz) return;
    this.#waits = true;
    this.again = false;
    this.chosen = this.ticked;
    const detail: QuizAnswer = { quizId: this.quiz.id, choices: this.ticked };
    this.dispatchEvent(rising('drydock-answer-request', detail));
  }

  private handleAgain(): void {
    this.ticked = [];
    this.again = true;
    void this.updateComplete.then(() => this.firstInput?.focus());
  }

  #tick(place: number, event: Event, multiple: boolean): void {
    const { checked } = event.target as HTMLInputElement;
    const others = multiple ? this.ticked.filter((other) => other !== place) : [];
    this.ticked = (checked ? [...others, place] : others).sort((one, other) => one - other);
    this.missing = false;
  }
}

function isMultiple({ choices }: Quiz): boolean {
  return choices.filter(({ right }) => right).length !== 1;
}

function chooseAll(): string {
  return msg('Choose all that are right.', { id: 'quiz-many' });
}

/** What is said of a choice once the answer was given; nothing of a wrong one that was not chosen. */
function markOf({ right }: QuizChoice, chosen: boolean) {
  if (right) {
    const text = chosen
      ? msg('Right, and your answer', { id: 'choice-chosen-right' })
      : msg('This is right', { id: 'choice-right' });
    return { kind: 'right', icon: doneCircleIcon, text };
  }
  if (!chosen) return undefined;
  const text = msg('Your answer, but not right', { id: 'choice-chosen-wrong' });
  return { kind: 'wrong', icon: crossCircleIcon, text };
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-quiz': DrydockQuiz;
  }
  interface HTMLElementEventMap {
    'drydock-answer-request': CustomEvent<QuizAnswer>;
  }
}
