import { describe, expect, it } from 'vitest';
import { MAX_EXEC_OUTPUT_BYTES } from '../../src/machine/machine.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

/** Resolves when a process with this command line runs, or no longer does. */
const UNTIL_RUNNING = (command: string) => `until pgrep -fx '${command}' > /dev/null; do :; done`;
const UNTIL_GONE = (command: string) => `while pgrep -fx '${command}' > /dev/null; do :; done`;

describe('a script run from the page', PATIENT, () => {
  const machine = runningMachine();

  it('gives its exit code, and output and errors apart', async () => {
    expect(await machine().exec('echo out; echo err >&2; exit 3')).toEqual({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('that is killed by a signal reports 128 and the signal', async () => {
    expect((await machine().exec('kill -TERM $$')).exitCode).toBe(128 + 15);
    expect((await machine().exec(['sh', '-c', 'kill -KILL $$'])).exitCode).toBe(128 + 9);
  });

  it('reads its standard input to the end', async () => {
    expect((await machine().exec('cat', { stdin: '안녕\n' })).stdout).toBe('안녕\n');
    expect((await machine().exec('cat')).stdout).toBe('');
    const large = new Uint8Array(1_000_000).fill(0x61);
    expect(await sh(machine(), 'wc -c', { stdin: large })).toBe('1000000');
  });

  it('may leave its standard input unread', async () => {
    const stdin = 'x'.repeat(300_000);
    expect((await machine().exec('exit 4', { stdin })).exitCode).toBe(4);
  });

  it('has the environment and working directory it was given', async () => {
    const options = { env: { GREETING: '안녕 세계' }, cwd: '/etc' };
    expect(await sh(machine(), 'echo "$GREETING"; pwd; echo $HOME', options)).toBe(
      '안녕 세계\n/etc\n/root',
    );
    expect(await sh(machine(), 'pwd')).toBe('/');
  });

  it('gets its arguments as they are', async () => {
    const argv = ['printf', '%s|', 'a b', '', '$HOME', "'"];
    expect((await machine().exec(argv)).stdout).toBe("a b||$HOME|'|");
  });

  it('that does not exist is reported by name', async () => {
    await expect(machine().exec(['no-such-program'])).rejects.toMatchObject({
      code: 'exec-start',
      subject: 'no-such-program',
    });
    expect((await machine().exec('no-such-program')).exitCode).toBe(127);
  });

  it('in a directory that does not exist is reported', async () => {
    await expect(machine().exec('true', { cwd: '/nowhere' })).rejects.toMatchObject({
      code: 'exec-start',
    });
  });

  it('is killed at its deadline with all its processes', async () => {
    const script = 'sleep 31415 & sleep 31416';
    await expect(machine().exec(script, { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'exec-deadline',
    });
    await sh(machine(), UNTIL_GONE('sleep 3141[56]'));
  });

  it('is killed when it is cancelled, and rejects with the reason', async () => {
    const cancel = new AbortController();
    const running = machine().exec('sleep 27182 & sleep 27183', { signal: cancel.signal });
    const outcome = expect(running).rejects.toThrow('no longer needed');
    await sh(machine(), UNTIL_RUNNING('sleep 2718[23]'));
    cancel.abort(new Error('no longer needed'));
    await outcome;
    await sh(machine(), UNTIL_GONE('sleep 2718[23]'));
  });

  it('that was cancelled beforehand is not started', async () => {
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(machine().exec('touch /tmp/started', { signal })).rejects.toThrow('too late');
    expect((await machine().exec('test -e /tmp/started')).exitCode).toBe(1);
  });

  it('may print up to the limit, and is killed beyond it', async () => {
    const whole = await machine().exec(`head -c ${MAX_EXEC_OUTPUT_BYTES} /dev/zero`);
    expect(whole.stdout.length).toBe(MAX_EXEC_OUTPUT_BYTES);
    await expect(machine().exec('yes too much')).rejects.toMatchObject({
      code: 'exec-output',
    });
    await sh(machine(), UNTIL_GONE('yes too much'));
  });

  it('does not wait for what it leaves in the background', async () => {
    expect((await machine().exec('sleep 1000 & echo done')).stdout).toBe('done\n');
    await sh(machine(), 'pkill -x sleep');
  });

  it('runs beside thirty others without mixing anything up', async () => {
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    // Together more than the port to the guest takes at once.
    const input = (number: number) => `in-${number} `.repeat(3_000);
    const results = await Promise.all(
      numbers.map((number) =>
        machine().exec(`cat; echo err-${number} >&2; exit ${number}`, { stdin: input(number) }),
      ),
    );
    expect(results).toEqual(
      numbers.map((number) => ({
        exitCode: number,
        stdout: input(number),
        stderr: `err-${number}\n`,
      })),
    );
  });

  it('is root in the first namespaces, whatever a terminal has done', async () => {
    const own = 'readlink /proc/self/ns/pid /proc/self/ns/net /proc/self/ns/user';
    expect(await sh(machine(), own)).toBe(await sh(machine(), own.replaceAll('self', '1')));
    expect(await sh(machine(), 'id -u')).toBe('0');
  });

  it('longer than a message is refused with a sentence', async () => {
    const script = `: ${'x'.repeat(40_000)}`;
    await expect(machine().exec(script)).rejects.toMatchObject({ code: 'exec-start' });
    expect(await sh(machine(), 'echo still here')).toBe('still here');
  });
});
