import { MachineError } from '../../machine/errors.ts';
import type { ExecOptions, Machine } from '../../machine/machine.ts';
import {
  type CheckAnswer,
  type CheckedTask,
  composeBatch,
  newMark,
  readAnswers,
} from './check-batch.ts';

/** The shell reads the batch from its standard input: an argument would be too short, and everybody's `ps` would show it. */
const SHELL = ['/bin/sh', '-s'];

/**
 * Judges tasks by one script in the pristine root. When one of the checks takes too long, all are asked again one by one,
 * each within its own time, so that it hides nothing of the others.
 *
 * Rejects with the machine's error when the machine cannot look, and with the signal's reason when it is aborted.
 */
export async function runChecks(
  machine: Pick<Machine, 'exec'>,
  tasks: readonly CheckedTask[],
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CheckAnswer>> {
  if (tasks.length === 0) return new Map();
  try {
    const timeoutMs = Math.max(...tasks.map((task) => task.timeoutMs));
    return await runBatch(machine, tasks, variables, { timeoutMs, signal });
  } catch (error) {
    if (!isAboutOneCheck(error)) throw error;
    return runOneByOne(machine, tasks, variables, signal);
  }
}

async function runOneByOne(
  machine: Pick<Machine, 'exec'>,
  tasks: readonly CheckedTask[],
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CheckAnswer>> {
  const answers = new Map<string, CheckAnswer>();
  for (const task of tasks) {
    signal.throwIfAborted();
    try {
      const { timeoutMs } = task;
      const own = await runBatch(machine, [task], variables, { timeoutMs, signal });
      for (const [id, answer] of own) answers.set(id, answer);
    } catch (error) {
      if (!isAboutOneCheck(error)) throw error;
      answers.set(task.id, { outcome: 'failed', detail: error.message });
    }
  }
  return answers;
}

/** The check's own doing, not the machine's. */
function isAboutOneCheck(error: unknown): error is MachineError {
  return error instanceof MachineError && ['exec-deadline', 'exec-output'].includes(error.code);
}

async function runBatch(
  machine: Pick<Machine, 'exec'>,
  tasks: readonly CheckedTask[],
  variables: Readonly<Record<string, string>>,
  options: Pick<ExecOptions, 'timeoutMs' | 'signal'>,
): Promise<ReadonlyMap<string, CheckAnswer>> {
  const mark = newMark();
  const stdin = composeBatch(tasks, variables, mark);
  const pristine = { ...options, stdin, root: 'pristine' as const };
  return readAnswers(tasks, mark, await machine.exec(SHELL, pristine));
}
