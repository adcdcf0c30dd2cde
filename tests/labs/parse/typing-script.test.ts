import { describe, expect, it } from 'vitest';
import { LabProblems, Place } from '../../../src/labs/parse/lab-problems.ts';
import { linesForTask, readTypingScript } from '../../../src/labs/parse/typing-script.ts';

function read(...lines: readonly string[]) {
  const problems = new LabProblems();
  const acts = readTypingScript(lines.join('\n'), new Place(problems, 'solve.sh'));
  return { acts, problems: problems.all.map(({ field, message }) => `${field}: ${message}`) };
}

const line = (text: string, prompt = true) => ({ act: 'line', text, prompt });

describe('a script of lines to be typed', () => {
  it('waits for the prompt after each line and key, unless something else is expected', () => {
    const { acts, problems } = read(
      '#@ task a',
      'sleep 100 &',
      'top',
      '#@ expect Tasks:',
      '#@ key C-c',
      '#@ terminal 2',
      '',
      'ls   -l  ',
    );
    expect(problems).toEqual([]);
    expect(acts).toEqual([
      { act: 'task', id: 'a' },
      line('sleep 100 &'),
      line('top', false),
      { act: 'expect', text: 'Tasks:' },
      { act: 'key', key: 'C-c', prompt: true },
      { act: 'terminal', number: 2 },
      line('ls   -l  '),
    ]);
  });

  it('types a here-document without waiting, its blank lines and control lines too', () => {
    expect(read("cat > f <<'EOF'", 'a', '', '#@ key C-c', 'EOF', 'ls').acts).toEqual([
      line("cat > f <<'EOF'", false),
      line('a', false),
      line('', false),
      line('#@ key C-c', false),
      line('EOF'),
      line('ls'),
    ]);
  });

  it('knows two here-documents on a line, and one with tabs before its end', () => {
    const { acts } = read('cat <<A <<-B', 'x', 'A', 'y', '\tB', 'ls');
    expect(acts.map((act) => act.act === 'line' && act.prompt)).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('takes a here-string for what it is', () => {
    expect(read('cat <<< word', 'ls').acts).toEqual([line('cat <<< word'), line('ls')]);
  });

  it('waits for no prompt in the middle of a command', () => {
    expect(read('ls \\', '  -l', 'echo \\\\').acts).toEqual([
      line('ls \\', false),
      line('  -l'),
      line('echo \\\\'),
    ]);
  });

  it.each([
    ['#@ tasks a', /^line 1: "#@ tasks" is no control line/],
    ['#@ task', /needs the id of a task/],
    ['#@ terminal two', /needs a number from 1 to/],
    ['#@ terminal 7', /needs a number from 1 to/],
    ['#@ key Ctrl-C', /needs C-a to C-z or one of Enter/],
    ['#@ expect', /needs the text/],
    ['#@ expect x', /must follow the line or key/],
    ['cat <<EOF', /here-document is not ended; add the line EOF/],
  ])('is told what is wrong with %s', (text, expected) => {
    expect(read(text).problems.join()).toMatch(expected);
  });
});

describe('the lines that solve a task', () => {
  const { acts } = read(
    '#@ task a',
    'one',
    '#@ terminal 2',
    'two',
    '#@ task b',
    'three',
    '#@ terminal 1',
    'four',
    '#@ key C-c',
    '#@ task a',
    'five',
  );

  it('are all of its lines, with a word about where they are typed', () => {
    expect(linesForTask(acts, 'a')).toBe('one\n# terminal 2\ntwo\n# terminal 1\nfive');
    expect(linesForTask(acts, 'b')).toBe('# terminal 2\nthree\n# terminal 1\nfour\n# Ctrl+C');
  });

  it('are none for a task that is done with another', () => {
    expect(linesForTask(acts, 'c')).toBe('');
  });
});
