import { fromErrorData, type MachineError, toErrorData } from '../../machine/errors.ts';
import type { Machine, MachineStatus, StopReason } from '../../machine/machine.ts';
import type { Disposer } from '../../support/disposables.ts';
import { Emitter } from '../../support/emitter.ts';
import type { SecondMachineKind } from '../lab.ts';
import { type MachineFacts, readMachineFacts } from './machine-facts.ts';

/**
 * Memory of a lab's second machine. It starts with 64 MB as well, but of each machine the firmware takes 16, the kernel 6 and
 * the agent keeps 32 back from the terminals: with 96, programs have about 40 left.
 */
export const SECOND_MACHINE_MEMORY_BYTES = 96 * 1024 * 1024;

/** What the second machine is doing. */
export type SecondMachineState =
  /** There is none: it was not booted, or it was closed. */
  | { readonly state: 'idle' }
  /** `status` is that of the machine: downloading, then its kernel's last line. */
  | { readonly state: 'booting'; readonly status: MachineStatus }
  | SecondMachineReady
  /** It came to an end by its own doing, and is gone. */
  | { readonly state: 'stopped'; readonly reason: StopReason; readonly detail: string }
  /** It could not be started, or broke. {@link SecondMachine.boot} tries again. */
  | { readonly state: 'failed'; readonly error: MachineError };

/** A machine that runs, and what it told of itself. */
export interface SecondMachineReady {
  readonly state: 'ready';
  /** Milliseconds from the order to boot until the machine's agent answered. */
  readonly bootMs: number;
  /** The part of them before its processor ran: fetching kernel and BIOS. */
  readonly downloadMs: number;
  readonly facts: MachineFacts;
}

/** The host name of a server in production, so that its prompt is not mistaken for that of the learner's machine. */
const PRODUCTION_NAME = 'production';
const NAMING_TIMEOUT_MS = 20_000;

/**
 * The second machine of a step: a small one that goes through BIOS and kernel like any virtual machine, while the learner
 * watches, or a server. It takes memory and a worker only between {@link boot} and its end.
 */
export class SecondMachine {
  readonly #create: () => Machine;
  readonly #now: () => number;
  readonly #changes = new Emitter<SecondMachineState>();
  #state: SecondMachineState = { state: 'idle' };
  #run: Run | undefined;
  #values: Readonly<Record<string, string>> = {};

  /**
   * @param create gives a machine that was not handed out before; one for `pc` boots cold
   * @param now milliseconds from any fixed moment
   */
  constructor(
    readonly kind: SecondMachineKind,
    create: () => Machine,
    now: () => number = () => performance.now(),
  ) {
    this.#create = create;
    this.#now = now;
  }

  get state(): SecondMachineState {
    return this.#state;
  }

  /** The machine itself while it is ready, for terminals and scripts. */
  get machine(): Machine | undefined {
    return this.#state.state === 'ready' ? this.#run?.machine : undefined;
  }

  /** Variables for checks, by the names in SECOND_MACHINE_VALUES; empty until it was booted. What is known of a machine that stopped stays until the next boot. */
  get values(): Readonly<Record<string, string>> {
    return this.#values;
  }

  /** Calls `listener` after every change of {@link state}. */
  onChange(listener: (state: SecondMachineState) => void): Disposer {
    return this.#changes.on(listener);
  }

  /**
   * Starts a machine, unless one is there. Resolves when it is ready, when it failed or stopped, or when it was closed:
   * {@link state} tells. Never rejects.
   */
  boot(): Promise<void> {
    if (this.#run === undefined) this.#begin();
    return this.#run?.booted ?? Promise.resolve();
  }

  /** Ends the machine at once and frees its memory and worker, also in the middle of its start. */
  close(): void {
    this.#discard();
    this.#values = {};
    this.#setState({ state: 'idle' });
  }

  #begin(): void {
    const begun = this.#now();
    this.#values = {};
    try {
      this.#run = new Run(this.#create(), begun);
    } catch (error) {
      this.#fail(error);
      return;
    }
    const run = this.#run;
    run.leave = run.machine.onStatusChange((status) => this.#follow(run, status));
    run.booted = this.#bringUp(run);
    // A machine that failed already has said so.
    if (this.#run === run) this.#setState({ state: 'booting', status: run.machine.status });
  }

  async #bringUp(run: Run): Promise<void> {
    try {
      await run.machine.start();
      const bootMs = this.#now() - run.begun;
      if (this.#run !== run) return;
      if (this.kind === 'production') await nameHost(run.machine, PRODUCTION_NAME);
      const facts = await readMachineFacts(run.machine);
      if (this.#run !== run) return;
      if (this.kind === 'pc') this.#values = { vm_boot_id: facts.bootId };
      const downloadMs = (run.poweredOn ?? run.begun) - run.begun;
      this.#setState({ state: 'ready', bootMs, downloadMs, facts });
    } catch (error) {
      if (this.#run === run) this.#fail(error);
    }
  }

  #follow(run: Run, status: MachineStatus): void {
    if (this.#run !== run) return;
    switch (status.state) {
      case 'idle':
      case 'downloading':
      case 'restoring':
      case 'booting':
        if (status.state === 'booting') run.poweredOn ??= this.#now();
        if (this.#state.state === 'booting') this.#setState({ state: 'booting', status });
        return;
      case 'ready':
        return;
      case 'stopped':
        this.#discard();
        this.#setState({ state: 'stopped', reason: status.reason, detail: status.detail });
        return;
      case 'failed':
        this.#fail(status.error);
    }
  }

  #fail(error: unknown): void {
    this.#discard();
    this.#setState({ state: 'failed', error: fromErrorData(toErrorData(error)) });
  }

  #discard(): void {
    const run = this.#run;
    this.#run = undefined;
    run?.leave();
    run?.machine.destroy();
  }

  #setState(state: SecondMachineState): void {
    if (state.state === 'idle' && this.#state.state === 'idle') return;
    this.#state = state;
    this.#changes.emit(state);
  }
}

/** One machine, from its start to its end. */
class Run {
  /** When the processor began, by the same clock as `begun`. */
  poweredOn: number | undefined;
  leave: Disposer = () => {};
  booted: Promise<void> = Promise.resolve();

  constructor(
    readonly machine: Machine,
    readonly begun: number,
  ) {}
}

async function nameHost(machine: Machine, name: string): Promise<void> {
  await machine.exec(['hostname', name], { timeoutMs: NAMING_TIMEOUT_MS });
}
