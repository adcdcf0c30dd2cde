/**
 * Compares the configuration that was asked for with the one that the kernel's dependency rules left.
 * @throws Error that lists every option that came out otherwise
 */
export function checkConfiguration(fragment: string, result: string): void {
  const wrong: string[] = [];
  const lines = new Set(result.split('\n'));
  for (const line of fragment.split('\n')) {
    const set = /^(CONFIG_\w+)=/.exec(line);
    if (set && !lines.has(line)) wrong.push(`${line} was dropped`);
    const unset = /^# (CONFIG_\w+) is not set$/.exec(line);
    if (unset && [...lines].some((other) => other.startsWith(`${unset[1]}=`))) {
      wrong.push(`${unset[1]} is set all the same`);
    }
  }
  if (wrong.length > 0) {
    throw new Error(
      `the kernel did not take its configuration as written:\n  ${wrong.join('\n  ')}`,
    );
  }
}
