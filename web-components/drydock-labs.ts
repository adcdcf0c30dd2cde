import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { LabLibrary } from '../src/labs/lab-library.ts';
import type { Machine, MachineStatus } from '../src/machine/machine.ts';
import { Disposables } from '../src/support/disposables.ts';
import type { QuizAnswer } from './drydock-quiz.ts';
import type { DrydockWelcome } from './drydock-welcome.ts';
import { isKnown, type LabPlace, placeOfClick, samePlace } from './lesson/lab-place.ts';
import { type LabStanding, standingOf } from './lesson/lab-standing.ts';
import { LabVisit } from './lesson/lab-visit.ts';
import { rising } from './lesson/request.ts';
import type { SavedLab } from './lesson/saved-lab.ts';
import type { TaskChange } from './lesson/task-changes.ts';
import type { CreateSecondMachine, SecondMachineParts } from './machine-factory.ts';
import { tokens } from './styles/tokens.ts';
import type { ColorScheme } from './terminal/palette.ts';
import './drydock-catalogue.ts';
import './drydock-lab-wait.ts';

/** A lab of which every step was passed. */
export interface LabCompletion {
  readonly labId: string;
}

/** States in which a machine is on its way. */
const STARTING: readonly MachineStatus['state'][] = ['idle', 'downloading', 'restoring', 'booting'];

const loadWelcome = () => import('./drydock-welcome.ts');

/** What in the guide begins with a heading. */
type Content = HTMLElement & { focusHeading(): Promise<void> };

/**
 * The labs of a site: the catalogue, or the lab that is open with its session on the machine. Without a library there are
 * none, and the machine is there to be explored.
 *
 * @fires {CustomEvent<LabPlace>} drydock-place-change - Another lab or step is open now, or the catalogue; bubbles.
 * @fires {CustomEvent<TaskChange>} drydock-task-change - What is known of a task of the open step changed; bubbles.
 * @fires {CustomEvent<LabPlace>} drydock-step-complete - A step of the open lab was passed; bubbles.
 * @fires {CustomEvent<LabCompletion>} drydock-lab-complete - The last step of the open lab was passed; bubbles.
 */
@customElement('drydock-labs')
export class DrydockLabs extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
      }

      drydock-catalogue + drydock-welcome {
        border-block-start: 1px solid var(--_line);
        background: var(--_raised);
      }
    `,
  ];

  /** The labs and their progress. */
  @property({ attribute: false }) library: LabLibrary | undefined;

  /** Id of the lab; empty for the catalogue. Follows the reader. */
  @property() lab = '';

  /** Id of the lab's step; empty for the one where the reader left off. Follows the reader. */
  @property() step = '';

  /** The machine on which labs are done. */
  @property({ attribute: false }) machine: Machine | undefined;

  /** Gives a second machine for the steps that need one. */
  @property({ attribute: false }) createSecondMachine: CreateSecondMachine | undefined;

  /** Address of the folder above `image/`; relative to the page. */
  @property({ attribute: 'base-url' }) baseUrl = './';

  /** A machine that becomes ready is left alone: it may be about to be put back. */
  @property({ attribute: false }) held = false;

  @property({ attribute: 'color-scheme' }) scheme: ColorScheme = 'dark';

  @query('drydock-guide, drydock-catalogue') private readonly content!: Content | null;
  @query('drydock-welcome') private readonly welcome!: DrydockWelcome | null;

  readonly #visit = new LabVisit({
    changed: () => this.requestUpdate(),
    taskChanged: (change) => void this.dispatchEvent(rising('drydock-task-change', change)),
    stepCompleted: (step) => void this.dispatchEvent(rising('drydock-step-complete', step)),
    completed: (labId) => void this.dispatchEvent(rising('drydock-lab-complete', { labId })),
  });
  #open = new Disposables();
  /** The place that was told last. */
  #place: LabPlace | undefined;
  /** The step was not asked for by its name: whoever asked does not know it yet. */
  #chosen = false;
  /** The reader went to another place, and reads on there. */
  #moved = false;

  /** How far the reader is in the open lab; undefined while none is open. */
  get progress(): LabStanding | undefined {
    return standingOf(this.#visit.view);
  }

  /** To be called when keys were typed in the machine or it printed something: the tasks are looked at soon. */
  noteActivity(): void {
    this.#visit.session?.noteActivity();
  }

  /** Place and progress as they are now, for {@link putBack}. */
  save(): SavedLab {
    const { lab: labId, step: stepId } = this;
    const prepared = this.#visit.session?.state.setup.phase === 'open';
    const progress = (labId && this.library?.progress.read(labId)) || null;
    return { labId, stepId, prepared, progress };
  }

  /** Goes where the reader was, with what was reached by then. The machine was put back already. */
  putBack({ labId, stepId, prepared, progress }: SavedLab): void {
    const place = { labId, stepId };
    this.#visit.restart(prepared ? place : undefined);
    if (progress) this.library?.progress.update(labId, () => progress);
    else if (labId !== '') this.library?.progress.clear(labId);
    this.lab = labId;
    this.step = stepId;
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#open = new Disposables();
    const follow = () => this.#visit.setVisible(!document.hidden);
    this.#open.listen(document, 'visibilitychange', follow);
    follow();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#open.dispose();
    this.#visit.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    if (changed.has('machine')) this.#awaitMachine();
    this.#visit.setHeld(this.held);
    const { library, machine, createSecondMachine: create } = this;
    const place = { labId: this.lab, stepId: this.step };
    const baseUrl = new URL(this.baseUrl, document.baseURI);
    const createSecond = create && ((parts: SecondMachineParts) => create({ baseUrl, ...parts }));
    const { stepId } = this.#visit.follow({ library, place, machine, createSecond });
    this.#chosen ||= stepId !== this.step;
    this.step = stepId;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('lab') || changed.has('step')) this.#tellPlace();
    const { view } = this.#visit.view;
    if (this.#moved && view !== 'loading' && view !== 'failed') this.#readOn();
  }

  protected override render() {
    return html`<div
      @click=${this.handleClick}
      @drydock-check-request=${this.handleCheck}
      @drydock-hint-request=${this.handleHint}
      @drydock-solution-request=${this.handleSolution}
      @drydock-answer-request=${this.handleAnswer}
      @drydock-progress-reset-request=${this.handleProgressReset}
    >
      ${this.#renderView()}
    </div>`;
  }

  #renderView() {
    const view = this.#visit.view;
    switch (view.view) {
      case 'none':
        return html`<drydock-welcome></drydock-welcome>`;
      case 'catalogue':
        return html`
          <drydock-catalogue
            .labs=${this.library?.summaries ?? []}
            .progress=${this.library?.progress}
            .missing=${view.missing}
            @drydock-explore-request=${this.handleExplore}
          ></drydock-catalogue>
          <drydock-welcome></drydock-welcome>
        `;
      case 'loading':
      case 'failed':
        return html`<drydock-lab-wait
          .summary=${view.summary}
          .failed=${view.view === 'failed'}
          @drydock-retry-request=${this.handleRetry}
        ></drydock-lab-wait>`;
      case 'open':
        // Defined by now: whoever opens a lab has loaded it.
        return html`<drydock-guide
          .lab=${view.lab}
          .state=${view.session.state}
          .values=${view.session.values}
          .nextLab=${this.#labAfter(view.lab.id)}
          .machine=${this.machine}
          .second=${view.session.secondMachine}
          .scheme=${this.scheme}
        ></drydock-guide>`;
    }
  }

  /** Ways are links, so that they can be opened in a tab of their own as well. */
  private handleClick(event: MouseEvent): void {
    const place = placeOfClick(event);
    if (!place || !this.library || !isKnown(place, this.library.summaries)) return;
    event.preventDefault();
    this.lab = place.labId;
    this.step = place.stepId;
  }

  private handleCheck(): void {
    void this.#visit.session?.check();
  }

  private handleHint(event: CustomEvent<string>): void {
    this.#visit.session?.showHint(event.detail);
  }

  private handleSolution(event: CustomEvent<string>): void {
    this.#visit.session?.showSolution(event.detail);
  }

  private handleAnswer(event: CustomEvent<QuizAnswer>): void {
    this.#visit.session?.answerQuiz(event.detail.quizId, event.detail.choices);
  }

  private handleProgressReset(): void {
    this.step = '';
    this.#visit.resetProgress();
  }

  private handleRetry(): void {
    this.#visit.retry();
  }

  private handleExplore(): void {
    void loadWelcome().then(() => this.welcome?.focusHeading());
  }

  #labAfter(labId: string) {
    const summaries = this.library?.summaries ?? [];
    const place = summaries.findIndex(({ id }) => id === labId);
    return place < 0 ? undefined : summaries[place + 1];
  }

  /** What stands below the catalogue comes when the machine does: its bytes shall not stand before the prompt's. */
  #awaitMachine(): void {
    const look = () => {
      const busy = this.machine && STARTING.includes(this.machine.status.state);
      if (!busy || !this.library) void loadWelcome();
    };
    if (this.machine) this.#open.add(this.machine.onStatusChange(look));
    look();
  }

  #tellPlace(): void {
    const place: LabPlace = { labId: this.lab, stepId: this.step };
    const before = this.#place;
    const same = before !== undefined && samePlace(place, before);
    if (same && !this.#chosen) return;
    this.#place = place;
    this.#chosen = false;
    // The first place is where the page begins; nobody went there, nor to the step that was chosen for them.
    if (before === undefined) return;
    this.#moved ||= !same && (place.labId !== before.labId || before.stepId !== '');
    this.dispatchEvent(rising('drydock-place-change', place));
  }

  #readOn(): void {
    this.#moved = false;
    const { activeElement } = this.getRootNode() as Document | ShadowRoot;
    // Whoever types in a terminal goes on typing.
    if (activeElement?.localName !== 'drydock-terminals') void this.content?.focusHeading();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-labs': DrydockLabs;
  }
  interface HTMLElementEventMap {
    'drydock-place-change': CustomEvent<LabPlace>;
    'drydock-task-change': CustomEvent<TaskChange>;
    'drydock-step-complete': CustomEvent<LabPlace>;
    'drydock-lab-complete': CustomEvent<LabCompletion>;
  }
}
