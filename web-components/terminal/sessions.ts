import { MachineError, toErrorData } from '../../src/machine/errors.ts';
import type {
  Machine,
  MachineTerminal,
  ProcessEnd,
  TerminalSize,
} from '../../src/machine/machine.ts';
import type { SavedScreen } from './saved-screen.ts';

/** What is behind one terminal of the page. */
export type Session =
  | { readonly state: 'opening' }
  /** `saved` is the screen to begin with, of a terminal that was put back. */
  | {
      readonly state: 'running';
      readonly terminal: MachineTerminal;
      readonly saved?: SavedScreen | undefined;
    }
  /** The last program stays attached, so that its output is drained; one that had ended before a snapshot has no terminal. */
  | {
      readonly state: 'ended';
      readonly terminal?: MachineTerminal;
      readonly end: ProcessEnd;
      readonly saved?: SavedScreen | undefined;
    }
  | { readonly state: 'refused'; readonly error: MachineError };

/** The programs of all terminals of the page, by the number of the terminal. Knows no element. */
export class Sessions {
  readonly #sessions = new Map<number, Session>();
  readonly #changed: () => void;

  /** `changed` is called after every change of a session. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Number of sessions; tests count it to find leaks. */
  get count(): number {
    return this.#sessions.size;
  }

  get(id: number): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Starts a shell for terminal `id`. It is hung up at once if the terminal is gone when the shell is there. */
  async open(id: number, machine: Machine, size: () => Promise<TerminalSize>): Promise<void> {
    const opening: Session = { state: 'opening' };
    this.#set(id, opening);
    try {
      const terminal = await machine.openTerminal(await size());
      if (this.#sessions.get(id) !== opening) {
        terminal.close();
        return;
      }
      this.adopt(id, terminal);
    } catch (error) {
      if (this.#sessions.get(id) !== opening) return;
      this.#set(id, { state: 'refused', error: asMachineError(error) });
    }
  }

  /** Takes a program that runs already for terminal `id`; `saved` is what its screen begins with. */
  adopt(id: number, terminal: MachineTerminal, saved?: SavedScreen): void {
    const running: Session = { state: 'running', terminal, saved };
    this.#set(id, running);
    void terminal.ended.then((end) => {
      if (this.#sessions.get(id) === running)
        this.#set(id, { state: 'ended', terminal, end, saved });
    });
  }

  /** Shows terminal `id` as one whose program had ended before. */
  showEnded(id: number, end: ProcessEnd, saved: SavedScreen | undefined): void {
    this.#set(id, { state: 'ended', end, saved });
  }

  /** Hangs up one terminal. */
  close(id: number): void {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    if (session?.state === 'running') session.terminal.close();
    this.#changed();
  }

  /** Hangs up all of them. */
  closeAll(): void {
    for (const id of [...this.#sessions.keys()]) this.close(id);
  }

  #set(id: number, session: Session): void {
    this.#sessions.set(id, session);
    this.#changed();
  }
}

function asMachineError(error: unknown): MachineError {
  if (error instanceof MachineError) return error;
  const { code, message } = toErrorData(error);
  return new MachineError(code, message, '', { cause: error });
}
