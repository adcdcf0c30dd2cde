import { beforeEach, describe, expect, it } from 'vitest';
import { MachineError } from '../../../src/machine/errors.ts';
import type { ExecResult } from '../../../src/machine/machine.ts';
import { type Deferred, defer } from '../../../src/support/deferred.ts';
import { answerFor, SILENT } from '../fake-machine.ts';
import { settlePromises } from './fake-time.ts';
import { results, type SampleSession, sampleSession } from './sample-session.ts';

let sample: SampleSession;
beforeEach(async () => {
  sample = await sampleSession();
});

/** Opens a step and lets its setup and its first look end. */
async function open(step = 'name'): Promise<void> {
  sample.session.open(step);
  await sample.time.pass(0);
}

/** Holds the answers of scripts back from now on; each is given by the test. */
function holdAnswers(): Deferred<ExecResult>[] {
  const held: Deferred<ExecResult>[] = [];
  sample.machine.answer = () => {
    const answer = defer<ExecResult>();
    held.push(answer);
    return answer.promise;
  };
  return held;
}

const error = (code: ConstructorParameters<typeof MachineError>[0]) => new MachineError(code, 'x');

describe('opening a step', () => {
  it('does nothing to the machine before', () => {
    expect(sample.machine.runs).toEqual([]);
    expect(sample.machine.statusChanges.size).toBe(0);
    expect(sample.session.state).toMatchObject({ stepId: 'name', setup: { phase: 'waiting' } });
  });

  it('prepares the machine as root in the learner’s system and then looks', async () => {
    await open();
    const [setup, look] = sample.machine.runs;
    expect(setup?.options.root).toBeUndefined();
    expect(setup?.script).toMatch(/^echo 0 > \/sys\/fs\/cgroup\/terminals\/cgroup\.procs/);
    expect(setup?.script).toContain(`host='${sample.session.values['host']}'`);
    expect(setup?.script).toContain('hostname drydock');
    expect(look?.options.root).toBe('pristine');
    expect(sample.states.map(({ setup: { phase } }) => phase)).toEqual([
      'waiting',
      'preparing',
      'open',
      'open',
    ]);
    expect(results(sample)).toEqual(['unmet', 'unmet']);
  });

  it('waits for the machine', async () => {
    sample.machine.status = { state: 'downloading', loaded: 0, total: 1 };
    await open();
    expect([sample.machine.runs.length, sample.session.state.setup.phase]).toEqual([0, 'waiting']);
    sample.machine.become({ state: 'ready' });
    await settlePromises();
    expect(sample.session.state.setup.phase).toBe('open');
  });

  it('says what the setup complained of, and checks nothing', async () => {
    sample.machine.answer = async () => ({
      exitCode: 2,
      stdout: '',
      stderr: 'mount: no such device\n',
    });
    await open();
    await sample.session.check();
    await sample.time.pass(60_000);
    expect(sample.session.state.setup).toEqual({
      phase: 'setup-failed',
      detail: 'status 2: mount: no such device',
    });
    expect(sample.machine.looks).toEqual([]);
  });

  it('tries the setup again when the agent was killed meanwhile', async () => {
    let attempts = 0;
    sample.machine.answer = async (run) => {
      if (run.options.root === 'pristine') return answerFor(run, {});
      attempts += 1;
      if (attempts === 1) throw error('agent-restarted');
      return SILENT;
    };
    await open();
    expect([attempts, sample.session.state.setup.phase]).toEqual([2, 'open']);
  });

  it('of another id than those of the lab is refused', () => {
    expect(() => sample.session.open('nowhere')).toThrow(RangeError);
  });

  it('again changes nothing', async () => {
    await open();
    const before = sample.machine.runs.length;
    await open();
    expect(sample.machine.runs.length).toBe(before);
  });
});

describe('looking', () => {
  it('finds a task met, with what was seen in the words of both languages', async () => {
    sample.statuses = { 'own-name': [0, 'saw pid 42'] };
    await open();
    const host = sample.session.values['host'];
    expect(sample.session.state.tasks[0]?.result).toEqual({
      status: 'met',
      message: { ko: `PID 42, ${host}`, en: `PID 42 is ${host}` },
    });
  });

  it('says what is missing', async () => {
    sample.statuses = { 'own-name': [1, 'fail outside'] };
    await open();
    expect(sample.session.state.tasks[0]?.result).toEqual({
      status: 'unmet',
      message: { ko: '호스트의 이름이 바뀌었습니다', en: "The host's own name was changed" },
    });
  });

  it('shows text of the guest as it is, whatever it looks like', async () => {
    sample.statuses = { 'own-name': [0, 'saw pid {{host}}<b>{pid}'] };
    await open();
    const { result } = sample.session.state.tasks[0] ?? {};
    expect(result?.status === 'met' && result.message?.en).toMatch(
      /^PID \{\{host\}\}<b>\{pid\} is /,
    );
  });

  it('passes the step when everything is met at one look, and not before', async () => {
    sample.statuses = { 'own-name': 0 };
    await open();
    expect(sample.session.state.passed).toEqual([]);
    // What happened stays; what held before and no longer holds does not.
    sample.statuses = { looked: 0 };
    await sample.session.check();
    expect([results(sample), sample.session.state.passed]).toEqual([['unmet', 'met'], []]);
    sample.statuses = { 'own-name': 0 };
    await sample.session.check();
    expect([results(sample), sample.session.state.passed]).toEqual([['met', 'met'], ['name']]);
  });

  it('goes on telling what holds after the step is passed, which it stays', async () => {
    sample.statuses = { 'own-name': 0, looked: 0 };
    await open();
    sample.statuses = {};
    await sample.session.check();
    expect([results(sample), sample.session.state.passed]).toEqual([['unmet', 'met'], ['name']]);
  });

  it('does not look for what has happened already', async () => {
    sample.statuses = { looked: 0 };
    await open();
    await sample.session.check();
    expect(sample.machine.looks[0]?.script).toContain("_look 'looked'");
    expect(sample.machine.looks[1]?.script).not.toContain("_look 'looked'");
  });

  it('tells nobody anything while nothing changes', async () => {
    await open();
    sample.states.length = 0;
    await sample.time.pass(120_000);
    expect(sample.machine.looks.length).toBeGreaterThan(5);
    expect(sample.states).toEqual([]);
  });

  it('comes soon after something was typed', async () => {
    await open();
    await sample.time.pass(120_000);
    const before = sample.machine.looks.length;
    sample.statuses = { 'own-name': 0 };
    sample.session.noteActivity();
    await sample.time.pass(1_000);
    expect(sample.machine.looks.length).toBe(before + 1);
    expect(results(sample)).toEqual(['met', 'unmet']);
  });

  it('waits while the page is hidden', async () => {
    await open();
    sample.session.setVisible(false);
    const before = sample.machine.runs.length;
    sample.session.noteActivity();
    await sample.time.pass(600_000);
    expect([sample.machine.runs.length, sample.time.pending]).toEqual([before, 0]);
    sample.session.setVisible(true);
    await sample.time.pass(0);
    expect(sample.machine.runs.length).toBe(before + 1);
  });

  it('waits also when the page was hidden before the step was opened', async () => {
    sample.session.setVisible(false);
    await open();
    await sample.time.pass(60_000);
    expect([sample.machine.setups.length, sample.machine.looks.length]).toEqual([1, 0]);
  });

  it('does not happen in a step without tasks', async () => {
    await open('question');
    await sample.time.pass(60_000);
    expect([sample.machine.runs.length, sample.time.pending]).toEqual([0, 0]);
  });
});

describe('the check button', () => {
  it('looks at once and says so while it does', async () => {
    await open();
    const held = holdAnswers();
    const asked = sample.session.check();
    expect(sample.session.state.checking).toBe(true);
    held[0]?.resolve(SILENT);
    await asked;
    expect(sample.session.state.checking).toBe(false);
    expect(results(sample)).toEqual(['failed', 'failed']);
  });

  it('during a look waits for it and looks again, once for any number of presses', async () => {
    const held = holdAnswers();
    sample.session.open('name');
    held[0]?.resolve(SILENT);
    await sample.time.pass(0);
    const asked = Promise.all([sample.session.check(), sample.session.check()]);
    expect(sample.machine.looks.length).toBe(1);
    held[1]?.resolve(SILENT);
    await settlePromises();
    expect(sample.machine.looks.length).toBe(2);
    held[2]?.resolve(SILENT);
    await asked;
    expect(sample.machine.looks.length).toBe(2);
    expect(sample.session.state.checking).toBe(false);
  });

  it('works on a hidden page', async () => {
    sample.session.setVisible(false);
    await open();
    await sample.session.check();
    expect([sample.machine.looks.length, sample.time.pending]).toEqual([1, 0]);
  });

  it('does nothing without a machine', async () => {
    sample.machine.status = { state: 'stopped', reason: 'panic', detail: '' };
    await open();
    await sample.session.check();
    expect(sample.machine.runs).toEqual([]);
  });
});
