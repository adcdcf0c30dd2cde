/** Whether scripts are scripts: the guest's own shell reads them, without running them. */
import { newMark } from '../../src/labs/check/check-batch.ts';
import { quote } from '../../src/labs/check/shell-words.ts';
import type { Machine } from '../../src/machine/machine.ts';

/** Reading is quick; the computer may do other things as well. */
const TIMEOUT_MS = 60_000;

/** The complaints of the shell, by the names of those scripts that it cannot read. All are read in one go. */
export async function findUnreadable(
  machine: Machine,
  scripts: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = [...scripts.keys()];
  if (names.length === 0) return new Map();
  const mark = newMark();
  const readings = [...scripts.values()].map(
    (script) => `printf %s ${quote(script)} | /bin/sh -n 2>&1 || echo\necho ${mark}\n`,
  );
  const options = { stdin: readings.join(''), timeoutMs: TIMEOUT_MS, signal };
  const { stdout } = await machine.exec(['/bin/sh', '-s'], options);
  const said = stdout.split(`${mark}\n`);
  if (said.length !== names.length + 1) {
    throw new Error(`the shell read ${said.length - 1} of ${names.length} scripts: ${stdout}`);
  }
  return new Map(
    names.flatMap((name, index) => {
      const complaint = said[index] ?? '';
      return complaint === '' ? [] : [[name, complaint.trim()] as const];
    }),
  );
}
