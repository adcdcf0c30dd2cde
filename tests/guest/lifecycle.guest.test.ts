import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { MachineStatus } from '../../src/machine/machine.ts';
import { defer } from '../../src/support/deferred.ts';
import { makeMachine, runningMachine, sh } from './machines.ts';

const ROUNDS = 20;
/** A machine's memory alone is 512 MB: twenty that stay behind could not be overlooked. */
const ALLOWED_GROWTH_BYTES = 300_000_000;
const LONG = { timeout: 300_000 };

/** Bytes of objects and buffers that are still reachable. */
function reachableBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node cannot collect garbage on demand');
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A machine stops in turns of its own: the last one is gone a little after it was told to. */
async function growsLittle(before: number): Promise<void> {
  await expect
    .poll(() => reachableBytes() - before, { timeout: 20_000 })
    .toBeLessThan(ALLOWED_GROWTH_BYTES);
}

/** Number of things that keep a process alive: timers, message ports, open files. */
function openResources(): number {
  return process.getActiveResourcesInfo().length;
}

async function liveOnce(): Promise<void> {
  const machine = makeMachine();
  await machine.start();
  const terminal = await machine.openTerminal({ columns: 80, rows: 24 });
  const printed = defer<void>();
  terminal.onOutput((_bytes, consumed) => {
    consumed();
    printed.resolve();
  });
  await printed.promise;
  expect(await sh(machine, 'echo lived')).toBe('lived');
  machine.destroy();
  expect(await terminal.ended).toEqual({ how: 'lost' });
}

describe('one machine after the other', LONG, () => {
  it(`${ROUNDS} of them leave no memory, timers or ports behind`, async () => {
    await liveOnce();
    await liveOnce();
    const bytes = reachableBytes();
    const resources = openResources();
    for (let round = 0; round < ROUNDS; round++) await liveOnce();
    await growsLittle(bytes);
    // The test runner has timers of its own that come and go.
    expect(openResources() - resources).toBeLessThan(ROUNDS / 2);
  });
});

describe('one machine that is reset again and again', LONG, () => {
  const machine = runningMachine();

  it('is as new each time and does not grow', async () => {
    const statuses: MachineStatus['state'][] = [];
    const stop = machine().onStatusChange(({ state }) => statuses.push(state));
    await machine().reset();
    const bytes = reachableBytes();
    for (let round = 0; round < ROUNDS; round++) {
      expect(await sh(machine(), 'ls /tmp; touch /tmp/left-behind')).toBe('');
      await machine().reset();
    }
    stop();
    expect(statuses.filter((state) => state === 'ready')).toHaveLength(ROUNDS + 1);
    expect(statuses).not.toContain('failed');
    await growsLittle(bytes);
  });
});
