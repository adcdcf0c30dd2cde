import type { SerializeAddon } from '@xterm/addon-serialize';
import type { Terminal } from '@xterm/xterm';
import { nextTask } from '../next-task.ts';
import { modesOf } from './xterm-modes.ts';

/** Screen and scrollback of a terminal, as the output that makes them. Untrusted: it may come from a file. */
export type SavedScreen = {
  readonly columns: number;
  readonly rows: number;
  readonly content: string;
};

/** Lines that are written out in one task: about 5 ms for long lines on a fast computer. */
const SLICE_LINES = 400;

/** Ends a line in a style of its own, whatever the lines before were in. */
const NEXT_LINE = '\x1b[0m\r\n';

/**
 * Writes a terminal's screen out, a slice in each task; nothing may be written to the terminal meanwhile. Of the scrollback so
 * much is left out, from the oldest line on, that the whole has about `maxCharacters`.
 */
export async function writeOut(
  terminal: Terminal,
  serializer: SerializeAddon,
  maxCharacters: number,
): Promise<SavedScreen> {
  const { cols: columns, rows } = terminal;
  const slices: string[] = [];
  let left = maxCharacters;
  // From the end on: what is on the screen is worth most.
  let end = terminal.buffer.normal.length - 1;
  for (let first = true; end >= 0 && left > 0; first = false) {
    const start = startOfSlice(terminal, end, first);
    const range = { start, end };
    const slice = serializer.serialize({ range, excludeModes: true, excludeAltBuffer: true });
    slices.unshift(slice);
    left -= slice.length;
    end = start - 1;
    await nextTask();
  }
  const content = slices.join(NEXT_LINE) + endOf(terminal, serializer);
  return { columns, rows, content };
}

/**
 * Where a slice that ends with `end` begins: not within a wrapped line. The last slice has more lines than the screen, for else
 * its blank lines would be left out, and with them the place of the screen in the buffer.
 */
function startOfSlice({ buffer, rows }: Terminal, end: number, last: boolean): number {
  let start = Math.max(0, end + 1 - Math.max(SLICE_LINES, last ? rows + 1 : 0));
  while (start > 0 && buffer.normal.getLine(start)?.isWrapped) start -= 1;
  return start;
}

/** The other screen, if a program has turned to it, and the state that is not in any line. */
function endOf(terminal: Terminal, serializer: SerializeAddon): string {
  const range = { start: 0, end: 0 };
  const { normal, active } = terminal.buffer;
  const place = `\x1b[${normal.cursorY + 1};${Math.min(normal.cursorX, terminal.cols - 1) + 1}H`;
  if (active.type === 'normal') return place + modesOf(terminal);
  const whole = serializer.serialize({ range, excludeModes: true });
  // Only the turn to the other screen can look like this: cells hold no control characters.
  const alternate = whole.slice(whole.indexOf('\x1b[?1049h'));
  // The other screen is written as if nothing had a style before.
  return `${place}\x1b[0m${alternate}${modesOf(terminal)}`;
}
