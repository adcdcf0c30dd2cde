import { ID } from './fields.ts';
import type { Place } from './lab-problems.ts';

/** One thing that somebody at a terminal does, in the order of the script. */
export type TypingAct =
  /** What follows solves this task. */
  | { readonly act: 'task'; readonly id: string }
  /** Go on in this terminal, which is opened when it is new. */
  | { readonly act: 'terminal'; readonly number: TerminalName }
  /** Type a line and Enter; then wait for the shell's prompt, unless `prompt` is false. */
  | { readonly act: 'line'; readonly text: string; readonly prompt: boolean }
  /** Press a key such as `C-c` or `Up`; then wait for the shell's prompt, unless `prompt` is false. */
  | { readonly act: 'key'; readonly key: string; readonly prompt: boolean }
  /** Wait until the terminal shows this text. */
  | { readonly act: 'expect'; readonly text: string };

/** A terminal of the learner's machine, counted from 1, or that of the second machine. */
export type TerminalName = number | 'second';

/** Keys that `#@ key` can press: Control with a letter, and those with a name. */
export const NAMED_KEYS = ['Enter', 'Tab', 'Escape', 'Up', 'Down', 'Left', 'Right'] as const;
const KEY = new RegExp(`^(?:C-[a-z]|${NAMED_KEYS.join('|')})$`);
const MAX_TERMINALS = 6;
const CONTROL = /^#@\s*(?<word>\S*)\s*(?<rest>.*?)\s*$/;
/** The beginning of a here-document: `<<` or `<<-`, not `<<<`, and the word that ends it, quoted or not. */
const HEREDOC = /(?<!<)<<(?!<)(?<tabs>-?)\s*(?<quote>['"]?)(?<word>[A-Za-z_]\w*)\k<quote>/g;

/** The end of a here-document that is still to come. */
interface OpenHeredoc {
  readonly word: string;
  readonly tabs: boolean;
}

/** Reads a script of lines to be typed, with its control lines. What is wrong is noted at `place`. */
export function readTypingScript(text: string, place: Place): readonly TypingAct[] {
  const acts: TypingAct[] = [];
  const open: OpenHeredoc[] = [];
  text.split('\n').forEach((line, index) => {
    if (open[0]) {
      if (endsHeredoc(line, open[0])) open.shift();
      acts.push({ act: 'line', text: line, prompt: open.length === 0 });
      return;
    }
    const control = CONTROL.exec(line)?.groups;
    if (control) {
      const act = readControl(control['word'] ?? '', control['rest'] ?? '', place.line(index + 1));
      if (act?.act === 'expect') expectAfter(acts, place.line(index + 1));
      if (act) acts.push(act);
      return;
    }
    if (line.trim() === '') return;
    open.push(...heredocsOf(line));
    acts.push({ act: 'line', text: line, prompt: open.length === 0 && !goesOn(line) });
  });
  if (open[0]) place.report(`a here-document is not ended; add the line ${open[0].word}`);
  return acts;
}

function heredocsOf(line: string): OpenHeredoc[] {
  return [...line.matchAll(HEREDOC)].map(({ groups }) => ({
    word: groups?.['word'] ?? '',
    tabs: groups?.['tabs'] === '-',
  }));
}

function endsHeredoc(line: string, { word, tabs }: OpenHeredoc): boolean {
  return (tabs ? line.replace(/^\t+/, '') : line) === word;
}

/** A backslash at the end: the shell waits for the rest of the command. */
function goesOn(line: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
}

/** What an `#@ expect` waits for stands in place of the prompt. */
function expectAfter(acts: TypingAct[], place: Place): void {
  const last = acts.at(-1);
  if (last?.act === 'line' || last?.act === 'key') {
    acts[acts.length - 1] = { ...last, prompt: false };
  } else if (last?.act !== 'expect') {
    place.report('"#@ expect" must follow the line or key whose outcome it waits for');
  }
}

function readControl(word: string, rest: string, place: Place): TypingAct | undefined {
  switch (word) {
    case 'task':
      if (ID.test(rest)) return { act: 'task', id: rest };
      place.report(`"#@ task" needs the id of a task, not "${rest}"`);
      return undefined;
    case 'terminal': {
      if (rest === 'second') return { act: 'terminal', number: rest };
      const number = Number(rest);
      if (Number.isInteger(number) && number >= 1 && number <= MAX_TERMINALS) {
        return { act: 'terminal', number };
      }
      place.report(
        `"#@ terminal" needs a number from 1 to ${MAX_TERMINALS}, or "second", not "${rest}"`,
      );
      return undefined;
    }
    case 'key':
      if (KEY.test(rest)) return { act: 'key', key: rest, prompt: true };
      place.report(`"#@ key" needs C-a to C-z or one of ${NAMED_KEYS.join(', ')}, not "${rest}"`);
      return undefined;
    case 'expect':
      if (rest !== '') return { act: 'expect', text: rest };
      place.report('"#@ expect" needs the text that the terminal will show');
      return undefined;
    default:
      place.report(`"#@ ${word}" is no control line; use task, terminal, key or expect`);
      return undefined;
  }
}

/** The lines that do the task `id`, as a reader would type them; control lines become comments. Empty when there are none. */
export function linesForTask(acts: readonly TypingAct[], id: string): string {
  const lines: string[] = [];
  let current = '';
  let terminal: TerminalName = 1;
  let shownTerminal: TerminalName = 1;
  for (const act of acts) {
    if (act.act === 'task') current = act.id;
    if (act.act === 'terminal') terminal = act.number;
    if (current !== id || (act.act !== 'line' && act.act !== 'key')) continue;
    if (terminal !== shownTerminal)
      lines.push(terminal === 'second' ? '# second machine' : `# terminal ${terminal}`);
    shownTerminal = terminal;
    lines.push(act.act === 'line' ? act.text : `# ${keyName(act.key)}`);
  }
  return lines.join('\n');
}

/** A key as people call it: `Ctrl+C` for `C-c`. */
function keyName(key: string): string {
  return key.replace(/^C-([a-z])$/, (_all, letter: string) => `Ctrl+${letter.toUpperCase()}`);
}
