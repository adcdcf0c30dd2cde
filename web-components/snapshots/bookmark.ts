import { keepPreference, readPreference } from '../preferences.ts';

/** Where the learner left off: what the page remembers, beside the snapshots themselves. */
export interface Bookmark {
  /** The snapshot that the machine went on from, or that was taken of it last; empty: it was fresh. */
  readonly id: string;
  /** When that was, in milliseconds since 1970. Snapshots taken later are of the same machine, and newer. */
  readonly at: number;
}

/** Nothing is remembered: whatever is newest is where the learner left off. */
export const NO_BOOKMARK: Bookmark = { id: '', at: 0 };

/** What was remembered; undefined where nothing was, as on a first visit. */
export function readBookmark(): Bookmark | undefined {
  const [, at, id] = /^(\d+) (.*)$/.exec(readPreference('continue-with') ?? '') ?? [];
  return at === undefined || id === undefined ? undefined : { id, at: Number(at) };
}

/** Remembers that the machine goes on from this snapshot now; without one, from nothing. */
export function keepBookmark(id = '', at = Date.now()): void {
  keepPreference('continue-with', `${at} ${id}`);
}
