import { describe, expect, it } from 'vitest';
import {
  activateTab,
  activateTerminal,
  closeTab,
  closeTerminal,
  EMPTY_LAYOUT,
  openTab,
  splitTab,
  terminalsOf,
} from '../../web-components/terminal/layout.ts';

const one = openTab(EMPTY_LAYOUT);
const two = openTab(one);
const split = splitTab(two);

describe('the layout of terminals', () => {
  it('brings a new terminal to the front', () => {
    expect(two).toMatchObject({ activeTab: 2, activeTerminal: 2 });
    expect(terminalsOf(two)).toEqual([1, 2]);
  });

  it('splits a tab once', () => {
    expect(split.tabs[1]).toEqual({ id: 2, terminals: [2, 3] });
    expect(split.activeTerminal).toBe(3);
    expect(splitTab(split)).toBe(split);
  });

  it('keeps the tab when one of two terminals is closed', () => {
    expect(closeTerminal(split, 2)).toMatchObject({
      tabs: [{ id: 1 }, { id: 2, terminals: [3] }],
      activeTerminal: 3,
    });
    expect(closeTerminal(split, 3)).toMatchObject({ activeTab: 2, activeTerminal: 2 });
  });

  it('goes to the neighbour when the tab in front is closed', () => {
    expect(closeTab(split, 2)).toMatchObject({ activeTab: 1, activeTerminal: 1 });
    expect(closeTab(activateTab(two, 1), 1)).toMatchObject({ activeTab: 2, activeTerminal: 2 });
  });

  it('leaves the front alone when another tab is closed', () => {
    expect(closeTab(two, 1)).toMatchObject({ activeTab: 2, activeTerminal: 2 });
  });

  it('ends empty, and never uses a number again', () => {
    const empty = closeTerminal(one, 1);
    expect(empty).toMatchObject({ tabs: [], activeTab: 0, activeTerminal: 0 });
    expect(terminalsOf(openTab(empty))).toEqual([2]);
  });

  it('follows the keyboard into another tab', () => {
    expect(activateTerminal(split, 1)).toMatchObject({ activeTab: 1, activeTerminal: 1 });
  });

  it('ignores numbers it does not know', () => {
    expect(activateTab(two, 9)).toBe(two);
    expect(activateTerminal(two, 9)).toBe(two);
    expect(closeTerminal(two, 9)).toBe(two);
    expect(closeTab(two, 9)).toBe(two);
  });
});
