import { describe, expect, it } from 'vitest';
import { Console, PROMPT } from './console.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

/** The command line that lab 02 arrives at. */
const UNSHARE_ALL =
  'unshare --fork --pid --mount-proc --uts --net --ipc --cgroup --user --map-root-user bash';

const KINDS = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'];
const LIST_OWN = `for kind in ${KINDS.join(' ')}; do readlink /proc/self/ns/$kind; done`;

describe('a shell in namespaces of its own', PATIENT, () => {
  const machine = runningMachine();

  async function enter(): Promise<Console> {
    const console = await Console.open(machine());
    await console.run(UNSHARE_ALL);
    return console;
  }

  it('has another host name, and the machine keeps its own', async () => {
    const inside = await enter();
    await inside.run('hostname inside');
    expect(await inside.run('hostname')).toBe('inside');
    const outside = await Console.open(machine());
    expect(await outside.run('hostname')).toBe('drydock');
    await inside.run('exit');
    expect(await inside.run('hostname')).toBe('drydock');
  });

  it('sees itself as process 1 and no process of the machine', async () => {
    const inside = await enter();
    expect(await inside.run('echo $$')).toBe('1');
    const processes = (await inside.run('ps -e -o comm=')).split('\n').sort();
    expect(processes).toEqual(['bash', 'ps']);
  });

  it('is in seven new namespaces and shares the clock', async () => {
    const outside = await Console.open(machine());
    const before = (await outside.run(LIST_OWN)).split('\n');
    await outside.run(UNSHARE_ALL);
    const after = (await outside.run(LIST_OWN)).split('\n');
    const shared = KINDS.filter((_kind, index) => before[index] === after[index]);
    expect(after).toHaveLength(KINDS.length);
    expect(shared).toEqual(['time']);
  });

  it('is root without being root', async () => {
    const inside = await enter();
    expect(await inside.run('id -u')).toBe('0');
    expect((await inside.run('cat /proc/self/uid_map')).trim().split(/\s+/)).toEqual([
      '0',
      '0',
      '1',
    ]);
    expect(await inside.run('date -s 2001-01-01')).toMatch(
      /cannot set date: Operation not permitted/,
    );
  });

  it('has a network with nothing but a loopback that is down', async () => {
    const inside = await enter();
    expect(await inside.run('command ip -o link | wc -l')).toBe('1');
    expect(await inside.run('ping -c 1 -w 1 127.0.0.1')).toMatch(/unreachable/);
  });

  it('can be entered from outside with nsenter', async () => {
    const inside = await enter();
    await inside.run('hostname entered');
    const child = await sh(machine(), `pgrep -n -x bash`);
    expect(await sh(machine(), `nsenter --target ${child} --uts hostname`)).toBe('entered');
  });

  it('a time namespace moves the boot clock', async () => {
    const console = await Console.open(machine());
    await console.run('unshare --time --boottime 1000000 --fork bash');
    const seconds = Number((await console.run('cut -d. -f1 /proc/uptime')).trim());
    expect(seconds).toBeGreaterThan(1_000_000);
  });

  it('mounts made inside are not seen outside', async () => {
    const inside = await enter();
    await inside.run('mount -t tmpfs hidden /mnt && touch /mnt/only-here');
    expect(await inside.run('ls /mnt')).toBe('only-here');
    expect(await sh(machine(), 'ls /mnt')).toBe('');
    inside.type('exit\r');
    await inside.waitFor(PROMPT);
  });
});
