/** `npm run labs:check -- --watch`: proves, and then again whatever is saved. */
import { basename } from 'node:path';
import { LAB_FILE } from '../../src/labs/parse/parse-lab.ts';
import { checkLab, isGood, ProofTable } from './check-lab.ts';
import { IN_ONE_GO } from './proof.ts';
import { type Job, ProofQueue } from './proof-queue.ts';
import type { LabProver } from './prove-lab.ts';
import { LabWatch, stepFolders } from './watch-lab.ts';

/**
 * Proves the labs in the folders `labs`, or the step of one that `only` names, until the process is ended. Saving a file
 * interrupts: its step comes first.
 */
export async function keepChecking(
  prover: LabProver,
  labs: readonly string[],
  only: string | undefined,
): Promise<never> {
  const queue = new ProofQueue();
  const failing = new Map<string, Job>();
  const table = new ProofTable();
  for (const lab of labs) {
    new LabWatch(lab, (saved) => noteSave(queue, { lab, step: saved }, only));
    for (const job of jobsOf(lab, only)) queue.add(job);
  }
  for (;;) {
    if (queue.isEmpty) {
      table.end();
      const known = [...failing.values()].filter(isThere);
      console.log(`\n${summary(known)}; waiting for changes, Ctrl+C ends`);
    }
    const { job, signal } = await queue.next();
    const key = `${job.lab} ${job.step}`;
    try {
      const result = await checkLab(prover, job.lab, table, { step: job.step, signal });
      if (isGood(result)) failing.delete(key);
      else failing.set(key, job);
      // What is wrong beside the steps is wrong for all of them.
      if (result.unreadable?.problems.some(({ file }) => file === LAB_FILE)) queue.drop(job.lab);
    } catch (error) {
      if (signal.aborted) continue;
      // A step that was removed or renamed in the meantime, for one.
      console.log(error instanceof Error ? error.message : String(error));
    }
  }
}

/** What stands beside the steps concerns all of them. */
function noteSave(queue: ProofQueue, { lab, step }: Job, only: string | undefined): void {
  const jobs = jobsOf(lab, only);
  const saved = step === '' ? jobs : jobs.filter((job) => isStep(job.step, step));
  for (const job of [...saved].reverse()) queue.save(job);
}

function jobsOf(lab: string, only: string | undefined): Job[] {
  const steps = stepFolders(lab);
  if (only !== undefined) return [{ lab, step: steps.find((step) => isStep(only, step)) ?? only }];
  const inOneGo = steps.length > 1 ? [{ lab, step: IN_ONE_GO }] : [];
  return [...steps.map((step) => ({ lab, step })), ...inOneGo];
}

function isThere({ lab, step }: Job): boolean {
  return step === IN_ONE_GO || stepFolders(lab).includes(step);
}

/** Whether a step is called so: by its folder or its id. */
function isStep(name: string, folder: string): boolean {
  return name === folder || name === folder.replace(/^\d{2}-/, '');
}

function summary(failing: readonly Job[]): string {
  if (failing.length === 0) return 'all is proved';
  return `not proved: ${failing.map(({ lab, step }) => `${basename(lab)}/${step}`).join(', ')}`;
}
