import { describe, expect, it } from 'vitest';
import { Console, PROMPT } from './console.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

const CHROOT_PROMPT = /bash-5\.\d+# $/;

describe('a root directory made by hand', PATIENT, () => {
  const machine = runningMachine();

  it('takes a copied shell with the libraries that ldd lists, and shows nothing else', async () => {
    const console = await Console.open(machine());
    await console.run('mkdir -p /root/jail && cd /root/jail');
    expect(await console.run('ldd /bin/bash')).toMatch(/libc\.so\.6 => \//);
    await console.run(
      "cp --parents /bin/bash /bin/ls $(ldd /bin/bash /bin/ls | grep -o '/[^ :]*') .",
    );
    console.clear();
    console.type('chroot /root/jail /bin/bash\r');
    await console.waitFor(CHROOT_PROMPT);
    console.clear();
    console.type('echo /*; pwd\r');
    await console.waitFor(/\n\/bin \/lib\n\/\nbash/);
    console.clear();
    console.type('ps\r');
    await console.waitFor(/ps: command not found/);
    console.type('exit\r');
    await console.waitFor(PROMPT);
  });

  it('without the libraries, chroot cannot start the program', async () => {
    const console = await Console.open(machine());
    await console.run('mkdir -p /root/bare/bin && cp /bin/bash /root/bare/bin/');
    expect(await console.run('chroot /root/bare /bin/bash')).toMatch(/No such file or directory/);
  });
});

describe.each(['/root', '/tmp'])('an overlay mounted in %s', PATIENT, (directory) => {
  const machine = runningMachine();

  async function mountOverlay(): Promise<Console> {
    const console = await Console.open(machine());
    await console.run(
      `mkdir -p ${directory}/layers && cd ${directory}/layers && mkdir lower upper work merged`,
    );
    await console.run('echo original > lower/kept; echo doomed > lower/deleted');
    await console.run(
      'mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged',
    );
    return console;
  }

  it('copies a file up when it is written, and covers a deleted one with a whiteout', async () => {
    const console = await mountOverlay();
    expect(await console.run('ls upper; cat merged/kept')).toBe('original');
    await console.run('echo changed >> merged/kept; rm merged/deleted');
    expect(await console.run('cat lower/kept')).toBe('original');
    expect(await console.run('cat upper/kept')).toBe('original\nchanged');
    expect(await console.run('ls merged')).toBe('kept');
    expect(await console.run("stat -c '%F %Hr,%Lr' upper/deleted")).toBe(
      'character special file 0,0',
    );
    expect(await sh(machine(), `umount ${directory}/layers/merged && echo gone`)).toBe('gone');
  });
});
