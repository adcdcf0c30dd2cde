import type { MachineTerminal } from '../../src/machine/machine.ts';
import type { DrydockTerminal } from '../drydock-terminal.ts';
import type { TerminalLayout } from './layout.ts';
import {
  layoutOf,
  type SavedTerminal,
  type SavedTerminals,
  savedEndOf,
} from './saved-terminals.ts';
import type { Session, Sessions } from './sessions.ts';

/** One terminal of the page; its screen is held before this returns. */
export async function saveTerminal(
  id: number,
  session: Session | undefined,
  terminal: Pick<DrydockTerminal, 'saveScreen'> | undefined,
  maxCharacters: number,
): Promise<SavedTerminal> {
  const screen = (await terminal?.saveScreen(maxCharacters)) ?? null;
  const pid = session?.state === 'running' ? session.terminal.pid : 0;
  const end = session?.state === 'ended' ? savedEndOf(session.end) : null;
  return { id, pid, end, screen };
}

/**
 * Gives each saved terminal its program back, and tells how they are arranged. One whose program the machine does not have is
 * shown as ended, one that never had any gets a shell like a new one, and programs that no terminal is left for are hung up.
 */
export function putBackSessions(
  saved: SavedTerminals,
  running: readonly MachineTerminal[],
  sessions: Pick<Sessions, 'adopt' | 'showEnded'>,
): TerminalLayout {
  const layout = layoutOf(saved);
  const shown = new Set(layout.tabs.flatMap(({ terminals }) => [...terminals]));
  const left = new Map(running.map((terminal) => [terminal.pid, terminal]));
  for (const { id, pid, end, screen } of saved.terminals) {
    if (!shown.delete(id)) continue;
    const terminal = left.get(pid);
    left.delete(pid);
    if (terminal) sessions.adopt(id, terminal, screen ?? undefined);
    else if (pid > 0 || end) sessions.showEnded(id, end ?? { how: 'lost' }, screen ?? undefined);
  }
  for (const terminal of left.values()) terminal.close();
  return layout;
}
