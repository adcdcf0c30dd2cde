import { MachineError } from '../../machine/errors.ts';
import type { Machine } from '../../machine/machine.ts';
import { exportLine, quote } from '../check/shell-words.ts';

/** Long enough for a script that starts containers on a slow computer. */
const SETUP_TIMEOUT_MS = 600_000;
const MAX_DETAIL_CHARACTERS = 500;
/** What the script leaves running belongs to the learner: it shares the limits of the terminals and is seen by the checks. */
const TO_THE_TERMINALS = 'echo 0 > /sys/fs/cgroup/terminals/cgroup.procs';

/** A setup script did not do its work. `message` is what it complained of. */
export class SetupFailedError extends Error {
  override readonly name = 'SetupFailedError';
}

/**
 * Runs a lab's script as root in the learner's own system, with the values as variables. Resolves when it has succeeded.
 * @throws SetupFailedError when it ended with another status than 0; else the machine's error, or the signal's reason
 */
export async function runSetup(
  machine: Pick<Machine, 'exec'>,
  script: string,
  values: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  if (script.trim() === '') return;
  const options = { stdin: inLearnersSystem(script, values), timeoutMs: SETUP_TIMEOUT_MS, signal };
  const run = () => machine.exec(['/bin/sh', '-s'], options);
  const { exitCode, stderr } = await run().catch((error: unknown) => {
    // A learner may kill the agent at any moment. Setup scripts can be run again.
    if (error instanceof MachineError && error.code === 'agent-restarted') return run();
    throw error;
  });
  if (exitCode === 0) return;
  const complaint = stderr.trim().slice(-MAX_DETAIL_CHARACTERS);
  throw new SetupFailedError(`status ${exitCode}${complaint === '' ? '' : `: ${complaint}`}`);
}

/** The text for the standard input of a shell; the script itself gets an empty one. */
function inLearnersSystem(script: string, values: Readonly<Record<string, string>>): string {
  return `${TO_THE_TERMINALS} 2> /dev/null\n${exportLine(values)}(eval ${quote(script)}) < /dev/null\n`;
}
