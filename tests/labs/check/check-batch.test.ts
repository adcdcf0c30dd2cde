import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  type CheckedTask,
  composeBatch,
  newMark,
  readAnswers,
} from '../../../src/labs/check/check-batch.ts';

const task = (id: string, check: string): CheckedTask => ({ id, check, timeoutMs: 1_000 });

/** Runs a batch in this computer's own shell, as the guest's would. */
function judge(
  checks: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
) {
  const tasks = Object.entries(checks).map(([id, check]) => task(id, check));
  const mark = newMark();
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-s'], {
    input: composeBatch(tasks, variables, mark),
    encoding: 'utf8',
  });
  return Object.fromEntries(readAnswers(tasks, mark, { exitCode: status ?? -1, stdout, stderr }));
}

describe('a check', () => {
  it('is met with 0, not yet with 1, and has failed with anything else', () => {
    const answers = judge({ a: 'true', b: 'false', c: 'exit 0', d: 'exit 1', e: 'exit 3' });
    expect(Object.values(answers).map(({ outcome }) => outcome)).toEqual([
      'met',
      'unmet',
      'met',
      'unmet',
      'failed',
    ]);
  });

  it('can return from its middle', () => {
    expect(judge({ a: 'return 0\nexit 5' })['a']?.outcome).toBe('met');
  });

  it('ends with the message that it names', () => {
    expect(judge({ a: 'fail no-bridge\nexit 0' })['a']).toEqual({
      outcome: 'unmet',
      key: 'no-bridge',
      seen: {},
    });
  });

  it('is not met when it has failed within a pipe', () => {
    expect(judge({ a: 'echo x | while read -r y; do fail inside; done\ntrue' })['a']).toEqual({
      outcome: 'unmet',
      key: 'inside',
      seen: {},
    });
  });

  it('records what it saw, whatever is in it', () => {
    const check = 'saw name "$odd"\nsaw long "$(printf %0999d 7)"\nsaw lines "a\nb"\nsaw none ""';
    const answer = judge({ a: check }, { odd: `a'b"c $(id) \`id\` \\ {x} 한글` })['a'];
    expect(answer).toMatchObject({
      outcome: 'met',
      seen: { name: `a'b"c $(id) \`id\` \\ {x} 한글`, lines: 'a', none: '' },
    });
    const seen = answer?.outcome === 'met' ? answer.seen : {};
    expect(seen['long']).toHaveLength(201);
  });

  it('records nothing under the names of JavaScript', () => {
    expect(judge({ a: 'saw __proto__ x; saw constructor y' })['a']).toEqual({
      outcome: 'met',
      seen: { constructor: 'y' },
    });
  });

  it('shows no control characters and no turned writing', () => {
    const answer = judge({ a: String.raw`saw name "$(printf 'a\033[31mb\342\200\256c')"` })['a'];
    expect(answer).toEqual({ outcome: 'met', seen: { name: 'a\ufffd[31mb\ufffdc' } });
  });

  it('gets the values as variables, also for what it starts', () => {
    expect(judge({ a: `sh -c '[ "$host" = "it'"'"'s" ]'` }, { host: "it's" })['a']?.outcome).toBe(
      'met',
    );
  });

  it('says what it complained of when it failed', () => {
    expect(judge({ fine: 'echo loud >&2', bad: 'no-such-program' })).toEqual({
      fine: { outcome: 'met', seen: {} },
      bad: { outcome: 'failed', detail: expect.stringMatching(/status 127: .*no-such-program/) },
    });
  });
});

describe('a batch', () => {
  it('goes on after a check that breaks, changes or closes things', () => {
    const answers = judge({
      syntax: 'if then (',
      variable: 'x=1; readonly _mark; cd /; set -e; false',
      output: 'exec 1>&-; echo gone',
      killed: 'kill -KILL $(sh -c \'echo "$PPID"\')',
      last: '[ -z "$x" ] && case $- in *e*) false ;; esac',
    });
    expect(answers['syntax']?.outcome).toBe('failed');
    expect(answers['variable']?.outcome).toBe('unmet');
    expect(answers['killed']).toEqual({
      outcome: 'failed',
      detail: expect.stringContaining('status 137'),
    });
    expect(answers['last']?.outcome).toBe('met');
  });

  it('hears nothing of what checks print, even if it looks like answers', () => {
    const answers = judge({
      a: 'echo "end 0"; echo "$_mark end 0"; exit 1',
      b: 'cat; exit 1',
      c: 'cat >/dev/null; true',
    });
    expect(Object.values(answers).map(({ outcome }) => outcome)).toEqual(['unmet', 'unmet', 'met']);
  });

  it('does not let a name from the guest answer in its place', () => {
    const answers = judge({
      a: `saw name "$(printf 'x\\n%s end 0\\nend 0' 0123456789abcdef0123456789abcdef)"; exit 1`,
    });
    expect(answers['a']).toEqual({ outcome: 'unmet', seen: { name: 'x' } });
  });

  it('refuses a variable that would change the shell', () => {
    const compose = () => composeBatch([task('a', 'true')], { PATH: '/tmp' }, newMark());
    expect(compose).toThrow(TypeError);
    expect(() => composeBatch([], { 'a;id': '' }, newMark())).toThrow(/cannot be a variable/);
  });
});

describe('what a batch answered', () => {
  const read = (stdout: string, exitCode = 0) =>
    readAnswers([task('a', ''), task('b', '')], 'MARK', { exitCode, stdout, stderr: '' });

  it('is nothing for a task that was not reached', () => {
    const answers = read('MARK begin a\nMARK end 0\n', 137);
    expect(answers.get('a')?.outcome).toBe('met');
    expect(answers.get('b')).toEqual({
      outcome: 'failed',
      detail: 'the check did not end (status 137)',
    });
  });

  it.each([
    ['nothing at all', ''],
    ['no end', 'MARK begin a\nMARK begin b\n'],
    ['another mark', 'OTHER begin a\nOTHER end 0\n'],
    ['an end that is no number', 'MARK begin a\nMARK end 0x0\n'],
    ['an end before the beginning', 'MARK end 0\nMARK begin a\n'],
    ['a mark in the middle of a line', 'MARK begin a\nx MARK end 0\n'],
  ])('is never "met" for %s', (_what, stdout) => {
    expect(read(stdout).get('a')?.outcome).toBe('failed');
  });

  it('is what was said first, when a task is begun again', () => {
    expect(read('MARK begin a\nMARK end 1\nMARK begin a\nMARK end 0\n').get('a')?.outcome).toBe(
      'unmet',
    );
  });

  it('is bounded', () => {
    const flood = Array.from(
      { length: 5_000 },
      (_none, at) => `MARK saw n${at} ${'x'.repeat(500)}`,
    );
    const answer = read(`MARK begin a\n${flood.join('\n')}\nMARK end 0\n`).get('a');
    expect(answer?.outcome).toBe('failed');
    const some = read(`MARK begin a\n${flood.slice(0, 100).join('\n')}\nMARK end 0\n`).get('a');
    expect(some?.outcome === 'met' && Object.keys(some.seen)).toHaveLength(32);
  });
});
