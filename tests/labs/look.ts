/** Looks at a machine with a lab's checks, and asks what a look costs. */
import { setTimeout } from 'node:timers/promises';
import { type CheckAnswer, composeBatch, newMark } from '../../src/labs/check/check-batch.ts';
import { runChecks } from '../../src/labs/check/run-checks.ts';
import type { Task } from '../../src/labs/lab.ts';
import type { Machine } from '../../src/machine/machine.ts';

/** The first runs of a script in a restored machine are slow: the engine has not compiled its code yet. */
const MAX_COST_RUNS = 8;
/** It has once this many runs in succession were not clearly faster than the best before them. */
const SETTLED_RUNS = 2;
const CLEARLY_FASTER = 0.9;
/** What is this cheap need not be measured better. */
const CHEAP_MS = 60;
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
  machine: Machine,
  tasks: readonly Task[],
  variables: Variables,
  { patienceMs, signal }: { patienceMs: number; signal: AbortSignal },
): Promise<Answers> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const answers = await look(machine, tasks, variables, signal);
    const open = tasks.filter(({ id }) => answers.get(id)?.outcome !== 'met');
    if (open.length === 0 || performance.now() > end) return answers;
    await pause(BETWEEN_LOOKS_MS, signal);
  }
}

/** What a check adds to a look: on the processor, and as a multiple of a look without any check. */
export interface AddedCost {
  readonly ms: number;
  readonly looks: number;
}

/**
 * What the check of each task adds to a look, by the task's id: the cheapest of several. Time on the processor, which the machine
 * shares with this process: what else the computer does at the moment counts little.
 */
export async function costs(
  machine: Machine,
  tasks: readonly Task[],
  variables: Variables,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, AddedCost>> {
  const nothing = { id: 'nothing', check: 'exit 1', timeoutMs: 30_000 };
  const empty = await cheapest(() => runChecks(machine, [nothing], variables, signal), {
    enoughMs: 0,
    stopsWhenSettled: true,
  });
  const found = new Map<string, AddedCost>();
  for (const task of tasks) {
    // Nobody shall be told that a check is slow because the computer was busy: then all runs count.
    const limits = { enoughMs: empty + CHEAP_MS, stopsWhenSettled: false };
    const whole = await cheapest(() => look(machine, [task], variables, signal), limits);
    const ms = Math.max(0, whole - empty);
    found.set(task.id, { ms, looks: ms / empty });
  }
  return found;
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

/** When there have been runs enough. */
interface RunLimits {
  /** A run that took no longer is good enough, in milliseconds. */
  readonly enoughMs: number;
  /** No more when they get no faster. */
  readonly stopsWhenSettled: boolean;
}

/** The least processor time of several runs, in milliseconds. */
async function cheapest(run: () => Promise<unknown>, limits: RunLimits): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  let settled = 0;
  for (let count = 0; count < MAX_COST_RUNS && best > limits.enoughMs; count += 1) {
    const ms = await processorTime(run);
    settled = ms < best * CLEARLY_FASTER ? 0 : settled + 1;
    best = Math.min(best, ms);
    if (limits.stopsWhenSettled && settled === SETTLED_RUNS) break;
  }
  return best;
}

async function processorTime(run: () => Promise<unknown>): Promise<number> {
  const begin = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000;
}
