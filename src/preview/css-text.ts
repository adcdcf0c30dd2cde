/** A part of a style sheet: text as it stands, or the address of something else. */
export type CssPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `url(…)`: to be put back as such. */
  | { readonly kind: 'url'; readonly href: string }
  /** `@import`: another style sheet, for the media that `condition` names. */
  | { readonly kind: 'import'; readonly href: string; readonly condition: string };

/**
 * What has to be looked at. Comments and strings come first: what looks like an address in them is none.
 * 1: an import's address as a string or within url(); 2: its condition; 3: an address in url().
 */
const TOKENS = new RegExp(
  [
    String.raw`/\*[\s\S]*?(?:\*/|$)`,
    String.raw`@import\s+(?:url\(\s*)?("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?:\\[0-9a-f]{1,6}(?![0-9a-f])\s?|\\[^0-9a-f\n]|[^\s"'()\\;])+)\s*\)?([^;{}]*)(?:;|$)`,
    String.raw`url\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?:\\[0-9a-f]{1,6}(?![0-9a-f])\s?|\\[^0-9a-f\n]|[^\s"'()\\])*)\s*\)`,
    String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`,
  ].join('|'),
  'gi',
);

/** Takes a style sheet apart; together the parts are all of it. */
export function splitCss(css: string): readonly CssPart[] {
  const parts: CssPart[] = [];
  let place = 0;
  const addText = (end: number) => {
    if (end > place) parts.push({ kind: 'text', text: css.slice(place, end) });
  };
  for (const found of css.matchAll(TOKENS)) {
    const [whole, imported, condition = '', href] = found;
    if (imported === undefined && href === undefined) continue;
    addText(found.index);
    place = found.index + whole.length;
    if (imported !== undefined) {
      parts.push({ kind: 'import', href: unquote(imported), condition: condition.trim() });
    } else parts.push({ kind: 'url', href: unquote(href ?? '') });
  }
  addText(css.length);
  return parts;
}

/** Takes quotation marks and escapes away. */
function unquote(text: string): string {
  const inner = /^["']/.test(text) ? text.slice(1, -1) : text;
  return inner.replace(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_all, code?: string, char = '') =>
    code === undefined ? String(char) : String.fromCodePoint(codePoint(code)),
  );
}

function codePoint(hex: string): number {
  const value = Number.parseInt(hex, 16);
  return value > 0x10ffff ? 0xfffd : value;
}
