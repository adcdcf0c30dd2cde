import { describe, expect, it } from 'vitest';
import { Console, Key, PROMPT } from './console.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

const DELETE = '\x7f';
const CTRL_O = '\x0f';

describe('at the prompt of a fresh machine', PATIENT, () => {
  const machine = runningMachine();

  it('a command that is typed before the prompt is there is run, from its first key on', async () => {
    const terminal = await machine().openTerminal({ columns: 80, rows: 24 });
    const console = new Console(terminal);
    console.type(`echo first-$((40 + 2))-key${Key.enter}`);
    await console.waitFor(/\nfirst-42-key\n/);
  });

  it('uname names the kernel of this project', async () => {
    const console = await Console.open(machine());
    expect(await console.run('uname -sr')).toMatch(/^Linux 6\.12\.\d+-drydock$/);
    expect(await console.run('uname -n')).toBe('drydock');
  });

  it('lsns shows the eight kinds of namespace', async () => {
    const console = await Console.open(machine());
    const kinds = await console.run('lsns -n -o TYPE -p $$ | sort | paste -sd " "');
    expect(kinds).toBe('cgroup ipc mnt net pid time user uts');
  });

  it('Korean text is typed, corrected, echoed and counted by characters', async () => {
    const console = await Console.open(machine());
    expect(await console.run('echo 안녕하세요')).toBe('안녕하세요');
    expect(await console.run(`echo 도커나${DELETE}`)).toBe('도커');
    expect(await console.run("printf '안녕' | wc -m")).toBe('2');
    expect(await console.run('touch /tmp/한글.txt && ls /tmp/한글.txt')).toBe('/tmp/한글.txt');
  });

  it('the arrow key brings back the last command, or the last that began the same', async () => {
    const console = await Console.open(machine());
    await console.run('echo again-$((1 + 1))');
    expect(await console.run(Key.up)).toBe('again-2');
    await console.run('true');
    expect(await console.run(`echo a${Key.up}`)).toBe('again-2');
  });

  it('Tab completes commands, their options and their arguments', async () => {
    const console = await Console.open(machine());
    console.type(`unsha${Key.tab}`);
    await console.waitFor(/unshare $/);
    console.type(`--mount-pr${Key.tab}`);
    await console.waitFor(/--mount-proc/);
    // Not Ctrl-C: bash puts off one that comes while it still writes the completion, on any computer, until the next key.
    console.type(`echo completed${Key.enter}`);
    await console.waitFor(/\ncompleted\n/);
    await console.waitFor(PROMPT);
    console.clear();
    console.type(`cat /etc/hostn${Key.tab}${Key.enter}`);
    await console.waitFor(/\ndrydock\n/);
  });

  it('a new size of the terminal reaches the programs in it', async () => {
    const console = await Console.open(machine());
    console.terminal.resize({ columns: 101, rows: 31 });
    expect(await console.run('stty size')).toBe('31 101');
    expect(await console.run('echo $COLUMNS')).toBe('101');
  });

  it('less shows a file and leaves at q', async () => {
    const console = await Console.open(machine());
    console.type(`less /etc/inittab${Key.enter}`);
    await console.waitFor(/id::action:process[\s\S]*\(END\)/);
    console.clear();
    console.type('q');
    await console.waitFor(PROMPT);
  });

  it('nano writes a file with Korean text', async () => {
    const console = await Console.open(machine());
    console.type(`nano /tmp/note${Key.enter}`);
    await console.waitFor(/GNU nano/);
    console.type('컨테이너');
    console.type(CTRL_O);
    await console.waitFor(/Write to File/);
    console.type(Key.enter);
    await console.waitFor(/Wrote 1 line/);
    console.clear();
    console.type(Key.ctrlX);
    await console.waitFor(PROMPT);
    expect(await sh(machine(), 'cat /tmp/note')).toBe('컨테이너');
  });

  it('man shows the page of a command', async () => {
    const console = await Console.open(machine());
    console.type(`man unshare${Key.enter}`);
    await console.waitFor(/unshare - run program in new namespaces/);
    console.clear();
    console.type('q');
    await console.waitFor(PROMPT);
  });

  it.each(['unshare', 'nsenter', 'lsns', 'chroot', 'mount', 'ip', 'cgroups', 'namespaces'])(
    'there is a manual page of %s',
    async (name) => {
      expect((await sh(machine(), `MANPAGER=cat man ${name}`)).length).toBeGreaterThan(500);
    },
  );

  it('the shell ends with the status it was given', async () => {
    const console = await Console.open(machine());
    console.type(`exit 7${Key.enter}`);
    expect(await console.terminal.ended).toEqual({ how: 'exited', status: 7 });
  });

  it('closing the terminal hangs up its shell', async () => {
    const console = await Console.open(machine());
    const pid = console.terminal.pid;
    console.terminal.close();
    await console.terminal.ended;
    expect((await machine().exec(`kill -0 ${pid}`)).exitCode).not.toBe(0);
  });
});
