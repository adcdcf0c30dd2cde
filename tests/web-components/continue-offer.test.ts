import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SnapshotError } from '../../src/snapshots/errors.ts';
import type { SnapshotEntry, SnapshotsState } from '../../src/snapshots/snapshots-state.ts';
import { UNOPENED } from '../../src/snapshots/snapshots-state.ts';
import { type Deferred, defer } from '../../src/support/deferred.ts';
import { Emitter } from '../../src/support/emitter.ts';
import { ContinueOffer } from '../../web-components/snapshots/continue-offer.ts';
import type { Snapshots } from '../../web-components/snapshots/snapshot-source.ts';

const entry = (id: string, about: Partial<SnapshotEntry> = {}) =>
  ({ id, kind: 'hidden', takenAt: 10, parentKnown: true, ...about }) as SnapshotEntry;
const at = (id: string, time = 20) => ({ id, at: time });

let state: SnapshotsState;
let restoring: Deferred<void>;
let restored: string[];
let ends: number;
let offer: ContinueOffer;
const changes = new Emitter<SnapshotsState>();

function become(change: Partial<SnapshotsState>): void {
  state = { ...state, ...change };
  changes.emit(state);
}

beforeEach(() => {
  state = UNOPENED;
  restoring = defer();
  restored = [];
  ends = 0;
  const snapshots = {
    get state() {
      return state;
    },
    onChange: (listener: (value: SnapshotsState) => void) => changes.on(listener),
    restore: (id: string, { signal }: { signal?: AbortSignal } = {}) => {
      restored.push(id);
      signal?.addEventListener('abort', () => restoring.reject(signal.reason));
      return restoring.promise;
    },
  } as unknown as Snapshots;
  offer = new ContinueOffer(snapshots, {
    changed: () => {},
    ended: () => {
      ends += 1;
    },
    restored: ({ id }) => void restored.push(`done ${id}`),
  });
});

describe('the offer to continue', () => {
  it('is of the snapshot that the machine went on from, and of the newest one when that is gone', async () => {
    become({ opened: true, snapshots: [entry('new'), entry('left')] });
    await offer.make(at('left'));
    expect(offer.view).toEqual({ state: 'asking', entry: entry('left') });
    await offer.make(at('thinned-out'));
    expect(offer.view).toEqual({ state: 'asking', entry: entry('new') });
  });

  it('is of what was taken since, also when the page could not write that down any more', async () => {
    const since = entry('since', { takenAt: 30 });
    become({ opened: true, snapshots: [since, entry('left')] });
    await offer.make(at('left'));
    expect(offer.view).toEqual({ state: 'asking', entry: since });
  });

  it('is none when the machine was fresh, whatever was saved from a reset', async () => {
    const rescue = entry('rescue', { kind: 'before-reset', takenAt: 30 });
    become({ opened: true, snapshots: [rescue, entry('old')] });
    await offer.make(at(''));
    expect(offer.view).toBeUndefined();
  });

  it('is none of a machine that this page does not have, and ends by itself then', async () => {
    become({ opened: true, snapshots: [entry('foreign', { parentKnown: false })] });
    await offer.make(at('foreign'));
    expect([offer.view, ends]).toEqual([undefined, 1]);
  });

  it('waits for the list, and for nothing when the learner starts afresh meanwhile', async () => {
    const made = offer.make(at('left'));
    expect(offer.view).toEqual({ state: 'looking' });
    offer.close();
    await made;
    expect([offer.view, ends, changes.size]).toEqual([undefined, 1, 0]);
    become({ opened: true, snapshots: [entry('left')] });
    expect(offer.view).toBeUndefined();
  });

  it('says why the list cannot be read', async () => {
    const made = offer.make(at('left'));
    const failure = new SnapshotError('storage-blocked', 'blocked');
    become({ failure });
    await made;
    expect(offer.view).toEqual({ state: 'failed', error: failure });
  });

  it('restores once, and tells so', async () => {
    become({ opened: true, snapshots: [entry('left')] });
    await offer.make(at('left'));
    const accepted = offer.accept();
    void offer.accept();
    become({
      activity: {
        state: 'restoring',
        id: 'left',
        progress: { phase: 'reading', done: 1, total: 2 },
      },
    });
    expect(offer.view).toMatchObject({ state: 'restoring', progress: { done: 1, total: 2 } });
    restoring.resolve();
    await accepted;
    expect([restored, ends, changes.size]).toEqual([['left', 'done left'], 1, 0]);
  });

  it('asks again after a cancel, and can be answered again after a failure', async () => {
    become({ opened: true, snapshots: [entry('left')] });
    await offer.make(at('left'));
    const cancelled = offer.accept();
    offer.cancel();
    await cancelled;
    expect(offer.view).toEqual({ state: 'asking', entry: entry('left') });

    restoring = defer();
    const failing = offer.accept();
    const error = new SnapshotError('record-damaged', 'damaged');
    restoring.reject(error);
    await failing;
    expect(offer.view).toEqual({ state: 'failed', entry: entry('left'), error });
    restoring = defer();
    restoring.resolve();
    await offer.accept();
    await vi.waitFor(() => expect(restored.at(-1)).toBe('done left'));
  });
});
