import { applyLayer } from '../layers/layer-reader.ts';
import { defer } from '../support/deferred.ts';
import type { Disposer } from '../support/disposables.ts';
import { Emitter } from '../support/emitter.ts';
import { AgentSession, type AgentSurroundings } from './agent/session.ts';
import type { CapturedTerminal, CaptureOptions, MachineCapture, TakenCapture } from './capture.ts';
import { withDeadline } from './deadline.ts';
import type { ChunkedDisk } from './disk/chunked-disk.ts';
import { asError, fromErrorData, MachineError, toErrorData } from './errors.ts';
import { loadMemoryCode } from './load-memory-code.ts';
import type {
  BootMode,
  ExecOptions,
  ExecResult,
  Machine,
  MachineStatus,
  MachineTerminal,
  Profile,
  StopReason,
  TerminalOptions,
} from './machine.ts';
import { type MachineFileParts, MachineFiles } from './machine-files.ts';
import { MachineNetwork } from './machine-network.ts';
import { requireMemorySize } from './memory-size.ts';
import { RunningMachine } from './running-machine.ts';
import { startEngine } from './start-engine.ts';
import { type Emulator, NETWORK_MTU } from './v86/emulator.ts';
import { readStopReason } from './v86/kernel-log.ts';

/** A restored agent answers in a fraction of a second; a cold boot takes some ten seconds on a slow computer. */
const ATTACH_DEADLINE_MS = 20_000;
const COLD_BOOT_DEADLINE_MS = 180_000;
/** Between attempts at a part of the disk while the network is away, on top of the waits of a single attempt. */
const DISK_RETRY_MS = 2_000;
/** A kernel that really panicked does not answer; one whose log was forged does, well within this time. */
const PANIC_PROOF_MS = 2_000;
/** What whoever waited for a machine is told when a capture took its place. */
const REPLACED = 'another state was put in its place';

/** Everything a machine is made from. */
export interface LocalMachineParts extends MachineFileParts {
  readonly bootMode: BootMode;
  readonly profile: Profile;
  /** Memory of the machine, only with a cold boot; absent: what the image was made for. */
  readonly memoryBytes?: number;
  readonly surroundings: AgentSurroundings;
}

/** What a machine goes on from. */
interface Origin {
  readonly capture: MachineCapture;
  /** Puts what was pushed by then in the registry. */
  readonly fillRegistry: () => void;
}

/** A machine in the thread it is made in: in the page's worker, and in Node for the image build and the guest tests. */
export class LocalMachine implements Machine {
  /** Servers in the guest, and the registries that the guest pulls from and pushes to. */
  readonly network: MachineNetwork;
  readonly #parts: LocalMachineParts;
  readonly #statusChanges = new Emitter<MachineStatus>();
  #status: MachineStatus = { state: 'idle' };
  #running: RunningMachine | undefined;
  #files: MachineFiles | undefined;
  #starting: Promise<void> | undefined;
  #profile: Profile;
  #destroyed = false;
  /** Ends a start that waits for a download, whatever the server does. */
  readonly #destruction = defer<never>();

  /** @throws RangeError for a `memoryBytes` that the machine cannot have */
  constructor(parts: LocalMachineParts) {
    requireMemorySize(parts.bootMode, parts.memoryBytes);
    this.#parts = parts;
    this.#profile = parts.profile;
    const { surroundings } = parts;
    this.network = new MachineNetwork({
      mtu: NETWORK_MTU,
      randomBytes: (length) => surroundings.randomBytes(length),
    });
  }

  get status(): MachineStatus {
    return this.#status;
  }

  /** The emulator of the running machine, for the image build and for tests that look below. */
  get emulator(): Emulator | undefined {
    return this.#running?.emulator;
  }

  /** The terminals whose programs run, for the image build, which leaves one behind. */
  get terminals(): readonly CapturedTerminal[] {
    return this.#requireRunning().session.terminals;
  }

  get disk(): ChunkedDisk | undefined {
    return this.#files?.disk;
  }

  get profile(): Profile {
    return this.#profile;
  }

  onStatusChange(listener: (status: MachineStatus) => void): Disposer {
    return this.#statusChanges.on(listener);
  }

  async start(): Promise<void> {
    this.#requireAlive();
    return this.#startWith(undefined);
  }

  async openTerminal(options: TerminalOptions): Promise<MachineTerminal> {
    const terminal = await this.#requireRunning().session.openTerminal(options);
    this.#files?.prefetchSoon(this.#profile);
    return terminal;
  }

  async exec(script: string | readonly string[], options?: ExecOptions): Promise<ExecResult> {
    const argv = typeof script === 'string' ? ['/bin/sh', '-c', script] : script;
    return this.#requireRunning().session.exec(argv, options);
  }

  async reset(profile = this.#profile): Promise<void> {
    this.#requireAlive();
    // A start that is under way is still that of the profile so far.
    if (profile !== this.#profile) await this.#starting?.catch(() => undefined);
    this.#profile = profile;
    await this.#discardRunning(new MachineError('machine-stopped', 'the machine was reset'));
    await this.start();
  }

  async capture(options: CaptureOptions = {}): Promise<TakenCapture> {
    const running = this.#requireRunning();
    this.#requireLayerBelow();
    const files = await this.#openFiles();
    const { network } = this;
    return running.capture(files, { network, now: this.#parts.surroundings.now }, options);
  }

  async restore(capture: MachineCapture): Promise<readonly MachineTerminal[]> {
    this.#requireLayerBelow();
    const { requireFittingCapture } = await loadMemoryCode();
    const fillRegistry = await this.network.prepareRegistry(capture.registry);
    while (this.#starting) await this.#starting.catch(() => undefined); // it is replaced, however it went
    this.#requireAlive();
    const files = await this.#openFiles();
    const profile = files.profileOver(capture.parent) ?? this.#profile;
    requireFittingCapture(capture, files.fit(profile));
    const whole = await files.whole(capture, profile); // while the running machine can still go on
    if (profile !== this.#profile) {
      // Most of the memory of the other profile's machine is wrong.
      await this.#discardRunning(new MachineError('machine-stopped', REPLACED));
      this.#profile = profile;
    }
    await this.#startWith({ capture: whole, fillRegistry });
    return this.#requireRunning().terminals;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#destruction.reject(destroyedError());
    this.#destruction.promise.catch(() => undefined); // nobody need be waiting for it
    this.#forgetFiles();
    void this.#discardRunning(destroyedError());
  }

  #startWith(origin: Origin | undefined): Promise<void> {
    this.#starting ??= this.#startOnce(origin).finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #startOnce(origin: Origin | undefined): Promise<void> {
    try {
      await Promise.race([this.#bringUp(origin), this.#destruction.promise]);
    } catch (error) {
      await this.#discardRunning(asError(error));
      this.#forgetFiles();
      if (this.#destroyed) throw destroyedError();
      const machineError = fromErrorData(toErrorData(error));
      this.#setStatus({ state: 'failed', error: machineError });
      throw machineError;
    }
  }

  /** The next start reads everything anew: what failed may have been another version's. */
  #forgetFiles(): void {
    this.#files?.close();
    this.#files = undefined;
  }

  async #bringUp(origin: Origin | undefined): Promise<void> {
    const running = (origin && (await this.#rewind(origin))) ?? (await this.#make(origin));
    this.#requireAlive();
    await this.#awaitAgent(running);
    const { bootMode } = this.#parts;
    if (bootMode === 'cold' && this.#profile === 'engine') await startEngine(running.session);
    if (this.#running === running) {
      running.watchClock();
      this.#setStatus({ state: 'ready' });
    }
  }

  async #make(origin: Origin | undefined): Promise<RunningMachine> {
    const { source, bootMode } = this.#parts;
    source.onProgress = (loaded, total) => {
      if (this.#status.state === 'idle' || this.#status.state === 'downloading') {
        this.#setStatus({ state: 'downloading', loaded, total });
      }
    };
    this.#setStatus({ state: 'downloading', loaded: 0, total: 0 });
    const files = await this.#openFiles();
    this.#requireAlive();
    return bootMode === 'warm' ? this.#restore(files, origin) : this.#boot(files);
  }

  async #openFiles(): Promise<MachineFiles> {
    if (this.#files) return this.#files;
    const files = await MachineFiles.open(this.#parts);
    files.disk.onTrouble = (error) => this.#endureTrouble(error);
    files.disk.onRelief = () => {
      if (this.#status.state === 'ready') this.#setStatus({ state: 'ready' });
    };
    this.#files = files;
    this.network.serveImages(files.registry, files.registrySource);
    return files;
  }

  async #restore(files: MachineFiles, origin: Origin | undefined): Promise<RunningMachine> {
    const { emulator, layers, ...rest } = await files.createForRestore(this.#profile);
    const running = this.#adopt(emulator, origin);
    const capture = origin?.capture;
    this.#setStatus({ state: 'restoring' });
    for (const layer of layers) applyLayer(layer, emulator.memory);
    if (capture) (await loadMemoryCode()).writePages(emulator, capture);
    await running.goOn(capture ?? rest);
    return running;
  }

  /**
   * Has the emulator that runs already go on from a capture, for most of its memory is right and the rest of the page's memory
   * need not be had twice. Undefined when none runs.
   */
  async #rewind(origin: Origin): Promise<RunningMachine | undefined> {
    const before = this.#running;
    const files = await this.#openFiles();
    const memory = await before?.memory(files);
    if (before === undefined || memory === undefined || this.#running !== before) return undefined;
    this.#setStatus({ state: 'restoring' });
    this.#retire(new MachineError('machine-stopped', REPLACED));
    await before.emulator.stop();
    files.disk.abandonReads();
    before.emulator.kernelLog.clear();
    before.emulator.networkCard.clear();
    const running = this.#adopt(before.emulator, origin);
    running.follow(before);
    memory.restore(origin.capture);
    await running.goOn(origin.capture);
    return running;
  }

  async #boot(files: MachineFiles): Promise<RunningMachine> {
    const emulator = await files.createForBoot(this.#parts.memoryBytes);
    const running = this.#adopt(emulator);
    this.#setStatus({ state: 'booting', lastKernelLine: '' });
    running.booting = true;
    emulator.run();
    return running;
  }

  #adopt(emulator: Emulator, origin?: Origin): RunningMachine {
    if (this.#destroyed) {
      void emulator.destroy();
      throw destroyedError();
    }
    const session = new AgentSession(emulator.port, this.#parts.surroundings);
    const unplug = this.network.plugIn(emulator.networkCard);
    origin?.fillRegistry();
    const running = new RunningMachine(
      { emulator, session, profile: this.#profile },
      unplug,
      (line) => this.#hearKernel(running, line),
    );
    this.#running = running;
    emulator.onReset = () => this.#stopped(running, 'reboot', '');
    emulator.onIdle = () => this.#files?.hearIdle();
    return running;
  }

  #hearKernel(running: RunningMachine, line: string): void {
    if (this.#running !== running) return;
    if (running.booting && this.#status.state === 'booting') {
      this.#setStatus({ state: 'booting', lastKernelLine: line });
    }
    const stop = readStopReason(line);
    if (stop !== undefined) void this.#confirmStop(running, stop.reason, stop.detail);
  }

  /** The log can be written to by anyone in the guest: a machine that still answers has not stopped. */
  async #confirmStop(running: RunningMachine, reason: StopReason, detail: string): Promise<void> {
    const alive = await withDeadline(running.session.ping(), PANIC_PROOF_MS).then(
      () => true,
      (error: unknown) => error instanceof MachineError && error.code === 'agent-restarted',
    );
    if (!alive) this.#stopped(running, reason, detail);
  }

  #stopped(running: RunningMachine, reason: StopReason, detail: string): void {
    if (this.#running !== running) return;
    void this.#discardRunning(
      new MachineError('machine-stopped', `the machine stopped: ${reason}`),
    );
    this.#setStatus({ state: 'stopped', reason, detail });
  }

  async #awaitAgent(running: RunningMachine): Promise<void> {
    const deadline = running.booting ? COLD_BOOT_DEADLINE_MS : ATTACH_DEADLINE_MS;
    try {
      await withDeadline(running.session.attached, deadline);
    } catch (error) {
      if (error instanceof MachineError) throw error;
      const last = running.emulator.kernelLog.lines.at(-1) ?? '';
      throw new MachineError(
        'boot-deadline',
        `the machine did not come up within ${deadline} ms`,
        last,
      );
    }
    running.booting = false;
  }

  /**
   * A running machine holds the learner's work: it waits for the network to come back, and says so. One that is only
   * starting has nothing to lose and fails with the reason.
   */
  async #endureTrouble(error: unknown): Promise<void> {
    const running = this.#running;
    if (this.#status.state !== 'ready') {
      if (this.#starting) this.#giveUp(error);
      throw error;
    }
    this.#setStatus({ state: 'ready', waitingFor: toErrorData(error).subject });
    await new Promise((resolve) => setTimeout(resolve, DISK_RETRY_MS));
    if (this.#running !== running) throw error; // the guest that waited is gone
  }

  #giveUp(error: unknown): void {
    this.#forgetFiles();
    void this.#discardRunning(asError(error));
    this.#setStatus({ state: 'failed', error: fromErrorData(toErrorData(error)) });
  }

  async #discardRunning(reason: Error): Promise<void> {
    await this.#retire(reason)?.emulator.destroy();
  }

  #retire(reason: Error): RunningMachine | undefined {
    const running = this.#running;
    this.#running = undefined;
    running?.retire(reason);
    return running;
  }

  #requireLayerBelow(): void {
    if (this.#parts.bootMode === 'warm') return;
    const message = 'a machine that was booted cold has no layer below to be compared with';
    throw new MachineError('capture-unsupported', message);
  }

  #setStatus(status: MachineStatus): void {
    if (this.#destroyed) return;
    this.#status = status;
    this.#statusChanges.emit(status);
  }

  #requireAlive(): void {
    if (this.#destroyed) throw destroyedError();
  }

  #requireRunning(): RunningMachine {
    this.#requireAlive();
    if (this.#running === undefined || this.#status.state !== 'ready') {
      throw new MachineError('not-ready', `the machine is ${this.#status.state}, not ready`);
    }
    return this.#running;
  }
}

function destroyedError(): MachineError {
  return new MachineError('machine-destroyed', 'the machine was destroyed');
}
