import type { Heading, Html, Paragraph, RootContent } from 'mdast';
import { readForeignMarkdown } from '../../parse/markdown-tree.ts';
import { withFenceMarkers } from './markers.ts';

/** Blocks in their order, with what a reader opens and closes. */
export type FoldedBlock = RootContent | Fold;

/** What `<details>` was. */
export interface Fold {
  readonly type: 'fold';
  readonly summary: string;
  readonly children: FoldedBlock[];
}

/** Called with the name of an element that has no counterpart, and its line. */
export type NoteElement = (name: string, line: number | undefined) => void;

type Mark = { readonly type: 'open'; summary: string } | { readonly type: 'close' };

const TOKEN =
  /<!--[\s\S]*?-->|<(?<close>\/?)(?<name>[a-zA-Z][a-zA-Z0-9-]*)(?<attributes>(?:\s[^<>]*)?)>/g;
/** Elements that only divide or arrange; their content stays. */
const DIVIDING =
  /^(?:p|div|center|section|article|header|footer|main|aside|figure|figcaption|hr|h[1-6])$/;
const FLATTENED = /^(?:ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th|blockquote|form)$/;
/** Elements that are left out with all that is in them. */
const LEFT_OUT = /^(?:script|style|iframe|video|audio|object|svg|canvas)$/;

/** Turns HTML among blocks into blocks, and `<details>` into folds. */
export function foldHtml(nodes: readonly RootContent[], note: NoteElement): FoldedBlock[] {
  return fold(expand(nodes, note), note);
}

function expand(nodes: readonly RootContent[], note: NoteElement): (RootContent | Mark)[] {
  return nodes.flatMap((node) =>
    node.type === 'html' ? new HtmlBlock(node, note).read() : [node],
  );
}

function fold(items: readonly (RootContent | Mark)[], note: NoteElement): FoldedBlock[] {
  const top: FoldedBlock[] = [];
  const open: Fold[] = [];
  const here = () => open.at(-1)?.children ?? top;
  for (const item of items) {
    if (item.type === 'open') {
      const next: Fold = { type: 'fold', summary: item.summary, children: [] };
      here().push(next);
      open.push(next);
    } else if (item.type === 'close') {
      open.pop();
    } else {
      here().push(item);
    }
  }
  if (open.length > 0) note('details', undefined);
  return top;
}

/** One block of HTML, read from left to right. */
class HtmlBlock {
  readonly #node: Html;
  readonly #line: number | undefined;
  readonly #note: NoteElement;
  readonly #found: (RootContent | Mark)[] = [];
  #text = '';
  #heading = 0;
  /** The element whose content is taken as it is. */
  #within: 'summary' | 'pre' | 'left out' | undefined;
  #endsWith = '';

  constructor(node: Html, note: NoteElement) {
    this.#node = node;
    this.#line = node.position?.start.line;
    this.#note = note;
  }

  read(): (RootContent | Mark)[] {
    const { value } = this.#node;
    let at = 0;
    for (const match of value.matchAll(TOKEN)) {
      this.#text += value.slice(at, match.index);
      at = match.index + match[0].length;
      const { name = '', close = '', attributes = '' } = match.groups ?? {};
      this.#tag(match[0], name.toLowerCase(), close !== '', attributes);
    }
    this.#text += value.slice(at);
    this.#flush();
    return this.#found;
  }

  #tag(source: string, name: string, closes: boolean, attributes: string): void {
    if (this.#within !== undefined) {
      if (closes && name === this.#endsWith) this.#leave();
      // Within <pre> tags are as good as absent.
      else if (this.#within === 'pre' && name === 'br') this.#text += '\n';
      return;
    }
    if (name === '') return;
    if (name === 'summary' || name === 'pre' || LEFT_OUT.test(name)) {
      if (!closes) this.#enter(name, attributes);
      return;
    }
    if (name === 'details') {
      this.#flush();
      this.#found.push(closes ? { type: 'close' } : { type: 'open', summary: '' });
      return;
    }
    if (DIVIDING.test(name) || FLATTENED.test(name)) {
      this.#flush();
      const level = /^h([1-6])$/.exec(name)?.[1];
      this.#heading = level === undefined || closes ? 0 : Number(level);
      if (FLATTENED.test(name) && !closes) this.#note(name, this.#line);
      return;
    }
    this.#text += source;
  }

  #enter(name: string, attributes: string): void {
    this.#flush();
    this.#endsWith = name;
    this.#within = LEFT_OUT.test(name) ? 'left out' : name === 'pre' ? 'pre' : 'summary';
    if (this.#within === 'left out') this.#note(name, this.#line);
    if (name === 'pre' && /data-(?:filename|target)/.test(attributes)) {
      this.#note('pre data-target', this.#line);
    }
  }

  #leave(): void {
    const text = this.#text;
    this.#text = '';
    const within = this.#within;
    this.#within = undefined;
    if (within === 'summary') {
      const open = this.#found.findLast((item) => item.type === 'open');
      if (open?.type === 'open') open.summary = decoded(text).replace(/\s+/g, ' ').trim();
    } else if (within === 'pre') {
      this.#found.push(...this.#preformatted(text));
    }
  }

  /** Katacoda's examples have a single piece of code in backquotes with a marker there. */
  #preformatted(text: string): RootContent[] {
    if (/`[^`]+`\{\{/.test(text)) return this.#parsed(text);
    const value = decoded(text).replace(/^\n|\s+$/g, '');
    return value.trim() === '' ? [] : [{ type: 'code', lang: null, value }];
  }

  #flush(): void {
    const text = this.#text.replace(/^(?:\s|<br\s*\/?>)+|(?:\s|<br\s*\/?>)+$/gi, '');
    this.#text = '';
    if (text === '' || this.#within === 'left out') return;
    this.#found.push(...expand(this.#parsed(text), this.#note));
  }

  #parsed(text: string): RootContent[] {
    const [first = '', ...rest] = text.split('\n');
    // A line of tags alone would be read as HTML again; in a heading it cannot be.
    if (first.startsWith('<') || this.#heading > 0) {
      const line = this.#heading > 0 ? text.replace(/\s*\n\s*/g, ' ') : first;
      const others = this.#heading > 0 ? '' : rest.join('\n').trim();
      return [this.#oneLine(line), ...(others === '' ? [] : this.#parsed(others))];
    }
    return readForeignMarkdown(withFenceMarkers(text)).children.map((node) => this.#placed(node));
  }

  #oneLine(line: string): RootContent {
    const [node] = readForeignMarkdown(`# ${line}`).children;
    const children = node?.type === 'heading' ? node.children : [];
    const level = this.#heading;
    const block: Heading | Paragraph =
      level === 0
        ? { type: 'paragraph', children }
        : { type: 'heading', depth: level === 1 ? 1 : level === 2 ? 2 : 3, children };
    return this.#placed(block);
  }

  /** What was read from a part of the text is said to be where the whole is. */
  #placed<T extends RootContent>(node: T): T {
    const line = this.#line ?? 1;
    const place = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const one = value as { position?: unknown; children?: readonly unknown[] };
      one.position = { start: { line, column: 1 }, end: { line, column: 1 } };
      one.children?.forEach(place);
    };
    place(node);
    return node;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** HTML's text without tags and with its characters. */
export function decoded(html: string): string {
  return html
    .replace(TOKEN, '')
    .replace(/&(?:#(\d{1,6})|([a-z]+));/g, (all: string, code?: string, name?: string) => {
      if (code !== undefined) return String.fromCodePoint(Math.min(Number(code), 0x10ffff));
      return ENTITIES[name ?? ''] ?? all;
    });
}
