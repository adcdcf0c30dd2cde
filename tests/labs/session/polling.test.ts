import { beforeEach, describe, expect, it } from 'vitest';
import { Polling } from '../../../src/labs/session/polling.ts';
import { type Deferred, defer } from '../../../src/support/deferred.ts';
import { FakeTime, settlePromises } from './fake-time.ts';

let time: FakeTime;
let looks: number[];
let changes: boolean;
/** How long each look takes. */
let tookMs: number;
let polling: Polling;

beforeEach(() => {
  time = new FakeTime();
  looks = [];
  changes = false;
  tookMs = 0;
  polling = new Polling({
    look: async () => {
      looks.push(time.now());
      time.spend(tookMs);
      return changes;
    },
    now: time.now,
    schedule: time.schedule,
  });
});

/** Milliseconds between the looks. */
const pauses = () => looks.slice(1).map((at, place) => at - (looks[place] ?? 0));

describe('polling', () => {
  it('looks at once when it starts', async () => {
    polling.start();
    await time.pass(0);
    expect(looks).toEqual([0]);
  });

  it('looks every second while something changes', async () => {
    changes = true;
    polling.start();
    await time.pass(5_000);
    expect(looks).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it('pauses longer and longer while nothing changes, at most fifteen seconds', async () => {
    polling.start();
    await time.pass(180_000);
    const found = pauses();
    expect(found[0]).toBe(1_500);
    expect([...found].sort((one, other) => one - other)).toEqual(found);
    expect(found.at(-1)).toBe(15_000);
  });

  it('looks a second after something happened', async () => {
    polling.start();
    await time.pass(120_000);
    const before = looks.length;
    polling.noteActivity();
    await time.pass(1_000);
    expect(looks.length).toBe(before + 1);
  });

  it('does not put a look off while somebody goes on typing', async () => {
    polling.start();
    await time.pass(60_000);
    looks.length = 0;
    for (let keys = 0; keys < 50; keys += 1) {
      polling.noteActivity();
      await time.pass(100);
    }
    expect(looks.length).toBeGreaterThanOrEqual(3);
  });

  it.each([20, 60, 150, 250, 600])(
    'takes at most three parts in a hundred of any minute with looks of %i ms',
    async (ms) => {
      tookMs = ms;
      changes = true;
      await time.pass(60_000);
      polling.start();
      for (let second = 0; second < 300; second += 1) {
        polling.noteActivity();
        await time.pass(1_000);
      }
      const within = looks.map((from) => looks.filter((at) => at >= from && at < from + 60_000));
      // The minute begins with a look: the last one may have begun just before its end.
      const most = Math.max(...within.map(({ length }) => length)) - 1;
      expect((most * ms) / 60_000).toBeLessThanOrEqual(0.03);
    },
  );

  it('keeps up with somebody who begins to work after a quiet time', async () => {
    tookMs = 60;
    polling.start();
    await time.pass(120_000);
    changes = true;
    looks.length = 0;
    polling.noteActivity();
    await time.pass(10_000);
    expect(looks.length).toBeGreaterThanOrEqual(9);
    expect(Math.max(...pauses())).toBeLessThan(1_100);
  });

  it('is not blind for long after a look that hung', async () => {
    tookMs = 30_000;
    polling.start();
    await time.pass(60_000);
    expect(looks).toEqual([0, 50_000]);
  });

  it('does nothing while paused, and looks at once afterwards', async () => {
    polling.start();
    await time.pass(10_000);
    const before = looks.length;
    polling.pause();
    polling.noteActivity();
    expect(time.pending).toBe(0);
    await time.pass(600_000);
    expect(looks.length).toBe(before);
    polling.start();
    await time.pass(0);
    expect(looks.length).toBe(before + 1);
  });

  it('leaves no timer behind when it is closed, and never looks again', async () => {
    polling.start();
    await time.pass(3_000);
    const before = looks.length;
    polling.close();
    polling.start();
    polling.noteActivity();
    await polling.lookNow();
    await time.pass(100_000);
    expect([time.pending, looks.length]).toEqual([0, before]);
  });
});

describe('a look on demand', () => {
  let running: Deferred<boolean>[];
  beforeEach(() => {
    running = [];
    polling = new Polling({
      look: () => {
        const look = defer<boolean>();
        running.push(look);
        return look.promise;
      },
      now: time.now,
      schedule: time.schedule,
    });
  });

  it('waits for the one under way and then looks anew', async () => {
    polling.start();
    await time.pass(0);
    let done = false;
    const asked = polling.lookNow().then(() => {
      done = true;
    });
    await settlePromises();
    expect(running.length).toBe(1);
    running[0]?.resolve(false);
    await settlePromises();
    expect([running.length, done]).toEqual([2, false]);
    running[1]?.resolve(false);
    await asked;
    expect(time.pending).toBe(1);
  });

  it('is made while paused, and starts nothing', async () => {
    const asked = polling.lookNow();
    running[0]?.resolve(true);
    await asked;
    expect(time.pending).toBe(0);
  });

  it('ends when polling is closed meanwhile', async () => {
    polling.start();
    await time.pass(0);
    const asked = polling.lookNow();
    polling.close();
    running[0]?.resolve(false);
    await asked;
    expect([running.length, time.pending]).toEqual([1, 0]);
  });

  it('is one at a time, however many are asked for', async () => {
    const asked = [polling.lookNow(), polling.lookNow(), polling.lookNow()];
    for (let at = 0; at < 3; at += 1) {
      await settlePromises();
      expect(running.length).toBe(at + 1);
      running[at]?.resolve(false);
    }
    await Promise.all(asked);
  });
});
