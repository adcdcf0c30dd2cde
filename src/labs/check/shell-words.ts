/** A text as one word of a POSIX shell, whatever is in it. A NUL, which no shell can hold, is left out. */
export function quote(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}

const NAME = /^[a-z][a-z0-9_]*$/;

/**
 * A line that exports variables; empty for none.
 * @throws TypeError for a name that is no lower-case variable: it could change how the shell works
 */
export function exportLine(variables: Readonly<Record<string, string>>): string {
  const words = Object.entries(variables).map(([name, value]) => {
    if (!NAME.test(name)) throw new TypeError(`"${name}" cannot be a variable of a script`);
    return `${name}=${quote(value)}`;
  });
  return words.length === 0 ? '' : `export ${words.join(' ')}\n`;
}
