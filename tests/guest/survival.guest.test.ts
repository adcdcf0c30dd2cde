import { beforeEach, describe, expect, it } from 'vitest';
import { Console, PROMPT } from './console.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

describe('the machine goes on', PATIENT, () => {
  const machine = runningMachine();
  beforeEach(() => machine().reset(), PATIENT.timeout);

  async function expectWorking(): Promise<void> {
    expect(await sh(machine(), 'echo alive')).toBe('alive');
    const console = await Console.open(machine());
    expect(await console.run('echo typed-$((20 + 3))')).toBe('typed-23');
    expect(machine().status.state).toBe('ready');
  }

  it('after the agent was killed: old terminals and scripts end as lost', async () => {
    const console = await Console.open(machine());
    const script = expect(machine().exec('sleep 1000')).rejects.toMatchObject({
      code: 'agent-restarted',
    });
    console.type('pkill -9 drydock-agent\r');
    expect(await console.terminal.ended).toEqual({ how: 'lost' });
    await script;
    await expectWorking();
  });

  it('after the agent was killed ten times', async () => {
    for (let time = 0; time < 10; time++) {
      await expect(machine().exec('pkill -9 drydock-agent; sleep 1000')).rejects.toMatchObject({
        code: 'agent-restarted',
      });
    }
    await expectWorking();
  });

  it('after every process was killed', async () => {
    const console = await Console.open(machine());
    console.type('kill -9 -1\r');
    expect(await console.terminal.ended).toEqual({ how: 'lost' });
    await expectWorking();
  });

  it('during a fork bomb in a terminal, which can be ended from outside', async () => {
    const console = await Console.open(machine());
    console.type(':(){ :|:& };:\r');
    await sh(
      machine(),
      "until grep -q 'max [1-9]' /sys/fs/cgroup/terminals/pids.events; do :; done",
    );
    expect(await sh(machine(), 'echo alive')).toBe('alive');
    await sh(machine(), 'echo 1 > /sys/fs/cgroup/terminals/cgroup.kill');
    expect(await console.terminal.ended).toEqual({ how: 'killed', signal: 9 });
    await expectWorking();
  });

  it('after a program in a terminal wanted all memory', async () => {
    const console = await Console.open(machine());
    expect(await console.run('tail /dev/zero', 120_000)).toMatch(/Killed/);
    await expectWorking();
  });

  it('after a script wanted all memory', async () => {
    expect((await machine().exec('tail /dev/zero', { timeoutMs: 120_000 })).exitCode).toBe(137);
    await expectWorking();
  });

  it('after memory was filled with files, which can be removed from outside', async () => {
    const console = await Console.open(machine());
    expect(await console.run('cat /dev/zero > /tmp/filling', 60_000)).toMatch(/No space left/);
    // The second file exceeds what terminals may use; the kernel then ends a process of theirs, maybe the shell.
    console.clear();
    console.type('cat /dev/zero > /root/filling; echo over\r');
    await Promise.race([console.terminal.ended, console.waitFor(/\nover\n/, 60_000)]);
    expect(await sh(machine(), 'echo alive')).toBe('alive');
    await sh(machine(), 'rm /tmp/filling /root/filling');
    await expectWorking();
  });

  it('when somebody writes the words of a panic into its log', async () => {
    const words = 'Kernel panic - not syncing: not really';
    const seen: string[] = [];
    const stop = machine().emulator?.kernelLog.onLine((line) => seen.push(line));
    await sh(machine(), `echo '<0>${words}' > /dev/kmsg; echo '${words}' > /dev/console`);
    await sh(machine(), `echo 'reboot: Power down' > /dev/console`);
    stop?.();
    expect(seen.filter((line) => line.endsWith('not really'))).toHaveLength(2);
    await expectWorking();
  });

  it('when somebody else writes to the agent’s port, with and without the agent', async () => {
    const console = await Console.open(machine());
    const write = 'echo nonsense > /dev/virtio-ports/virtio-0';
    expect(await console.run(write)).toMatch(/Device or resource busy/);
    console.type(`pkill -9 drydock-agent; until ${write}; do :; done 2> /dev/null\r`);
    expect(await console.terminal.ended).toEqual({ how: 'lost' });
    await expectWorking();
  });

  it('when its control groups were taken away from the terminals', async () => {
    await sh(machine(), 'umount /sys/fs/cgroup');
    await expectWorking();
  });

  it('as new after a reset, whatever was done to it', async () => {
    const console = await Console.open(machine());
    await console.run('rm -rf --no-preserve-root / 2>/dev/null; echo', 120_000).catch(() => '');
    await machine().reset();
    expect(await console.terminal.ended).toEqual({ how: 'lost' });
    await expectWorking();
    const fresh = await Console.open(machine());
    await fresh.waitFor(PROMPT);
    expect(await fresh.run('ls /tmp')).toBe('');
  });
});
