/** Proves labs on the real machine, in Node. */
import { fileURLToPath } from 'node:url';
import { createNodeMachine } from '../../images/warm/node-machine.ts';
import type { LabSource } from '../../src/labs/parse/parse-lab.ts';
import { drawValues } from '../../src/labs/session/values.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { IN_ONE_GO, type Proof, ProofNotes } from './proof.ts';
import { proveStep, proveStepAfterOthers, type Values } from './prove-step.ts';

/** Where `npm run image:build` puts the image. */
export const IMAGE_FOLDER = fileURLToPath(new URL('../../images/out', import.meta.url));

/** Two learners: a solution or a check in which one's values are written out fails with the other's. */
const STEP_SEED = 'step by step';
const ONE_GO_SEED = 'in one go';

/** A machine for proofs, which runs; whoever asks for it destroys it. */
export async function startMachine(): Promise<LocalMachine> {
  const machine = createNodeMachine(IMAGE_FOLDER, { bootMode: 'warm' });
  await machine.start();
  return machine;
}

/** Proves the step at `index` by itself. */
export function proveLabStep(
  machine: LocalMachine,
  { lab, steps }: LabSource,
  index: number,
): Promise<Proof> {
  const step = steps[index];
  if (step === undefined) throw new RangeError(`the lab ${lab.id} has no step ${index}`);
  return proveStep(machine, step, drawValues(lab.values, STEP_SEED));
}

/** Proves that all steps can be done on one machine, one after the other, as most learners will. */
export async function proveLabInOneGo(machine: LocalMachine, source: LabSource): Promise<Proof> {
  const notes = new ProofNotes();
  const values: Values = drawValues(source.lab.values, ONE_GO_SEED);
  await machine.reset();
  for (const step of source.steps) await proveStepAfterOthers(machine, step, values, notes);
  const tasks = source.steps.reduce((sum, { step }) => sum + step.tasks.length, 0);
  return notes.toProof(IN_ONE_GO, tasks, 0);
}
