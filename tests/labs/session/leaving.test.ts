import { beforeEach, describe, expect, it } from 'vitest';
import type { ExecResult } from '../../../src/machine/machine.ts';
import { type Deferred, defer } from '../../../src/support/deferred.ts';
import { FakeMachine, SILENT } from '../fake-machine.ts';
import { type SampleSession, sampleSession } from './sample-session.ts';

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

describe('leaving a step', () => {
  it.each([
    ['its setup', 0],
    ['a look', 1],
  ])('during %s ends it, and its outcome touches nothing', async (_what, before) => {
    const held = holdAnswers();
    sample.session.open('name');
    for (let answered = 0; answered < before; answered += 1) {
      held[answered]?.resolve(SILENT);
      await sample.time.pass(0);
    }
    expect(sample.machine.runs.length).toBe(before + 1);
    sample.session.open('question');
    expect(sample.machine.runs[before]?.options.signal?.aborted).toBe(true);
    held[before]?.resolve(SILENT);
    const last = sample.session.state;
    await sample.time.pass(60_000);
    expect(sample.session.state.stepId).toBe('question');
    expect(sample.session.state.tasks).toEqual([]);
    expect(sample.session.state.setup).toEqual({ phase: 'open' });
    expect(last.passed).toEqual([]);
    expect(sample.machine.runs.length).toBe(before + 1);
  });

  it('during a check ends the check', async () => {
    await open();
    holdAnswers();
    const asked = sample.session.check();
    expect(sample.session.state.checking).toBe(true);
    sample.session.open('question');
    expect(sample.session.state.checking).toBe(false);
    await asked;
    expect(sample.session.state.checking).toBe(false);
  });
});

describe('closing', () => {
  it('leaves no timer, no listener and no script behind', async () => {
    await open();
    holdAnswers();
    const asked = sample.session.check();
    sample.session.close();
    await asked;
    const { machine, session, time, states } = sample;
    expect([time.pending, machine.statusChanges.size]).toEqual([0, 0]);
    expect(machine.runs.at(-1)?.options.signal?.aborted).toBe(true);
    const before = [machine.runs.length, states.length];
    session.open('question');
    session.setVisible(true);
    session.noteActivity();
    session.showHint('own-name');
    expect(session.showSolution('own-name')).toBe('');
    session.useMachine(new FakeMachine(() => Promise.resolve(SILENT)));
    await session.check();
    machine.become({ state: 'restoring' });
    machine.become({ state: 'ready' });
    await time.pass(60_000);
    session.close();
    expect([machine.runs.length, states.length]).toEqual(before);
    expect(time.pending).toBe(0);
  });

  it('stops listening to the progress', async () => {
    await open();
    sample.session.close();
    const before = sample.states.length;
    sample.progress.clear();
    expect(sample.states.length).toBe(before);
  });
});
