/** Types what a lab's author wrote down into real terminals, as a learner would, and keeps what they showed. */

import {
  NAMED_KEYS,
  type TerminalName,
  type TypingAct,
} from '../../src/labs/parse/typing-script.ts';
import { fillValues } from '../../src/labs/placeholders.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { Console } from '../guest/console.ts';

/** For a command to end, such as the first `docker run`; a busy computer is many times slower than it could be. */
const PROMPT_DEADLINE_MS = 300_000;
/** For a program to come to the front before a key is pressed that is meant for it. */
const FOREGROUND_GRACE_MS = 1_500;
/** Wide enough that readline never wraps a command line, which it would show as cursor movements. */
const SIZE = { columns: 400, rows: 50 };
/** Of a command line this much must be echoed, at its end, before the prompt that follows is believed. */
const ECHO_CHARACTERS = 40;
/** What is kept of a terminal for the message of a failure. */
const KEPT_CHARACTERS = 64 * 1024;

/**
 * A shell that waits: `user@host:directory#` wherever it stands, since background jobs write behind it; other shells'
 * prompts, such as `# `, `/ # ` and `sh-5.2# `, only as the last thing on the screen; busybox shows its own again when it learns
 * the terminal's size.
 */
const PROMPT = String.raw`(?:[\w!. -]*@[\w.-]+:[^\n]*?[#$] |(?:^|\n)(?:(?:\w*sh-[\d.]+|[~/][^\s]* )?[#$] )+$)`;
const FRESH_PROMPT = new RegExp(PROMPT);

/** Keys after which a shell shows a new prompt. The others change the line that is being typed. */
const ENDING_KEYS = ['Enter', 'C-c', 'C-d', 'C-z'];
const KEY_BYTES: Readonly<Record<(typeof NAMED_KEYS)[number], string>> = {
  Enter: '\r',
  Tab: '\t',
  Escape: '\x1b',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
};
/** Control-V: what comes next is a character and no key. A typed tabulator would complete names. */
const LITERALLY = '\x16';

/** What was typed could not be typed to its end. */
export class TypingError extends Error {
  override readonly name = 'TypingError';
}

/** Called between the acts: once a line or key has had its effect, and when the script turns to another task. */
export type BetweenActs = (act: TypingAct) => Promise<void>;

/** One person with as many terminals as the script asks for. */
export class Typist {
  readonly #machine: Machine;
  readonly #second: Machine | undefined;
  readonly #values: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal;
  readonly #terminals = new Map<TerminalName, Seat>();
  readonly #typed: string[] = [];

  constructor(
    machine: Machine,
    values: Readonly<Record<string, string>>,
    signal = new AbortController().signal,
    second?: Machine,
  ) {
    this.#machine = machine;
    this.#second = second;
    this.#values = values;
    this.#signal = signal;
  }

  /** What was typed so far, with the control lines, as it would stand in a script. */
  get typed(): readonly string[] {
    return this.#typed;
  }

  /** What the terminals have shown, one after the other. */
  get screens(): string {
    const shown = [...this.#terminals].map(([number, { screen }]) =>
      this.#terminals.size === 1 ? screen : `[terminal ${number}]\n${screen}`,
    );
    return shown.join('\n');
  }

  /**
   * Does everything in its order, beginning at terminal 1.
   * @throws TypingError when a prompt or an expected text did not come in time; the signal's reason when it is aborted
   */
  async perform(acts: readonly TypingAct[], between: BetweenActs = async () => {}): Promise<void> {
    let seat = await this.#sitDownAt(1);
    for (const [index, act] of acts.entries()) {
      if (act.act === 'terminal') {
        this.#typed.push(`#@ terminal ${act.number}`);
        seat = await this.#sitDownAt(act.number);
      } else {
        await this.#do(act, seat, acts[index + 1]);
      }
      await between(act);
    }
  }

  /** Hangs up: what runs in the terminals ends, unless it was told not to. */
  leave(): void {
    for (const { console } of this.#terminals.values()) console.terminal.close();
    this.#terminals.clear();
  }

  async #do(act: TypingAct, seat: Seat, next: TypingAct | undefined): Promise<void> {
    switch (act.act) {
      case 'task':
      case 'terminal':
        return;
      case 'line': {
        const text = fillValues(act.text, this.#values);
        this.#typed.push(text);
        seat.begin(`${text.replaceAll('\t', `${LITERALLY}\t`)}\r`);
        if (!act.prompt) return;
        const mayStay = next?.act === 'key';
        return seat.awaitPrompt(text, mayStay ? FOREGROUND_GRACE_MS : PROMPT_DEADLINE_MS, mayStay);
      }
      case 'key':
        this.#typed.push(`#@ key ${act.key}`);
        seat.begin(bytesOf(act.key));
        if (!act.prompt || !ENDING_KEYS.includes(act.key)) return;
        return seat.awaitPrompt(undefined, PROMPT_DEADLINE_MS, false);
      case 'expect':
        this.#typed.push(`#@ expect ${act.text}`);
        return seat.awaitText(fillValues(act.text, this.#values));
    }
  }

  async #sitDownAt(number: TerminalName): Promise<Seat> {
    let seat = this.#terminals.get(number);
    if (seat === undefined) {
      const machine = number === 'second' ? this.#second : this.#machine;
      if (machine === undefined) throw new TypingError('the step has no second machine to type at');
      seat = new Seat(await Console.open(machine, SIZE, this.#signal), this.#signal);
      this.#terminals.set(number, seat);
    }
    return seat;
  }
}

/** One terminal, with what it showed before the last thing that was typed. */
class Seat {
  readonly console: Console;
  readonly #signal: AbortSignal;
  #before = '';
  #pressed = '';

  constructor(console: Console, signal: AbortSignal) {
    this.console = console;
    this.#signal = signal;
  }

  get screen(): string {
    return this.#before + this.console.text;
  }

  begin(keys: string): void {
    this.#before = this.screen.slice(-KEPT_CHARACTERS);
    this.#pressed = keys;
    this.console.clear();
    this.console.type(keys);
  }

  /** Waits for a prompt below the echo of `line`; anywhere when there was none. */
  async awaitPrompt(line: string | undefined, deadlineMs: number, mayStay: boolean): Promise<void> {
    const pattern =
      line === undefined ? FRESH_PROMPT : new RegExp(`${echoOf(line)}[^\\n]*(?=\\n)[^]*?${PROMPT}`);
    const what = line === undefined ? 'the key' : `"${line}"`;
    await this.#await(pattern, deadlineMs, `no prompt came after ${what}`, mayStay);
  }

  /** Waits for a text that is no part of the echo of what was typed. */
  async awaitText(text: string): Promise<void> {
    const belowEcho = this.#pressed.endsWith('\r') && this.#pressed.length > 1 ? '\\n[^]*?' : '';
    const pattern = new RegExp(belowEcho + escaped(text));
    await this.#await(pattern, PROMPT_DEADLINE_MS, `"${text}" was not shown`, false);
  }

  async #await(pattern: RegExp, deadlineMs: number, failure: string, may: boolean): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([this.#signal, over.signal]);
    const ended = this.console.terminal.ended.then(() => 'ended' as const);
    const found = this.console.waitFor(pattern, deadlineMs, signal).then(
      () => 'found' as const,
      () => 'missed' as const,
    );
    const outcome = await Promise.race([found, ended]);
    over.abort();
    this.#signal.throwIfAborted();
    if (outcome === 'found' || (outcome === 'missed' && may)) return;
    // Output that came with the end is still to be looked at.
    if (outcome === 'ended' && pattern.test(this.console.text)) return;
    const why = outcome === 'ended' ? 'the terminal has ended' : `in ${deadlineMs / 1_000} s`;
    throw new TypingError(`${failure} (${why})`);
  }
}

/**
 * The end of a command line as a terminal repeats it: blanks may be moved, a tabulator is several of them. Blanks in a row are one
 * place in the pattern: many that may each be empty would take the matcher more time than there is.
 */
function echoOf(line: string): string {
  const end = Array.from(line.trim()).slice(-ECHO_CHARACTERS).join('').trim();
  return end.split(/\s+/).map(escaped).join('\\s*');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function bytesOf(key: string): string {
  const letter = /^C-([a-z])$/.exec(key)?.[1];
  if (letter !== undefined) return String.fromCharCode(letter.charCodeAt(0) & 0x1f);
  const name = NAMED_KEYS.find((known) => known === key);
  if (name === undefined) throw new TypingError(`the key ${key} is not known`);
  return KEY_BYTES[name];
}
