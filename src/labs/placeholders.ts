/**
 * What stands for something else in the texts of a lab: `{{name}}` for a value drawn for the learner, `{name}` in a
 * message for what a check recorded.
 */

const VALUE = /\{\{([a-z][a-z0-9_]*)\}\}/g;
const VALUE_ALONE = new RegExp(`^${VALUE.source}$`);
/** Not `${name}` of a shell, and no part of `{{name}}`. */
const SEEN = /(?<![{$%])\{([a-z][a-z0-9_]*)\}(?!\})/g;

/** Words of the templates of Docker's `--format`, such as `{{range .Mounts}}…{{end}}`; no value may have such a name. */
export const TEMPLATE_WORDS: readonly string[] = ['end', 'else', 'break', 'continue'];

/** Values of steps with a second machine, known once it was booted; drawn values cannot have names like these. */
export const SECOND_MACHINE_VALUES: readonly string[] = ['vm_boot_id'];

/** Names of the values that a text asks for, in their order, repeated ones too. */
export function valueNames(text: string): string[] {
  return namesOf(text, VALUE).filter((name) => !TEMPLATE_WORDS.includes(name));
}

/** Whether a text is `{{name}}` and nothing else. */
export function isValue(text: string): boolean {
  return VALUE_ALONE.test(text);
}

/** Names of what a message wants to say from its check's findings. */
export function seenNames(text: string): string[] {
  return namesOf(text, SEEN);
}

/** Puts values in place of `{{name}}`. A name that is no value stays as it is: it may belong to a command. */
export function fillValues(text: string, values: Readonly<Record<string, string>>): string {
  return fill(text, VALUE, values, (all) => all);
}

/** Puts findings in place of `{name}`. What the check did not record is shown as a question mark. */
export function fillSeen(text: string, seen: Readonly<Record<string, string>>): string {
  return fill(text, SEEN, seen, () => '?');
}

function namesOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

function fill(
  text: string,
  pattern: RegExp,
  from: Readonly<Record<string, string>>,
  otherwise: (all: string) => string,
): string {
  return text.replace(pattern, (all: string, name: string) =>
    Object.hasOwn(from, name) ? (from[name] ?? '') : otherwise(all),
  );
}
