import { beforeEach, describe, expect, it } from 'vitest';
import { MachineError } from '../../../src/machine/errors.ts';
import type { ExecResult } from '../../../src/machine/machine.ts';
import { type Deferred, defer } from '../../../src/support/deferred.ts';
import { answerFor, FakeMachine } from '../fake-machine.ts';
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

describe('a machine that cannot look', () => {
  it.each([
    ['agent-restarted', 'unknown'],
    ['machine-stopped', 'unknown'],
    ['exec-start', 'failed'],
    ['engine-failed', 'failed'],
  ] as const)('meets nothing: %s', async (code, expected) => {
    sample.statuses = { 'own-name': 0 };
    await open();
    sample.machine.answer = () => Promise.reject(error(code));
    await sample.session.check();
    expect(results(sample)).toEqual([expected, expected]);
    expect(sample.session.state.passed).toEqual([]);
  });

  it('is asked again', async () => {
    await open();
    sample.machine.answer = () => Promise.reject(error('agent-restarted'));
    await sample.session.check();
    sample.machine.answer = (run) => answerFor(run, { 'own-name': 0, looked: 0 });
    await sample.time.pass(15_000);
    expect(sample.session.state.passed).toEqual(['name']);
  });
});

describe('a machine that goes away', () => {
  it('is prepared anew when it comes back, and what was reached stays', async () => {
    sample.statuses = { 'own-name': 0, looked: 0 };
    await open();
    await sample.machine.reset();
    expect(sample.session.state.setup.phase).toBe('preparing');
    expect(results(sample)).toEqual(['unknown', 'met']);
    sample.statuses = {};
    await sample.time.pass(0);
    expect(sample.machine.setups.length).toBe(2);
    expect([results(sample), sample.session.state.passed]).toEqual([['unmet', 'met'], ['name']]);
  });

  it.each([
    { state: 'failed', error: error('worker-died') },
    { state: 'stopped', reason: 'reboot', detail: '' },
    { state: 'restoring' },
  ] as const)('in the middle of a look takes its outcome with it: $state', async (status) => {
    await open();
    const held = holdAnswers();
    const asked = sample.session.check();
    sample.machine.become(status);
    held[0]?.resolve(
      await answerFor(sample.machine.runs.at(-1) ?? never(), { 'own-name': 0, looked: 0 }),
    );
    await asked;
    await sample.time.pass(60_000);
    expect(sample.session.state).toMatchObject({
      setup: { phase: 'waiting' },
      checking: false,
      passed: [],
    });
    expect([results(sample), sample.time.pending]).toEqual([['unknown', 'unknown'], 0]);
  });

  it('in the middle of its setup is not a setup that failed', async () => {
    const held = holdAnswers();
    sample.session.open('name');
    held[0]?.reject(error('machine-stopped'));
    await settlePromises();
    expect(sample.session.state.setup.phase).toBe('preparing');
    sample.machine.become({ state: 'restoring' });
    expect(sample.session.state.setup.phase).toBe('waiting');
  });

  it('may say "ready" again without having been away', async () => {
    await open();
    sample.machine.become({ state: 'ready', waitingFor: 'disk-7' });
    sample.machine.become({ state: 'ready' });
    await settlePromises();
    expect(sample.machine.setups.length).toBe(1);
  });

  it('can be replaced by another', async () => {
    await open();
    const other = new FakeMachine((run) => answerFor(run, { 'own-name': 0, looked: 0 }));
    const before = sample.machine.runs.length;
    sample.session.useMachine(other);
    await sample.time.pass(60_000);
    sample.machine.become({ state: 'failed', error: error('worker-died') });
    expect(sample.machine.statusChanges.size).toBe(0);
    expect(sample.machine.runs.length).toBe(before);
    expect(other.setups.length).toBe(1);
    expect(sample.session.state.passed).toEqual(['name']);
  });
});

function never(): never {
  throw new Error('there was no look');
}
