/** A machine that is told what scripts answer, and whose state is changed by the test. */
import type { TakenCapture } from '../../src/machine/capture.ts';
import type {
  ExecOptions,
  ExecResult,
  Machine,
  MachineStatus,
  MachineTerminal,
  Profile,
} from '../../src/machine/machine.ts';
import type { Disposer } from '../../src/support/disposables.ts';
import { Emitter } from '../../src/support/emitter.ts';
import { FakeNetwork } from '../preview/fake-network.ts';

/** One script that was run. */
export interface FakeRun {
  readonly argv: readonly string[];
  /** What it got on its standard input. */
  readonly script: string;
  readonly options: ExecOptions;
}

export class FakeMachine implements Machine {
  status: MachineStatus = { state: 'ready' };
  profile: Profile = 'base';
  readonly network = new FakeNetwork();
  readonly runs: FakeRun[] = [];
  readonly statusChanges = new Emitter<MachineStatus>();
  /** What scripts answer. As with the real machine, a run whose signal is aborted rejects at once, whatever this does. */
  answer: (run: FakeRun) => Promise<ExecResult>;

  constructor(answer: (run: FakeRun) => Promise<ExecResult>) {
    this.answer = answer;
  }

  /** Scripts of checks alone. */
  get looks(): readonly FakeRun[] {
    return this.runs.filter(({ options }) => options.root === 'pristine');
  }

  /** Scripts of setups alone. */
  get setups(): readonly FakeRun[] {
    return this.runs.filter(({ options }) => options.root !== 'pristine');
  }

  become(status: MachineStatus): void {
    this.status = status;
    this.statusChanges.emit(status);
  }

  onStatusChange(listener: (status: MachineStatus) => void): Disposer {
    return this.statusChanges.on(listener);
  }

  exec(script: string | readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    const argv = typeof script === 'string' ? ['/bin/sh', '-c', script] : script;
    const run = { argv, script: String(options.stdin ?? ''), options };
    this.runs.push(run);
    return untilAborted(this.answer(run), options.signal);
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  openTerminal(): Promise<MachineTerminal> {
    return Promise.reject(new Error('this machine has no terminals'));
  }

  reset(profile = this.profile): Promise<void> {
    this.profile = profile;
    this.become({ state: 'restoring' });
    this.become({ state: 'ready' });
    return Promise.resolve();
  }

  capture(): Promise<TakenCapture> {
    return Promise.reject(new Error('this machine has no memory'));
  }

  restore(): Promise<readonly MachineTerminal[]> {
    this.become({ state: 'restoring' });
    this.become({ state: 'ready' });
    return Promise.resolve([]);
  }

  destroy(): void {}
}

/** The same, unless the signal is aborted before. Leaves no listener on it. */
function untilAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** A script that ended well and said nothing. */
export const SILENT: ExecResult = { exitCode: 0, stdout: '', stderr: '' };

/** The answer of a batch: a status for each task, or a status and more lines; tasks that are not named are not met. */
export function answerFor(
  { script }: FakeRun,
  statuses: Readonly<Record<string, number | readonly [number, ...string[]]>>,
): Promise<ExecResult> {
  const mark = /^_mark='([0-9a-f]+)'/.exec(script)?.[1] ?? '';
  const ids = [...script.matchAll(/^_look '([a-z0-9-]+)'/gm)].map(([, id = '']) => id);
  const lines = ids.flatMap((id) => {
    const said = statuses[id] ?? 1;
    const [status, ...more] = typeof said === 'number' ? [said] : said;
    return [`begin ${id}`, ...more, `end ${status}`].map((line) => `${mark} ${line}`);
  });
  return Promise.resolve({ ...SILENT, stdout: `${lines.join('\n')}\n` });
}
