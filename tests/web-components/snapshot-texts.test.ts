import { describe, expect, it } from 'vitest';
import { SnapshotError, type SnapshotErrorCode } from '../../src/snapshots/errors.ts';
import type { SnapshotSummary } from '../../src/snapshots/snapshot.ts';
import { UNOPENED } from '../../src/snapshots/snapshots-state.ts';
import { describeSnapshotError } from '../../web-components/snapshots/snapshot-errors.ts';
import { placeText, timeTexts, titleOf } from '../../web-components/snapshots/snapshot-texts.ts';
import { timelineOf, wasCancelled } from '../../web-components/snapshots/timeline.ts';
import { SAMPLE_LABS, SAMPLE_TITLES } from '../browser/sample-labs.ts';

const CODES: readonly SnapshotErrorCode[] = [
  'quota-exceeded',
  'storage-refused',
  'storage-blocked',
  'storage-failed',
  'record-damaged',
  'record-missing',
  'version-unknown',
  'file-invalid',
  'page-state-invalid',
  'other-image',
  'machine-failed',
  'closed',
];

const TITLES = { labs: SAMPLE_LABS, steps: SAMPLE_TITLES };

const snapshot = (change: Partial<SnapshotSummary>) =>
  ({ kind: 'hidden', label: '', labId: '', stepId: '', ...change }) as SnapshotSummary;

describe('what is said of a failure', () => {
  it('is another text for each that asks for something else', () => {
    const texts = CODES.map((code) => describeSnapshotError(new SnapshotError(code, 'x')).title);
    expect(new Set(texts).size).toBe(CODES.length);
  });

  it('has the numbers of a full disk', () => {
    const numbers = { neededBytes: 8_400_000, freeBytes: 1_200_000 };
    const { title } = describeSnapshotError(new SnapshotError('quota-exceeded', 'x', { numbers }));
    expect(title).toContain('8.4 MB needed, 1.2 MB free');
  });

  it('tells a failure from what the learner has stopped', () => {
    expect(wasCancelled(new DOMException('x', 'AbortError'))).toBe(true);
    expect(wasCancelled(new SnapshotError('closed', 'x'))).toBe(false);
  });
});

describe('a snapshot', () => {
  it('is called what the learner called it, else why it was taken', () => {
    expect(titleOf(snapshot({ label: 'mine' }), TITLES)).toBe('mine');
    expect(titleOf(snapshot({}), TITLES)).toBe('When you left the page');
    const [lab] = SAMPLE_LABS;
    const step = lab?.steps[0];
    const passed = { kind: 'passed-step' as const, labId: lab?.id ?? '', stepId: step?.id ?? '' };
    expect(titleOf(snapshot(passed), TITLES)).toBe(`Passed: ${step?.title.en}`);
    expect(placeText(snapshot(passed), TITLES)).toBe(`${lab?.title.en} · ${step?.title.en}`);
  });

  it('is called by the id of its step while the titles of steps are not there', () => {
    const [lab] = SAMPLE_LABS;
    const stepId = lab?.steps[0]?.id ?? '';
    const passed = snapshot({ kind: 'passed-step', labId: lab?.id ?? '', stepId });
    const titles = { labs: SAMPLE_LABS, steps: new Map() };
    expect(titleOf(passed, titles)).toBe(`Passed: ${stepId}`);
    expect(placeText(passed, titles)).toBe(`${lab?.title.en} · ${stepId}`);
  });

  it('is placed by its ids in a lab that the site does not have', () => {
    expect(placeText(snapshot({ labId: 'gone', stepId: 'away' }), TITLES)).toBe('gone · away');
    expect(placeText(snapshot({}), TITLES)).toBe('Outside of any lab');
  });

  it.each([
    [20_000, 'just now'],
    [-5_000, 'just now'],
    [5 * 60_000 + 1, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [26 * 3_600_000, 'yesterday'],
  ])('that is %i ms old was taken %s', (age, said) => {
    const now = Date.UTC(2026, 10, 26, 12);
    expect(timeTexts(now - age, now).relative).toBe(said);
  });
});

describe('the timeline', () => {
  it('has what was deleted in its place in time, and what cannot be read at the end', () => {
    const at = (id: string, takenAt: number) => ({
      ...snapshot({ id, takenAt }),
      parentKnown: true,
    });
    const lines = timelineOf({
      ...UNOPENED,
      snapshots: [at('new', 3), at('old', 1)],
      removed: [at('gone', 2)],
      damaged: [{ id: 'broken', code: 'record-damaged' }],
    });
    expect(lines.map(({ id, type }) => `${id} ${type}`)).toEqual([
      'new snapshot',
      'gone removed',
      'old snapshot',
      'broken damaged',
    ]);
  });
});
