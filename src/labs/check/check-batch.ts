import type { ExecResult } from '../../machine/machine.ts';
import type { Task } from '../lab.ts';
import { PRELUDE } from './prelude.ts';
import { exportLine, quote } from './shell-words.ts';

/** What a check says of its task. */
export type CheckAnswer =
  | { readonly outcome: 'met'; readonly seen: Seen }
  /** `key` names the message; absent when the check gave none. */
  | { readonly outcome: 'unmet'; readonly key?: string; readonly seen: Seen }
  /** It could not look. `detail` is what it complained of. */
  | { readonly outcome: 'failed'; readonly detail: string };

/** What a check recorded for the messages, by name: text of the guest, to be shown as text. */
export type Seen = Readonly<Record<string, string>>;

/** What a batch needs to know of a task. */
export type CheckedTask = Pick<Task, 'id' | 'check' | 'timeoutMs'>;

const MARK_BYTES = 16;
const MAX_SEEN = 32;
const MAX_SEEN_CHARACTERS = 200;
const MAX_DETAIL_CHARACTERS = 500;
/** More than this of answers comes from no check. */
const MAX_ANSWER_CHARACTERS = 256 * 1024;
/** Control characters, and those that turn the direction of writing: neither belongs in a sentence. */
const UNSHOWABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const SEEN_NAME = /^[a-z][a-z0-9_]*$/;

/** Words that nobody in the guest can guess, new for every batch. */
export function newMark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(MARK_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The shell text that judges `tasks` one after the other. It answers on its standard output, every line behind `mark`. */
export function composeBatch(
  tasks: readonly CheckedTask[],
  variables: Readonly<Record<string, string>>,
  mark: string,
): string {
  const looks = tasks.map(({ id, check }) => `_look ${quote(id)} ${quote(check)}\n`);
  return `_mark=${quote(mark)}\n${exportLine(variables)}${PRELUDE}\n${looks.join('')}`;
}

/** Reads what a batch answered. Every task gets an answer; one of which nothing sensible was said failed. */
export function readAnswers(
  tasks: readonly CheckedTask[],
  mark: string,
  { exitCode, stdout, stderr }: ExecResult,
): ReadonlyMap<string, CheckAnswer> {
  const said = dividedByTask(stdout.slice(0, MAX_ANSWER_CHARACTERS), mark);
  const complaints = dividedByTask(stderr.slice(-MAX_ANSWER_CHARACTERS), mark);
  return new Map(
    tasks.map(({ id }) => {
      const lines = said.get(id)?.filter((line) => line.startsWith(`${mark} `)) ?? [];
      const complaint = (complaints.get(id) ?? []).join('\n');
      return [
        id,
        toAnswer(
          lines.map((line) => line.slice(mark.length + 1)),
          complaint,
          exitCode,
        ),
      ];
    }),
  );
}

/** The lines after each `begin`, by the id that it names. A second one for the same task is not believed. */
function dividedByTask(text: string, mark: string): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of text.split('\n')) {
    const id = line.startsWith(`${mark} begin `) ? line.slice(`${mark} begin `.length) : undefined;
    if (id === undefined) {
      current.push(line);
    } else {
      current = [];
      if (!parts.has(id)) parts.set(id, current);
    }
  }
  return parts;
}

function toAnswer(lines: readonly string[], complaint: string, exitCode: number): CheckAnswer {
  const status = lines.flatMap((line) => /^end (\d{1,3})$/.exec(line)?.[1] ?? [])[0];
  const failed = (what: string): CheckAnswer => {
    const detail = complaint.trim() === '' ? what : `${what}: ${complaint.trim()}`;
    return { outcome: 'failed', detail: shown(detail, MAX_DETAIL_CHARACTERS) };
  };
  if (status === undefined) return failed(`the check did not end (status ${exitCode})`);
  const key = lines.flatMap((line) => /^fail (\S{1,64})$/.exec(line)?.[1] ?? [])[0];
  const seen = seenIn(lines);
  // Said within a pipe, `fail` ends only that; what was said counts all the same.
  if (key !== undefined && (status === '0' || status === '1')) {
    return { outcome: 'unmet', key, seen };
  }
  if (status === '0') return { outcome: 'met', seen };
  return status === '1'
    ? { outcome: 'unmet', seen }
    : failed(`the check ended with status ${status}`);
}

function seenIn(lines: readonly string[]): Seen {
  const found = lines.flatMap((line) => {
    const [, name = '', value = ''] = /^saw (\S+) (.*)$/.exec(line) ?? [];
    return SEEN_NAME.test(name) ? [[name, shown(value, MAX_SEEN_CHARACTERS)] as const] : [];
  });
  return Object.fromEntries(found.slice(0, MAX_SEEN));
}

function shown(text: string, limit: number): string {
  const clean = text.replace(UNSHOWABLE, (character) => (character === '\n' ? '\n' : '\ufffd'));
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}
