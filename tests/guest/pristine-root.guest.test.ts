import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Console } from './console.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

const PRISTINE = { root: 'pristine' } as const;

/** All namespaces but that of mounts. */
const KINDS = ['cgroup', 'ipc', 'net', 'pid', 'time', 'user', 'uts'];

describe('a script in the pristine root', PATIENT, () => {
  const machine = runningMachine();

  it('sees the disk as it was built, and cannot write to it', async () => {
    await sh(machine(), 'echo mine > /etc/mine; rm /etc/hosts');
    expect(await sh(machine(), 'ls /etc/mine /etc/hosts 2>&1 || :', PRISTINE)).toBe(
      "ls: cannot access '/etc/mine': No such file or directory\n/etc/hosts",
    );
    const touched = await machine().exec('touch /etc/mine', PRISTINE);
    expect(touched.stderr).toMatch(/Read-only file system/);
  });

  it("finds the learner's files below /proc/1/root", async () => {
    await sh(machine(), 'echo hello > /root/note');
    expect(await sh(machine(), 'cat /proc/1/root/root/note', PRISTINE)).toBe('hello');
  });

  it('is in the initial namespaces, but for its mounts', async () => {
    const inodes = KINDS.map((kind) => `/proc/self/ns/${kind}`).join(' ');
    const own = await sh(machine(), `readlink ${inodes}`, PRISTINE);
    expect(own).toBe(await sh(machine(), `readlink ${inodes.replaceAll('self', '1')}`));
    expect(own).toBe(await sh(machine(), `readlink ${inodes}`));
    const mounts = 'readlink /proc/self/ns/mnt';
    expect(await sh(machine(), mounts, PRISTINE)).not.toBe(await sh(machine(), mounts));
  });

  it('has nothing mounted but the disk, the file systems of the kernel and empty ones', async () => {
    const mounts = await sh(machine(), "awk '{ print $2, $3 }' /proc/self/mounts | sort", PRISTINE);
    expect(mounts.split('\n')).toEqual([
      '/ erofs',
      '/dev tmpfs',
      '/proc proc',
      '/run tmpfs',
      '/sys sysfs',
      '/sys/fs/cgroup cgroup2',
      '/tmp tmpfs',
    ]);
    expect(await sh(machine(), 'ls -A /tmp /run; echo x > /tmp/x; cat /tmp/x', PRISTINE)).toBe(
      '/run:\n\n/tmp:\nx',
    );
    expect(await sh(machine(), 'ls -A /tmp', PRISTINE)).toBe('');
  });

  it('gets input, arguments, variables and directory like any other', async () => {
    const options = { ...PRISTINE, stdin: 'echo "$0 $GREETING $PWD $HOME"', cwd: '/usr' };
    const { stdout } = await machine().exec(['/bin/sh', '-s'], {
      ...options,
      env: { GREETING: '안녕' },
    });
    expect(stdout).toBe('/bin/sh 안녕 /usr /root\n');
    await expect(machine().exec(['no-such-program'], PRISTINE)).rejects.toMatchObject({
      code: 'exec-start',
    });
  });

  it('has the devices that shells need', async () => {
    const script = 'echo x > /dev/null; echo out > /dev/stdout; head -c 3 /dev/urandom | wc -c';
    expect(await sh(machine(), script, PRISTINE)).toBe('out\n3');
    const substitution = ['bash', '-c', 'cat <(echo through a pipe)'];
    expect((await machine().exec(substitution, PRISTINE)).stdout).toBe('through a pipe\n');
  });

  it('is an ordinary process to the kernel: it can be killed for want of memory', async () => {
    expect(await sh(machine(), 'cat /proc/self/oom_score_adj', PRISTINE)).toBe('0');
  });

  it('is not started elsewhere when that root cannot be made', async () => {
    const limit = '/proc/sys/user/max_mnt_namespaces';
    const before = await sh(machine(), `cat ${limit}; echo 0 > ${limit}`);
    const script = machine().exec('echo > /root/ran-elsewhere', PRISTINE);
    await expect(script).rejects.toMatchObject({ code: 'exec-start' });
    await sh(machine(), `echo ${before} > ${limit}`);
    expect((await machine().exec('test -e /root/ran-elsewhere')).exitCode).toBe(1);
    expect(await sh(machine(), 'echo again', PRISTINE)).toBe('again');
  });
});

describe('what a script in the pristine root leaves to the learner', PATIENT, () => {
  const machine = runningMachine();
  let console: Console;
  beforeAll(async () => {
    console = await Console.open(machine());
    await console.run('mkdir -p /root/o && cd /root/o && mkdir lower upper work merged');
  }, PATIENT.timeout);

  const MOUNT = 'mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged';
  const IN_USE = 'dmesg | grep -c "upperdir is in-use"';

  it('is no namespace', async () => {
    const list = 'lsns --noheadings --output NS,TYPE';
    const before = await console.run(list);
    await sh(machine(), 'ls /proc/1/root', PRISTINE);
    expect(await console.run(list)).toBe(before);
  });

  it('is no mount, though the learner’s mounts are shared', async () => {
    const before = await console.run('cat /proc/self/mountinfo');
    expect(before).toMatch(/ shared:/);
    await sh(machine(), 'mount -t tmpfs hidden /mnt; mount -t tmpfs hidden /proc/fs', PRISTINE);
    expect(await console.run('cat /proc/self/mountinfo')).toBe(before);
  });

  it('is no hold on what was mounted: it can be unmounted right after, and while it runs', async () => {
    expect(await console.run(MOUNT)).toBe('');
    await sh(machine(), 'ls /proc/1/root/root/o/merged', PRISTINE);
    expect(await console.run('umount merged')).toBe('');
    expect(await console.run(MOUNT)).toBe('');
    const running = machine().exec('until test -e /proc/1/root/root/o/go; do :; done', PRISTINE);
    await sh(machine(), "until pgrep -f 'test -e /proc/1/root'; do :; done");
    expect(await console.run(`umount merged && ${MOUNT}; ${IN_USE}`)).toBe('0');
    expect(await console.run('umount merged; touch go')).toBe('');
    expect((await running).exitCode).toBe(0);
  });

  it('would be that hold, were the mounts of its namespace kept', async () => {
    await console.run(MOUNT);
    await console.run('unshare --mount sleep 1000 & sleep 1');
    expect(await console.run(`umount merged && ${MOUNT}; ${IN_USE}`)).toBe('1');
    await console.run('kill $!; umount merged');
  });

  it('is no change of the options that all control groups share', async () => {
    const options = "grep -o 'rw,nosuid.*' /proc/mounts | grep nsdelegate";
    await console.run('mount -o remount,memory_localevents,nsdelegate /sys/fs/cgroup');
    const before = await console.run(options);
    expect(before).toContain('memory_localevents');
    await sh(machine(), 'ls /sys/fs/cgroup', PRISTINE);
    expect(await console.run(options)).toBe(before);
  });
});

/** A process in namespaces and a control group of its own, and a file: what the truth is told about. */
const VICTIM = `
echo note > /root/note; mkdir /sys/fs/cgroup/mine
setsid unshare --uts sleep 31337 < /dev/null > /dev/null 2>&1 &
echo $! > /sys/fs/cgroup/mine/cgroup.procs; echo $!
until grep -q 31337 /proc/$!/cmdline; do :; done
`;

/** Prints nothing but facts: of the kernel, and one file of the learner's. */
const TRUTH = `
hostname; ps -o comm= -p 1; stat -Lc %i /proc/1/ns/uts /proc/$victim/ns/uts
tr '\\0' ' ' < /proc/$victim/cmdline; echo
cat /proc/$victim/cgroup /sys/fs/cgroup/mine/cgroup.procs
test -c /dev/null && test -e /sys/class/block/sda && echo room > /tmp/$$ && cat /tmp/$$
cat /proc/1/root/root/note
`;

/** What learners do, mostly by mistake. */
const DISASTERS: readonly (readonly [string, string])[] = [
  ['/bin/sh was replaced', 'ln -sf /bin/false /bin/sh'],
  ['programs lie', 'for p in ps stat hostname env cat tr; do ln -sf /bin/true $(which $p); done'],
  ['a library is loaded into every program', 'echo /no-such.so > /etc/ld.so.preload'],
  ['/proc is covered', 'mount -t tmpfs cover /proc'],
  ['a process is covered in /proc', 'mount --bind /proc/self /proc/1'],
  ['/proc is unmounted', 'umount -l /proc'],
  ['control groups and /sys are unmounted', 'umount -l /sys/fs/cgroup; umount -l /sys'],
  ['control groups are covered', 'mount -t tmpfs cover /sys/fs/cgroup'],
  ['/dev is empty', 'rm -rf /dev/*'],
  ['all programs are removed', 'rm -rf /usr/bin/*'],
  ['the C library is removed', 'rm -rf /usr/lib/i386-linux-gnu'],
  ['the disk is full', 'cat /dev/zero > /srv/filling'],
  [
    'the agent was killed and started again in a broken system',
    'ln -sf /bin/true /bin/ps; mount -t tmpfs cover /sys/fs/cgroup; umount -l /proc; kill -9 $PPID; sleep 60',
  ],
];

describe('the pristine root', PATIENT, () => {
  const machine = runningMachine();
  beforeEach(() => machine().reset(), PATIENT.timeout);

  /** What the truth is before anything happened, and how to ask for it. */
  async function knowTruth() {
    const victim = await sh(machine(), VICTIM);
    const ask = { env: { victim }, timeoutMs: 60_000 };
    const truth = await sh(machine(), TRUTH, { ...PRISTINE, ...ask });
    const facts = `drydock\nbusybox\n(\\d+)\n(?!\\1)\\d+\nsleep 31337 \n0::/mine\n${victim}\nroom\nnote`;
    expect(truth).toMatch(new RegExp(`^${facts}$`));
    expect(await sh(machine(), TRUTH, ask)).toBe(truth);
    return { truth, ask };
  }

  it.each(DISASTERS)('shows the truth when %s', async (_name, disaster) => {
    const { truth, ask } = await knowTruth();
    await machine()
      .exec(disaster, { timeoutMs: 120_000 })
      .catch((error: unknown) => expect(error).toMatchObject({ code: 'agent-restarted' }));
    expect(await machine().exec(TRUTH, { ...PRISTINE, ...ask })).toEqual({
      exitCode: 0,
      stdout: `${truth}\n`,
      stderr: '',
    });
    const told = await machine()
      .exec(TRUTH, ask)
      .catch((error: unknown) => ({ exitCode: 0, stdout: String(error), stderr: '' }));
    expect(told, "what the learner's own root tells").not.toEqual({
      exitCode: 0,
      stdout: `${truth}\n`,
      stderr: '',
    });
  });

  it('shows the truth when something is mounted over /, which no running process notices', async () => {
    const { truth, ask } = await knowTruth();
    await sh(machine(), 'mkdir /srv/empty; mount --bind /srv/empty /');
    expect(await sh(machine(), TRUTH, { ...PRISTINE, ...ask })).toBe(truth);
  });
});
