/** What a reader chose and finds again on the next visit. */
export type PreferenceName =
  | 'language'
  | 'theme'
  | 'screen-reader'
  | 'guide-width'
  | 'guide-height'
  /** Where the learner left off; see `snapshots/bookmark.ts`. */
  | 'continue-with';

const PREFIX = 'drydock.';

/** Reads a choice; null if there is none or the browser keeps nothing (private window, third-party frame). */
export function readPreference(name: PreferenceName): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null; // storage is refused here; defaults apply
  }
}

/** Keeps a choice where the browser allows it. */
export function keepPreference(name: PreferenceName, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is refused or full: the choice holds until the page is closed.
  }
}
