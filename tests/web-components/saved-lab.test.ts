import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/snapshots/snapshot.ts';
import { readSavedLab } from '../../web-components/lesson/saved-lab.ts';

const step = { version: 1, fingerprint: 'f', passed: true, met: [], helped: [], hints: {} };
const progress = { seed: 'c0ffee', lastStep: 'pid', steps: { uts: { ...step, answers: {} } } };
const SAVED = { labId: 'namespaces', stepId: 'pid', prepared: true, progress };

describe('place and progress in a snapshot', () => {
  it('are read as they were written, with what the learner’s values are drawn from', () => {
    expect(readSavedLab(SAVED)).toEqual(SAVED);
    expect(readSavedLab({ ...SAVED, progress: null }).progress).toBeNull();
  });

  it.each<[string, JsonValue]>([
    ['no object', 'here'],
    ['a place that is no text', { ...SAVED, labId: 7 }],
    ['a place without end', { ...SAVED, stepId: 'x'.repeat(1_000) }],
    ['progress that is none', { ...SAVED, progress: { seed: '../', steps: {} } }],
  ])('are refused for %s', (_what, value) => {
    expect(() => readSavedLab(value)).toThrow();
  });

  it('take nothing that only looks like a step', () => {
    const steps = JSON.parse('{"__proto__": {"version": 1, "fingerprint": "f"}}') as JsonValue;
    const read = readSavedLab({ ...SAVED, progress: { seed: 'c0ffee', lastStep: '', steps } });
    expect(Object.keys(read.progress?.steps ?? { none: 1 })).toEqual([]);
  });
});
