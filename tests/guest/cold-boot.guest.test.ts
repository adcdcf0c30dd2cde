import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MANIFEST_PATH, parseManifest } from '../../src/machine/image/manifest.ts';
import type { MachineStatus } from '../../src/machine/machine.ts';
import { Console } from './console.ts';
import { IMAGE_FOLDER, makeMachine, PATIENT, runningMachine, sh } from './machines.ts';

describe('a machine that boots through BIOS and kernel', PATIENT, () => {
  const machine = makeMachine({ bootMode: 'cold' });
  const statuses: MachineStatus[] = [];
  const warm = runningMachine();
  beforeAll(async () => {
    machine.onStatusChange((status) => statuses.push(status));
    await machine.start();
  }, PATIENT.timeout);
  afterAll(() => machine.destroy());

  it('shows what the kernel says, and then is ready', () => {
    const lines = statuses.flatMap((status) =>
      status.state === 'booting' ? [status.lastKernelLine] : [],
    );
    expect(lines.some((line) => /Linux version 6\.12\.\d+-drydock/.test(line))).toBe(true);
    expect(lines.some((line) => line.includes('virtio'))).toBe(true);
    const states = [...new Set(statuses.map(({ state }) => state))];
    expect(states).toEqual(['downloading', 'booting', 'ready']);
  });

  it('has the command line, the root file system and the mounts that it should have', async () => {
    const manifest = parseManifest(await readFile(join(IMAGE_FOLDER, MANIFEST_PATH), 'utf8'));
    expect(await sh(machine, 'cat /proc/cmdline')).toContain(manifest.cold.commandLine);
    expect(await sh(machine, 'stat -f -c %T / /tmp /root /sys/fs/cgroup')).toBe(
      'overlayfs\ntmpfs\ntmpfs\ncgroup2fs',
    );
  });

  it.each([
    'uname -a',
    'cat /proc/meminfo | head -1',
    'cat /proc/mounts',
    'ls -R /etc',
    'sysctl -a 2>/dev/null | grep -E "^(vm.(min|admin)|kernel.(panic|pid_max|sysrq) |net.ipv4.ip_forward )"',
  ])('answers `%s` like a restored one', async (command) => {
    expect(await sh(machine, command)).toBe(await sh(warm(), command));
  });

  it('has the page’s time', async () => {
    const before = Date.now();
    const guestMs = Number(await sh(machine, 'date +%s%3N'));
    expect(guestMs).toBeGreaterThan(before - 1000);
    expect(guestMs).toBeLessThan(Date.now() + 1000);
  });

  it('has a prompt at which things work', async () => {
    const console = await Console.open(machine);
    expect(await console.run('unshare --uts --fork sh -c "hostname boxed; hostname"')).toBe(
      'boxed',
    );
  });
});
