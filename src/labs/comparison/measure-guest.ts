import type { Machine } from '../../machine/machine.ts';
import { CONTAINER_SCRIPT, taskScript } from './guest-scripts.ts';

/** What the kernel under a program says of itself. */
export interface KernelIdentity {
  readonly kernelRelease: string;
  readonly bootId: string;
}

/** What a virtual machine or a container takes. */
export interface Weight {
  /** Memory that is not there for others, in bytes. */
  readonly memoryBytes: number;
  /** What is copied to where it is to run, in bytes. */
  readonly imageBytes: number;
  readonly startMs: number;
}

/** A container and the machine it runs on. */
export interface ContainerFigures {
  readonly host: KernelIdentity;
  readonly container: KernelIdentity & Weight;
}

/** Milliseconds that the task took, and the sum that came out of it. */
export interface TaskFigure {
  readonly ms: number;
  readonly sum: string;
}

/** Generous: it only decides how long a failure lasts, and the emulated processor may have to share a busy one. */
const TIMEOUT_MS = 180_000;

/** The script said something else than was asked for. */
export class MeasurementError extends Error {
  override readonly name = 'MeasurementError';
}

/** Makes a container on a machine, measures it and removes it. Rejects with the machine's error or MeasurementError. */
export async function measureContainer(
  machine: Pick<Machine, 'exec'>,
  signal: AbortSignal,
): Promise<ContainerFigures> {
  const said = await run(machine, CONTAINER_SCRIPT, signal);
  return {
    host: { kernelRelease: said.text('host_release'), bootId: said.text('host_boot_id') },
    container: {
      kernelRelease: said.text('release'),
      bootId: said.text('boot_id'),
      memoryBytes: said.number('memory') * 1024,
      imageBytes: said.number('image'),
      startMs: said.number('start') / 1000,
    },
  };
}

/** Does the task on a machine, outside of any container. Rejects as {@link measureContainer}. */
export async function measureTask(
  machine: Pick<Machine, 'exec'>,
  signal: AbortSignal,
): Promise<TaskFigure> {
  return taskIn(await run(machine, taskScript(['here']), signal), 'here');
}

/** Does the task by turns in a container and on the machine around it. Rejects as {@link measureContainer}. */
export async function measureContainerTask(
  machine: Pick<Machine, 'exec'>,
  signal: AbortSignal,
): Promise<{ readonly host: TaskFigure; readonly container: TaskFigure }> {
  const said = await run(machine, taskScript(['here', 'container']), signal);
  return { host: taskIn(said, 'here'), container: taskIn(said, 'container') };
}

function taskIn(said: Answers, name: string): TaskFigure {
  return { ms: said.number(name) / 1000, sum: said.text(name, 1) };
}

async function run(
  machine: Pick<Machine, 'exec'>,
  script: string,
  signal: AbortSignal,
): Promise<Answers> {
  const options = { stdin: script, root: 'pristine' as const, timeoutMs: TIMEOUT_MS, signal };
  const { exitCode, stdout, stderr } = await machine.exec(['/bin/bash', '-s'], options);
  if (exitCode === 0) return new Answers(stdout);
  throw new MeasurementError(`the measurement ended with status ${exitCode}: ${stderr.trim()}`);
}

/** Lines of a name and its values. Where a name is repeated, the line with the smallest first value counts: the least disturbed run. */
class Answers {
  readonly #lines: readonly (readonly string[])[];

  constructor(stdout: string) {
    this.#lines = stdout.split('\n').map((line) => line.split(' '));
  }

  text(name: string, place = 0): string {
    const lines = this.#lines.filter(([first]) => first === name);
    const [best] = [...lines].sort(([, one], [, other]) => Number(one) - Number(other));
    const value = best?.[place + 1];
    if (value) return value;
    throw new MeasurementError(`the measurement did not tell "${name}"`);
  }

  number(name: string): number {
    const value = Number(this.text(name));
    if (Number.isFinite(value)) return value;
    throw new MeasurementError(`the measurement's "${name}" is no number: ${this.text(name)}`);
  }
}
