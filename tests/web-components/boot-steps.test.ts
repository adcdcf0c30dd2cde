import { describe, expect, it } from 'vitest';
import { MachineError } from '../../src/machine/errors.ts';
import type { MachineStatus } from '../../src/machine/machine.ts';
import { bootSteps, downloadedShare, megabytes } from '../../web-components/boot-steps.ts';

const progress = (status: MachineStatus, cold = false) =>
  bootSteps(status, cold).map((step) => `${step.name} ${step.progress}`);

describe('the steps of a start', () => {
  it('go from loading over restoring to the terminal', () => {
    expect(progress({ state: 'downloading', loaded: 1, total: 2 })).toEqual([
      'download now',
      'restore waiting',
      'terminal waiting',
    ]);
    expect(progress({ state: 'restoring' })).toEqual([
      'download done',
      'restore now',
      'terminal waiting',
    ]);
    expect(progress({ state: 'ready' }).at(-1)).toBe('terminal now');
  });

  it('go through the kernel when the machine boots cold', () => {
    expect(progress({ state: 'booting', lastKernelLine: '' }, true)[1]).toBe('kernel now');
  });

  it('stand still when the machine failed', () => {
    const error = new MachineError('boot-deadline', 'too slow');
    expect(progress({ state: 'failed', error }).some((step) => step.endsWith('now'))).toBe(false);
  });
});

describe('the share that arrived', () => {
  it('is unknown without a total, and never more than all', () => {
    expect(downloadedShare({ state: 'downloading', loaded: 5, total: 0 })).toBeUndefined();
    expect(downloadedShare({ state: 'downloading', loaded: 1, total: 4 })).toBe(0.25);
    expect(downloadedShare({ state: 'downloading', loaded: 9, total: 4 })).toBe(1);
  });

  it('is said in megabytes', () => {
    expect(megabytes(3_449_999)).toBe('3.4');
  });
});
