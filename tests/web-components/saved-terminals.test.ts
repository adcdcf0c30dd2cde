import { describe, expect, it, vi } from 'vitest';
import type { JsonValue } from '../../src/snapshots/snapshot.ts';
import { putBackSessions } from '../../web-components/terminal/save-sessions.ts';
import {
  layoutOf,
  readSavedTerminals,
  type SavedTerminals,
} from '../../web-components/terminal/saved-terminals.ts';
import { Sessions } from '../../web-components/terminal/sessions.ts';
import { FakeTerminal } from '../browser/fake-terminal.ts';

const SCREEN = { columns: 80, rows: 24, content: 'root@drydock:~# ' };
const SAVED: SavedTerminals = {
  tabs: [
    { id: 1, terminals: [1, 2] },
    { id: 4, terminals: [4] },
    { id: 5, terminals: [5] },
  ],
  activeTab: 4,
  activeTerminal: 4,
  nextId: 6,
  terminals: [
    { id: 1, pid: 101, end: null, screen: SCREEN },
    { id: 2, pid: 0, end: { how: 'exited', status: 3 }, screen: SCREEN },
    { id: 4, pid: 104, end: null, screen: null },
    { id: 5, pid: 0, end: null, screen: null },
  ],
};
const SIZE = { columns: 80, rows: 24 };
const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonValue;

describe('saved terminals', () => {
  it('are read as they were written', () => {
    expect(readSavedTerminals(json(SAVED))).toEqual(SAVED);
  });

  it.each([
    ['no object', 'nonsense'],
    ['too many tabs', { ...SAVED, tabs: Array.from({ length: 65 }, () => SAVED.tabs[0]) }],
    ['three terminals in a tab', { ...SAVED, tabs: [{ id: 1, terminals: [1, 2, 3] }] }],
    ['a negative process', { ...SAVED, terminals: [{ ...SAVED.terminals[0], pid: -1 }] }],
    ['a screen without end', { ...SAVED, terminals: [screenOf({ columns: 1e9 })] }],
    ['a screen that is no text', { ...SAVED, terminals: [screenOf({ content: 7 })] }],
    ['a number that is none', { ...SAVED, nextId: '6' }],
  ])('are refused with the field named for %s', (_what, value) => {
    expect(() => readSavedTerminals(json(value))).toThrow(/ is not /);
  });

  it('have an arrangement in which every terminal is once, and new ones get new numbers', () => {
    const tabs = [...SAVED.tabs, { id: 9, terminals: [4, 8] }, { id: 3, terminals: [] }];
    const layout = layoutOf({ ...SAVED, tabs, activeTab: 77, activeTerminal: 77, nextId: 1 });
    expect(layout.tabs.flatMap(({ terminals }) => [...terminals])).toEqual([1, 2, 4, 5, 8]);
    expect(layout.activeTab).toBe(1);
    expect(layout.activeTerminal).toBe(1);
    expect(layout.nextId).toBeGreaterThan(9);
  });
});

describe('terminals that are put back', () => {
  it('get the programs that they had, by the process', async () => {
    const sessions = new Sessions(() => {});
    const [other, one] = [new FakeTerminal(104, SIZE), new FakeTerminal(101, SIZE)];
    const layout = putBackSessions(SAVED, [other, one], sessions);
    expect(layout.activeTerminal).toBe(4);
    expect(sessions.get(1)).toEqual({ state: 'running', terminal: one, saved: SCREEN });
    expect(sessions.get(4)).toMatchObject({ state: 'running', terminal: other });
    one.finish({ how: 'exited', status: 0 });
    await one.ended;
    await vi.waitFor(() => expect(sessions.get(1)).toMatchObject({ state: 'ended' }));
  });

  it('are shown as ended when the program had ended, or is not there any more', () => {
    const sessions = new Sessions(() => {});
    putBackSessions(SAVED, [new FakeTerminal(104, SIZE)], sessions);
    expect(sessions.get(2)).toMatchObject({ end: { how: 'exited', status: 3 }, saved: SCREEN });
    expect(sessions.get(1)).toMatchObject({ state: 'ended', end: { how: 'lost' } });
  });

  it('that never had a program get a shell like a new one', () => {
    const sessions = new Sessions(() => {});
    putBackSessions(SAVED, [], sessions);
    expect(sessions.get(5)).toBeUndefined();
  });

  it('hang up what no terminal is left for', () => {
    const stray = new FakeTerminal(999, SIZE);
    putBackSessions(SAVED, [stray], new Sessions(() => {}));
    expect(stray.hungUp).toBe(true);
  });
});

function screenOf(change: object) {
  return { ...SAVED.terminals[0], screen: { ...SCREEN, ...change } };
}
