import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ENGINE_FILE } from '../../src/machine/build/engine-plugin.ts';
import { type EmulatorHardware, NETWORK_MTU } from '../../src/machine/v86/emulator.ts';
import { engineVersion } from './node-machine.ts';

/** The machine. 512 MB is what the Docker Engine needs, and its layer's parent must have the same memory. */
export const HARDWARE: EmulatorHardware = {
  memoryBytes: 512 * 1024 * 1024,
  vgaMemoryBytes: 256 * 1024,
};

/**
 * `quiet` is not there: a cold boot shows the kernel's lines. The clock is the processor's, which v86 keeps steady.
 *
 * Memory is cleared when it is freed and not when it is had, since what is zero is neither in layers nor in snapshots. Measured: 1.6 MB
 * less of both layers, and half of what a step of a lab with the Docker Engine stores (lab 08: 4.2, 2.4, 1.6, 2.5, 3.1, 4.8 MB became 2.9,
 * 1.1, 0.7, 1.3, 1.6, 2.9), for a few percent of the processor (400 programs started, three runs each, one after the other: 14.7 and
 * 15.4 s; `docker pull nginx` 86.8 and 91.5 s; 120 MB written 5.3 and 6.0 s).
 */
export const COMMAND_LINE = [
  'console=ttyS0',
  'root=/dev/sda rootfstype=erofs ro init=/usr/lib/drydock/preinit',
  'clocksource=tsc tsc=reliable random.trust_cpu=on init_on_free=1',
].join(' ');

/** What a memory layer of this machine fits: the exact engine and the exact devices. */
export async function fingerprintOf(hardware: EmulatorHardware): Promise<string> {
  const engine = createHash('sha256')
    .update(await readFile(ENGINE_FILE))
    .digest('hex');
  const devices = ['ide-disk', 'virtio-console', `virtio-net ${NETWORK_MTU}`, 'acpi'];
  const parts = { engine, version: await engineVersion(), ...hardware, devices };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
