import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  closeChannels,
  codeOf,
  IMAGE,
  newBrowser,
  openStore,
  range,
  sampleCapture,
  sampleDraft,
  told,
} from './samples.ts';

afterEach(closeChannels);

describe('a snapshot', () => {
  it('comes back as it was taken, in another tab and later', async () => {
    const browser = newBrowser();
    const draft = sampleDraft(range(1, 300));
    const { id } = await openStore(browser).save(draft);
    const loaded = await openStore(browser).load(id);
    expect(told(loaded.capture)).toEqual(told(draft.capture));
    expect(loaded.pageState).toEqual(draft.pageState);
    expect(loaded.summary).toMatchObject({
      id,
      kind: 'named',
      label: 'before the jump',
      labId: 'chroot',
      stepId: 'jail',
      takenAt: 1_000,
      picture: ['root@drydock:~# '],
      image: IMAGE,
    });
  });

  it('with no page, no terminal and an empty page state is one too', async () => {
    const store = openStore(newBrowser());
    const capture = { ...sampleCapture([]), terminals: [], zeroPages: new Uint32Array() };
    const { id } = await store.save(sampleDraft([], { capture, pageState: null }));
    const loaded = await store.load(id);
    expect(told(loaded.capture)).toEqual(told(capture));
    expect(loaded.pageState).toBeNull();
  });

  it('stores pages that are stored already, in any snapshot, only once', async () => {
    const store = openStore(newBrowser());
    const first = await store.save(sampleDraft(range(1, 300)));
    const same = await store.save(sampleDraft(range(1, 300)));
    const more = await store.save(sampleDraft([...range(301, 2), ...range(1, 300)]));
    expect(first.bytes.own).toBeGreaterThan(50_000);
    expect(same.bytes.own).toBe(0);
    expect(more.bytes.own).toBeGreaterThan(0);
    expect(more.bytes.own).toBeLessThan(5_000);
    const loaded = await store.load(more.id);
    expect(told(loaded.capture)).toEqual(
      told(sampleDraft([...range(301, 2), ...range(1, 300)]).capture),
    );
  });

  it('stores a page that occurs many times in it once', async () => {
    const store = openStore(newBrowser());
    const seeds = Array.from({ length: 400 }, () => 7);
    const { id, bytes } = await store.save(sampleDraft(seeds));
    expect(bytes.own).toBeLessThan(10_000);
    expect(told((await store.load(id)).capture)).toEqual(told(sampleDraft(seeds).capture));
  });

  it('that is cancelled leaves nothing behind', async () => {
    const store = openStore(newBrowser());
    const abort = new AbortController();
    const saving = store.save(sampleDraft(range(1, 600)), {
      signal: abort.signal,
      onProgress: ({ phase }) => phase === 'compressing' && abort.abort(new Error('enough')),
    });
    await expect(saving).rejects.toThrow('enough');
    expect((await store.list()).snapshots).toEqual([]);
    await store.save(sampleDraft());
  });

  it('tells how far it is, in bytes', async () => {
    const store = openStore(newBrowser());
    const told: string[] = [];
    const onProgress = vi.fn(({ phase, done, total }) => {
      told.push(phase);
      expect(done).toBeLessThanOrEqual(total);
    });
    const { id } = await store.save(sampleDraft(range(1, 600)), { onProgress });
    await store.load(id, { onProgress });
    expect([...new Set(told)]).toEqual(['hashing', 'compressing', 'writing', 'reading']);
  });

  it.each([
    ['is too large', 'x'.repeat(17 * 1024 * 1024)],
    ['is a circle', circle()],
    ['is nothing', undefined],
  ])('whose page state %s is refused before anything is stored', async (_what, pageState) => {
    const store = openStore(newBrowser());
    const saving = store.save(sampleDraft([1], { pageState: pageState as string }));
    expect(await codeOf(saving)).toBe('page-state-invalid');
    expect((await store.list()).snapshots).toEqual([]);
  });
});

function circle(): unknown {
  const round: { self?: unknown } = {};
  round.self = round;
  return round;
}

describe('the list', () => {
  it('has the newest first and says what each would free', async () => {
    const store = openStore(newBrowser());
    const old = await store.save(
      sampleDraft(range(1, 100), { capture: sampleCapture(range(1, 100), 10) }),
    );
    const fresh = await store.save(
      sampleDraft(range(1, 101), { capture: sampleCapture(range(1, 101), 20) }),
    );
    const { snapshots } = await store.list();
    expect(snapshots.map(({ id }) => id)).toEqual([fresh.id, old.id]);
    expect(snapshots[0]?.bytes.exclusive).toBe(fresh.bytes.own);
    expect(snapshots[1]?.bytes).toEqual({ own: old.bytes.own, exclusive: 0 });
  });

  it('tells of changes, its own and those of other stores on its channel', async () => {
    const store = openStore(newBrowser());
    const heard = vi.fn();
    const stop = store.onChange(heard);
    const { id } = await store.save(sampleDraft());
    await store.rename(id, 'x');
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
    await store.remove(id);
    expect(heard).toHaveBeenCalledTimes(2);
  });
});

describe('renaming and deleting', () => {
  it('gives a snapshot another label and leaves the rest', async () => {
    const store = openStore(newBrowser());
    const { id } = await store.save(sampleDraft());
    await store.rename(id, '두 번째 <b>');
    const { summary, capture } = await store.load(id);
    expect(summary.label).toBe('두 번째 <b>');
    expect(told(capture)).toEqual(told(sampleDraft().capture));
  });

  it('can be undone until the grace is over', async () => {
    let now = 1_000;
    const store = openStore(newBrowser(), { now: () => now });
    const { id } = await store.save(sampleDraft());
    await store.remove(id);
    expect((await store.list()).snapshots[0]?.removedAt).toBe(1_000);
    now = 1_500;
    expect(await store.collect([], 1_000)).toBe(0);
    await store.bringBack(id);
    expect((await store.list()).snapshots[0]?.removedAt).toBeUndefined();
    await store.remove(id);
    now = 3_000;
    expect(await store.collect([], 1_000)).toBeGreaterThan(0);
    expect((await store.list()).snapshots).toEqual([]);
    expect(await codeOf(store.bringBack(id))).toBe('not-found');
  });

  it('frees the pages that nobody else needs, and only those', async () => {
    const store = openStore(newBrowser());
    const first = await store.save(sampleDraft(range(1, 300)));
    const second = await store.save(sampleDraft(range(1, 301)));
    const { snapshots } = await store.list();
    const exclusive = snapshots.find(({ id }) => id === second.id)?.bytes.exclusive;
    expect(await store.collect([second.id], 0)).toBe(exclusive);
    expect(told((await store.load(first.id)).capture)).toEqual(
      told(sampleDraft(range(1, 300)).capture),
    );
    expect(await store.collect([first.id], 0)).toBe(first.bytes.own);
  });

  it.each(['load', 'rename', 'remove', 'bringBack', 'exportFile'] as const)(
    '%s of one that is gone says so',
    async (method) => {
      expect(await codeOf(openStore(newBrowser())[method]('nobody', 'x' as never))).toBe(
        'not-found',
      );
    },
  );
});
