import { MachineError } from '../src/machine/errors.ts';
import type {
  BootMode,
  ExecOptions,
  ExecResult,
  Machine,
  MachineStatus,
  Profile,
} from '../src/machine/machine.ts';
import type { CreateMachine } from './machine-factory.ts';
import { MachineKeeper } from './machine-keeper.ts';

/** The machine that a lab wants, as things stand. */
export interface MachineWish {
  /** Undefined while there is to be no machine. */
  readonly create: CreateMachine | undefined;
  readonly bootMode: BootMode;
  readonly baseUrl: URL;
  /** The software that is needed. */
  readonly profile: Profile;
}

/** The life of a lab's machine: its start, its software, its resets. Knows no element. */
export class LabMachine {
  readonly #wish: () => MachineWish;
  readonly #keeper: MachineKeeper;

  /** `changed` is called after every change of the machine's status. */
  constructor(
    wish: () => MachineWish,
    changed: (status: MachineStatus, before: MachineStatus) => void,
  ) {
    this.#wish = wish;
    this.#keeper = new MachineKeeper(changed);
  }

  get current(): Machine | undefined {
    return this.#keeper.machine;
  }

  get status(): MachineStatus {
    return this.#keeper.status;
  }

  /** Another machine in the place of the one so far; none while there is to be none. */
  start(): void {
    this.#keeper.drop();
    const { create, bootMode, baseUrl, profile } = this.#wish();
    if (!create) return;
    this.#keeper.hold(create({ bootMode, baseUrl, profile }));
  }

  /** Gives the machine the software that is needed, if it has another. Whether it was another machine that had to be made. */
  followProfile(): boolean {
    const { profile } = this.#wish();
    if (!this.current || profile === this.current.profile) return false;
    if (this.status.state === 'failed') {
      this.start();
      return true;
    }
    // A machine that is in order has all but the difference already. A failure is shown by the status it leads to.
    this.current.reset(profile).catch(() => undefined);
    return false;
  }

  exec(script: string, options: ExecOptions): Promise<ExecResult> {
    return this.current?.exec(script, options) ?? Promise.reject(noMachine());
  }

  async reset(): Promise<void> {
    if (!this.current) throw noMachine();
    await this.current.reset();
  }

  drop(): void {
    this.#keeper.drop();
  }
}

function noMachine(): MachineError {
  return new MachineError('not-ready', 'no machine was started');
}
