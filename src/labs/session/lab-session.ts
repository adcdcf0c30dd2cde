import type { Machine, MachineStatus } from '../../machine/machine.ts';
import type { Disposer } from '../../support/disposables.ts';
import { Emitter } from '../../support/emitter.ts';
import type { Lab, SecondMachineKind, Step, Task } from '../lab.ts';
import { fillValues } from '../placeholders.ts';
import type { ProgressStore } from '../progress/progress.ts';
import { LabRecord, quizzesOf } from './lab-record.ts';
import type { LabState } from './lab-state.ts';
import type { Clock, Schedule } from './polling.ts';
import type { SecondMachine } from './second-machine.ts';
import { allMet, freshState, type Results, sameResults, withResults } from './step-state.ts';
import { StepVisit } from './step-visit.ts';
import { drawValues } from './values.ts';

/** Gives what switches a second machine on and off; `beside` is the learner's machine at that moment. */
export type CreateSecondMachine = (kind: SecondMachineKind, beside: () => Machine) => SecondMachine;

/** What a session is made from. */
export interface LabSessionParts {
  readonly lab: Lab;
  /** The learner's machine, started by whoever made it. */
  readonly machine: Machine;
  readonly progress: ProgressStore;
  /** For steps with a second machine; absent: they have none. */
  readonly createSecondMachine?: CreateSecondMachine;
  /** Id of the step that the machine is prepared for, for one that was put back as it was in it: its setup is not run. */
  readonly prepared?: string | undefined;
  readonly now?: Clock;
  readonly schedule?: Schedule;
}

const nothing: Disposer = () => {};

/**
 * One learner in one lab: opens steps, prepares the machine for them, looks at it and keeps what was reached. What it knows
 * is in {@link state}; nothing is done before the first {@link open}.
 */
export class LabSession {
  /** What was drawn for this learner, by name. */
  readonly values: Readonly<Record<string, string>>;
  readonly #parts: LabSessionParts;
  readonly #record: LabRecord;
  readonly #changes = new Emitter<LabState>();
  readonly #endOfProgress: Disposer;
  #machine: Machine;
  #endOfMachine = nothing;
  #step: Step;
  #state: LabState;
  #opened = false;
  #closed = false;
  #visible = true;
  #held = false;
  /** See {@link LabSessionParts.prepared}; until the step is left or the machine goes away. */
  #prepared: string | undefined;
  #visit: StepVisit | undefined;
  #checking: Promise<void> | undefined;
  #second: SecondMachine | undefined;
  #endOfSecond = nothing;

  /** @throws RangeError for a lab without steps */
  constructor(parts: LabSessionParts) {
    this.#parts = parts;
    this.#machine = parts.machine;
    this.#prepared = parts.prepared;
    this.#record = new LabRecord(parts.lab, parts.progress);
    this.values = drawValues(parts.lab.values, this.#record.seed);
    this.#step = this.#find(parts.lab.steps[0]?.id ?? '');
    this.#state = freshState(parts.lab, this.#step, this.#record);
    this.#endOfProgress = parts.progress.onChange((labId) => {
      if (labId === undefined || labId === parts.lab.id) this.#setState(this.#with(new Map()));
    });
  }

  get state(): LabState {
    return this.#state;
  }

  /** The second machine of the open step; undefined for a step without. */
  get secondMachine(): SecondMachine | undefined {
    return this.#second;
  }

  /** Calls `listener` after every change of {@link state}. */
  onChange(listener: (state: LabState) => void): Disposer {
    return this.#changes.on(listener);
  }

  /**
   * Leaves the open step and opens another. The step that is open already stays as it is.
   * @throws RangeError for an id that no step of the lab has
   */
  open(stepId: string): void {
    if (this.#closed || (this.#opened && stepId === this.#step.id)) return;
    const step = this.#find(stepId);
    if (this.#opened) this.#prepared = undefined;
    this.#leave();
    this.#step = step;
    if (!this.#opened) this.#listenToMachine();
    this.#opened = true;
    this.#openSecondMachine();
    this.#state = freshState(this.#parts.lab, step, this.#record);
    this.#record.noteOpened(step);
    // Nobody ever leaves the last page of a lab for another one.
    if (isForReading(step) && step === this.#parts.lab.steps.at(-1)) this.#record.pass(step);
    this.#changes.emit(this.#state);
    this.#visitStep();
  }

  /** Goes on with another machine in place of the one so far. */
  useMachine(machine: Machine): void {
    if (this.#closed || machine === this.#machine) return;
    this.#machine = machine;
    if (!this.#opened) return;
    this.#listenToMachine();
    this.#loseMachine();
    this.#visitStep();
  }

  /** Looks at the machine now. Resolves when `state` says what was found, or when the look can no longer be made. */
  check(): Promise<void> {
    const visit = this.#visit;
    if (visit === undefined || !visit.isOpen) return Promise.resolve();
    this.#checking ??= this.#check(visit);
    return this.#checking;
  }

  /** To be called when the learner typed or the machine printed something: the next look comes soon. */
  noteActivity(): void {
    this.#visit?.noteActivity();
  }

  /** To be called when the page is hidden or seen again. While hidden nothing is looked at. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#visit?.setVisible(visible);
  }

  /**
   * While held, a machine that becomes ready is left alone: it may be about to be put back. A visit under way goes on for as
   * long as its machine does.
   */
  setHeld(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    if (!held && this.#opened && !this.#closed && this.#visit === undefined) this.#visitStep();
  }

  /** Opens the next hint of a task of the open step, if there is one. */
  showHint(taskId: string): void {
    const task = this.#task(taskId);
    if (task !== undefined && !this.#closed) this.#record.openHint(this.#step, task);
  }

  /** The commands that do a task of the open step. It counts as helped from then on, unless the step was passed before. */
  showSolution(taskId: string): string {
    const task = this.#task(taskId);
    if (task === undefined || this.#closed) return '';
    this.#record.noteHelped(this.#step, taskId);
    return fillValues(task.solution, this.#variables());
  }

  /** Notes what the learner chose in a quiz of the open step: places of the choices, from 0. Others are ignored. */
  answerQuiz(quizId: string, choices: readonly number[]): void {
    const quiz = quizzesOf(this.#step).find(({ id }) => id === quizId);
    const chosen = [...new Set(choices)].filter((place) => quiz?.choices[place] !== undefined);
    if (chosen.length === 0 || this.#closed) return;
    const inOrder = chosen.sort((one, other) => one - other);
    this.#record.noteAnswer(this.#step, quizId, inOrder);
  }

  /** Ends everything that the session has begun. The machine stays as it is. */
  close(): void {
    if (this.#closed) return;
    this.#leave();
    this.#closed = true;
    this.#endOfMachine();
    this.#endOfProgress();
  }

  async #check(visit: StepVisit): Promise<void> {
    this.#setState({ ...this.#state, checking: true });
    await visit.check();
    // Whoever ended the visit has ended its check too.
    if (this.#visit === visit) this.#endCheck();
  }

  #endCheck(): void {
    this.#checking = undefined;
    this.#setState({ ...this.#state, checking: false });
  }

  #find(stepId: string): Step {
    const { id: labId, steps } = this.#parts.lab;
    const step = steps.find(({ id }) => id === stepId);
    if (step === undefined) throw new RangeError(`the lab ${labId} has no step "${stepId}"`);
    return step;
  }

  #task(taskId: string): Task | undefined {
    return this.#step.tasks.find(({ id }) => id === taskId);
  }

  /** What was drawn for the learner, and what the second machine told of itself. */
  #variables(): Readonly<Record<string, string>> {
    return { ...this.values, ...this.#second?.values };
  }

  #with(results: Results): LabState {
    return withResults(this.#state, results, this.#parts.lab, this.#step, this.#record);
  }

  #setState(state: LabState): void {
    if (this.#closed || JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#changes.emit(state);
  }

  #listenToMachine(): void {
    this.#endOfMachine();
    this.#endOfMachine = this.#machine.onStatusChange((status) => this.#followMachine(status));
  }

  #followMachine({ state }: MachineStatus): void {
    if (state !== 'ready') this.#loseMachine();
    else if (this.#visit === undefined) this.#visitStep();
  }

  #visitStep(): void {
    if (this.#held || this.#machine.status.state !== 'ready') return;
    const { now = () => performance.now(), schedule = scheduleByTimer } = this.#parts;
    const step = this.#step;
    const parts = {
      step,
      prepared: this.#prepared === step.id,
      machine: this.#machine,
      second: () => this.#second?.machine,
      variables: () => this.#variables(),
      openTasks: () => step.tasks.filter((task) => this.#isOpen(task)),
      onPhase: (setup: LabState['setup']) => this.#setState({ ...this.#state, setup }),
      onResults: (results: Results) => this.#takeResults(results),
      now,
      schedule,
    };
    this.#visit = new StepVisit(parts, this.#visible);
    void this.#visit.begin();
  }

  /** What was seen of the machine no longer holds; what was reached stays. */
  #loseMachine(): void {
    this.#prepared = undefined;
    this.#endVisit();
    const unknown = this.#step.tasks.map(({ id }) => [id, { status: 'unknown' }] as const);
    const setup = { phase: 'waiting' } as const;
    this.#setState({ ...this.#with(new Map(unknown)), setup, checking: false });
  }

  #endVisit(): void {
    this.#visit?.close();
    this.#visit = undefined;
    this.#checking = undefined;
  }

  /** Whether there is something to find out: what has happened once need not be looked for again. */
  #isOpen(task: Task): boolean {
    return task.mode === 'level' || !this.#record.of(this.#step).met.includes(task.id);
  }

  #takeResults(results: Results): boolean {
    const before = this.#state;
    const happened = this.#step.tasks
      .filter(({ id, mode }) => mode === 'edge' && results.get(id)?.status === 'met')
      .map(({ id }) => id);
    // The results first: what the record tells about a task that happened would be without its message.
    this.#setState(this.#with(results));
    this.#record.noteHappened(this.#step, happened);
    if (allMet(this.#state)) this.#record.pass(this.#step);
    return !sameResults(before, this.#state);
  }

  #leave(): void {
    if (!this.#opened) return;
    this.#endVisit();
    this.#endOfSecond();
    this.#endOfSecond = nothing;
    this.#second?.close();
    this.#second = undefined;
    if (isForReading(this.#step)) this.#record.pass(this.#step);
  }

  #openSecondMachine(): void {
    const kind = this.#step.secondMachine;
    if (!kind) return;
    this.#second = this.#parts.createSecondMachine?.(kind, () => this.#machine);
    this.#endOfSecond = this.#second?.onChange(() => this.noteActivity()) ?? nothing;
  }
}

/** A step in which nothing is asked: it is passed by having been read. */
function isForReading(step: Step): boolean {
  return step.tasks.length === 0 && quizzesOf(step).length === 0;
}

function scheduleByTimer(action: () => void, delayMs: number): Disposer {
  const timer = setTimeout(action, delayMs);
  return () => clearTimeout(timer);
}
