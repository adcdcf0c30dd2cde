import type { BlockContent, Paragraph } from 'mdast';
import { type Marker, unknownWords } from './markers.ts';
import { portOf, type TextContext } from './running-text.ts';

/** Code that a click would have typed into a terminal. */
export interface PageCommand {
  readonly code: string;
  readonly interrupt: boolean;
  readonly terminal: number;
}

/** The format's control lines count no further. */
const MAX_TERMINALS = 6;
const FILLED_IN = /\[\[(?:HOST|KATACODA)|\{\{TRAFFIC/;

/** Code with its marker: as a command, and as blocks that say and show it. Undefined when there is nothing to run. */
export function readCommand(
  value: string,
  marker: Marker,
  line: number | undefined,
  { words, lost }: Pick<TextContext, 'words' | 'lost'>,
): { command: PageCommand; blocks: BlockContent[] } | undefined {
  for (const what of losses(marker)) lost(what, line);
  if (marker.does !== 'run' || marker.host !== 1 || value.trim() === '') return undefined;
  if (portOf(value) !== undefined || FILLED_IN.test(value)) {
    lost('the command has an address that Killercoda fills in; here it stands as it is', line);
  }
  const terminal = Math.max(1, Math.min(marker.terminal, MAX_TERMINALS));
  const sentences = [
    ...(marker.interrupt ? [words.interrupt] : []),
    ...(terminal > 1 ? [words.terminal(terminal)] : []),
  ];
  const said = sentences.map(
    (text): Paragraph => ({ type: 'paragraph', children: [{ type: 'text', value: text }] }),
  );
  return {
    command: { code: value, interrupt: marker.interrupt, terminal },
    blocks: [...said, { type: 'code', lang: 'sh', meta: 'run', value: value.replace(/\n+$/, '') }],
  };
}

function losses(marker: Marker): readonly string[] {
  const { does, host, interrupt, terminal, text } = marker;
  const found = unknownWords(marker).map((word) => `the marker word "${word}" is not known`);
  if (does === 'keys') found.push(`${text}: no click presses keys here; the learner does`);
  if (does === 'open') found.push(`${text}: there is no editor that opens files`);
  if (host > 1) found.push(`${text}: there is one machine; the code is shown only`);
  if (interrupt) found.push(`${text}: Ctrl+C is the learner's to press; a sentence says so`);
  if (terminal > 1) {
    found.push(`${text}: a sentence names the terminal; the button uses the one in front`);
  }
  return found;
}
