import type { ProcessEnd } from '../../src/machine/machine.ts';
import type { JsonValue } from '../../src/snapshots/snapshot.ts';
import { MAX_PAGE_STATE_BYTES } from '../../src/snapshots/snapshot.ts';
import { listOf, numberOf, objectOf, textOf } from '../snapshots/json-fields.ts';
import type { TerminalLayout, TerminalTab } from './layout.ts';
import type { SavedScreen } from './saved-screen.ts';

/** One terminal of the page at the moment of a snapshot. */
export type SavedTerminal = {
  /** Its number on the page. */
  readonly id: number;
  /** Process number of the program that runs in it; 0 when none does. */
  readonly pid: number;
  /** How the program ended, for one that is shown as ended. */
  readonly end: SavedEnd | null;
  readonly screen: SavedScreen | null;
};

/** {@link ProcessEnd} as JSON. */
export type SavedEnd =
  | { readonly how: 'exited'; readonly status: number }
  | { readonly how: 'killed'; readonly signal: number }
  | { readonly how: 'lost' };

/** All terminals of the page, and how they are arranged. */
export type SavedTerminals = {
  readonly tabs: readonly { readonly id: number; readonly terminals: readonly number[] }[];
  readonly activeTab: number;
  readonly activeTerminal: number;
  readonly nextId: number;
  readonly terminals: readonly SavedTerminal[];
};

/** Characters that the screens of all terminals may have together: a quarter of what a page state may have in bytes. */
export const MAX_SCREEN_CHARACTERS = MAX_PAGE_STATE_BYTES / 4;

/** More than a machine has. */
const MAX_TERMINALS = 64;
const MAX_CELLS = 2_000;
const MAX_NUMBER = 2 ** 31;

/**
 * Reads what was stored, perhaps in a file by a stranger.
 * @throws PageStateFieldError with the field named
 */
export function readSavedTerminals(value: JsonValue | undefined): SavedTerminals {
  const { tabs, activeTab, activeTerminal, nextId, terminals } = objectOf(value, 'terminals');
  const number = (one: JsonValue | undefined, field: string) => numberOf(one, field, 0, MAX_NUMBER);
  return {
    tabs: listOf(tabs, 'tabs', MAX_TERMINALS).map(readTab),
    activeTab: number(activeTab, 'activeTab'),
    activeTerminal: number(activeTerminal, 'activeTerminal'),
    nextId: number(nextId, 'nextId'),
    terminals: listOf(terminals, 'terminals', MAX_TERMINALS).map(readTerminal),
  };
}

/** The arrangement; every terminal once, and numbers that are never used again. */
export function layoutOf(saved: SavedTerminals): TerminalLayout {
  const seen = new Set<number>();
  const tabs = saved.tabs.flatMap(({ id, terminals }): TerminalTab[] => {
    const [first, second] = terminals.filter((one) => !seen.has(one) && seen.add(one));
    if (first === undefined) return [];
    return [{ id, terminals: second === undefined ? [first] : [first, second] }];
  });
  const inFront = tabs.find(({ id }) => id === saved.activeTab) ?? tabs[0];
  const active = inFront?.terminals.find((id) => id === saved.activeTerminal);
  return {
    tabs,
    activeTab: inFront?.id ?? 0,
    activeTerminal: active ?? inFront?.terminals[0] ?? 0,
    nextId: Math.max(saved.nextId, ...[...seen, ...tabs.map(({ id }) => id)].map((id) => id + 1)),
  };
}

function readTab(value: JsonValue): SavedTerminals['tabs'][number] {
  const { id, terminals } = objectOf(value, 'tab');
  return {
    id: numberOf(id, 'tab.id', 1, MAX_NUMBER),
    terminals: listOf(terminals, 'tab.terminals', 2).map((one) =>
      numberOf(one, 'tab.terminals', 1, MAX_NUMBER),
    ),
  };
}

function readTerminal(value: JsonValue): SavedTerminal {
  const { id, pid, end, screen } = objectOf(value, 'terminal');
  return {
    id: numberOf(id, 'terminal.id', 1, MAX_NUMBER),
    pid: numberOf(pid, 'terminal.pid', 0, MAX_NUMBER),
    end: end === null ? null : readEnd(end),
    screen: screen === null ? null : readScreen(screen),
  };
}

function readEnd(value: JsonValue | undefined): SavedEnd {
  const { how, status, signal } = objectOf(value, 'end');
  switch (how) {
    case 'exited':
      return { how, status: numberOf(status, 'end.status', 0, 255) };
    case 'killed':
      return { how, signal: numberOf(signal, 'end.signal', 0, 255) };
    default:
      return { how: 'lost' };
  }
}

function readScreen(value: JsonValue | undefined): SavedScreen {
  const { columns, rows, content } = objectOf(value, 'screen');
  return {
    columns: numberOf(columns, 'screen.columns', 1, MAX_CELLS),
    rows: numberOf(rows, 'screen.rows', 1, MAX_CELLS),
    content: textOf(content, 'screen.content', MAX_PAGE_STATE_BYTES),
  };
}

/** The end of a program as plain data. */
export function savedEndOf(end: ProcessEnd): SavedEnd {
  switch (end.how) {
    case 'exited':
      return { how: end.how, status: end.status };
    case 'killed':
      return { how: end.how, signal: end.signal };
    case 'lost':
      return { how: end.how };
  }
}
