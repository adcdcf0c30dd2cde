/** The words in double braces that Killercoda and Katacoda put behind code. */

/** What a learner's click on a piece of code did. */
export interface Marker {
  /**
   * `run`: typed into a terminal with Enter. `copy`: copied, or nothing. `keys`: typed without Enter, or pressed as a key.
   * `open`: the name of a file, opened in the editor. `unknown`: no one knows.
   */
  readonly does: 'run' | 'copy' | 'keys' | 'open' | 'unknown';
  /** Ctrl+C comes first. */
  readonly interrupt: boolean;
  /** Which terminal, from 1. */
  readonly terminal: number;
  /** Which machine, from 1. */
  readonly host: number;
  /** As it was written. */
  readonly text: string;
}

const MARKERS = /^(?:\{\{[^{}]*\}\})+/;
/** With a blank before it, only what can be nothing else. */
const APART = /^[ \t]*\{\{(?:exec|execute|copy|open)\b[^{}]*\}\}/;
/** Left over where there is no code. */
const STRAY = /\{\{(?:exec|execute|copy|open)\b[^{}]*\}\}/g;
const OPENING = /^(?<before>[>\s]*(?:(?:[-*+]|\d+[.)])\s+)*)(?<fence>`{3,}|~{3,})(?<info>[^`]*)$/;
const CLOSING =
  /^(?<before>[>\s]*)(?<fence>`{3,}|~{3,})\s*(?<markers>(?:\{\{[^{}]*\}\})*)(?<rest>.*)$/;

/** Reads one or several markers. */
export function readMarker(text: string): Marker {
  const words = text.split(/[{}\s]+/).filter((word) => word !== '');
  const has = (...known: string[]) => words.some((word) => known.includes(word.toLowerCase()));
  const numberAfter = (pattern: RegExp) =>
    Number(words.flatMap((word) => pattern.exec(word)?.[1] ?? [])[0] ?? 1);
  return {
    does: whatItDoes(words, has),
    interrupt: has('interrupt'),
    terminal: numberAfter(/^T(\d{1,2})$/i),
    host: numberAfter(/^HOST(\d{1,2})$/i),
    text,
  };
}

function whatItDoes(
  words: readonly string[],
  has: (...known: string[]) => boolean,
): Marker['does'] {
  if (has('no-newline', 'ctrl-seq')) return 'keys';
  const known = /^(?:exec|execute|copy|interrupt|open|T\d{1,2}|HOST\d{1,2})$/i;
  if (!words.every((word) => known.test(word))) return has('exec', 'execute') ? 'run' : 'unknown';
  if (has('exec', 'execute')) return 'run';
  return has('open') ? 'open' : 'copy';
}

/** Words of a marker that nobody knows. */
export function unknownWords({ text }: Marker): readonly string[] {
  const known = /^(?:exec|execute|copy|interrupt|open|no-newline|ctrl-seq|T\d{1,2}|HOST\d{1,2})$/i;
  return text.split(/[{}\s]+/).filter((word) => word !== '' && !known.test(word));
}

/** Takes the marker off the beginning of what stands behind a piece of code; undefined when there is none. */
export function splitMarker(text: string): { marker: Marker; rest: string } | undefined {
  const found = (MARKERS.exec(text) ?? APART.exec(text))?.[0];
  if (found === undefined) return undefined;
  return { marker: readMarker(found), rest: text.slice(found.length) };
}

/** Removes markers that belong to no code. */
export function withoutStrayMarkers(text: string): string {
  return text.replace(STRAY, '');
}

/**
 * Markdown does not know a fence as closed by "```{{exec}}": the markers are moved to the opening fence, as the second word of
 * its line. Lines keep their numbers unless text follows the marker.
 */
export function withFenceMarkers(text: string): string {
  const lines = text.split('\n');
  let open: { index: number; fence: string } | undefined;
  lines.forEach((line, index) => {
    if (open === undefined) {
      const fence = OPENING.exec(line)?.groups?.['fence'];
      if (fence !== undefined) open = { index, fence };
      return;
    }
    const { before = '', fence = '', markers = '', rest = '' } = CLOSING.exec(line)?.groups ?? {};
    if (!fence.startsWith(open.fence) || (rest.trim() !== '' && markers === '')) return;
    if (markers !== '') {
      lines[open.index] = marked(lines[open.index] ?? '', markers);
      lines[index] = `${before}${fence}${rest.trim() === '' ? '' : `\n${before}${rest.trim()}`}`;
    }
    open = undefined;
  });
  return lines.join('\n');
}

function marked(opening: string, markers: string): string {
  const { before = '', fence = '', info = '' } = OPENING.exec(opening)?.groups ?? {};
  const language = info.trim().split(/\s/)[0] ?? '';
  return `${before}${fence}${language === '' ? 'plain' : language} ${markers}`;
}
