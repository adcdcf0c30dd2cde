import { afterEach, describe, expect, it } from 'vitest';
import { LabProblems, Place } from '../../src/labs/parse/lab-problems.ts';
import { readTypingScript, type TypingAct } from '../../src/labs/parse/typing-script.ts';
import { runningMachine, sh } from '../guest/machines.ts';
import { TypingError, Typist } from './typist.ts';

const PATIENT = { timeout: 180_000 };

describe('somebody who types a script', PATIENT, () => {
  const machine = runningMachine();
  let typist: Typist | undefined;
  afterEach(async () => {
    typist?.leave();
    await sh(machine(), 'rm -rf /root/*');
  });

  async function types(
    lines: readonly string[],
    between?: (act: TypingAct) => Promise<void>,
  ): Promise<Typist> {
    const problems = new LabProblems();
    const acts = readTypingScript(lines.join('\n'), new Place(problems, 'solve.sh'));
    expect(problems.all).toEqual([]);
    typist = new Typist(machine(), { name: 'heron' });
    await typist.perform(acts, between);
    return typist;
  }
  const file = (name: string) => sh(machine(), `cat /root/${name}`);

  it('puts values in, and waits for each command to end', async () => {
    const { typed, screens } = await types(['sleep 1; echo {{name}} > a', 'cat a > b; cat b']);
    expect(await file('b')).toBe('heron');
    expect(typed).toEqual(['sleep 1; echo heron > a', 'cat a > b; cat b']);
    expect(screens).toMatch(/# cat a > b; cat b\nheron\nroot@drydock:~# $/);
  });

  it('goes on in nested shells, whatever their prompt', async () => {
    await types([
      'unshare --uts bash',
      'hostname {{name}}',
      'exec bash',
      'echo $HOSTNAME > a',
      'exit',
      'sh',
      'echo $0 > b',
      'exit',
      'unshare --user bash',
      'id -u > /tmp/c 2>&1; exit',
      'bash --norc',
      'echo $0 > d',
    ]);
    expect(await file('a')).toBe('heron');
    expect(await file('b')).toBe('sh');
    expect(await file('../tmp/c')).toBe('65534');
    expect(await file('d')).toBe('bash');
  });

  it('types here-documents with their tabulators, and lines that go on', async () => {
    await types(['cat > a << END', '\tif {{name}}', '  # $HOME', 'END', 'echo one \\', 'two > b']);
    expect(await file('a')).toBe('\tif heron\n  # /root');
    expect(await file('b')).toBe('one two');
  });

  it('types lines that are wider than the terminal', async () => {
    await types([`: ${'long '.repeat(150)}; echo {{name}} > a`, 'cp a b']);
    expect(await file('b')).toBe('heron');
  });

  it('types lines with many blanks in a row', async () => {
    const text = `${'a          b       '.repeat(4)}c`;
    await types([`echo '${text}' > a`]);
    expect(await file('a')).toBe(text);
  });

  it('uses several terminals, one of which is occupied', async () => {
    const { typed } = await types([
      'mkfifo pipe; echo is-$((1+1))-ready; cat pipe > b',
      '#@ expect is-2-ready',
      '#@ terminal 2',
      'echo {{name}} > pipe',
      'tty > two',
      '#@ terminal 1',
      'tty > one',
    ]);
    expect(await file('b')).toBe('heron');
    expect(await file('one')).not.toBe(await file('two'));
    expect(typed).toContain('#@ terminal 2');
  });

  it('presses keys: to interrupt, to end the input, to repeat a command', async () => {
    await types([
      'sleep 1000',
      '#@ key C-c',
      'echo now-$((1+1)); cat > a',
      '#@ expect now-2',
      '{{name}}',
      '#@ key C-d',
      'echo again >> a',
      '#@ key Up',
      '#@ key Enter',
      'sync',
    ]);
    expect(await file('a')).toBe('heron\nagain\nagain');
  });

  it('finds the prompt among what background jobs write', async () => {
    await types(['(while sleep 0.05; do echo noise; done) &', 'touch a', 'kill %1', 'touch b']);
    expect(await file('b')).toBe('');
  });

  it('lets others look between the acts', async () => {
    const seen: string[] = [];
    await types(['#@ task one', 'touch a', '#@ task two', 'touch b'], async (act) => {
      seen.push(`${act.act}: ${(await sh(machine(), 'ls /root')).replace('\n', ' ')}`);
    });
    expect(seen).toEqual(['task: ', 'line: a', 'task: a', 'line: a b']);
  });

  it('says so when the terminal has ended', async () => {
    await expect(types(['exit', 'touch a'])).rejects.toThrow(TypingError);
    await expect(types(['exec true'])).rejects.toThrow(/no prompt came after "exec true" \(the t/);
  });
});
