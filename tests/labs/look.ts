/** Looks at a machine with a lab's checks, and asks what a look costs. */
import { setTimeout } from 'node:timers/promises';
import { type CheckAnswer, composeBatch, newMark } from '../../src/labs/check/check-batch.ts';
import { runChecks } from '../../src/labs/check/run-checks.ts';
import type { Task } from '../../src/labs/lab.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { instructionsFor } from '../guest/instructions.ts';

/** Enough for one in which the guest does little else. */
const MAX_COST_RUNS = 8;
/** What is this cheap need not be measured better. In looks without a check. */
const CHEAP_LOOKS = 0.5;
const BETWEEN_LOOKS_MS = 250;

/** Proofs run where other things run too; what a check costs is measured apart. */
const MORE_TIME = 8;

type Variables = Readonly<Record<string, string>>;

/** What the checks say of the tasks, by their ids. */
export type Answers = ReadonlyMap<string, CheckAnswer>;

/** One look at all `tasks`. */
export function look(
  machine: Machine,
  tasks: readonly Task[],
  variables: Variables,
  signal = new AbortController().signal,
): Promise<Answers> {
  const patient = tasks.map((task) => ({ ...task, timeoutMs: task.timeoutMs * MORE_TIME }));
  return runChecks(machine, patient, variables, signal);
}

/** Looks until all tasks are met, for at most `patienceMs`, as the page does every second. The last look. */
export async function lookUntilMet(
  lookAt: (tasks: readonly Task[]) => Promise<Answers>,
  tasks: readonly Task[],
  { patienceMs, signal }: { patienceMs: number; signal: AbortSignal },
): Promise<Answers> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const answers = await lookAt(tasks);
    const open = tasks.filter(({ id }) => answers.get(id)?.outcome !== 'met');
    if (open.length === 0 || performance.now() > end) return answers;
    await pause(BETWEEN_LOOKS_MS, signal);
  }
}

/** What a check adds to a look: in instructions, and as a multiple of a look without any check. */
export interface AddedCost {
  readonly instructions: number;
  readonly looks: number;
}

/**
 * What the check of a task adds to a look: the least of several, since the guest does other things besides. Counted, not timed: it
 * says the same of a check on every computer, however busy.
 */
export async function addedCost(
  machine: LocalMachine,
  task: Task,
  variables: Variables,
  signal: AbortSignal,
): Promise<AddedCost> {
  const nothing = { id: 'nothing', check: 'exit 1', timeoutMs: 30_000 };
  return leastCost(async () => {
    const empty = await instructionsFor(machine, () =>
      runChecks(machine, [nothing], variables, signal),
    );
    const whole = await instructionsFor(machine, () => look(machine, [task], variables, signal));
    const instructions = Math.max(0, whole - empty);
    return { instructions, looks: instructions / empty };
  });
}

/** Everything that the check of a task says, complaints on its standard error included: for its author. */
export async function explain(
  machine: Machine,
  task: Task,
  variables: Variables,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const mark = newMark();
  const stdin = composeBatch([task], variables, mark);
  const timeoutMs = task.timeoutMs * MORE_TIME;
  const options = { stdin, timeoutMs, signal, root: 'pristine' as const };
  const { stdout, stderr } = await machine.exec(['/bin/sh', '-s'], options);
  const said = stdout.split('\n').flatMap((line) => {
    const [, what = ''] = line.startsWith(`${mark} `) ? [mark, line.slice(mark.length + 1)] : [];
    return /^(?:fail|saw|end) /.test(what) ? [what.replace(/^end /, 'status ')] : [];
  });
  const complaints = stderr.split('\n').filter((line) => line !== '' && !line.startsWith(mark));
  return [...said, ...complaints.map((line) => `stderr: ${line}`)];
}

/** Waits for what the guest does by itself. Rejects with the signal's reason when it is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return setTimeout(ms, undefined, { signal });
}

async function leastCost(measure: () => Promise<AddedCost>): Promise<AddedCost> {
  let least = await measure();
  for (let run = 1; run < MAX_COST_RUNS && least.looks > CHEAP_LOOKS; run += 1) {
    const cost = await measure();
    if (cost.looks < least.looks) least = cost;
  }
  return least;
}
