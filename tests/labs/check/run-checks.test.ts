import { describe, expect, it } from 'vitest';
import { runChecks } from '../../../src/labs/check/run-checks.ts';
import { MachineError } from '../../../src/machine/errors.ts';
import { answerFor, FakeMachine, type FakeRun } from '../fake-machine.ts';

const tasks = ['a', 'b', 'c'].map((id, at) => ({ id, check: 'true', timeoutMs: (at + 1) * 1_000 }));
const still = () => new AbortController().signal;
const outcomes = (answers: ReadonlyMap<string, { outcome: string }>) =>
  Object.fromEntries([...answers].map(([id, { outcome }]) => [id, outcome]));
const deadline = () => new MachineError('exec-deadline', 'still running after 2000 ms');

describe('the checks of a step', () => {
  it('run as one script in the pristine root', async () => {
    const machine = new FakeMachine((run) => answerFor(run, {}));
    await runChecks(machine, tasks, { host: 'heron' }, still());
    expect(machine.runs).toHaveLength(1);
    expect(machine.runs[0]?.options).toMatchObject({ root: 'pristine', timeoutMs: 3_000 });
    expect(machine.runs[0]?.script).toContain("export host='heron'");
  });

  it('show nobody their script: neither arguments nor variables have it', async () => {
    const machine = new FakeMachine((run) => answerFor(run, {}));
    await runChecks(machine, tasks, {}, still());
    expect(machine.runs[0]?.argv).toEqual(['/bin/sh', '-s']);
    expect(machine.runs[0]?.options.env).toBeUndefined();
  });

  it('use another mark each time', async () => {
    const machine = new FakeMachine((run) => answerFor(run, {}));
    await runChecks(machine, tasks, {}, still());
    await runChecks(machine, tasks, {}, still());
    expect(machine.runs[0]?.script).not.toBe(machine.runs[1]?.script);
  });

  it('need no machine when there are none', async () => {
    const machine = new FakeMachine(() => Promise.reject(new Error('not to be asked')));
    expect((await runChecks(machine, [], {}, still())).size).toBe(0);
  });

  it('lose nothing to one of them that hangs', async () => {
    const hangs = (run: FakeRun) => run.script.includes("_look 'b'");
    const machine = new FakeMachine((run) =>
      hangs(run) ? Promise.reject(deadline()) : answerFor(run, { a: 0, c: 1 }),
    );
    const answers = await runChecks(machine, tasks, {}, still());
    expect(outcomes(answers)).toEqual({ a: 'met', b: 'failed', c: 'unmet' });
    expect(machine.runs.map(({ options }) => options.timeoutMs)).toEqual([
      3_000, 1_000, 2_000, 3_000,
    ]);
  });

  it('lose nothing to one of them that floods', async () => {
    const machine = new FakeMachine((run) =>
      run.script.includes("_look 'c'")
        ? Promise.reject(new MachineError('exec-output', 'printed too much'))
        : answerFor(run, { a: 0, b: 0 }),
    );
    const answers = await runChecks(machine, tasks, {}, still());
    expect(outcomes(answers)).toEqual({ a: 'met', b: 'met', c: 'failed' });
  });

  it.each(['agent-restarted', 'machine-stopped', 'not-ready', 'exec-start'] as const)(
    'end with the error of a machine that cannot look: %s',
    async (code) => {
      const machine = new FakeMachine(() => Promise.reject(new MachineError(code, 'x')));
      await expect(runChecks(machine, tasks, {}, still())).rejects.toMatchObject({ code });
      expect(machine.runs).toHaveLength(1);
    },
  );

  it('stop between two of them when nobody wants to know any more', async () => {
    const left = new AbortController();
    const machine = new FakeMachine((run) => {
      if (machine.runs.length === 2) left.abort(new Error('left'));
      return machine.runs.length === 1 ? Promise.reject(deadline()) : answerFor(run, {});
    });
    await expect(runChecks(machine, tasks, {}, left.signal)).rejects.toThrow('left');
    expect(machine.runs).toHaveLength(2);
  });
});
