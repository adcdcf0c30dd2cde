import { describe, expect, it } from 'vitest';
import { Console } from './console.ts';
import { machinesOfEachTest, PATIENT, sh } from './machines.ts';

/** What is another matter in each shell, or each time that it is asked for. */
const OWN =
  /^declare -\S+ (?:_|BASHPID|EPOCHREALTIME|EPOCHSECONDS|LINENO|PPID|RANDOM|SECONDS|SRANDOM)\b/;

describe('the shell that waits for the first terminal', PATIENT, () => {
  const { started } = machinesOfEachTest();

  it('is the first terminal, and no other is left', async () => {
    const machine = await started();
    const waiting = (await sh(machine, 'pgrep -x bash')).trim();
    const { terminal } = await Console.open(machine);
    expect(String(terminal.pid)).toBe(waiting);
    const second = await Console.open(machine);
    expect(second.terminal.pid).toBeGreaterThan(terminal.pid);
    expect((await sh(machine, 'pgrep -xc bash')).trim()).toBe('2');
  });

  it('differs in nothing from one that is started anew', async () => {
    const machine = await started();
    const said = [];
    for (const nth of [1, 2]) {
      const console = await Console.open(machine);
      await console.run(
        `echo $? $HISTCMD $- $SHLVL $0 $- "$!" > /tmp/told.${nth}; history >> /tmp/told.${nth}`,
      );
      await console.run(`{ declare -p; alias; shopt; set -o; trap; jobs; } > /tmp/all.${nth}`);
      await console.run(
        `stty -a > /tmp/tty.${nth}; umask >> /tmp/tty.${nth}; ulimit -a >> /tmp/tty.${nth}`,
      );
      await console.run(
        `tr '\\0' '\\n' < /proc/$$/environ > /tmp/environ.${nth}; pwd >> /tmp/environ.${nth}`,
      );
      await console.run(
        `ls -l /proc/$$/fd | sed 's/.* \\([0-9]*\\) -> /\\1 /; s/pts.*/pts/; s/pipe.*//' > /tmp/fds.${nth}`,
      );
      said.push(
        (
          await sh(
            machine,
            `cd /tmp; cat told.${nth} all.${nth} tty.${nth} environ.${nth} fds.${nth}`,
          )
        )
          .split('\n')
          .filter((line) => !OWN.test(line))
          .map((line) => line.replaceAll(/\.[12]\b/g, '.N')),
      );
    }
    expect(said[0]).toEqual(said[1]);
  });

  it('has the size that is asked for, before its first prompt', async () => {
    const console = await Console.open(await started(), { columns: 91, rows: 17 });
    expect(await console.run('stty size; echo $COLUMNS $LINES')).toBe('17 91\n91 17');
  });

  it('draws other random numbers on each visit, and counts its seconds anew', async () => {
    const drawn = [];
    for (let visit = 1; visit <= 2; visit += 1) {
      const begin = performance.now();
      const console = await Console.open(await started());
      const [numbers = '', seconds] = (
        await console.run('echo $RANDOM $RANDOM $RANDOM $SRANDOM; echo $SECONDS')
      ).split('\n');
      drawn.push(...numbers.split(' '));
      expect(Number(seconds)).toBeLessThanOrEqual((performance.now() - begin) / 1_000 + 1);
    }
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('shows its prompt on an empty screen', async () => {
    const machine = await started();
    const console = await Console.open(machine);
    expect(console.text.trim()).toBe('root@drydock:~#');
  });

  it('knows the name that the machine was given before, and what else it has read when it started', async () => {
    const named = await started();
    await sh(named, 'hostname production');
    const console = await Console.open(named);
    expect(console.text.trim()).toBe('root@production:~#');
    expect(await console.run('echo $HOSTNAME $0 $SHLVL')).toBe('production -bash 1');
    const prepared = await started();
    await sh(
      prepared,
      'echo "alias greet=\'echo hello\'" >> /root/.bashrc; echo ls > /root/.bash_history',
    );
    const other = await Console.open(prepared);
    expect(await other.run('greet')).toBe('hello');
    expect(await other.run('history 3')).toMatch(/1 +ls\n +2 +greet/);
  });

  it('is not for who wants another program, directory or variable', async () => {
    const machine = await started();
    const waiting = (await sh(machine, 'pgrep -x bash')).trim();
    const others = [{ argv: ['/bin/cat'] }, { cwd: '/tmp' }, { env: { A: '1' } }];
    for (const other of others) {
      const terminal = await machine.openTerminal({ columns: 80, rows: 24, ...other });
      expect(String(terminal.pid)).not.toBe(waiting);
      terminal.close();
    }
  });

  it('is in no capture, and does not wait in a machine that is put back', async () => {
    const machine = await started();
    const capture = await machine.capture();
    expect(capture.terminals).toEqual([]);
    const other = await started();
    expect(await other.restore(capture)).toEqual([]);
    const { terminal } = await Console.open(other);
    await sh(other, 'while [ $(pgrep -xc bash) -gt 1 ]; do sleep 0.01; done');
    expect((await sh(other, 'pgrep -x bash')).trim()).toBe(String(terminal.pid));
  });

  it('is not missed when it was killed', async () => {
    const machine = await started();
    await sh(machine, 'pkill -KILL -x bash; while pgrep -x bash; do sleep 0.01; done');
    const console = await Console.open(machine);
    expect(await console.run('echo here')).toBe('here');
  });

  it('waits in the engine as well', async () => {
    const machine = await started({ profile: 'engine' });
    const waiting = (await sh(machine, 'pgrep -x bash')).trim();
    const console = await Console.open(machine);
    expect(String(console.terminal.pid)).toBe(waiting);
    expect(await console.run('docker ps -q; history')).not.toContain('docker ps;');
  });
});
