import { beforeEach, describe, expect, it } from 'vitest';
import { SetupFailedError } from '../../src/labs/session/run-setup.ts';
import type { MachineCapture, TakenCapture } from '../../src/machine/capture.ts';
import type { MachineTerminal, Profile } from '../../src/machine/machine.ts';
import { FakeMachine, SILENT } from './fake-machine.ts';
import { Preparation, type PreparationRequest } from './preparation.ts';

const REQUEST: PreparationRequest = {
  profile: 'engine',
  setup: 'start',
  values: { name: 'otter' },
};
const signal = new AbortController().signal;

/** Writes down what is done to it. */
class WatchedMachine extends FakeMachine {
  readonly deeds: string[] = [];
  #captures = 0;

  override async reset(profile?: Profile): Promise<void> {
    this.deeds.push(`reset to ${profile}`);
  }

  override async capture(): Promise<TakenCapture> {
    this.#captures += 1;
    return { takenAt: this.#captures } as TakenCapture;
  }

  override async restore(capture?: MachineCapture): Promise<readonly MachineTerminal[]> {
    this.deeds.push(`restored ${capture?.takenAt}`);
    return [];
  }
}

let status: number;
let machine: WatchedMachine;
let preparation: Preparation;
beforeEach(() => {
  status = 0;
  machine = new WatchedMachine(async () => {
    machine.deeds.push('set up');
    return { ...SILENT, exitCode: status };
  });
  preparation = new Preparation(machine);
});

describe('a prepared machine', () => {
  it('was reset to the profile of the lab, and then set up', async () => {
    await preparation.prepare(REQUEST, signal);
    expect(machine.deeds).toEqual(['reset to engine', 'set up']);
  });

  it('begins as a fresh machine of its profile again, which need not be made twice', async () => {
    await preparation.prepare(REQUEST, signal);
    machine.deeds.length = 0;
    await preparation.prepare({ ...REQUEST, setup: 'start another' }, signal);
    expect(machine.deeds).toEqual(['restored 1', 'set up']);
  });

  it('is had again for the same setup without doing it again', async () => {
    await preparation.prepare(REQUEST, signal);
    machine.deeds.length = 0;
    await preparation.prepare({ ...REQUEST }, signal);
    expect(machine.deeds).toEqual(['restored 2']);
  });

  it.each([
    ['setup', { setup: 'start another' }, 'restored 1'],
    ['values', { values: { name: 'puma' } }, 'restored 1'],
    ['profile', { profile: 'base' }, 'reset to base'],
  ] as const)('is made anew for another %s', async (_, change, first) => {
    await preparation.prepare(REQUEST, signal);
    machine.deeds.length = 0;
    await preparation.prepare({ ...REQUEST, ...change }, signal);
    expect(machine.deeds).toEqual([first, 'set up']);
  });

  it('is not had from a setup that fails', async () => {
    status = 1;
    await expect(preparation.prepare(REQUEST, signal)).rejects.toThrow(SetupFailedError);
    status = 0;
    machine.deeds.length = 0;
    await preparation.prepare(REQUEST, signal);
    expect(machine.deeds).toEqual(['restored 1', 'set up']);
  });
});
