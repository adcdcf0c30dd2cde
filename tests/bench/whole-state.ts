import { createNodeMachine } from '../../images/warm/node-machine.ts';
import type { Emulator } from '../../src/machine/v86/emulator.ts';

/** Has states of this emulator hold all of its memory, as v86's own do, from now on: its own packing is put back in. */
export function includeMemory(emulator: Emulator): void {
  const { cpu } = emulator;
  const { pack_memory, unpack_memory } = cpu;
  const keep = (value: unknown) => ({ get: () => value, set: () => {}, configurable: true });
  Object.defineProperties(cpu, {
    pack_memory: keep(pack_memory),
    unpack_memory: keep(unpack_memory),
  });
}

/** What v86 itself would store of the machine in `folder` when it has just been started. */
export async function takeWholeState(folder: string): Promise<Uint8Array> {
  const machine = createNodeMachine(folder, { bootMode: 'warm' });
  try {
    await machine.start();
    const { emulator } = machine;
    if (emulator === undefined) throw new Error('the machine is not running');
    await emulator.stop();
    includeMemory(emulator);
    return await emulator.saveDevices();
  } finally {
    machine.destroy();
  }
}
