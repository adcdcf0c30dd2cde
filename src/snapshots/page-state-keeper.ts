import type { MachineTerminal } from '../machine/machine.ts';
import type { LabPlaceFacts, PageState } from './snapshot.ts';

/** The page's side of one moment. */
export interface PageMoment extends LabPlaceFacts {
  /** Everything that is to come back with the machine: terminals, their screens, place and progress of the lab. */
  readonly state: PageState;
  /** The screen of the terminal in front, as lines of text: the timeline's picture. */
  readonly picture: readonly string[];
}

/** Puts a page state into force. It gets the machine's terminals in the order of the capture; it should not fail. */
export type ApplyPageState = (terminals: readonly MachineTerminal[]) => void | Promise<void>;

/** Gives and takes the page's side of a snapshot. The page implements it; only it knows what is in the state. */
export interface PageStateKeeper {
  /**
   * The page as it is now. It is called in the very task in which the moment of the machine's capture arrives, when every terminal was given
   * exactly what the capture holds; what is not on the screen yet may be waited for, what is printed later must not get in.
   */
  read(): PageMoment | Promise<PageMoment>;
  /**
   * Checks a state that was stored, perhaps by another version or in a file by a stranger, and gives what puts it into force.
   * Nothing is changed yet. Throws for a state that cannot be used.
   */
  prepare(state: PageState): ApplyPageState;
}
