import { describe, expect, it } from 'vitest';
import type { SecondMachineKind } from '../../../src/labs/lab.ts';
import {
  SecondMachine,
  type SecondMachineState,
} from '../../../src/labs/session/second-machine.ts';
import { MachineError } from '../../../src/machine/errors.ts';
import type { ExecResult } from '../../../src/machine/machine.ts';
import { type Deferred, defer } from '../../../src/support/deferred.ts';
import { FakeMachine } from '../fake-machine.ts';

const BOOT_ID = '0c0ffee0-1111-4222-8333-444455556666';

const FACTS = `release 6.12.117-drydock
boot_id ${BOOT_ID}
memory 75504
uptime 4.54
processes 33
sectors 85896
setup 31
system 130080
`;

/** A machine whose start takes until the test says so. */
class SlowMachine extends FakeMachine {
  readonly started: Deferred<void> = defer<void>();
  destroyed = false;

  constructor(stdout = FACTS) {
    super(async (): Promise<ExecResult> => ({ exitCode: 0, stdout, stderr: '' }));
    this.status = { state: 'idle' };
  }

  override start(): Promise<void> {
    return this.started.promise;
  }

  override destroy(): void {
    this.destroyed = true;
    this.started.reject(new MachineError('machine-destroyed', 'destroyed'));
  }
}

function bench(stdout?: string, kind: SecondMachineKind = 'pc') {
  const made: SlowMachine[] = [];
  let time = 1000;
  const second = new SecondMachine(
    kind,
    () => {
      const machine = new SlowMachine(stdout);
      made.push(machine);
      return machine;
    },
    () => time,
  );
  const states: SecondMachineState[] = [];
  second.onChange((state) => states.push(state));
  return {
    second,
    made,
    states,
    pass: (ms: number) => {
      time += ms;
    },
    latest: () => made.at(-1) as SlowMachine,
  };
}

async function booted(options?: string, kind?: SecondMachineKind) {
  const own = bench(options, kind);
  const booting = own.second.boot();
  own.pass(400);
  own.latest().become({ state: 'booting', lastKernelLine: 'Linux version 6.12' });
  own.pass(6000);
  own.latest().become({ state: 'ready' });
  own.latest().started.resolve();
  await booting;
  return own;
}

describe('the second machine', () => {
  it('is not there before it is booted', () => {
    const { second, made } = bench();
    expect(second.state).toEqual({ state: 'idle' });
    expect(second.values).toEqual({});
    expect(made).toHaveLength(0);
  });

  it('shows what its kernel says while it boots', () => {
    const { second, latest, states } = bench();
    void second.boot();
    expect(second.state.state).toBe('booting');
    latest().become({ state: 'downloading', loaded: 1, total: 2 });
    latest().become({ state: 'booting', lastKernelLine: 'Freeing memory' });
    expect(states.at(-1)).toEqual({
      state: 'booting',
      status: { state: 'booting', lastKernelLine: 'Freeing memory' },
    });
    expect(second.machine).toBeUndefined();
  });

  it('measures its start from the order to the answer, the download apart', async () => {
    const { second } = await booted();
    expect(second.state).toMatchObject({ state: 'ready', bootMs: 6400, downloadMs: 400 });
  });

  it('asks its kernel who it is, and gives the checks its boot_id', async () => {
    const { second, latest } = await booted();
    expect(second.state).toMatchObject({
      facts: {
        kernelRelease: '6.12.117-drydock',
        bootId: BOOT_ID,
        memoryBytes: 75504 * 1024,
        uptimeSeconds: 4.54,
        processes: 32,
        diskBytes: 43_978_752,
        kernelBytes: 2_097_664,
      },
    });
    expect(second.values).toEqual({ vm_boot_id: BOOT_ID });
    expect(second.machine).toBe(latest());
  });

  it('is called production when it is a server, and has nothing to tell the checks', async () => {
    const { second, latest } = await booted(undefined, 'production');
    expect(latest().runs.map(({ argv }) => argv)).toContainEqual(['hostname', 'production']);
    expect(second.values).toEqual({});
  });

  it('is booted once, however often it is asked for', async () => {
    const { second, made } = await booted();
    await second.boot();
    expect(made).toHaveLength(1);
  });

  it('can be closed while it boots: destroyed, and not heard of again', async () => {
    const { second, latest, states } = bench();
    const booting = second.boot();
    second.close();
    expect(latest().destroyed).toBe(true);
    await booting;
    latest().become({ state: 'ready' });
    expect(second.state).toEqual({ state: 'idle' });
    expect(states.map(({ state }) => state)).toEqual(['booting', 'idle']);
    expect(latest().statusChanges.size).toBe(0);
  });

  it('forgets its boot_id with its close, and gets another machine at the next boot', async () => {
    const { second, made } = await booted();
    second.close();
    expect(second.values).toEqual({});
    expect(made[0]?.destroyed).toBe(true);
    void second.boot();
    expect(made).toHaveLength(2);
    expect(second.state.state).toBe('booting');
  });

  it('tells a failed start, frees the machine, and can be tried again', async () => {
    const { second, made, latest } = bench();
    const booting = second.boot();
    latest().started.reject(new MachineError('download-failed', '404', 'image/kernel.bin'));
    await booting;
    expect(second.state).toMatchObject({
      state: 'failed',
      error: { code: 'download-failed', subject: 'image/kernel.bin' },
    });
    expect(made[0]?.destroyed).toBe(true);
    void second.boot();
    expect(second.state.state).toBe('booting');
  });

  it('fails once when the status and the start both say so', async () => {
    const { second, latest, states } = bench();
    const booting = second.boot();
    const error = new MachineError('worker-died', 'out of memory');
    latest().become({ state: 'failed', error });
    latest().started.reject(error);
    await booting;
    expect(states.filter(({ state }) => state === 'failed')).toHaveLength(1);
    expect(second.state).toMatchObject({ error: { code: 'worker-died' } });
  });

  it('fails when it cannot even be made', async () => {
    const second = new SecondMachine('pc', () => {
      throw new RangeError('memoryBytes is 1');
    });
    await second.boot();
    expect(second.state).toMatchObject({
      state: 'failed',
      error: { code: 'engine-failed', message: expect.stringContaining('memoryBytes is 1') },
    });
  });

  it('fails, naming the fact, when its kernel does not tell all', async () => {
    const { second, latest } = await booted(FACTS.replace(/^uptime .*\n/m, ''));
    expect(second.state).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('uptime') },
    });
    expect(latest().destroyed).toBe(true);
  });

  it('says of what it died, is freed, and is still known by its boot_id', async () => {
    const { second, latest } = await booted();
    latest().become({ state: 'stopped', reason: 'panic', detail: 'sysrq triggered crash' });
    expect(second.state).toEqual({
      state: 'stopped',
      reason: 'panic',
      detail: 'sysrq triggered crash',
    });
    expect(latest().destroyed).toBe(true);
    expect(second.machine).toBeUndefined();
    expect(second.values).toEqual({ vm_boot_id: BOOT_ID });
    void second.boot();
    expect(second.values).toEqual({});
  });
});
