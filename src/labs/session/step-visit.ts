import { MachineError, type MachineErrorCode } from '../../machine/errors.ts';
import type { Machine } from '../../machine/machine.ts';
import { runChecks } from '../check/run-checks.ts';
import type { Step, Task, TaskMachine } from '../lab.ts';
import type { StepPhase, TaskStatus } from './lab-state.ts';
import { type Clock, Polling, type Schedule } from './polling.ts';
import { runSetup } from './run-setup.ts';
import { SECOND_MACHINE_OFF, statusAfterError, toStatus } from './task-results.ts';

/** What a visit needs, and whom it tells. */
export interface StepVisitParts {
  readonly step: Step;
  /** The machine was put back as it was in this step: the setup has been done. */
  readonly prepared: boolean;
  readonly machine: Pick<Machine, 'exec'>;
  /** The step's second machine while it is ready. */
  readonly second: () => Pick<Machine, 'exec'> | undefined;
  /** Variables of scripts, asked for anew for each look. */
  readonly variables: () => Readonly<Record<string, string>>;
  /** Tasks that are still to be looked at. */
  readonly openTasks: () => readonly Task[];
  readonly onPhase: (phase: StepPhase) => void;
  /** Takes what a look found; tells whether anything is different from before. */
  readonly onResults: (results: ReadonlyMap<string, TaskStatus>) => boolean;
  readonly now: Clock;
  readonly schedule: Schedule;
}

/**
 * One stay in one step on a machine that is ready: setup, then looks. When the step is left or the machine goes away the visit is
 * closed; it says nothing from then on, whatever was under way. A machine that comes back gets a new visit.
 */
export class StepVisit {
  readonly #parts: StepVisitParts;
  readonly #left = new AbortController();
  readonly #polling: Polling;
  #visible: boolean;
  #open = false;

  constructor(parts: StepVisitParts, visible: boolean) {
    this.#parts = parts;
    this.#visible = visible;
    const { now, schedule } = parts;
    this.#polling = new Polling({ look: () => this.#look(), now, schedule });
  }

  /** The machine is prepared, and the visit goes on: it can be looked at. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Prepares the machine and begins to look. Never rejects. */
  async begin(): Promise<void> {
    const { step, prepared, machine, variables, onPhase } = this.#parts;
    onPhase({ phase: 'preparing' });
    try {
      const setup = prepared ? '' : step.setup;
      await runSetup(machine, setup, variables(), this.#left.signal);
    } catch (error) {
      if (this.#left.signal.aborted || isMachineGone(error)) return;
      const detail = error instanceof Error ? error.message : String(error);
      onPhase({ phase: 'setup-failed', detail });
      return;
    }
    if (this.#left.signal.aborted) return;
    this.#open = true;
    onPhase({ phase: 'open' });
    this.#follow();
  }

  /** Looks now, on the learner's wish. Resolves when it is done, or can no longer be. Never rejects. */
  async check(): Promise<void> {
    if (this.#open) await this.#polling.lookNow();
  }

  noteActivity(): void {
    this.#polling.noteActivity();
  }

  /** Nobody looks at a hidden page: the guest is left alone. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#follow();
  }

  /** Ends the visit at once. */
  close(): void {
    this.#open = false;
    this.#polling.close();
    this.#left.abort(new DOMException('the step was left', 'AbortError'));
  }

  #follow(): void {
    if (this.#open && this.#visible && this.#parts.openTasks().length > 0) this.#polling.start();
    else this.#polling.pause();
  }

  async #look(): Promise<boolean> {
    const tasks = this.#parts.openTasks();
    const results = await this.#resultsOf(tasks);
    if (this.#left.signal.aborted) return false;
    const changed = this.#parts.onResults(results);
    this.#follow();
    return changed;
  }

  async #resultsOf(tasks: readonly Task[]): Promise<ReadonlyMap<string, TaskStatus>> {
    const on = (where: TaskMachine) => tasks.filter((task) => task.machine === where);
    const { machine, second } = this.#parts;
    const results = await Promise.all([
      this.#askMachine(machine, on('first')),
      this.#askMachine(second(), on('second')),
    ]);
    return new Map(results.flatMap((result) => [...result]));
  }

  async #askMachine(
    machine: Pick<Machine, 'exec'> | undefined,
    tasks: readonly Task[],
  ): Promise<ReadonlyMap<string, TaskStatus>> {
    if (machine === undefined) return new Map(tasks.map(({ id }) => [id, SECOND_MACHINE_OFF]));
    const { variables } = this.#parts;
    try {
      const values = variables();
      const answers = await runChecks(machine, tasks, values, this.#left.signal);
      return new Map(tasks.map((task) => [task.id, toStatus(task, answers.get(task.id), values)]));
    } catch (error) {
      // Whatever kept the machine from looking: nothing is met by it.
      return new Map(tasks.map(({ id }) => [id, statusAfterError(error)]));
    }
  }
}

/** The machine's status says so as well, now or in a moment; the visit ends with it. */
function isMachineGone(error: unknown): boolean {
  const gone: readonly MachineErrorCode[] = ['machine-stopped', 'machine-destroyed', 'not-ready'];
  return error instanceof MachineError && gone.includes(error.code);
}
