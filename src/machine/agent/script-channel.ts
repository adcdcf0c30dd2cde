import { defer } from '../../support/deferred.ts';
import { MachineError } from '../errors.ts';
import {
  type ExecOptions,
  type ExecResult,
  MAX_EXEC_OUTPUT_BYTES,
  type ScriptRoot,
} from '../machine.ts';
import type { Channel, ChannelLink } from './channel.ts';
import { type Frame, FrameType } from './frames.ts';
import { InputQueue } from './input-queue.ts';
import { PayloadReader, PayloadWriter } from './payload.ts';
import { type Exit, readExit, toRefusedError } from './process-end.ts';

/** How long a script may run when nobody says otherwise. */
const DEFAULT_TIMEOUT_MS = 30_000;
/** The agent ends a script at its deadline. When it does not, for so long, it is not there any more. */
const SILENCE_MS = 10_000;
const OUTPUT_WINDOW_BYTES = 256 * 1024;
const CREDIT_LOT_BYTES = OUTPUT_WINDOW_BYTES / 4;
/** Arguments, variables and directory together; they travel in one frame, beside the lengths of up to 512 of them. */
const MAX_TEXT_BYTES = 30_000;
const ROOTS = { learner: 0, pristine: 1 } as const satisfies Record<ScriptRoot, number>;
/** A shell reports a death by signal as this plus the signal's number. */
const SIGNAL_STATUS_BASE = 128;

/** One script in the guest, from its start to its result. */
export class ScriptChannel implements Channel {
  readonly result: Promise<ExecResult>;
  readonly #outcome = defer<ExecResult>();
  readonly #link: ChannelLink;
  readonly #input: InputQueue;
  readonly #program: string;
  readonly #timeoutMs: number;
  readonly #stdout = new OutputCollector();
  readonly #stderr = new OutputCollector();
  #consumed = 0;
  #overflow = false;
  #started = false;

  constructor(link: ChannelLink, argv: readonly string[], options: ExecOptions) {
    this.#link = link;
    this.#input = new InputQueue(link);
    this.#program = argv[0] ?? '';
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.result = this.#outcome.promise;
    link.send(FrameType.scriptStart, this.#startMessage(argv, options));
    this.#feed(options.stdin ?? '');
    if (this.#timeoutMs > 0) this.#giveUpOnSilence();
  }

  #startMessage(argv: readonly string[], options: ExecOptions): Uint8Array {
    const environment = Object.entries(options.env ?? {}).map(
      ([name, value]) => `${name}=${value}`,
    );
    const text = [...argv, ...environment, options.cwd ?? ''].join('');
    if (new TextEncoder().encode(text).length > MAX_TEXT_BYTES) {
      const limit = `more than ${MAX_TEXT_BYTES} bytes; long texts belong into its standard input`;
      const message = `the script and its arguments are ${limit}`;
      throw new MachineError('exec-start', message, this.#program.slice(0, 80));
    }
    return new PayloadWriter()
      .u32(this.#timeoutMs)
      .u32(OUTPUT_WINDOW_BYTES)
      .u8(ROOTS[options.root ?? 'learner'])
      .list(argv)
      .list(environment)
      .string(options.cwd ?? '')
      .finish();
  }

  /** Has the script's process group killed; the result rejects with `reason` at once, whatever the guest is doing. */
  cancel(reason: unknown): void {
    this.#link.send(FrameType.scriptCancel, new Uint8Array(0));
    this.#outcome.reject(reason);
  }

  receive(frame: Frame): boolean {
    switch (frame.type) {
      case FrameType.scriptStdout:
        this.#collect(this.#stdout, frame.payload);
        return false;
      case FrameType.scriptStderr:
        this.#collect(this.#stderr, frame.payload);
        return false;
      case FrameType.inputCredit:
        this.#input.grant(new PayloadReader(frame.payload).u32());
        return false;
      case FrameType.exit:
        this.#settle(readExit(frame));
        return true;
      case FrameType.scriptStarted:
        this.#started = true;
        return false;
      case FrameType.refused:
        // Refused later than at the start is a frame that crossed the end: EXIT is on its way.
        if (this.#started) return false;
        this.#outcome.reject(toRefusedError(frame));
        return true;
      default:
        return false;
    }
  }

  lost(reason: Error): void {
    this.#outcome.reject(reason);
  }

  #giveUpOnSilence(): void {
    const silent = () => {
      const message = `the guest's agent did not end the script at its deadline of ${this.#timeoutMs} ms`;
      this.cancel(new MachineError('agent-silent', message, this.#program));
    };
    const timer = setTimeout(silent, this.#timeoutMs + SILENCE_MS);
    const stop = () => clearTimeout(timer);
    this.result.then(stop, stop);
  }

  #feed(stdin: string | Uint8Array): void {
    this.#input.push(typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin);
    this.#input.end();
  }

  #collect(into: OutputCollector, bytes: Uint8Array): void {
    if (!this.#overflow && !into.push(bytes)) {
      this.#overflow = true;
      const limit = `${MAX_EXEC_OUTPUT_BYTES} bytes`;
      this.cancel(
        new MachineError('exec-output', `the script printed more than ${limit}`, this.#program),
      );
    }
    this.#consumed += bytes.length;
    if (this.#consumed < CREDIT_LOT_BYTES) return;
    this.#link.send(FrameType.credit, new PayloadWriter().u32(this.#consumed).finish());
    this.#consumed = 0;
  }

  #settle(exit: Exit): void {
    const output = { stdout: this.#stdout.text(), stderr: this.#stderr.text() };
    switch (exit.how) {
      case 'exited':
        this.#outcome.resolve({ exitCode: exit.status, ...output });
        return;
      case 'killed':
        this.#outcome.resolve({ exitCode: SIGNAL_STATUS_BASE + exit.signal, ...output });
        return;
      case 'deadline':
        this.#reject(
          'exec-deadline',
          `the script was still running after ${this.#timeoutMs} ms and was killed`,
        );
        return;
      case 'cancelled':
        this.#reject('exec-cancelled', 'the script was cancelled');
        return;
      case 'not-started':
        this.#reject('exec-start', `${this.#program} could not be started (errno ${exit.errno})`);
    }
  }

  #reject(code: 'exec-deadline' | 'exec-cancelled' | 'exec-start', message: string): void {
    this.#outcome.reject(new MachineError(code, message, this.#program));
  }
}

/** Bytes of one output stream, up to the limit. */
class OutputCollector {
  readonly #parts: Uint8Array[] = [];
  #bytes = 0;

  /** False when the limit is passed; the bytes are then not kept. */
  push(bytes: Uint8Array): boolean {
    this.#bytes += bytes.length;
    if (this.#bytes > MAX_EXEC_OUTPUT_BYTES) return false;
    this.#parts.push(bytes);
    return true;
  }

  text(): string {
    const decoder = new TextDecoder();
    return (
      this.#parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode()
    );
  }
}
