import { abortable } from '../support/abortable.ts';
import type { Disposer } from '../support/disposables.ts';
import type { AgentSession } from './agent/session.ts';
import type { CaptureOptions, MachineCapture, TakenCapture } from './capture.ts';
import { loadMemoryCode } from './load-memory-code.ts';
import type { MachineTerminal, Profile } from './machine.ts';
import type { MachineFiles, RestoreParts } from './machine-files.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { CaptureSource } from './take-capture.ts';
import type { Emulator } from './v86/emulator.ts';
import { WallClock } from './wall-clock.ts';

/** What a machine that begins anew goes on from, beside memory. */
type LayerState = Pick<RestoreParts, 'devices' | 'waitingShell'>;

/** What a life consists of. */
export interface Life {
  readonly emulator: Emulator;
  readonly session: AgentSession;
  /** Whose layers it started from. */
  readonly profile: Profile;
}

/** One life of a machine: from a start or a restore to its end. An emulator may have several, one after the other. */
export class RunningMachine {
  readonly emulator: Emulator;
  readonly session: AgentSession;
  /** True from a cold start until the agent has spoken. */
  booting = false;
  /** The terminals of the capture that it went on from. */
  terminals: readonly MachineTerminal[] = [];
  readonly #profile: Profile;
  readonly #unplug: Disposer;
  readonly #leaveLog: Disposer;
  #clock: WallClock | undefined;
  #memory: Promise<MachineMemory> | undefined;
  /** Resolves when all captures that were asked for have ended: they are taken one after the other. */
  #lastCapture: Promise<unknown> = Promise.resolve();

  /** `unplug` takes the network away; `hear` is given every line of the kernel's log until the end of this life. */
  constructor(
    { emulator, session, profile }: Life,
    unplug: Disposer,
    hear: (line: string) => void,
  ) {
    this.emulator = emulator;
    this.session = session;
    this.#profile = profile;
    this.#unplug = unplug;
    this.#leaveLog = emulator.kernelLog.onLine(hear);
  }

  /** Goes on from saved devices, when memory is as it was with them. */
  async goOn(from: LayerState | MachineCapture): Promise<void> {
    await this.emulator.restoreDevices(from.devices);
    if ('terminals' in from) this.terminals = this.session.adopt(from.terminals);
    else if (from.waitingShell) this.session.adoptWaitingShell(from.waitingShell);
    this.emulator.run();
    this.session.attach();
  }

  /** Keeps the guest's clock right from now on. */
  watchClock(): void {
    this.#clock = new WallClock(() => this.session.setClock());
  }

  /** Takes the machine's state: see Machine.capture. */
  async capture(
    files: MachineFiles,
    { network, now }: Pick<CaptureSource, 'network' | 'now'>,
    options: CaptureOptions,
  ): Promise<TakenCapture> {
    const { emulator, session } = this;
    const { disk } = files;
    const fit = files.fit(this.#profile);
    const capture = abortable(this.#lastCapture, options.signal).then(async () => {
      session.requireOpen();
      const [{ takeCapture }, memory] = await Promise.all([loadMemoryCode(), this.memory(files)]);
      const source = { emulator, session, memory, network, disk, fit, now };
      return memory.condense(await takeCapture(source, options));
    });
    // One that was given up while it waited ends before the one it waited for.
    this.#lastCapture = Promise.allSettled([this.#lastCapture, capture]);
    return capture;
  }

  /** The memory beside the one it started from. */
  memory(files: MachineFiles): Promise<MachineMemory> {
    this.#memory ??= this.#openMemory(files).catch((error: unknown) => {
      this.#memory = undefined;
      throw error;
    });
    return this.#memory;
  }

  async #openMemory(files: MachineFiles): Promise<MachineMemory> {
    const [{ MachineMemory }, parent, references] = await Promise.all([
      loadMemoryCode(),
      files.parentPages(this.#profile),
      files.diskReferences(),
    ]);
    return new MachineMemory(this.emulator, parent, references);
  }

  /** Takes over what `before` knew of the memory of the same emulator. */
  follow(before: RunningMachine): void {
    this.#memory = before.#memory;
  }

  /** Ends this life for everybody who waits for something; the emulator is left as it is. */
  retire(reason: Error): void {
    this.#clock?.stop();
    this.#unplug();
    this.#leaveLog();
    this.session.close(reason);
  }
}
