import { LANGUAGES } from '../../localization/language.ts';
import { seenNames, valueNames } from '../placeholders.ts';
import type { Place } from './lab-problems.ts';
import { MESSAGE_KEY, type TaskFields } from './tasks-file.ts';

/** Said when the task is done; no check gives it to `fail`. */
const MET = 'met';
const SEEN_NAME = /^[a-z][a-z0-9_]*$/;
/** A command at a place where a shell expects one, and its first word. */
const CALL =
  /(?:^|[;&|(){}!]|\b(?:then|else|do)\b)[^\S\n]*(?<command>fail|saw)\b(?:[^\S\n]+["']?(?<word>[^\s"';&|)]*))?/gm;

/** Notes every `{{name}}` of a text that is no value of the lab. */
export function noteUnknownValues(text: string, values: ReadonlySet<string>, place: Place): void {
  text.split('\n').forEach((line, index) => {
    for (const name of valueNames(line).filter((name) => !values.has(name))) {
      const known = values.size === 0 ? 'lab.yaml has none' : `known: ${[...values].join(', ')}`;
      place
        .line(index + 1)
        .report(`{{${name}}} is no value; add it to "values" of lab.yaml (${known})`);
    }
  });
}

/** Notes `{{name}}` in a script that gets its values as variables. */
export function noteValuesInScript(text: string, values: ReadonlySet<string>, place: Place): void {
  text.split('\n').forEach((line, index) => {
    for (const name of valueNames(line).filter((name) => values.has(name))) {
      place.line(index + 1).report(`{{${name}}} is not filled in here; write $${name}`);
    }
  });
}

/** Notes what a check says and its task's messages do not know, and the other way round. */
export function noteMessages(
  task: TaskFields,
  check: string,
  checkPlace: Place,
  place: Place,
): void {
  const failed = wordsAfter('fail', check, checkPlace, MESSAGE_KEY, 'the key of a message');
  const seen = wordsAfter('saw', check, checkPlace, SEEN_NAME, 'a name of lower-case letters');
  const messages = place.member('messages');
  for (const { word, line } of failed) {
    if (Object.hasOwn(task.messages, word)) continue;
    checkPlace.line(line).report(`fails with "${word}"; add it to messages of ${task.id}`);
  }
  const known = new Set(seen.map(({ word }) => word));
  for (const [key, text] of Object.entries(task.messages)) {
    if (key !== MET && !failed.some(({ word }) => word === key)) {
      messages
        .member(key)
        .report(`is never said; remove it, or "fail ${key}" in ${checkPlace.file}`);
    }
    for (const language of LANGUAGES) {
      for (const name of seenNames(text[language]).filter((name) => !known.has(name))) {
        const advice = `record it with "saw ${name} ..." in ${checkPlace.file}`;
        messages.member(key).member(language).report(`{${name}} is not known; ${advice}`);
      }
    }
  }
}

interface Word {
  readonly word: string;
  readonly line: number;
}

/** What stands after a function of the prelude; it must be written out, or nobody could tell what will be said. */
function wordsAfter(
  command: string,
  script: string,
  place: Place,
  rule: RegExp,
  meaning: string,
): Word[] {
  return script.split('\n').flatMap((text, index) => {
    if (text.trimStart().startsWith('#')) return [];
    const line = index + 1;
    return [...text.matchAll(CALL)].flatMap(({ groups }) => {
      if (groups?.['command'] !== command) return [];
      const word = groups['word'] ?? '';
      if (rule.test(word)) return [{ word, line }];
      place.line(line).report(`"${command}" needs ${meaning}, written out, not "${word}"`);
      return [];
    });
  });
}
