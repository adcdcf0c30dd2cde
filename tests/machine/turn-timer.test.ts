import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TurnTimer } from '../../src/machine/v86/turn-timer.ts';
import { defer } from '../../src/support/deferred.ts';

let timer: TurnTimer;
let turns: number[] = [];
let turn = defer<number>();

beforeEach(() => {
  timer = new TurnTimer();
  turns = [];
  timer.onmessage = ({ data }) => {
    turns.push(data);
    turn.resolve(data);
  };
});
afterEach(() => timer.terminate());

/** Asks for a turn, and waits for one. */
function ask(t: number, tick: number): Promise<number> {
  turn = defer();
  timer.postMessage({ t, tick });
  return turn.promise;
}

describe('the turns of the processor', () => {
  it('come when they are asked for, at once or later', async () => {
    expect(await ask(0, 1)).toBe(1);
    expect(await ask(0.5, 2)).toBe(2);
    expect(await ask(1, 3)).toBe(3);
    expect(await ask(20, 4)).toBe(4);
    expect(turns).toEqual([1, 2, 3, 4]);
  });

  it('come not before others have had theirs', async () => {
    const other = defer<void>();
    let asked = 0;
    timer.onmessage = () => {
      if (asked === 0) setTimeout(other.resolve);
      timer.postMessage({ t: 0, tick: ++asked });
    };
    timer.postMessage({ t: 0, tick: 0 });
    await other.promise; // would never come if turns came between
    timer.onmessage = null;
    expect(asked).toBeGreaterThan(0);
  });

  it('come in place of one that was to come later', async () => {
    timer.postMessage({ t: 60_000, tick: 1 });
    expect(await ask(0, 2)).toBe(2);
    timer.postMessage({ t: 5, tick: 3 });
    expect(await ask(30, 4)).toBe(4);
    expect(turns).toEqual([2, 4]);
  });

  it('end with the machine', async () => {
    timer.postMessage({ t: 5, tick: 1 });
    timer.postMessage({ t: 0, tick: 2 });
    timer.terminate();
    timer.postMessage({ t: 0, tick: 3 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(turns).toEqual([]);
  });
});
