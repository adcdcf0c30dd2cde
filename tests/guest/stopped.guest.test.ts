import { describe, expect, it } from 'vitest';
import { Console } from './console.ts';
import { PATIENT, reaches, runningMachine, sh } from './machines.ts';

describe('a machine that was stopped from inside', PATIENT, () => {
  const machine = runningMachine();

  it.each([
    {
      command: 'echo c > /proc/sysrq-trigger',
      status: { state: 'stopped', reason: 'panic', detail: 'sysrq triggered crash' },
    },
    { command: 'reboot', status: { state: 'stopped', reason: 'reboot', detail: '' } },
    { command: 'reboot -f', status: { state: 'stopped', reason: 'reboot', detail: '' } },
    {
      command: 'echo triple > /sys/kernel/reboot/type; reboot -f',
      status: { state: 'stopped', reason: 'reboot', detail: '' },
    },
    { command: 'poweroff', status: { state: 'stopped', reason: 'poweroff', detail: '' } },
    { command: 'halt -f', status: { state: 'stopped', reason: 'poweroff', detail: '' } },
  ])(
    'by `$command` says so, ends what ran, and goes on after a reset',
    async ({ command, status }) => {
      const console = await Console.open(machine());
      await sh(machine(), 'touch /root/mine');
      const stopped = reaches(machine(), 'stopped');
      console.type(`${command}\r`);
      expect(await stopped).toEqual(status);
      expect((await console.terminal.ended).how).toMatch(/lost|killed|exited/);
      await expect(machine().exec('true')).rejects.toMatchObject({ code: 'not-ready' });
      await machine().reset();
      expect(machine().status).toEqual({ state: 'ready' });
      expect(await sh(machine(), 'ls /root')).toBe('');
      const fresh = await Console.open(machine());
      expect(await fresh.run('echo back-$((1 + 1))')).toBe('back-2');
    },
  );

  it('rejects a script that was running', async () => {
    const running = machine().exec('echo c > /proc/sysrq-trigger');
    await expect(running).rejects.toMatchObject({ code: 'machine-stopped' });
    await machine().reset();
    expect(await sh(machine(), 'echo back')).toBe('back');
  });
});
