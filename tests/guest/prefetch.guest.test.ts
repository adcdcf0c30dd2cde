import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type ImageManifest, MANIFEST_PATH } from '../../src/machine/image/manifest.ts';
import type { LocalMachine } from '../../src/machine/local-machine.ts';
import { IMAGE_FOLDER, PATIENT, runningMachine, sh } from './machines.ts';

/** Longer than the page leaves the line to the first prompt before it fetches ahead, in seconds. */
const LONG_ENOUGH = 5;

function fetched({ disk }: LocalMachine): ReadonlySet<number> {
  return new Set(disk?.fetched.keys());
}

async function readWorkingSet(): Promise<readonly number[]> {
  const text = await readFile(join(IMAGE_FOLDER, MANIFEST_PATH), 'utf8');
  return (JSON.parse(text) as ImageManifest).disk.workingSet;
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
    const before = fetched(machine);
    expect(workingSet.every((chunk) => before.has(chunk))).toBe(false);
    await sh(machine, `sleep ${LONG_ENOUGH}`);
    expect(fetched(machine)).toEqual(before);

    await sh(machine, `kill ${loop}`);
    await vi.waitFor(
      () => expect([...fetched(machine)]).toEqual(expect.arrayContaining([...workingSet])),
      {
        timeout: 60_000,
      },
    );
  });
});
