import type { LocalMachine } from '../../src/machine/local-machine.ts';

/**
 * Instructions that the guest has done since its start, modulo 2^32. Unlike time, the same work is the same number of them on every
 * computer, however busy it is. Throws when the machine does not run.
 */
export function instructionsOf({ emulator }: LocalMachine): number {
  const counter: unknown = Reflect.get(emulator?.cpu ?? {}, 'instruction_counter');
  // A proxy over a view of memory, as all of v86's registers.
  const count: unknown = typeof counter === 'object' && counter ? Reflect.get(counter, 0) : null;
  if (typeof count !== 'number') throw new Error('v86 has no instruction counter');
  return count;
}

/** What the guest does until `work` has ended, in instructions, with all that it does besides. Less than 2^32. */
export async function instructionsFor(
  machine: LocalMachine,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = instructionsOf(machine);
  await work();
  return (instructionsOf(machine) - before) >>> 0;
}
