import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { LabSummary } from '../src/labs/lab.ts';
import { type ProgressStore, passedSteps } from '../src/labs/progress/progress.ts';
import { localized, msg, str } from '../src/localization/localization.ts';
import { Disposables } from '../src/support/disposables.ts';
import { catalogueSheet } from './lesson/catalogue-sheet.ts';
import { hashOf, type LabPlace } from './lesson/lab-place.ts';
import { localText } from './lesson/local-text.ts';
import { clockIcon, dockIcon, doneIcon, listIcon, nextIcon, warningIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/** A lab, and how far the reader is in it. */
interface Entry {
  readonly lab: LabSummary;
  readonly passed: readonly string[];
  readonly begun: boolean;
  readonly complete: boolean;
}

/**
 * All labs in their order: what each is about, how far the reader is, and the way into it: a link to `#lab`.
 *
 * @fires {CustomEvent<void>} drydock-explore-request - The reader wants no lab but the machine.
 */
@localized()
@customElement('drydock-catalogue')
export class DrydockCatalogue extends LitElement {
  static override styles = [tokens, catalogueSheet];

  @property({ attribute: false }) labs: readonly LabSummary[] = [];

  @property({ attribute: false }) progress: ProgressStore | undefined;

  /** A place that was asked for and does not exist. */
  @property({ attribute: false }) missing: LabPlace | undefined;

  @query('h2') private readonly heading!: HTMLElement;

  #open = new Disposables();

  /** Puts the keyboard on the heading, where reading begins. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.heading.focus({ preventScroll: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#open.dispose();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('progress')) this.#listen();
  }

  protected override render() {
    const entries = this.labs.map((lab) => this.#entryOf(lab));
    // The one to go on with: what was begun first, else the first that is not done.
    const open = entries.filter(({ complete }) => !complete);
    const now = open.find(({ begun }) => begun) ?? open[0];
    return html`<div class="page">
      ${this.missing ? this.#renderMissing(this.missing) : nothing}
      <h2 tabindex="-1">${msg('Labs', { id: 'labs' })}</h2>
      <p class="lead">
        ${msg('Everything here is done on a real Linux machine that runs in this page. Tasks tick themselves by looking at its kernel. The labs build on each other, and all of them are open.', { id: 'labs-lead' })}
        <button type="button" class="explore" @click=${this.handleExplore}>
          ${msg('Or explore freely', { id: 'labs-explore' })}${nextIcon}
        </button>
      </p>
      <ol>
        ${entries.map((entry) => this.#renderLab(entry, entry === now))}
      </ol>
      ${this.progress?.persistent === false ? this.#renderNotKept() : nothing}
    </div>`;
  }

  private handleExplore(): void {
    this.dispatchEvent(new CustomEvent('drydock-explore-request'));
  }

  #renderMissing({ labId, stepId }: LabPlace): TemplateResult {
    const lab = this.labs.find(({ id }) => id === labId);
    const text = lab
      ? msg(
          str`The lab “${localText(lab.title)}” has no step “${stepId}”. It may have another name now.`,
          {
            id: 'missing-step',
          },
        )
      : msg(str`There is no lab “${labId}”. These are the labs there are.`, { id: 'missing-lab' });
    return html`<div class="note" role="alert">${warningIcon}<p>${text}</p></div>`;
  }

  #renderLab({ lab, passed, begun, complete }: Entry, now: boolean): TemplateResult {
    const title = localText(lab.title);
    const kind = `${complete ? 'done' : ''} ${now ? 'now' : ''}`;
    return html`<li class="lab ${kind}">
      <span class="number" aria-hidden="true">${complete ? doneIcon : lab.number}</span>
      <div>
        <h3><span class="visually-hidden">${lab.number}. </span>${title}</h3>
        <p class="summary">${localText(lab.summary)}</p>
        <div class="foot">
          ${renderFacts(lab, passed.length)}
          <a class="button" href=${hashOf({ labId: lab.id, stepId: '' })}>
            <span>${actionText(begun, complete)}<span class="visually-hidden">: ${title}</span></span>
          </a>
        </div>
      </div>
      ${
        passed.length > 0 && !complete
          ? html`<div class="track" aria-hidden="true">
              ${lab.steps.map(({ id }) => html`<i class=${passed.includes(id) ? 'passed' : ''}></i>`)}
            </div>`
          : nothing
      }
    </li>`;
  }

  #renderNotKept(): TemplateResult {
    return html`<p class="kept">
      ${msg('This browser lets the page keep nothing: what you reach in a lab is gone once the page is closed.', { id: 'progress-not-kept' })}
    </p>`;
  }

  #entryOf(lab: LabSummary): Entry {
    const progress = this.progress?.read(lab.id);
    const passed = passedSteps(lab, progress);
    const complete = passed.length === lab.steps.length;
    return { lab, passed, begun: progress !== undefined, complete };
  }

  #listen(): void {
    this.#open.dispose();
    this.#open = new Disposables();
    const stop = this.progress?.onChange(() => this.requestUpdate());
    if (stop) this.#open.add(stop);
  }
}

function renderFacts(lab: LabSummary, passed: number): TemplateResult {
  const all = lab.steps.length;
  const steps =
    passed === 0
      ? html`<span>${listIcon}${msg(str`${all} steps`, { id: 'lab-steps' })}</span>`
      : passed < all
        ? html`<span>${listIcon}${msg(str`${passed} of ${all} steps passed`, { id: 'lab-passed' })}</span>`
        : html`<span class="passed">${msg(str`All ${all} steps passed`, { id: 'lab-all-passed' })}</span>`;
  return html`<div class="facts">
    <span>${clockIcon}${msg(str`${lab.minutes} min`, { id: 'lab-minutes' })}</span>${steps}
    ${lab.profile === 'engine' ? html`<span>${dockIcon}Docker Engine</span>` : nothing}
  </div>`;
}

function actionText(begun: boolean, complete: boolean): string {
  if (complete) return msg('Look again', { id: 'lab-again' });
  return begun ? msg('Continue', { id: 'lab-continue' }) : msg('Start', { id: 'lab-start' });
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-catalogue': DrydockCatalogue;
  }
  interface HTMLElementEventMap {
    'drydock-explore-request': CustomEvent<void>;
  }
}
