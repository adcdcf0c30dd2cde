import type { Machine, MachineStatus } from '../src/machine/machine.ts';
import type { Disposer } from '../src/support/disposables.ts';

const IDLE: MachineStatus = { state: 'idle' };

/** Holds one machine at a time, and says what it is doing. Knows no element. */
export class MachineKeeper {
  readonly #changed: (status: MachineStatus, before: MachineStatus) => void;
  #machine: Machine | undefined;
  #status = IDLE;
  #endOfWatch: Disposer = () => {};

  /** `changed` is called after every change of the status of a machine that is held. */
  constructor(changed: (status: MachineStatus, before: MachineStatus) => void) {
    this.#changed = changed;
  }

  get machine(): Machine | undefined {
    return this.#machine;
  }

  /** `idle` while there is no machine. */
  get status(): MachineStatus {
    return this.#status;
  }

  /** Holds this machine, which was started, in place of the one so far. */
  hold(machine: Machine): void {
    this.drop();
    this.#machine = machine;
    this.#endOfWatch = machine.onStatusChange((status) => this.#take(status));
    this.#take(machine.status);
  }

  /** Ends the machine. */
  drop(): void {
    this.#endOfWatch();
    this.#endOfWatch = () => {};
    this.#machine?.destroy();
    this.#machine = undefined;
    this.#status = IDLE;
  }

  #take(status: MachineStatus): void {
    const before = this.#status;
    this.#status = status;
    this.#changed(status, before);
  }
}
