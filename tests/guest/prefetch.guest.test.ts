import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { pageNumbers } from '../../src/layers/page-order.ts';
import { type ImageManifest, MANIFEST_PATH } from '../../src/machine/image/manifest.ts';
import { IMAGE_FOLDER, PATIENT, runningMachine, sh } from './machines.ts';

/** Longer than the page leaves the line to the first prompt before it fetches ahead, in seconds. */
const LONG_ENOUGH = 5;

/** Blocks that commands of labs read, in the order of their bundles. */
async function readWorkingSet(): Promise<readonly number[]> {
  const text = await readFile(join(IMAGE_FOLDER, MANIFEST_PATH), 'utf8');
  const { disk } = JSON.parse(text) as ImageManifest;
  return disk.bundles.flatMap(({ runs }) => [...pageNumbers(runs)]);
}

describe('what labs will read of the disk', PATIENT, () => {
  const running = runningMachine();

  it('is fetched ahead when the guest has nothing to do, and not before', async () => {
    const machine = running();
    const workingSet = await readWorkingSet();
    await sh(machine, 'sleep 0');
    const loop = await sh(machine, 'while :; do :; done > /dev/null 2>&1 & echo $!');
    const terminal = await machine.openTerminal({ columns: 80, rows: 24 });
    await new Promise<void>((resolve) =>
      terminal.onOutput((_bytes, consumed) => {
        consumed();
        resolve();
      }),
    );
    await sh(machine, 'sleep 1'); // whatever the shell reads at its start it has read
    const missing = () => workingSet.filter((block) => machine.disk?.block(block) === undefined);
    const before = missing();
    expect(before).not.toEqual([]);
    await sh(machine, `sleep ${LONG_ENOUGH}`);
    expect(missing()).toEqual(before);

    await sh(machine, `kill ${loop}`);
    await vi.waitFor(() => expect(missing()).toEqual([]), { timeout: 60_000 });
  });
});
