import type {
  MachineTerminal,
  ProcessEnd,
  TerminalOptions,
  TerminalSize,
} from '../../src/machine/machine.ts';
import { defer } from '../../src/support/deferred.ts';
import type { Disposer } from '../../src/support/disposables.ts';

/** Bytes that may be on their way to the screen, as the real machine's window. */
export const WINDOW_BYTES = 256 * 1024;

/** Bytes handed over at a time, as frames of the agent. */
const FRAME_BYTES = 32 * 1024;

const PROMPT = '\x1b[32mroot@drydock\x1b[0m:\x1b[34m~\x1b[0m# ';

type OutputListener = (bytes: Uint8Array, consumed: () => void) => void;

/** A terminal with a shell that echoes what is typed, and a window for output like the real one's. */
export class FakeTerminal implements MachineTerminal {
  readonly #end = defer<ProcessEnd>();
  readonly ended = this.#end.promise;
  readonly #queue: Uint8Array[] = [];
  readonly #encoder = new TextEncoder();
  #listener: OutputListener | undefined;
  #line = '';
  /** Everything that was typed, as text. */
  input = '';
  size: TerminalSize;
  hungUp = false;
  over = false;
  outstanding = 0;
  mostOutstanding = 0;
  delivered = 0;

  constructor(
    readonly pid: number,
    options: TerminalOptions,
  ) {
    this.size = { columns: options.columns, rows: options.rows };
    this.print(PROMPT);
  }

  get listenerCount(): number {
    return this.#listener ? 1 : 0;
  }

  onOutput(listener: OutputListener): Disposer {
    this.#listener = listener;
    this.#pump();
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }

  write(data: string | Uint8Array): void {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    this.input += text;
    for (const key of text) this.#type(key);
  }

  resize(size: TerminalSize): void {
    this.size = { columns: size.columns, rows: size.rows };
  }

  close(): void {
    this.hungUp = true;
    this.finish({ how: 'killed', signal: 1 });
  }

  finish(end: ProcessEnd): void {
    this.over = true;
    this.#end.resolve(end);
  }

  /** What the program prints. */
  print(text: string): void {
    this.printBytes(this.#encoder.encode(text));
  }

  printBytes(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += FRAME_BYTES) {
      this.#queue.push(bytes.subarray(start, start + FRAME_BYTES));
    }
    this.#pump();
  }

  #pump(): void {
    while (this.#listener && this.outstanding < WINDOW_BYTES) {
      const frame = this.#queue.shift();
      if (!frame) return;
      this.outstanding += frame.length;
      this.mostOutstanding = Math.max(this.mostOutstanding, this.outstanding);
      this.#listener(frame, () => this.#consumed(frame.length));
    }
  }

  #consumed(length: number): void {
    this.outstanding -= length;
    this.delivered += length;
    this.#pump();
  }

  #type(key: string): void {
    if (key === '\x03') {
      this.#queue.length = 0;
      this.#line = '';
      this.print(`^C\r\n${PROMPT}`);
    } else if (key === '\r') {
      this.print(`\r\n${this.#line}${this.#line ? '\r\n' : ''}${PROMPT}`);
      this.#line = '';
    } else if (key >= ' ') {
      this.#line += key;
      this.print(key);
    }
  }
}
