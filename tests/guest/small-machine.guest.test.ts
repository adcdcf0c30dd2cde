import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  SECOND_MACHINE_MEMORY_BYTES,
  SecondMachine,
} from '../../src/labs/session/second-machine.ts';
import { Console } from './console.ts';
import { makeMachine, PATIENT, runningMachine, sh } from './machines.ts';

describe('a second, small machine beside the first', PATIENT, () => {
  const first = runningMachine();
  const second = new SecondMachine('pc', () =>
    makeMachine({ bootMode: 'cold', memoryBytes: SECOND_MACHINE_MEMORY_BYTES }),
  );
  beforeAll(() => second.boot(), PATIENT.timeout);
  afterAll(() => second.close());

  function facts() {
    if (second.state.state !== 'ready') throw new Error(`it is ${second.state.state}`);
    return second.state;
  }

  it('has a kernel of its own, which says so itself', async () => {
    const ofFirst = await sh(first(), 'cat /proc/sys/kernel/random/boot_id');
    expect(facts().facts.bootId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(facts().facts.bootId).not.toBe(ofFirst);
    expect(second.values).toEqual({ vm_boot_id: facts().facts.bootId });
    expect(facts().facts.kernelRelease).toBe(await sh(first(), 'uname -r'));
  });

  it('has the memory it was allotted, less what the kernel needs for itself', () => {
    const { memoryBytes } = facts().facts;
    expect(memoryBytes).toBeLessThan(SECOND_MACHINE_MEMORY_BYTES);
    expect(memoryBytes).toBeGreaterThan(0.7 * SECOND_MACHINE_MEMORY_BYTES);
  });

  it('knows the size of its disk and of the kernel it was booted from', () => {
    expect(facts().facts.diskBytes).toBeGreaterThan(20_000_000);
    expect(facts().facts.kernelBytes).toBeGreaterThan(1_000_000);
    expect(facts().facts.kernelBytes).toBeLessThan(8_000_000);
  });

  it('counts its uptime and processes from its own start', () => {
    expect(facts().facts.uptimeSeconds * 1000).toBeLessThan(facts().bootMs + 1000);
    expect(facts().facts.processes).toBeGreaterThan(10);
  });

  it('leaves enough memory to work in', async () => {
    const machine = second.machine;
    if (machine === undefined) throw new Error('it has no machine');
    const console = await Console.open(machine);
    await console.run('head -c 16M /dev/zero > /tmp/file');
    expect(await console.run('wc -c < /tmp/file; rm /tmp/file')).toBe('16777216');
    expect(
      await console.run('unshare --fork --pid --mount-proc bash -c "echo $$; ps | wc -l"'),
    ).toMatch(/\d+\n4/);
  });

  it('falls over alone when its kernel panics', async () => {
    const machine = second.machine;
    if (machine === undefined) throw new Error('it has no machine');
    machine.exec('echo c > /proc/sysrq-trigger').catch(() => undefined); // nobody is left to answer
    await new Promise<void>((resolve) => {
      const leave = second.onChange((state) => {
        if (state.state !== 'stopped') return;
        leave();
        resolve();
      });
    });
    expect(second.state).toMatchObject({ state: 'stopped', reason: 'panic' });
    expect(await sh(first(), 'echo alive')).toBe('alive');
  });
});
