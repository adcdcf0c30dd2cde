import { afterEach, describe, expect, it, vi } from 'vitest';
import { DeadlineError, withDeadline } from '../../src/machine/deadline.ts';
import { fromErrorData, MachineError, toErrorData } from '../../src/machine/errors.ts';
import { WallClock } from '../../src/machine/wall-clock.ts';

afterEach(() => vi.useRealTimers());

describe('an error of the machine', () => {
  it('is named after its code', () => {
    expect(new MachineError('exec-deadline', '').name).toBe('ExecDeadlineError');
    expect(new MachineError('not-ready', '').name).toBe('NotReadyError');
  });

  it('crosses the worker boundary unchanged', () => {
    const error = new MachineError('hash-mismatch', 'another file', 'image/base.layer');
    const arrived = fromErrorData(structuredClone(toErrorData(error)));
    expect(arrived).toBeInstanceOf(MachineError);
    const { code, message, subject, name } = arrived;
    expect({ code, message, subject, name }).toEqual({
      code: 'hash-mismatch',
      message: 'another file',
      subject: 'image/base.layer',
      name: 'HashMismatchError',
    });
  });

  it('is made of whatever else was thrown, with its words', () => {
    expect(toErrorData(new TypeError('x is not a function'))).toEqual({
      code: 'engine-failed',
      message: 'TypeError: x is not a function',
      subject: '',
    });
    expect(toErrorData('text').message).toBe('text');
  });
});

describe('a deadline', () => {
  it('lets what comes in time through, value or error, and leaves no timer', async () => {
    vi.useFakeTimers();
    expect(await withDeadline(Promise.resolve(7), 100)).toBe(7);
    await expect(withDeadline(Promise.reject(new Error('no')), 100)).rejects.toThrow('no');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends what does not come', async () => {
    vi.useFakeTimers();
    const caught = expect(withDeadline(new Promise(() => {}), 100)).rejects.toBeInstanceOf(
      DeadlineError,
    );
    await vi.advanceTimersByTimeAsync(100);
    await caught;
  });
});

describe('the wall clock', () => {
  it('notices a sleep, and that the clock was set, once each, until it is stopped', () => {
    vi.useFakeTimers();
    let jumps = 0;
    const clock = new WallClock(() => {
      jumps += 1;
    });
    vi.advanceTimersByTime(60_000);
    expect(jumps).toBe(0);
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(20_000);
    expect(jumps).toBe(1);
    vi.setSystemTime(Date.now() - 10_000);
    vi.advanceTimersByTime(20_000);
    expect(jumps).toBe(2);
    clock.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
