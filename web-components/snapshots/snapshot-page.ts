import type { Machine } from '../../src/machine/machine.ts';
import type { DrydockLabs } from '../drydock-labs.ts';
import type { DrydockTerminals } from '../drydock-terminals.ts';

/** Why nothing may touch the machine: a choice is to be made, or the machine is being put back. */
export type HoldReason = 'choice' | 'restore';

/** What snapshots need of the lab on the page. */
export interface SnapshotPage {
  machine(): Machine | undefined;
  /** Null before they are there. */
  terminals(): Pick<
    DrydockTerminals,
    'save' | 'putBack' | 'activeTerminal' | 'updateComplete'
  > | null;
  /** Null where an author has put something else into the place of the guide. */
  labs(): Pick<DrydockLabs, 'save' | 'putBack' | 'library'> | null;
  /** While there is any reason, no shell is opened and no step is prepared. */
  hold(reason: HoldReason): void;
  release(reason: HoldReason): void;
  /** Something else is to be shown. */
  changed(): void;
}
