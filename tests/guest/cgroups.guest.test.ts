import { describe, expect, it } from 'vitest';
import { Console } from './console.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

/** A group of one test, and its removal as a learner does it. */
const make = (name: string) => `mkdir /sys/fs/cgroup/${name} && cd /sys/fs/cgroup/${name}`;
const KILL_AND_REMOVE = `
  echo 1 > cgroup.kill
  until grep -q 'populated 0' cgroup.events; do :; done
  name=$PWD; cd ..; rmdir "$name"; ls -d "$name" 2>&1 || true`;

/** Numbers of a flat-keyed file such as cpu.stat. */
function numbers(text: string): Map<string, number> {
  return new Map(
    text.split('\n').map((line) => {
      const [key = '', value] = line.split(' ');
      return [key, Number(value)];
    }),
  );
}

describe('a control group', PATIENT, () => {
  const machine = runningMachine();

  async function readNumber(file: string, key: string): Promise<number> {
    return numbers(await sh(machine(), `cat /sys/fs/cgroup/${file}`)).get(key) ?? Number.NaN;
  }

  async function remove(name: string): Promise<string> {
    return sh(machine(), `cd /sys/fs/cgroup/${name}; ${KILL_AND_REMOVE}`);
  }

  it('has the controllers of processor, disk, memory and processes', async () => {
    const console = await Console.open(machine());
    await console.run(make('controllers'));
    expect((await console.run('cat cgroup.controllers')).split(' ')).toEqual(
      expect.arrayContaining(['cpu', 'io', 'memory', 'pids']),
    );
    expect(await remove('controllers')).toMatch(/No such file/);
  });

  it('memory.max kills a process that wants more, and counts it', async () => {
    const console = await Console.open(machine());
    await console.run(make('hungry'));
    await console.run('echo 20M > memory.max');
    expect(await console.run('(echo 0 > cgroup.procs; exec tail /dev/zero)')).toMatch(/Killed/);
    expect(await console.run('echo $?')).toBe('137');
    expect(await readNumber('hungry/memory.events', 'oom_kill')).toBe(1);
    expect(await console.run('cat memory.peak')).toBe(String(20 * 1024 * 1024));
    expect(await remove('hungry')).toMatch(/No such file/);
  });

  it('accounts for swap', async () => {
    const console = await Console.open(machine());
    await console.run(make('swapping'));
    expect(await console.run('cat memory.swap.max memory.swap.current')).toBe('max\n0');
    await console.run('echo 0 > memory.swap.max');
    expect(await console.run('cat memory.swap.max')).toBe('0');
    expect(await remove('swapping')).toMatch(/No such file/);
  });

  it('pids.max stops a fork bomb, and cgroup.kill ends it', async () => {
    const console = await Console.open(machine());
    await console.run(make('bombed'));
    await console.run('echo 25 > pids.max');
    console.type('(echo 0 > cgroup.procs; b() { b | b & }; b) 2>/dev/null\r');
    await sh(machine(), "until grep -q 'max [1-9]' /sys/fs/cgroup/bombed/pids.events; do :; done");
    const highest = Number(await sh(machine(), 'cat /sys/fs/cgroup/bombed/pids.peak'));
    expect(highest).toBe(25);
    expect(await remove('bombed')).toMatch(/No such file/);
  });

  it('cpu.max slows a busy loop down to its share, and says so in cpu.stat', async () => {
    const console = await Console.open(machine());
    await console.run(make('throttled'));
    await console.run('echo "10000 100000" > cpu.max');
    await console.run('sh -c "echo 0 > cgroup.procs; while :; do :; done" &');
    await sh(
      machine(),
      "until grep -q 'nr_throttled [1-9]' /sys/fs/cgroup/throttled/cpu.stat; do :; done",
    );
    expect(await readNumber('throttled/cpu.stat', 'throttled_usec')).toBeGreaterThan(0);
    expect(await remove('throttled')).toMatch(/No such file/);
  });

  it('cgroup.freeze stops its processes and lets them go on', async () => {
    const console = await Console.open(machine());
    await console.run(make('frozen'));
    await console.run("sh -c 'echo 0 > cgroup.procs; while :; do echo; done > /dev/null' &");
    const used = () => readNumber('frozen/cpu.stat', 'usage_usec');
    await console.run('echo 1 > cgroup.freeze');
    await sh(machine(), "until grep -q 'frozen 1' /sys/fs/cgroup/frozen/cgroup.events; do :; done");
    const atFirst = await used();
    await sh(machine(), 'i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done');
    expect(await used()).toBe(atFirst);
    await console.run('echo 0 > cgroup.freeze');
    await sh(
      machine(),
      `until [ $(awk '/usage/ {print $2}' /sys/fs/cgroup/frozen/cpu.stat) -gt ${atFirst} ]; do :; done`,
    );
    expect(await remove('frozen')).toMatch(/No such file/);
  });

  it('io.max takes a limit for the disk', async () => {
    const console = await Console.open(machine());
    await console.run(make('reading'));
    await console.run('echo "$(cat /sys/block/sda/dev) rbps=1048576" > io.max');
    expect(await console.run('cat io.max')).toBe('8:0 rbps=1048576 wbps=max riops=max wiops=max');
    expect(await remove('reading')).toMatch(/No such file/);
  });

  it('reports pressure, as the whole machine does', async () => {
    const files = ['cpu', 'io', 'memory'].flatMap((resource) => [
      `/proc/pressure/${resource}`,
      `/sys/fs/cgroup/terminals/${resource}.pressure`,
    ]);
    for (const file of files) {
      expect(await sh(machine(), `cat ${file}`)).toMatch(/^some avg10=\d+\.\d\d .*total=\d+/);
    }
  });

  it('that holds a process cannot be removed', async () => {
    const console = await Console.open(machine());
    await console.run(make('busy'));
    await console.run("sh -c 'echo 0 > cgroup.procs; exec sleep 1000' &");
    await sh(
      machine(),
      "until grep -q 'populated 1' /sys/fs/cgroup/busy/cgroup.events; do :; done",
    );
    expect(await console.run('rmdir /sys/fs/cgroup/busy')).toMatch(/Device or resource busy/);
    expect(await remove('busy')).toMatch(/No such file/);
  });
});
