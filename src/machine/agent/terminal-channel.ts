import { defer } from '../../support/deferred.ts';
import type { Disposer } from '../../support/disposables.ts';
import type { CapturedTerminal } from '../capture.ts';
import { MachineError } from '../errors.ts';
import type { MachineTerminal, ProcessEnd, TerminalOptions, TerminalSize } from '../machine.ts';
import type { Channel, ChannelLink } from './channel.ts';
import { type Frame, FrameType } from './frames.ts';
import { InputQueue } from './input-queue.ts';
import { PayloadReader, PayloadWriter } from './payload.ts';
import { readExit, toRefusedError } from './process-end.ts';

/**
 * Output that may be on its way to the screen, in bytes. Large enough to keep the guest busy over a round trip to the
 * page, small enough that Ctrl-C is not followed by seconds of old text.
 */
export const OUTPUT_WINDOW_BYTES = 128 * 1024;

/** Consumed bytes are given back in lots of this size, so that a flood does not cost a frame per piece. */
const CREDIT_LOT_BYTES = OUTPUT_WINDOW_BYTES / 4;

type OutputListener = (bytes: Uint8Array, consumed: () => void) => void;

/** One pseudo-terminal of the guest. */
export class TerminalChannel implements Channel, MachineTerminal {
  readonly opened = defer<TerminalChannel>();
  readonly ended: Promise<ProcessEnd>;
  readonly #end = defer<ProcessEnd>();
  readonly #link: ChannelLink;
  readonly #input: InputQueue;
  readonly #unheard: Uint8Array[] = [];
  #listener: OutputListener | undefined;
  #size: TerminalSize;
  #pid: number;
  #over = false;
  #closing = false;
  #consumed = 0;
  #undelivered = 0;
  #exit: ProcessEnd | undefined;

  /** `pid` is 0 for one that is only being opened. */
  constructor(link: ChannelLink, { columns, rows }: TerminalSize, pid = 0) {
    this.#link = link;
    this.#input = new InputQueue(link);
    this.#size = { columns, rows };
    this.#pid = pid;
    if (pid !== 0) this.opened.resolve(this);
    this.ended = this.#end.promise;
  }

  /** Asks the agent for a new terminal. */
  static open(link: ChannelLink, options: TerminalOptions): TerminalChannel {
    const environment = Object.entries(options.env ?? {}).map(
      ([name, value]) => `${name}=${value}`,
    );
    const payload = new PayloadWriter()
      .u16(options.columns)
      .u16(options.rows)
      .u32(OUTPUT_WINDOW_BYTES)
      .list(options.argv ?? [])
      .list(environment)
      .string(options.cwd ?? '');
    link.send(FrameType.terminalOpen, payload.finish());
    return new TerminalChannel(link, options);
  }

  get pid(): number {
    return this.#pid;
  }

  /** Its part of a capture; undefined before its program runs and once it has ended or was hung up. */
  get captured(): CapturedTerminal | undefined {
    if (this.#pid === 0 || this.#over || this.#closing) return undefined;
    return { number: this.#link.number, pid: this.#pid, ...this.#size };
  }

  onOutput(listener: OutputListener): Disposer {
    this.#listener = listener;
    for (const bytes of this.#unheard.splice(0)) this.#deliver(bytes);
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }

  write(data: string | Uint8Array): void {
    if (this.#over) return;
    this.#input.push(typeof data === 'string' ? new TextEncoder().encode(data) : data);
  }

  resize(size: TerminalSize): void {
    if (this.#over) return;
    this.#size = { columns: size.columns, rows: size.rows };
    this.#link.send(
      FrameType.terminalResize,
      new PayloadWriter().u16(size.columns).u16(size.rows).finish(),
    );
  }

  close(): void {
    if (this.#over) return;
    this.#closing = true;
    this.#link.send(FrameType.terminalClose, new Uint8Array(0));
  }

  receive(frame: Frame): boolean {
    switch (frame.type) {
      case FrameType.terminalOpened:
        this.#pid = new PayloadReader(frame.payload).u32();
        this.opened.resolve(this);
        return false;
      case FrameType.terminalOutput:
        this.#deliver(frame.payload);
        return false;
      case FrameType.inputCredit:
        this.#input.grant(new PayloadReader(frame.payload).u32());
        return false;
      case FrameType.exit:
        this.#finish(frame);
        return true;
      case FrameType.refused:
        // Refused later than at the opening is a frame that crossed the end: EXIT is on its way.
        if (this.#pid !== 0) return false;
        this.opened.reject(toRefusedError(frame));
        return true;
      default:
        return false;
    }
  }

  lost(reason: Error): void {
    this.#over = true;
    this.opened.reject(reason);
    this.#end.resolve({ how: 'lost' });
  }

  #finish(frame: Frame): void {
    this.#over = true;
    const exit = readExit(frame);
    if (exit.how === 'not-started') {
      this.opened.reject(
        new MachineError(
          'exec-start',
          `the terminal's program could not be started (errno ${exit.errno})`,
        ),
      );
      return;
    }
    this.#exit = exit.how === 'exited' || exit.how === 'killed' ? exit : { how: 'lost' };
    this.#endWhenDelivered();
  }

  #endWhenDelivered(): void {
    if (this.#exit && this.#undelivered === 0 && this.#unheard.length === 0)
      this.#end.resolve(this.#exit);
  }

  #deliver(bytes: Uint8Array): void {
    if (this.#listener === undefined) {
      this.#unheard.push(bytes);
      return;
    }
    // Taken now: a listener may transfer the bytes to another thread, which empties them here.
    const size = bytes.length;
    let counted = false;
    this.#undelivered++;
    this.#listener(bytes, () => {
      if (counted) return;
      counted = true;
      this.#undelivered--;
      this.#consume(size);
    });
  }

  #consume(bytes: number): void {
    this.#endWhenDelivered();
    this.#consumed += bytes;
    if (this.#over || this.#consumed < CREDIT_LOT_BYTES) return;
    this.#link.send(FrameType.credit, new PayloadWriter().u32(this.#consumed).finish());
    this.#consumed = 0;
  }
}
