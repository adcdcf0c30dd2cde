import { describe, expect, it } from 'vitest';
import { sampleSession } from './sample-session.ts';

describe('a session on a machine that was put back', () => {
  it('does not run the setup of its step again, and looks at it at once', async () => {
    const sample = await sampleSession({ prepared: 'name' });
    sample.session.open('name');
    await sample.time.pass(0);
    expect(sample.machine.setups).toEqual([]);
    expect(sample.machine.looks.length).toBe(1);
    expect(sample.session.state.setup).toEqual({ phase: 'open' });
  });

  it('runs it again after a reset, and after the step was left', async () => {
    const sample = await sampleSession({ prepared: 'name' });
    sample.session.open('name');
    await sample.time.pass(0);
    await sample.machine.reset();
    await sample.time.pass(0);
    expect(sample.machine.setups.length).toBe(1);

    const other = await sampleSession({ prepared: 'name' });
    other.session.open('name');
    await other.time.pass(0);
    other.session.open('question');
    other.session.open('name');
    await other.time.pass(0);
    expect(other.machine.setups.length).toBe(1);
  });

  it('prepares another step than the one it was in', async () => {
    const sample = await sampleSession({ prepared: 'question' });
    sample.session.open('name');
    await sample.time.pass(0);
    expect(sample.machine.setups.length).toBe(1);
  });
});

describe('a session that is held', () => {
  it('leaves a machine alone that becomes ready, until it is let go', async () => {
    const sample = await sampleSession();
    sample.session.setHeld(true);
    sample.session.open('name');
    await sample.machine.reset();
    await sample.time.pass(60_000);
    expect(sample.machine.runs).toEqual([]);
    expect(sample.session.state.setup).toEqual({ phase: 'waiting' });
    sample.session.setHeld(false);
    await sample.time.pass(0);
    expect(sample.machine.setups.length).toBe(1);
  });

  it('goes on with what it has begun, for as long as the machine is there', async () => {
    const sample = await sampleSession();
    sample.session.open('name');
    await sample.time.pass(0);
    sample.session.setHeld(true);
    await sample.time.pass(60_000);
    const looks = sample.machine.looks.length;
    expect(looks).toBeGreaterThan(1);
    sample.session.setHeld(false);
    await sample.time.pass(0);
    expect(sample.machine.setups.length).toBe(1);
  });
});
