import { describe, expect, it, vi } from 'vitest';
import { askToKeep } from '../../src/snapshots/persistence.ts';
import { RECENT_KEPT, RESCUES_KEPT, thinOut } from '../../src/snapshots/retention.ts';
import type { SnapshotSummary } from '../../src/snapshots/snapshot.ts';
import { IMAGE, range } from './samples.ts';

let ids = 0;
function one(takenAt: number, changes: Partial<SnapshotSummary> = {}): SnapshotSummary {
  return {
    id: `${ids++}`,
    kind: 'hidden',
    label: '',
    labId: 'lab',
    stepId: 'step',
    takenAt,
    bytes: { own: 0, exclusive: 0 },
    picture: [],
    image: IMAGE,
    ...changes,
  };
}
const thinned = (all: readonly SnapshotSummary[]) => {
  const gone = new Set(thinOut(all));
  return all.filter(({ id }) => gone.has(id)).map(({ takenAt }) => takenAt);
};
const many = (first: number, count: number, changes?: Partial<SnapshotSummary>) =>
  range(first, count).map((at) => one(at, changes));

describe('of many snapshots', () => {
  it('the oldest automatic ones go', () => {
    expect(thinned(many(0, RECENT_KEPT))).toEqual([]);
    expect(thinned(many(0, RECENT_KEPT + 2))).toEqual([0, 1]);
  });

  it('those by hand stay for ever, and so does one that was given a label', () => {
    const byHand = [
      one(0, { kind: 'named' }),
      one(1, { kind: 'imported' }),
      one(2, { label: 'x' }),
    ];
    expect(thinned([...byHand, ...many(10, 30)]).filter((at) => at < 10)).toEqual([]);
  });

  it('the first of every passed step stays, of every lab and image', () => {
    const passed = [
      one(0, { kind: 'passed-step' }),
      one(1, { kind: 'passed-step' }),
      one(2, { kind: 'passed-step', stepId: 'other' }),
      one(3, { kind: 'passed-step', image: { ...IMAGE, parent: 'e'.repeat(64) } }),
    ];
    expect(thinned([...passed, ...many(10, RECENT_KEPT)])).toEqual([1]);
  });

  it('the latest rescues stay', () => {
    const rescues = many(0, RESCUES_KEPT + 1, { kind: 'before-reset' });
    expect(thinned([...rescues, ...many(10, RECENT_KEPT)])).toEqual([0]);
  });

  it('what was deleted by hand is left to its grace', () => {
    const removed = many(0, 5, { removedAt: 7 });
    expect(thinned([...removed, ...many(10, RECENT_KEPT)])).toEqual([]);
  });
});

describe('asking the browser to keep everything', () => {
  it('asks only when it does not do so already', async () => {
    const persist = vi.fn(async () => true);
    expect(await askToKeep({ persisted: async () => true, persist })).toBe(true);
    expect(persist).not.toHaveBeenCalled();
    expect(await askToKeep({ persisted: async () => false, persist })).toBe(true);
  });

  it('takes a refusal, and a browser that cannot be asked, as no', async () => {
    const refusing = async () => Promise.reject(new TypeError('not here'));
    expect(await askToKeep({ persisted: refusing, persist: refusing })).toBe(false);
    expect(await askToKeep(undefined)).toBe(false);
  });
});
