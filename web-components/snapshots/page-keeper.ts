import type {
  ApplyPageState,
  PageMoment,
  PageStateKeeper,
} from '../../src/snapshots/page-state-keeper.ts';
import type { JsonValue, PageState } from '../../src/snapshots/snapshot.ts';
import { readSavedLab, type SavedLab } from '../lesson/saved-lab.ts';
import { putBackSessions, saveTerminal } from '../terminal/save-sessions.ts';
import {
  MAX_SCREEN_CHARACTERS,
  readSavedTerminals,
  type SavedTerminals,
} from '../terminal/saved-terminals.ts';
import { numberOf, objectOf } from './json-fields.ts';
import type { SnapshotPage } from './snapshot-page.ts';

/** What a page state holds. Another number is another version's. */
const FORMAT = 1;

const NO_TERMINALS: SavedTerminals = {
  tabs: [],
  activeTab: 0,
  activeTerminal: 0,
  nextId: 1,
  terminals: [],
};
const NO_LAB: SavedLab = { labId: '', stepId: '', prepared: false, progress: null };

/** The page's side of a snapshot: terminals with their screens, and the reader's place and progress in the lab. */
export class PageKeeper implements PageStateKeeper {
  readonly #page: SnapshotPage;

  constructor(page: SnapshotPage) {
    this.#page = page;
  }

  async read(): Promise<PageMoment> {
    const terminals = this.#page.terminals();
    // Both are asked in the task in which the machine's capture has arrived.
    const saving = terminals?.save(MAX_SCREEN_CHARACTERS, saveTerminal);
    const lab = this.#page.labs()?.save() ?? NO_LAB;
    const saved = (await saving) ?? NO_TERMINALS;
    const picture = (terminals?.activeTerminal?.screenText ?? '').split('\n');
    const state = { format: FORMAT, terminals: saved, lab } as unknown as JsonValue;
    return { labId: lab.labId, stepId: lab.stepId, state, picture };
  }

  prepare(state: PageState): ApplyPageState {
    const { format, terminals, lab } = objectOf(state, 'the page state');
    numberOf(format, 'format', FORMAT, FORMAT);
    const savedTerminals = readSavedTerminals(terminals);
    const savedLab = readSavedLab(lab);
    return (running) => {
      this.#page.terminals()?.putBack(savedTerminals, running, putBackSessions);
      this.#page.labs()?.putBack(savedLab);
      this.#page.release('restore');
    };
  }
}
