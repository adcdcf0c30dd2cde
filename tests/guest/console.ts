/** Sits at a terminal of the real machine: types, and reads what is printed. For tests and for proofs of labs. */

import type { Machine, MachineTerminal, TerminalOptions } from '../../src/machine/machine.ts';
import { type Deferred, defer } from '../../src/support/deferred.ts';

/** Wide enough that no command of a test is wrapped, which readline would show as cursor movements. */
const DEFAULT_SIZE = { columns: 200, rows: 40 };
const DEFAULT_DEADLINE_MS = 30_000;
/** What is kept of the output for matching and for the message of a failure. */
const KEPT_CHARACTERS = 512 * 1024;
const SHOWN_CHARACTERS = 2_000;

/** The prompt of /etc/bash.bashrc, as the last thing printed. */
export const PROMPT = /root@[\w.-]+:[^\n]*[#$] $/;

/** Keys as a terminal sends them. */
export const Key = {
  enter: '\r',
  tab: '\t',
  up: '\x1b[A',
  ctrlC: '\x03',
  ctrlD: '\x04',
  ctrlX: '\x18',
} as const;

/** CSI, OSC, character sets and single-character escapes: what moves and colours, not what is read. */
const ESCAPE_SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are made of them
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78cDEHMNOZ])/g;

interface Waiting {
  readonly pattern: RegExp;
  readonly found: Deferred<RegExpExecArray>;
}

/** One terminal with somebody in front of it. */
export class Console {
  readonly terminal: MachineTerminal;
  readonly #decoder = new TextDecoder();
  #raw = '';
  #waiting: Waiting | undefined;

  constructor(terminal: MachineTerminal) {
    this.terminal = terminal;
    terminal.onOutput((bytes, consumed) => {
      this.#raw = (this.#raw + this.#decoder.decode(bytes, { stream: true })).slice(
        -KEPT_CHARACTERS,
      );
      consumed();
      this.#look();
    });
  }

  /** Opens a terminal. The login shell, unless `options` names a program; its prompt has appeared then. */
  static async open(
    machine: Machine,
    options: Partial<TerminalOptions> = {},
    signal?: AbortSignal,
  ): Promise<Console> {
    const opened = new Console(await machine.openTerminal({ ...DEFAULT_SIZE, ...options }));
    if (options.argv === undefined) await opened.waitFor(PROMPT, DEFAULT_DEADLINE_MS, signal);
    return opened;
  }

  /** What was printed since the last {@link clear} or {@link run}, without colours and cursor movements. */
  get text(): string {
    return this.#raw.replace(ESCAPE_SEQUENCE, '').replace(/\r*\n\r*/g, '\n');
  }

  /** Forgets what was printed so far, so that only what comes after is waited for. */
  clear(): void {
    this.#raw = '';
  }

  /** Presses keys. */
  type(keys: string): void {
    this.terminal.write(keys);
  }

  /**
   * Resolves when `pattern` matches what is printed; rejects with the text when it does not within the deadline, and with the
   * signal's reason when it is aborted.
   */
  async waitFor(
    pattern: RegExp,
    deadlineMs = DEFAULT_DEADLINE_MS,
    signal?: AbortSignal,
  ): Promise<RegExpExecArray> {
    signal?.throwIfAborted();
    const found = defer<RegExpExecArray>();
    const abort = () => found.reject(signal?.reason);
    signal?.addEventListener('abort', abort);
    this.#waiting = { pattern, found };
    const timer = setTimeout(() => {
      const shown = JSON.stringify(this.text.slice(-SHOWN_CHARACTERS));
      found.reject(
        new Error(
          `nothing on the terminal matched ${pattern} in ${deadlineMs} ms; it shows ${shown}`,
        ),
      );
    }, deadlineMs);
    this.#look();
    try {
      return await found.promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      this.#waiting = undefined;
    }
  }

  /** Types a command line and Enter, and returns what it printed up to the next prompt. */
  async run(command: string, deadlineMs = DEFAULT_DEADLINE_MS): Promise<string> {
    this.clear();
    this.type(command + Key.enter);
    // The echo of the command line, the output, the prompt.
    const [, output = ''] = await this.waitFor(/\n([\s\S]*?)root@[\w.-]+:[^\n]*[#$] $/, deadlineMs);
    return output.trimEnd();
  }

  #look(): void {
    const match = this.#waiting?.pattern.exec(this.text);
    if (match) this.#waiting?.found.resolve(match);
  }
}
