import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

const TAIL_LINES = 20;
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How a command is run; everything is optional. */
export interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** File that gets both output streams, appended; its folder is made. */
  readonly log?: string;
  /** Called with every line of output, without its line end. */
  readonly onLine?: (line: string) => void;
  /** Stops the command with its children. */
  readonly signal?: AbortSignal;
}

/** A command could not be started, failed, or was stopped. The message has the end of its output. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';

  constructor(
    readonly command: string,
    readonly outcome: string,
    readonly tail: readonly string[],
    readonly log: string | undefined,
  ) {
    const output = tail.length > 0 ? `\n${tail.map((line) => `  | ${line}`).join('\n')}` : '';
    const where = log === undefined ? '' : `\n  full output: ${log}`;
    super(`${command}\n  ${outcome}${output}${where}`);
  }
}

/**
 * Runs a command to its end. It gets a process group of its own, which is killed when this process is
 * interrupted, so that Ctrl-C leaves no compiler behind.
 *
 * @returns its standard output; for long outputs use `log` or `onLine` and ignore it.
 * @throws CommandFailedError unless it exits with status 0.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { cwd, env, log, onLine, signal } = options;
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const release = killWithThisProcess(child);
  const abort = () => killGroup(child, 'SIGTERM');
  signal?.addEventListener('abort', abort, { once: true });
  const output = new OutputCollector(child, log, onLine);
  try {
    const outcome = await ended(child);
    await output.finished();
    if (outcome === undefined) return output.stdout;
    const line = [command, ...args.map(quoted)].join(' ');
    throw new CommandFailedError(line, outcome, output.tail, log);
  } finally {
    signal?.removeEventListener('abort', abort);
    release();
  }
}

/** Keeps what a child prints: the whole of stdout, the last lines of both streams, and the log file. */
class OutputCollector {
  stdout = '';
  readonly tail: string[] = [];
  readonly #log: WriteStream | undefined;
  readonly #streams: Promise<void>[] = [];
  readonly #onLine: ((line: string) => void) | undefined;

  constructor(child: ChildProcess, log?: string, onLine?: (line: string) => void) {
    this.#onLine = onLine;
    if (log !== undefined) {
      mkdirSync(dirname(log), { recursive: true });
      this.#log = createWriteStream(log, { flags: 'a' });
    }
    // A log or a line listener takes the output: no second copy of a kernel build's output in memory.
    const keepStdout = log === undefined && onLine === undefined;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      stream.setEncoding('utf8');
      if (stream === child.stdout && keepStdout) {
        stream.on('data', (text: string) => {
          this.stdout += text;
        });
      }
      this.#streams.push(this.#readLines(stream));
    }
  }

  async finished(): Promise<void> {
    await Promise.all(this.#streams);
    const log = this.#log;
    if (log !== undefined) await new Promise<void>((resolve) => log.end(() => resolve()));
  }

  async #readLines(stream: NodeJS.ReadableStream): Promise<void> {
    for await (const line of createInterface({ input: stream })) {
      this.tail.push(line);
      if (this.tail.length > TAIL_LINES) this.tail.shift();
      this.#log?.write(`${line}\n`);
      this.#onLine?.(line);
    }
  }
}

/** Why the child failed, or undefined when it ended well. */
function ended(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('close', (code, killer) => {
      if (code === 0) resolve(undefined);
      else
        resolve(killer === null ? `failed with exit status ${code}` : `was stopped by ${killer}`);
    });
  });
}

function killWithThisProcess(child: ChildProcess): () => void {
  const handlers = FORWARDED_SIGNALS.map((signal) => {
    const handler = () => {
      // Not the same signal: shells let their background jobs ignore SIGINT.
      killGroup(child, 'SIGTERM');
      process.off(signal, handler);
      // Ourselves next, the way we would have gone without a handler.
      process.kill(process.pid, signal);
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  const onExit = () => killGroup(child, 'SIGKILL');
  process.on('exit', onExit);
  return () => {
    for (const { signal, handler } of handlers) process.off(signal, handler);
    process.off('exit', onExit);
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}

const quoted = (arg: string): string =>
  /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`;
