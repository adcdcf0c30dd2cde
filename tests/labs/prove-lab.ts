/** Proves labs on the real machine, in Node. */
import { fileURLToPath } from 'node:url';
import { createNodeMachine } from '../../images/warm/node-machine.ts';
import type { LabSource } from '../../src/labs/parse/parse-lab.ts';
import type { StepSource } from '../../src/labs/parse/step-folder.ts';
import {
  SECOND_MACHINE_MEMORY_BYTES,
  SecondMachine,
} from '../../src/labs/session/second-machine.ts';
import { drawValues } from '../../src/labs/session/values.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { Preparation, type PreparedMachine } from './preparation.ts';
import { Production } from './production.ts';
import { IN_ONE_GO, type Proof, ProofNotes } from './proof.ts';
import { proveStep, proveStepAfterOthers, type StepValues, type Values } from './prove-step.ts';

/** Where `npm run image:build` puts the image. */
export const IMAGE_FOLDER = fileURLToPath(new URL('../../images/out', import.meta.url));

/** Of who never changes his mind. */
const NEVER = new AbortController().signal;

/** Two learners: a solution or a check in which one's values are written out fails with the other's. */
const STEP_SEED = 'step by step';
const ONE_GO_SEED = 'in one go';
/** Solutions may start servers or end containers, on a computer that does other things as well. */
const PATIENCE_MS = 60_000;

/** Has a machine of its own, on which it proves one thing after the other. */
export class LabProver {
  readonly #machine: LocalMachine;
  readonly #preparation: Preparation;
  readonly #patienceMs: number;
  #secondMachine: Promise<Values> | undefined;
  #production: Promise<Production> | undefined;

  private constructor(machine: LocalMachine, patienceMs: number) {
    this.#machine = machine;
    this.#preparation = new Preparation(machine);
    this.#patienceMs = patienceMs;
  }

  /** Starts the machine. `patienceMs` is how long a solution may take to take effect once it was typed. */
  static async start({ patienceMs = PATIENCE_MS } = {}): Promise<LabProver> {
    const machine = createNodeMachine(IMAGE_FOLDER, { bootMode: 'warm' });
    await machine.start();
    return new LabProver(machine, patienceMs);
  }

  /** Proves the step at `index` by itself. Rejects with the signal's reason when it is aborted. */
  async proveStep({ lab, steps }: LabSource, index: number, signal = NEVER): Promise<Proof> {
    const step = steps[index];
    if (step === undefined) throw new RangeError(`the lab ${lab.id} has no step ${index}`);
    const values = await this.#valuesFor(step, drawValues(lab.values, STEP_SEED));
    const production = await this.#productionFor(step);
    const prepare = async () => {
      const request = { profile: lab.profile, setup: step.step.setup, values: values.later };
      return withProduction(await this.#preparation.prepare(request, signal), production);
    };
    const options = { patienceMs: this.#patienceMs, signal };
    const machines = { first: this.#machine, second: production?.machine };
    return proveStep(machines, prepare, step, values, options);
  }

  /**
   * Proves that all steps can be done on one machine, one after the other, as most learners will. Rejects with the signal's
   * reason when it is aborted.
   */
  async proveInOneGo({ lab, steps }: LabSource, signal = NEVER): Promise<Proof> {
    const options = { patienceMs: this.#patienceMs, signal };
    const notes = new ProofNotes();
    const values = drawValues(lab.values, ONE_GO_SEED);
    await this.#preparation.renew(lab.profile, signal);
    for (const step of steps) {
      const own = await this.#valuesFor(step, values);
      const production = await this.#productionFor(step);
      await production?.renew();
      const machines = { first: this.#machine, second: production?.machine };
      await proveStepAfterOthers(machines, step, own, notes, options);
    }
    const tasks = steps.reduce((sum, { step }) => sum + step.tasks.length, 0);
    return notes.toProof(IN_ONE_GO, tasks, 0);
  }

  close(): void {
    this.#machine.destroy();
    this.#production?.then(
      (production) => production.close(),
      () => undefined, // told to whoever wanted it
    );
  }

  async #productionFor({ step }: StepSource): Promise<Production | undefined> {
    if (step.secondMachine !== 'production') return undefined;
    this.#production ??= Production.start(IMAGE_FOLDER, this.#machine);
    return this.#production;
  }

  async #valuesFor({ step }: StepSource, drawn: Values): Promise<StepValues> {
    if (step.secondMachine !== 'pc') return { atFirst: drawn, later: drawn };
    this.#secondMachine ??= bootSecondMachine();
    return { atFirst: drawn, later: { ...drawn, ...(await this.#secondMachine) } };
  }
}

/** A prepared machine with a server beside it that is as new. */
async function withProduction(
  prepared: PreparedMachine,
  production: Production | undefined,
): Promise<PreparedMachine> {
  await production?.renew();
  return {
    restore: async () => {
      await prepared.restore();
      await production?.renew();
    },
  };
}

/** Boots a second machine as the page does; what is told of it then stays true without it. */
async function bootSecondMachine(): Promise<Values> {
  const second = new SecondMachine('pc', () =>
    createNodeMachine(IMAGE_FOLDER, { bootMode: 'cold', memoryBytes: SECOND_MACHINE_MEMORY_BYTES }),
  );
  await second.boot();
  const { state, values } = second;
  second.close();
  if (state.state === 'failed') throw state.error;
  if (state.state !== 'ready') throw new Error(`the second machine is ${state.state}`);
  return values;
}
