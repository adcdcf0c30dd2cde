/** Machines for the tests of this folder: the built image, in Node. */
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  createNodeMachine,
  type NodeMachineOptions,
  openBelow,
} from '../../images/warm/node-machine.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import type { ExecOptions, Machine, MachineStatus } from '../../src/machine/machine.ts';
import { defer } from '../../src/support/deferred.ts';

/** Where `npm run image:build` puts the image. */
export const IMAGE_FOLDER = fileURLToPath(new URL('../../images/out', import.meta.url));

/** The image's files as they are. */
export const openImage = openBelow(IMAGE_FOLDER);

/** Enough for a cold boot on a computer that does other things as well. */
export const PATIENT = { timeout: 180_000 };

/** A machine that was not started; whoever makes it destroys it. */
export function makeMachine(options: Partial<NodeMachineOptions> = {}): LocalMachine {
  return createNodeMachine(IMAGE_FOLDER, { bootMode: 'warm', ...options });
}

/** A machine that runs while the tests of the file (or the describe block) do. */
export function runningMachine(options: Partial<NodeMachineOptions> = {}): () => LocalMachine {
  const machine = makeMachine(options);
  beforeAll(() => machine.start(), PATIENT.timeout);
  afterAll(() => machine.destroy());
  return () => machine;
}

/** Makes machines that are destroyed after the test in which they were made. */
export function machinesOfEachTest(): {
  readonly make: (options?: Partial<NodeMachineOptions>) => LocalMachine;
  readonly started: (options?: Partial<NodeMachineOptions>) => Promise<LocalMachine>;
} {
  const machines: LocalMachine[] = [];
  afterEach(() => {
    for (const machine of machines.splice(0)) machine.destroy();
  });
  const make = (options: Partial<NodeMachineOptions> = {}) => {
    const machine = makeMachine(options);
    machines.push(machine);
    return machine;
  };
  const started = async (options: Partial<NodeMachineOptions> = {}) => {
    const machine = make(options);
    await machine.start();
    return machine;
  };
  return { make, started };
}

/** Runs a script that must succeed; what it printed. */
export async function sh(
  machine: Machine,
  script: string,
  options: ExecOptions = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await machine.exec(script, {
    timeoutMs: 60_000,
    ...options,
  });
  if (exitCode !== 0) {
    throw new Error(`${script}\nended with ${exitCode}: ${stdout}${stderr}`);
  }
  return stdout.trimEnd();
}

/** Resolves with the first status, from the present one on, that is as `wanted`. */
export async function becomes(
  machine: Machine,
  wanted: (status: MachineStatus) => boolean,
): Promise<MachineStatus> {
  if (wanted(machine.status)) return machine.status;
  const reached = defer<MachineStatus>();
  const stopListening = machine.onStatusChange((status) => {
    if (wanted(status)) reached.resolve(status);
  });
  try {
    return await reached.promise;
  } finally {
    stopListening();
  }
}

/** Resolves when the machine is in `state`. */
export function reaches(machine: Machine, state: MachineStatus['state']): Promise<MachineStatus> {
  return becomes(machine, (status) => status.state === state);
}
