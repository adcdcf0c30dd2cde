import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Task } from '../src/labs/lab.ts';
import { fillValues } from '../src/labs/placeholders.ts';
import type { StepPhase, TaskState, TaskStatus } from '../src/labs/session/lab-state.ts';
import { localized, msg, str } from '../src/localization/localization.ts';
import { announceAll, announceChanges, doneText, type TasksSeen } from './lesson/announcement.ts';
import { renderPlain } from './lesson/inline-text.ts';
import { localText, NO_VALUES, type Values } from './lesson/local-text.ts';
import { readingSheet } from './lesson/reading-sheet.ts';
import { rising } from './lesson/request.ts';
import { tasksSheet } from './lesson/tasks-sheet.ts';
import { buttons } from './styles/buttons.ts';
import { circleIcon, doneCircleIcon, nextIcon, unknownIcon, warningIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import './drydock-command.ts';

const SIGNS = { met: doneCircleIcon, unmet: circleIcon, unknown: unknownIcon, failed: warningIcon };

const NO_TASK: TaskState = { id: '', result: { status: 'unknown' }, hints: 0, helped: false };

/**
 * What is to be done in a step: the tasks tick themselves and say what was seen, or what is missing. For one step: another
 * one gets an element of its own.
 *
 * @fires {CustomEvent<void>} drydock-check-request - Look at the machine now; bubbles.
 * @fires {CustomEvent<string>} drydock-hint-request - Open the next hint of the task with this id; bubbles.
 * @fires {CustomEvent<string>} drydock-solution-request - The reader wants the solution of the task with this id; bubbles.
 * @fires {CustomEvent<void>} drydock-reset-request - Reset the machine; bubbles.
 */
@localized()
@customElement('drydock-tasks')
export class DrydockTasks extends LitElement {
  static override styles = [tokens, buttons, readingSheet, tasksSheet];

  @property({ attribute: false }) tasks: readonly Task[] = [];

  /** What is known of each task. */
  @property({ attribute: false }) states: readonly TaskState[] = [];

  /** Where the step's machine is. */
  @property({ attribute: false }) phase: StepPhase = { phase: 'waiting' };

  /** A look that was asked for is under way. */
  @property({ type: Boolean }) checking = false;

  /** The step was passed, so that a solution costs nothing any more. */
  @property({ type: Boolean }) passed = false;

  /** The learner's values, for `{{name}}`. */
  @property({ attribute: false }) values: Values = NO_VALUES;

  /** Ids of tasks whose solution is unfolded, and of those that are shown without counting as help. */
  @state() private unfolded: ReadonlySet<string> = new Set();
  @state() private looked: ReadonlySet<string> = new Set();
  /** What is read out. */
  @state() private news = '';

  #told: TasksSeen | undefined;
  #asked = false;
  /** What takes the keyboard once it is there. */
  #focusNext = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('states') || changed.has('checking') || changed.has('passed')) this.#tell();
  }

  protected override updated(): void {
    const next = this.#focusNext && this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    if (!next) return;
    this.#focusNext = '';
    next.focus();
  }

  protected override render() {
    return html`
      <section aria-labelledby="tasks">
        <div class="head">
          <h3 id="tasks">${msg('Tasks', { id: 'tasks' })}</h3>
          <span class="count">${doneText(this.states)}</span>
          ${this.#renderCheck()}
        </div>
        ${this.#renderPhase()}
        <ol>${this.tasks.map((task) => this.#renderTask(task))}</ol>
      </section>
      <div class="visually-hidden" role="status">${this.news}</div>
    `;
  }

  /** The button stays one that has the keyboard while the machine is looked at. */
  #renderCheck(): TemplateResult {
    const label = this.checking
      ? msg('Checking…', { id: 'checking' })
      : msg('Check now', { id: 'check-now' });
    const idle = this.checking || this.phase.phase !== 'open';
    return html`<button type="button" class="check" aria-disabled=${idle} @click=${this.handleCheck}>${label}</button>`;
  }

  #renderPhase(): unknown {
    switch (this.phase.phase) {
      case 'open':
        return nothing;
      case 'waiting':
        return html`<p class="phase">${msg('The tasks are checked once the machine is running.', { id: 'setup-waiting' })}</p>`;
      case 'preparing':
        return html`<p class="phase">${msg('Preparing the machine for this step…', { id: 'setup-preparing' })}</p>`;
      case 'setup-failed':
        return html`<div class="phase failed" role="alert">
          <p>
            ${msg('The machine could not be prepared for this step. Reset the machine and it is tried again; your progress stays.', { id: 'setup-failed' })}
          </p>
          <button type="button" @click=${this.handleReset}>${msg('Reset machine', { id: 'reset' })}</button>
          ${renderDetails(this.phase.detail)}
        </div>`;
    }
  }

  #renderTask(task: Task): TemplateResult {
    const now = this.states.find(({ id }) => id === task.id) ?? NO_TASK;
    const { result } = now;
    return html`<li class="task" data-status=${result.status} data-task=${task.id}>
      <span class="sign">${SIGNS[result.status]}</span>
      <div>
        <p class="title">
          <span class="visually-hidden">${statusText(result)}: </span>${renderPlain(localText(task.title, this.values))}
          ${now.helped ? html`<span class="badge">${msg('with help', { id: 'task-helped' })}</span>` : nothing}
        </p>
        ${renderResult(result)}
        ${this.#renderHints(task, now.hints)}
        ${this.#renderHelp(task, now.hints)}
        ${this.unfolded.has(task.id) ? this.#renderSolution(task, now.helped) : nothing}
      </div>
    </li>`;
  }

  #renderHints(task: Task, open: number): unknown {
    if (open === 0) return nothing;
    const hints = task.hints.slice(0, open).map((hint, place) => {
      const label = msg(str`Hint ${place + 1}`, { id: 'hint-number' });
      return html`<p class="hint" tabindex="-1" data-hint=${place + 1}><b>${label}</b>${renderPlain(localText(hint, this.values))}</p>`;
    });
    return html`<div class="hints">${hints}</div>`;
  }

  #renderHelp(task: Task, open: number): unknown {
    const more = open < task.hints.length;
    const label = msg(str`Show hint ${open + 1} of ${task.hints.length}`, { id: 'hint-next' });
    const hint = html`<button type="button" class="quiet next-hint" @click=${() => this.#askHint(task, open)}>${label}</button>`;
    const unfolded = this.unfolded.has(task.id);
    const solution = html`<button type="button" class="quiet unfold" aria-expanded=${unfolded} @click=${() => this.#unfold(task)}>
      ${msg('Solution', { id: 'solution' })}${nextIcon}
    </button>`;
    if (!more && task.solution === '') return nothing;
    return html`<div class="help">${more ? hint : nothing}${task.solution === '' ? nothing : solution}</div>`;
  }

  #renderSolution(task: Task, helped: boolean): TemplateResult {
    if (helped || this.passed || this.looked.has(task.id)) {
      const label = msg('Solution', { id: 'solution' });
      return html`<div class="solution" role="group" aria-label=${label} tabindex="-1">
        <drydock-command .text=${fillValues(task.solution, this.values).trimEnd()}></drydock-command>
      </div>`;
    }
    return html`<div class="solution ask">
      <p>
        ${msg('This shows the commands that do the task. The task is then marked as done with help.', { id: 'solution-warning' })}
      </p>
      <button type="button" class="show" @click=${() => this.#showSolution(task)}>
        ${msg('Show the solution', { id: 'solution-show' })}
      </button>
    </div>`;
  }

  private handleCheck(): void {
    if (this.checking || this.phase.phase !== 'open') return;
    this.#asked = true;
    this.dispatchEvent(rising('drydock-check-request'));
  }

  private handleReset(): void {
    this.dispatchEvent(rising('drydock-reset-request'));
  }

  #askHint(task: Task, open: number): void {
    this.#focusNext = `[data-task="${task.id}"] [data-hint="${open + 1}"]`;
    this.dispatchEvent(rising('drydock-hint-request', task.id));
  }

  #unfold({ id }: Task): void {
    const unfolded = new Set(this.unfolded);
    if (!unfolded.delete(id)) unfolded.add(id);
    this.unfolded = unfolded;
  }

  #showSolution({ id }: Task): void {
    this.#focusNext = `[data-task="${id}"] .solution[tabindex]`;
    this.looked = new Set([...this.looked, id]);
    this.dispatchEvent(rising('drydock-solution-request', id));
  }

  /** Says what is new since it was said last; while the reader waits for a look, only how it ended. */
  #tell(): void {
    const now: TasksSeen = { states: this.states, passed: this.passed };
    if (this.checking) {
      this.news = msg('Checking…', { id: 'checking' });
      return;
    }
    const was = this.#told;
    this.#told = now;
    if (this.#asked) this.news = announceAll(this.tasks, now, this.values);
    else if (was) this.news = announceChanges(this.tasks, was, now, this.values) || this.news;
    this.#asked = false;
  }
}

function statusText({ status }: TaskStatus): string {
  switch (status) {
    case 'met':
      return msg('Done', { id: 'task-met' });
    case 'unmet':
      return msg('Not yet', { id: 'task-unmet' });
    case 'unknown':
      return msg('Not checked yet', { id: 'task-unknown' });
    case 'failed':
      return msg('Could not be checked', { id: 'task-failed' });
  }
}

function renderResult(result: TaskStatus): unknown {
  if (result.status === 'failed') {
    const text = msg(
      'The check itself could not run. This is not your doing: check once more, or reset the machine.',
      { id: 'check-failed' },
    );
    return html`<p class="message">${text}</p>${renderDetails(result.detail)}`;
  }
  if (!('message' in result) || !result.message) return nothing;
  return html`<p class="message">${renderPlain(localText(result.message))}</p>`;
}

function renderDetails(detail: string): TemplateResult {
  return html`<details>
    <summary>${msg('Details', { id: 'details' })}</summary>
    <pre translate="no">${detail}</pre>
  </details>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-tasks': DrydockTasks;
  }
  interface HTMLElementEventMap {
    'drydock-check-request': CustomEvent<void>;
    'drydock-hint-request': CustomEvent<string>;
    'drydock-solution-request': CustomEvent<string>;
    'drydock-reset-request': CustomEvent<void>;
  }
}
