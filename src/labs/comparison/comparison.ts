import { fromErrorData, MachineError, toErrorData } from '../../machine/errors.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Disposer } from '../../support/disposables.ts';
import { Emitter } from '../../support/emitter.ts';
import type { SecondMachine } from '../session/second-machine.ts';
import { SECOND_MACHINE_MEMORY_BYTES } from '../session/second-machine.ts';
import {
  type KernelIdentity,
  measureContainer,
  measureContainerTask,
  measureTask,
  type TaskFigure,
  type Weight,
} from './measure-guest.ts';
import { measurePageTask } from './measure-page.ts';

/** What is measured, in this order. One after the other: they would disturb each other. */
export const COMPARISON_STEPS = [
  'container',
  'vm',
  'container-task',
  'vm-task',
  'page-task',
] as const;

/** One of {@link COMPARISON_STEPS}. */
export type ComparisonStep = (typeof COMPARISON_STEPS)[number];

/** What was measured so far. */
export interface Figures {
  /** The learner's machine, on which the container runs. */
  readonly host?: KernelIdentity;
  readonly container?: KernelIdentity & Weight;
  readonly vm?: KernelIdentity & Weight;
  /** Milliseconds of one and the same task. `page` is the computer on which the machines are emulated. */
  readonly hostTaskMs?: number;
  readonly containerTaskMs?: number;
  readonly vmTaskMs?: number;
  readonly pageTaskMs?: number;
}

/** How far a measurement is. */
export type ComparisonState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'measuring'; readonly step: ComparisonStep }
  | { readonly phase: 'done' }
  | { readonly phase: 'failed'; readonly step: ComparisonStep; readonly error: MachineError };

/** The page's part of the task; a test gives another. */
export type MeasurePageTask = (signal: AbortSignal) => Promise<TaskFigure>;

/** What is compared. */
export interface ComparisonParts {
  readonly machine: Machine;
  readonly second: SecondMachine;
  readonly measurePage?: MeasurePageTask;
}

/**
 * A virtual machine beside a container beside the machine that the container runs on: measured, not told. The virtual
 * machine is booted if it is not there.
 */
export class Comparison {
  readonly #parts: ComparisonParts;
  readonly #changes = new Emitter<ComparisonState>();
  #state: ComparisonState = { phase: 'idle' };
  #figures: Figures = {};
  #sum: string | undefined;
  #cancel: AbortController | undefined;

  constructor(parts: ComparisonParts) {
    this.#parts = parts;
  }

  get state(): ComparisonState {
    return this.#state;
  }

  get figures(): Figures {
    return this.#figures;
  }

  /** Calls `listener` after every change of {@link state} or {@link figures}. */
  onChange(listener: (state: ComparisonState) => void): Disposer {
    return this.#changes.on(listener);
  }

  /** Measures everything anew, unless it does so already. Never rejects: {@link state} tells. */
  async measure(): Promise<void> {
    if (this.#cancel) return;
    const cancel = new AbortController();
    this.#cancel = cancel;
    this.#figures = {};
    this.#sum = undefined;
    let step: ComparisonStep = COMPARISON_STEPS[0];
    try {
      for (step of COMPARISON_STEPS) {
        this.#setState({ phase: 'measuring', step });
        const figures = await this.#take(step, cancel.signal);
        cancel.signal.throwIfAborted();
        this.#figures = { ...this.#figures, ...figures };
      }
      this.#end({ phase: 'done' });
    } catch (error) {
      if (cancel.signal.aborted) return;
      this.#end({ phase: 'failed', step, error: fromErrorData(toErrorData(error)) });
    }
  }

  /** Stops measuring; what was measured stays. */
  cancel(): void {
    if (!this.#cancel) return;
    this.#cancel.abort(new DOMException('the measurement was cancelled', 'AbortError'));
    // Half a boot is no measurement.
    if (this.#parts.second.state.state === 'booting') this.#parts.second.close();
    this.#end({ phase: 'idle' });
  }

  async #take(step: ComparisonStep, signal: AbortSignal): Promise<Figures> {
    const { machine, measurePage = measurePageTask } = this.#parts;
    switch (step) {
      case 'container':
        return measureContainer(machine, signal);
      case 'vm':
        return { vm: await this.#measureVm() };
      case 'container-task': {
        const { host, container } = await measureContainerTask(machine, signal);
        return { hostTaskMs: this.#same(host), containerTaskMs: this.#same(container) };
      }
      case 'vm-task':
        return { vmTaskMs: this.#same(await measureTask(this.#vm(), signal)) };
      case 'page-task':
        return { pageTaskMs: this.#same(await measurePage(signal)) };
    }
  }

  async #measureVm(): Promise<KernelIdentity & Weight> {
    const { second } = this.#parts;
    await second.boot();
    const { state } = second;
    if (state.state === 'failed') throw state.error;
    if (state.state !== 'ready') throw gone();
    const { kernelRelease, bootId, diskBytes, kernelBytes } = state.facts;
    return {
      kernelRelease,
      bootId,
      memoryBytes: SECOND_MACHINE_MEMORY_BYTES,
      imageBytes: diskBytes + kernelBytes,
      startMs: state.bootMs - state.downloadMs,
    };
  }

  #vm(): Machine {
    const { machine } = this.#parts.second;
    if (machine) return machine;
    throw gone();
  }

  /** The time of a task that did the same as those before. */
  #same({ ms, sum }: TaskFigure): number {
    this.#sum ??= sum;
    if (sum === this.#sum) return ms;
    throw new Error(`the same task gave ${this.#sum} and ${sum}`);
  }

  #end(state: ComparisonState): void {
    this.#cancel = undefined;
    this.#setState(state);
  }

  #setState(state: ComparisonState): void {
    this.#state = state;
    this.#changes.emit(state);
  }
}

function gone(): MachineError {
  return new MachineError('machine-stopped', 'the second machine ended in the middle');
}
