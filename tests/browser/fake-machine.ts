import type { CaptureOptions, MachineCapture, TakenCapture } from '../../src/machine/capture.ts';
import { MachineError, type MachineErrorCode } from '../../src/machine/errors.ts';
import type {
  ExecOptions,
  ExecResult,
  Machine,
  MachineStatus,
  MachineTerminal,
  Profile,
  StopReason,
  TerminalOptions,
} from '../../src/machine/machine.ts';
import type { Disposer } from '../../src/support/disposables.ts';
import { Emitter } from '../../src/support/emitter.ts';
import { FakeNetwork } from '../preview/fake-network.ts';
import { FakeTerminal } from './fake-terminal.ts';

/** A machine without an emulator, whose status and output are what a test says. */
export class FakeMachine implements Machine {
  readonly statusChanges = new Emitter<MachineStatus>();
  readonly network = new FakeNetwork();
  readonly terminals: FakeTerminal[] = [];
  /** Every script that was run. */
  readonly scripts: string[] = [];
  /** What checks answer, by the task's id: a status, or a status and what else the check says. Not named: not met. */
  answers: Readonly<Record<string, readonly [number, ...string[]]>> = {};
  /** How often the tasks were looked at. */
  looks = 0;
  resets = 0;
  profile: Profile;
  /** Every capture that was put back. */
  readonly restored: MachineCapture[] = [];
  destroyed = false;
  #status: MachineStatus = { state: 'idle' };

  /** `plan` is what a start does; the usual one goes to `ready` at once. */
  constructor(
    private readonly plan: 'ready' | 'wait' = 'ready',
    profile: Profile = 'base',
  ) {
    this.profile = profile;
  }

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

  async exec(
    script: string | readonly string[],
    { root, stdin = '' }: ExecOptions = {},
  ): Promise<ExecResult> {
    if (root === 'pristine') return this.#look(String(stdin));
    this.scripts.push(typeof script === 'string' ? script : script.join(' '));
    return { exitCode: 0, stdout: 'out\n', stderr: '' };
  }

  async reset(profile = this.profile): Promise<void> {
    this.resets++;
    this.profile = profile;
    this.#loseTerminals();
    this.setStatus({ state: 'restoring' });
    await Promise.resolve();
    this.setStatus({ state: 'ready' });
  }

  /** A machine without memory whose terminals are all alive. */
  async capture({ onMoment }: CaptureOptions = {}): Promise<TakenCapture> {
    if (this.#status.state !== 'ready') throw new MachineError('not-ready', 'not ready');
    onMoment?.();
    const terminals = this.terminals
      .filter(({ over }) => !over)
      .map(({ pid, size }, index) => ({ number: index + 1, pid, ...size }));
    return {
      parent: 'a'.repeat(64),
      fingerprint: 'b'.repeat(64),
      memoryBytes: 4096,
      pageNumbers: new Uint32Array(0),
      pages: new Uint8Array(0),
      zeroPages: new Uint32Array(0),
      devices: new Uint8Array(0),
      terminals,
      takenAt: Date.now(),
      pauseMs: 0,
    };
  }

  async restore(capture: MachineCapture): Promise<readonly MachineTerminal[]> {
    this.restored.push(capture);
    this.#loseTerminals();
    this.setStatus({ state: 'restoring' });
    await Promise.resolve();
    this.setStatus({ state: 'ready' });
    const terminals = capture.terminals.map(({ pid, ...size }) => new FakeTerminal(pid, size));
    this.terminals.push(...terminals);
    return terminals;
  }

  destroy(): void {
    this.destroyed = true;
    this.#loseTerminals();
  }

  /** Answers as the shell that runs a batch of checks does. */
  #look(batch: string): ExecResult {
    this.looks++;
    const mark = /^_mark='([0-9a-f]+)'/.exec(batch)?.[1] ?? '';
    const ids = [...batch.matchAll(/^_look '([a-z0-9-]+)'/gm)].map(([, id = '']) => id);
    const lines = ids.flatMap((id) => {
      const [status, ...said] = this.answers[id] ?? [1];
      return [`begin ${id}`, ...said, `end ${status}`].map((line) => `${mark} ${line}`);
    });
    return { exitCode: 0, stdout: `${lines.join('\n')}\n`, stderr: '' };
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
