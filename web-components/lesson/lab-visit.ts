import type { Lab, LabSummary } from '../../src/labs/lab.ts';
import type { LabLibrary } from '../../src/labs/lab-library.ts';
import type { CreateSecondMachine, LabSession } from '../../src/labs/session/lab-session.ts';
import type { LabState } from '../../src/labs/session/lab-state.ts';
import type * as second from '../../src/labs/session/second-machine.ts';
import { loadTexts } from '../../src/localization/localization.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Disposer } from '../../src/support/disposables.ts';
import type { SecondMachineParts } from '../machine-factory.ts';
import { CATALOGUE, isKnown, type LabPlace } from './lab-place.ts';
import { type TaskChange, taskChanges } from './task-changes.ts';

/** What the guide shows. */
export type LabView =
  /** There are no labs: the machine alone. */
  | { readonly view: 'none' }
  /** `missing` was asked for and does not exist. */
  | { readonly view: 'catalogue'; readonly missing?: LabPlace }
  | { readonly view: 'loading'; readonly summary: LabSummary }
  | { readonly view: 'failed'; readonly summary: LabSummary }
  | { readonly view: 'open'; readonly lab: Lab; readonly session: LabSession };

/** What is asked for. */
export interface LabWish {
  readonly library: LabLibrary | undefined;
  readonly place: LabPlace;
  /** The lab is open once there is one. */
  readonly machine: Machine | undefined;
  /** Gives a second machine, not started; undefined where there is none. */
  readonly createSecond: ((parts: SecondMachineParts) => Machine) | undefined;
}

/** Whom a visit tells what. */
export interface LabVisitListener {
  /** Something else is to be shown; {@link LabVisit.follow} is to be called again. */
  changed(): void;
  taskChanged(change: TaskChange): void;
  stepCompleted(step: LabPlace): void;
  completed(labId: string): void;
}

/** A lab, and the code that runs it. */
interface LoadedLab {
  readonly lab: Lab;
  readonly Session: typeof LabSession;
  readonly second: typeof second;
}

const NOTHING: LabWish = {
  library: undefined,
  place: CATALOGUE,
  machine: undefined,
  createSecond: undefined,
};

/**
 * The lab that is open on the page: loads it when it is asked for, runs its session on the machine, and ends it when
 * another is asked for. Knows no element.
 */
export class LabVisit {
  readonly #listener: LabVisitListener;
  #wish = NOTHING;
  #view: LabView = { view: 'none' };
  /** The lab of {@link LabWish.place} once it is loaded, with the code that runs it. */
  #loaded: LoadedLab | undefined;
  #endOfSession: Disposer = () => {};
  #visible = true;
  #held = false;
  /** The step that the machine was put back in, until a session begins there. */
  #prepared: LabPlace | undefined;

  constructor(listener: LabVisitListener) {
    this.#listener = listener;
  }

  get view(): LabView {
    return this.#view;
  }

  /** The open session, if there is one. */
  get session(): LabSession | undefined {
    return this.#view.view === 'open' ? this.#view.session : undefined;
  }

  /** Goes where it is asked for, as far as possible now. Returns the place where that is: it has a step once the lab is open. */
  follow(wish: LabWish): LabPlace {
    const { library, place } = this.#wish;
    this.#wish = wish;
    if (wish.library !== library || wish.place.labId !== place.labId) this.#leave();
    this.#view = this.#nextView();
    const session = this.session;
    return session ? { ...wish.place, stepId: session.state.stepId } : wish.place;
  }

  /** Tries once more to load what could not be loaded. */
  retry(): void {
    if (this.#view.view !== 'failed') return;
    this.#view = { view: 'none' };
    this.#listener.changed();
  }

  /** Forgets what was reached in the open lab; it begins again, with other values. The machine stays as it is. */
  resetProgress(): void {
    const { library, place } = this.#wish;
    this.#close();
    library?.progress.clear(place.labId);
    this.#listener.changed();
  }

  /**
   * Begins anew: machine and progress were put back. `prepared` is the step whose setup has been done on the machine that is
   * there now. {@link follow} is to be called with the place.
   */
  restart(prepared: LabPlace | undefined): void {
    this.#close();
    this.#prepared = prepared;
  }

  /** While held, a machine that becomes ready is left alone: it may be about to be put back. */
  setHeld(held: boolean): void {
    this.#held = held;
    this.session?.setHeld(held);
  }

  /** The page is hidden or seen again. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.session?.setVisible(visible);
  }

  /** Ends everything; {@link follow} begins anew. */
  close(): void {
    this.#leave();
    this.#wish = NOTHING;
  }

  #nextView(): LabView {
    const { library, place, machine } = this.#wish;
    if (library === undefined) return { view: 'none' };
    const missing = isKnown(place, library.summaries) ? {} : { missing: place };
    const summary = library.summaries.find(({ id }) => id === place.labId);
    if (summary === undefined || 'missing' in missing) {
      this.#close();
      return { view: 'catalogue', ...missing };
    }
    if (this.#loaded !== undefined && machine !== undefined) return this.#openIn(machine);
    // The machine was taken away: no session without one.
    if (this.#view.view === 'open') this.#close();
    if (this.#view.view === 'failed' || this.#view.view === 'loading') return this.#view;
    if (this.#loaded === undefined) void this.#load(library, place.labId);
    return { view: 'loading', summary };
  }

  #openIn(machine: Machine): LabView {
    const view = this.#view.view === 'open' ? this.#view : this.#begin(machine);
    view.session.useMachine(machine);
    const { stepId } = this.#wish.place;
    if (stepId !== '') view.session.open(stepId);
    return view;
  }

  #begin(machine: Machine): LabView & { view: 'open' } {
    const { library, createSecond, place } = this.#wish;
    if (this.#loaded === undefined || library === undefined) throw new Error('no lab is loaded');
    const { lab, Session, second } = this.#loaded;
    const { SecondMachine, SECOND_MACHINE_MEMORY_BYTES: memoryBytes } = second;
    const { progress } = library;
    const createSecondMachine: CreateSecondMachine | undefined =
      createSecond &&
      ((kind, beside) =>
        new SecondMachine(kind, () =>
          createSecond(kind === 'pc' ? { kind, memoryBytes } : { kind, beside: beside() }),
        ));
    const prepared = this.#prepared?.labId === lab.id ? this.#prepared.stepId : undefined;
    this.#prepared = undefined;
    const session = new Session({
      lab,
      machine,
      progress,
      prepared,
      ...(createSecondMachine && { createSecondMachine }),
    });
    session.setVisible(this.#visible);
    session.setHeld(this.#held);
    let before = session.state;
    const forget = session.onChange((state) => {
      const was = before;
      before = state;
      this.#tell(lab, was, state);
    });
    this.#endOfSession = () => {
      forget();
      session.close();
    };
    session.open(place.stepId || this.#lastStep(lab));
    return { view: 'open', lab, session };
  }

  /** Where the reader left off, else the beginning. */
  #lastStep(lab: Lab): string {
    const last = this.#wish.library?.progress.read(lab.id)?.lastStep;
    return (lab.steps.find(({ id }) => id === last) ?? lab.steps[0])?.id ?? '';
  }

  #tell(lab: Lab, was: LabState, state: LabState): void {
    for (const change of taskChanges(lab.id, was, state)) this.#listener.taskChanged(change);
    const stepIds = state.passed.filter((id) => !was.passed.includes(id));
    for (const stepId of stepIds) this.#listener.stepCompleted({ labId: lab.id, stepId });
    if (state.complete && !was.complete) this.#listener.completed(lab.id);
    this.#listener.changed();
  }

  async #load(library: LabLibrary, labId: string): Promise<void> {
    const isWanted = () =>
      this.#wish.library === library &&
      this.#wish.place.labId === labId &&
      this.#view.view === 'loading';
    try {
      // The guide and what runs it are needed by nobody who has opened no lab.
      const [lab, { LabSession: Session }, second] = await Promise.all([
        library.load(labId).then(withItsParts),
        import('../../src/labs/session/lab-session.ts'),
        import('../../src/labs/session/second-machine.ts'),
        import('../drydock-guide.ts'),
        loadTexts('lesson'),
      ]);
      if (!isWanted()) return;
      this.#loaded = { lab, Session, second };
    } catch (error) {
      console.warn(`Drydock: the lab ${labId} could not be loaded`, error);
      if (!isWanted() || this.#view.view !== 'loading') return;
      this.#view = { view: 'failed', summary: this.#view.summary };
    }
    this.#listener.changed();
  }

  #leave(): void {
    this.#close();
    this.#loaded = undefined;
  }

  #close(): void {
    this.#endOfSession();
    this.#endOfSession = () => {};
    this.#view = { view: 'none' };
  }
}

/** The lab, once the elements that only some labs need are there too. */
async function withItsParts(lab: Lab): Promise<Lab> {
  if (lab.steps.some(({ secondMachine }) => secondMachine)) {
    await Promise.all([import('../drydock-second-machine.ts'), import('../drydock-comparison.ts')]);
  }
  return lab;
}
