import { ID } from './fields.ts';
import type { Place } from './lab-problems.ts';
import { readTypingScript, type TypingAct } from './typing-script.ts';

/** A plausible wrong try at a task, or a fake, that must not pass. */
export interface WrongAttempt {
  readonly task: string;
  readonly name: string;
  /** Path in the lab's folder. */
  readonly file: string;
  /** Typed into a terminal, or run by /bin/sh as root in the learner's system, with the values as variables. */
  readonly how:
    | { readonly typed: true; readonly acts: readonly TypingAct[] }
    | { readonly typed: false; readonly script: string };
  /** Key of the message that the learner must be told; absent: any. */
  readonly message?: string;
}

const NAME = /^wrong\.(?<task>[^.]+)\.(?<name>[^.]+)\.sh$/;
const MESSAGE = /^#@\s*message\s+(\S+)\s*$/;
const TYPED = /^#@\s*typed\s*$/;

/** Reads `wrong.<task>.<name>.sh`. Undefined, with the problem noted, for a file of another name. */
export function readAttempt(
  fileName: string,
  text: string,
  place: Place,
): WrongAttempt | undefined {
  const { task = '', name = '' } = NAME.exec(fileName)?.groups ?? {};
  if (!ID.test(task) || !ID.test(name)) {
    place.report('must be named wrong.TASK.NAME.sh, with two ids of lower-case letters and digits');
    return undefined;
  }
  const lines = text.split('\n');
  const message = lines.flatMap((line) => MESSAGE.exec(line)?.[1] ?? [])[0];
  const typed = TYPED.test(lines[0] ?? '');
  // Blanked out, not removed: lines keep their numbers.
  const script = lines
    .map((line, index) => (MESSAGE.test(line) || (typed && index === 0) ? '' : line))
    .join('\n');
  if (script.trim() === '') place.report('does nothing; write what the learner does wrong');
  if (!typed) noteControlLines(lines, place);
  const how = typed
    ? ({ typed, acts: readTypingScript(script, place) } as const)
    : ({ typed, script } as const);
  return { task, name, file: place.file, how, ...(message === undefined ? {} : { message }) };
}

function noteControlLines(lines: readonly string[], place: Place): void {
  lines.forEach((line, index) => {
    if (!line.startsWith('#@') || MESSAGE.test(line)) return;
    const advice = 'make "#@ typed" the first line of the file, or remove this one';
    place.line(index + 1).report(`"${line}" is for lines that are typed; ${advice}`);
  });
}
