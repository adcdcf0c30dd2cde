import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ActivitySigns } from '../../web-components/terminal/activity-signs.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function signs() {
  const told: string[] = [];
  return { told, signs: new ActivitySigns((activity) => told.push(activity)) };
}

it('tells of the first at once', () => {
  const { told, signs: made } = signs();
  made.note('output');
  expect(told).toEqual(['output']);
});

it('tells of what follows once, a moment later', () => {
  const { told, signs: made } = signs();
  for (let count = 0; count < 1_000; count += 1) made.note('output');
  expect(told).toEqual(['output']);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['output', 'output']);
});

it('tells of keys in the midst of output, and of output in the midst of keys', () => {
  const { told, signs: made } = signs();
  made.note('output');
  made.note('input');
  made.note('output');
  expect(told).toEqual(['output', 'input']);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['output', 'input', 'output']);
});

it('tells of much output a few times a second', () => {
  const { told, signs: made } = signs();
  for (let ms = 0; ms < 2_000; ms += 1) {
    made.note('output');
    vi.advanceTimersByTime(1);
  }
  expect(told.length).toBeGreaterThan(8);
  expect(told.length).toBeLessThanOrEqual(11);
});

it('tells nothing once it was disposed', () => {
  const { told, signs: made } = signs();
  made.note('output');
  made.note('output');
  made.dispose();
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['output']);
  expect(vi.getTimerCount()).toBe(0);
});
