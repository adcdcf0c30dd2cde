import { describe, expect, it } from 'vitest';
import type { RegistryData } from '../../src/machine/registry/registry-data.ts';
import { type CaptureSource, takeCapture } from '../../src/machine/take-capture.ts';
import { type Deferred, defer } from '../../src/support/deferred.ts';

const FIT = { parent: 'a'.repeat(64), fingerprint: 'b'.repeat(64), memoryBytes: 4096 };

/** A machine that notes what is done to it, in order. */
function make() {
  const steps: string[] = [];
  const end = defer<never>();
  end.promise.catch(() => undefined);
  let closed: Error | undefined;
  let disk: Deferred<void> | undefined;
  const machine = {
    steps,
    onStop: () => {},
    portEmpty: true,
    pushed: undefined as RegistryData | undefined,
    busy: () => {
      disk = defer();
    },
    rest: () => {
      disk?.resolve();
      disk = undefined;
    },
    close: (error: Error) => {
      closed = error;
      end.reject(error);
    },
  };
  const source: CaptureSource = {
    emulator: {
      stop: async () => {
        steps.push('stop');
        machine.onStop();
      },
      run: () => void steps.push('run'),
      saveDevices: async () => Uint8Array.of(1, 2),
      port: {
        get empty() {
          return machine.portEmpty;
        },
      },
    },
    session: {
      end: end.promise,
      quiesce: async () => {
        steps.push('hold');
        return () => void steps.push('release');
      },
      requireOpen: () => {
        if (closed) throw closed;
      },
      terminals: [{ number: 1, pid: 2, columns: 80, rows: 24 }],
    },
    disk: {
      get busy() {
        return disk !== undefined;
      },
      atRest: async () => disk?.promise,
    },
    memory: {
      prepare: async () => void steps.push('prepare'),
      capture: () => {
        steps.push('copy');
        return {
          pageNumbers: Uint32Array.of(0),
          pages: new Uint8Array(4096),
          zeroPages: new Uint32Array(0),
        };
      },
    },
    network: {
      pushed: () => {
        steps.push('pushed');
        return machine.pushed;
      },
    },
    fit: FIT,
    now: () => 77,
  };
  return { machine, source };
}

describe('taking a capture', () => {
  it('stops the machine only while it copies', async () => {
    const { machine, source } = make();
    const capture = await takeCapture(source, {
      onMoment: () => void machine.steps.push('moment'),
    });
    const during = ['hold', 'stop', 'copy', 'pushed', 'moment', 'run', 'release'];
    expect(machine.steps).toEqual(['prepare', ...during]);
    expect(capture).toMatchObject({ ...FIT, takenAt: 77, terminals: [{ pid: 2 }] });
    expect(capture.devices).toEqual(Uint8Array.of(1, 2));
    expect(capture.pauseMs).toBeGreaterThanOrEqual(0);
  });

  it('has what was pushed while the machine stood, if anything was', async () => {
    const { machine, source } = make();
    expect(await takeCapture(source)).not.toHaveProperty('registry');
    machine.pushed = { repositories: [], blobs: [] };
    expect((await takeCapture(source)).registry).toBe(machine.pushed);
  });

  it('waits for the disk without holding anything back, and can be given up', async () => {
    const { machine, source } = make();
    machine.busy();
    const abort = new AbortController();
    const waiting = takeCapture(source, { signal: abort.signal });
    await Promise.resolve();
    abort.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    expect(machine.steps).toEqual(['prepare']);
    const later = takeCapture(source);
    machine.rest();
    await later;
  });

  it('lets the machine go on when a read began while it was being stopped, and tries again', async () => {
    const { machine, source } = make();
    machine.onStop = () => {
      machine.onStop = () => {};
      machine.busy();
      setTimeout(() => machine.rest());
    };
    await takeCapture(source);
    expect(machine.steps).toEqual([
      ...['prepare', 'hold', 'stop', 'run', 'release'],
      ...['hold', 'stop', 'copy', 'pushed', 'run', 'release'],
    ]);
  });

  it('touches nothing when the machine was taken over while it was being stopped', async () => {
    const { machine, source } = make();
    const reason = new Error('put back to a capture');
    machine.onStop = () => machine.close(reason);
    await expect(takeCapture(source)).rejects.toBe(reason);
    expect(machine.steps).toEqual(['prepare', 'hold', 'stop', 'release']);
  });

  it('ends with the machine when that ends while the disk is waited for', async () => {
    const { machine, source } = make();
    machine.busy();
    const waiting = takeCapture(source);
    machine.close(new Error('destroyed'));
    await expect(waiting).rejects.toThrow('destroyed');
  });

  it('lets the machine go on when copying fails', async () => {
    const { machine, source } = make();
    const failing = {
      ...source,
      memory: {
        ...source.memory,
        capture: () => {
          throw new RangeError('Array buffer allocation failed');
        },
      },
    };
    await expect(takeCapture(failing)).rejects.toThrow('allocation failed');
    expect(machine.steps.slice(-2)).toEqual(['run', 'release']);
  });
});
