import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import type { RealPage } from './real-page.ts';
import { RealSite } from './real-site.ts';

const NAMESPACE_KINDS = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'];

const UNSHARE =
  'unshare --fork --pid --mount-proc --uts --net --ipc --cgroup --user --map-root-user bash';

/** Ends what runs in the control group that the shell stands in, and removes it. */
const REMOVE_GROUP =
  "echo 1 > cgroup.kill; until grep -q 'populated 0' cgroup.events; do :; done; cd; rmdir /sys/fs/cgroup/try";

describe.each(BROWSERS)('the real machine in %s', (browser) => {
  let site: RealSite;
  let page: RealPage;

  beforeAll(async () => {
    site = await RealSite.start(browser);
    page = await site.visit();
  });
  afterAll(() => site?.close());

  it('takes the keyboard on a first visit by itself, and loses no key typed at once', async () => {
    await page.waitForKeyboard();
    // The shell has only just been started; its prompt comes between these keys or after them.
    await page.type('echo kept-$((6 * 7))\n');
    await page.waitForScreen(/^kept-42$/m);
    await page.waitForPrompt();
  });

  it('runs a Linux kernel with all eight kinds of namespaces', async () => {
    expect(await page.run('uname -r')).toMatch(/^6\.12\.\d+-drydock$/);
    const kinds = await page.run('lsns --noheadings --output TYPE | sort -u | xargs');
    expect(kinds.split(' ')).toEqual(NAMESPACE_KINDS);
    expect(await page.run('lsns')).toMatch(/NS TYPE/);
  });

  describe('with one person at work', () => {
    beforeEach(async () => {
      await page.run('cd');
    });

    it('gives a shell namespaces of its own, with its own hostname', async () => {
      const outside = await page.run('readlink /proc/self/ns/uts');
      await page.run(UNSHARE);
      expect(await page.run('hostname inside; hostname')).toBe('inside');
      expect(await page.run('echo $$')).toBe('1');
      expect(await page.run('readlink /proc/self/ns/uts')).not.toBe(outside);
      expect(await page.run('ls /sys/class/net; ip -br link | wc -l')).toMatch(/1$/);
      await page.run('exit');
      expect(await page.run('hostname')).toBe('drydock');
    });

    it('changes the root to a directory with a copied program and its libraries', async () => {
      await page.run('mkdir jail && cd jail');
      await page.run('mkdir bare && cp /bin/ls bare && chroot bare /ls; rm -r bare');
      expect(await page.screen()).toMatch(/No such file or directory/);
      expect(await page.run('ldd /bin/bash | head -2')).toMatch(/libtinfo/);
      await page.run(
        "cp --parents /bin/bash /bin/ls $(ldd /bin/bash /bin/ls | grep -o '/[^ :]*') .",
      );
      await page.type('chroot . /bin/bash\n');
      await page.waitForScreen(/^bash-5\.\d+#$/m);
      await page.type('/bin/ls /\n');
      await page.waitForScreen(/^bin\s+lib$/m);
      await page.type('exit\n');
      expect(await page.run('pwd')).toBe('/root/jail');
    });

    it('kills a program that wants more than memory.max', async () => {
      await page.run('mkdir /sys/fs/cgroup/try && cd /sys/fs/cgroup/try');
      await page.run('echo 20M > memory.max');
      expect(await page.run('(echo 0 > cgroup.procs; exec tail /dev/zero)')).toMatch(/Killed/);
      expect(await page.run("grep '^oom_kill ' memory.events")).toBe('oom_kill 1');
      expect(await page.run(REMOVE_GROUP)).toBe('');
    });

    it('stops a fork bomb at pids.max', async () => {
      await page.run('mkdir /sys/fs/cgroup/try && cd /sys/fs/cgroup/try');
      await page.run('echo 25 > pids.max');
      await page.run('(echo 0 > cgroup.procs; b() { b | b & }; b) 2> /dev/null');
      expect(await page.run("until grep 'max [1-9]' pids.events; do :; done")).toMatch(/max \d+/);
      expect(await page.run('cat pids.peak')).toBe('25');
      expect(await page.run(REMOVE_GROUP)).toBe('');
    });

    it('slows a busy loop down to cpu.max and says so in cpu.stat', async () => {
      await page.run('mkdir /sys/fs/cgroup/try && cd /sys/fs/cgroup/try');
      await page.run('echo "10000 100000" > cpu.max');
      await page.run('(echo 0 > cgroup.procs; while :; do :; done) &');
      await page.run("until grep -q 'nr_throttled [1-9]' cpu.stat; do :; done");
      expect(await page.run('grep throttled_usec cpu.stat')).toMatch(/throttled_usec [1-9]/);
      await page.run(REMOVE_GROUP);
      expect(await page.run('ls -d /sys/fs/cgroup/try')).toMatch(/No such file/);
    });

    it('joins two network namespaces by a veth pair', async () => {
      await page.run('ip netns add red; ip netns add blue');
      await page.run('ip link add eth0 netns red type veth peer name eth0 netns blue');
      await page.run('ip -n red addr add 10.1.0.1/24 dev eth0; ip -n red link set eth0 up');
      await page.run('ip -n blue addr add 10.1.0.2/24 dev eth0; ip -n blue link set eth0 up');
      expect(await page.run('ip netns exec red ping -c 2 10.1.0.2')).toMatch(
        /2 packets transmitted, 2 packets received/,
      );
    });

    it('copies a file up when it is written through an overlay', async () => {
      await page.run('mkdir -p layers && cd layers && mkdir lower upper work merged');
      await page.run('echo original > lower/file');
      await page.run(
        'mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged',
      );
      expect(await page.run('ls upper; cat merged/file')).toBe('original');
      await page.run('echo changed >> merged/file');
      expect(await page.run('cat lower/file')).toBe('original');
      expect(await page.run('cat upper/file')).toBe('original\nchanged');
    });

    it('takes and shows Korean', async () => {
      await page.run('mkdir names && cd names');
      expect(await page.run('touch 한글; ls')).toBe('한글');
      expect(await page.run('echo 안녕하세요 > 한글; cat 한*')).toBe('안녕하세요');
      expect(await page.run("printf '%s' 한글 | wc -m")).toBe('2');
    });
  });

  it('gives each tab and each half of a tab a terminal of its own', async () => {
    const first = await page.run('tty');
    await page.click('drydock-terminals >>> button[aria-label="New terminal"]');
    const second = await page.run('tty');
    await page.click('drydock-terminals >>> button[aria-label="Split side by side"]');
    const third = await page.run('tty');
    expect(new Set([first, second, third]).size).toBe(3);
    expect([first, second, third].join()).toMatch(/^(\/dev\/pts\/\d+,?){3}$/);

    await page.click('drydock-terminal-pane[slot=end] >>> .corner');
    expect(await page.run('tty')).toBe(second);
    expect(await page.run(`while [ -e ${third} ]; do :; done; echo gone`)).toBe('gone');
    await page.click('drydock-terminals >>> [aria-label="Close Terminal 2"]');
    expect(await page.count('drydock-terminals >>> [role=tab]')).toBe(1);
    await page.click('drydock-terminal');
    expect(await page.run('tty')).toBe(first);
  });

  it('broke no rule of the policy and left no error on the console', async () => {
    expect(await page.complaints()).toEqual([]);
  });
});
