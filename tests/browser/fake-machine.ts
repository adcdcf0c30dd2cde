import { MachineError, type MachineErrorCode } from '../../src/machine/errors.ts';
import type {
  ExecResult,
  Machine,
  MachineStatus,
  MachineTerminal,
  StopReason,
  TerminalOptions,
} from '../../src/machine/machine.ts';
import type { Disposer } from '../../src/support/disposables.ts';
import { Emitter } from '../../src/support/emitter.ts';
import { FakeTerminal } from './fake-terminal.ts';

/** A machine without an emulator, whose status and output are what a test says. */
export class FakeMachine implements Machine {
  readonly statusChanges = new Emitter<MachineStatus>();
  readonly terminals: FakeTerminal[] = [];
  /** Every script that was run. */
  readonly scripts: string[] = [];
  resets = 0;
  destroyed = false;
  #status: MachineStatus = { state: 'idle' };

  /** `plan` is what a start does; the usual one goes to `ready` at once. */
  constructor(private readonly plan: 'ready' | 'wait' = 'ready') {}

  get status(): MachineStatus {
    return this.#status;
  }

  onStatusChange(listener: (status: MachineStatus) => void): Disposer {
    return this.statusChanges.on(listener);
  }

  setStatus(status: MachineStatus): void {
    this.#status = status;
    this.statusChanges.emit(status);
  }

  async start(): Promise<void> {
    if (this.plan === 'wait') return;
    this.setStatus({ state: 'downloading', loaded: 0, total: 3_400_000 });
    this.setStatus({ state: 'downloading', loaded: 3_400_000, total: 3_400_000 });
    this.setStatus({ state: 'restoring' });
    await Promise.resolve();
    this.setStatus({ state: 'ready' });
  }

  async openTerminal(options: TerminalOptions): Promise<MachineTerminal> {
    if (this.#status.state !== 'ready') throw new MachineError('not-ready', 'not ready');
    const terminal = new FakeTerminal(100 + this.terminals.length, options);
    this.terminals.push(terminal);
    return terminal;
  }

  async exec(script: string | readonly string[]): Promise<ExecResult> {
    this.scripts.push(typeof script === 'string' ? script : script.join(' '));
    return { exitCode: 0, stdout: 'out\n', stderr: '' };
  }

  async reset(): Promise<void> {
    this.resets++;
    this.#loseTerminals();
    this.setStatus({ state: 'restoring' });
    await Promise.resolve();
    this.setStatus({ state: 'ready' });
  }

  destroy(): void {
    this.destroyed = true;
    this.#loseTerminals();
  }

  fail(code: MachineErrorCode, message: string, subject = ''): void {
    this.#loseTerminals();
    this.setStatus({ state: 'failed', error: new MachineError(code, message, subject) });
  }

  stop(reason: StopReason, detail = ''): void {
    this.#loseTerminals();
    this.setStatus({ state: 'stopped', reason, detail });
  }

  #loseTerminals(): void {
    for (const terminal of this.terminals) terminal.finish({ how: 'lost' });
  }
}
