import type {
  BlockContent,
  Code,
  Definition,
  DefinitionContent,
  InlineCode,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  Table,
} from 'mdast';
import { readForeignMarkdown } from '../../parse/markdown-tree.ts';
import { type Fold, type FoldedBlock, foldHtml } from './html-blocks.ts';
import type { ImportReport } from './import-report.ts';
import { lettersOf } from './inline-html.ts';
import { type Marker, readMarker, withFenceMarkers } from './markers.ts';
import type { OwnWords } from './own-words.ts';
import { type PageCommand, readCommand } from './page-commands.ts';
import { type TextContext, tamed, toRunningText } from './running-text.ts';
import type { ScenarioFile } from './scenario.ts';
import {
  dividedAtLineEnd,
  isClosing,
  saysNothing,
  trimmed,
  withBox,
  withoutColons,
} from './sentence.ts';

/** A part of a page at its top. */
export type PagePart =
  | { readonly part: 'block'; readonly block: RootContent }
  | { readonly part: 'hint'; readonly summary: string; readonly blocks: readonly RootContent[] }
  | { readonly part: 'port'; readonly port: number };

/** A page as a lab can show it. */
export interface PageBlocks {
  /** The heading that the page began with, if it is the title; else empty, and the heading is among the parts. */
  readonly heading: string;
  readonly parts: readonly PagePart[];
  /** In the order of the page. */
  readonly commands: readonly PageCommand[];
  /** Code of a fold that calls itself a solution, where a click did nothing. */
  readonly solution: readonly string[];
}

const SOLUTION = /solution|answer|정답|풀이|해답|해설|lösung|soluci|soluzione|решение|解答|答案/i;
const SHELL = /^(?:|plain|sh|bash|shell|zsh|console|terminal|text|plaintext)$/;

/** Converts a page's Markdown. What a lab has no form for is noted in `report`. */
export function readPage(
  { file, text }: ScenarioFile,
  title: string,
  words: OwnWords,
  report: ImportReport,
): PageBlocks {
  const reader = new PageReader(file, words, report);
  return reader.read(text, title);
}

class PageReader implements TextContext {
  readonly words: OwnWords;
  readonly #file: string;
  readonly #report: ImportReport;
  readonly #commands: PageCommand[] = [];
  readonly #solution: string[] = [];
  readonly #marked = new Map<InlineCode, Marker>();
  #definitions = new Map<string, Definition>();
  #ports: number[] = [];
  #inSolution = false;

  constructor(file: string, words: OwnWords, report: ImportReport) {
    this.#file = file;
    this.words = words;
    this.#report = report;
  }

  get definitions(): ReadonlyMap<string, Definition> {
    return this.#definitions;
  }

  readonly lost = (what: string, line: number | undefined): void => {
    this.#report.note('lost', this.#file, what, line);
  };

  marked(code: InlineCode, marker: Marker): void {
    this.#marked.set(code, marker);
  }

  port(port: number): void {
    if (!this.#ports.includes(port)) this.#ports.push(port);
  }

  read(text: string, title: string): PageBlocks {
    const { children } = readForeignMarkdown(withFenceMarkers(text));
    for (const node of children) {
      if (node.type === 'definition') this.#definitions.set(node.identifier, node);
    }
    const folded = foldHtml(children, (name, line) => this.#noteElement(name, line));
    const heading = this.#takeHeading(folded, title);
    const parts = folded.flatMap((block) => this.#top(block));
    return { heading, parts, commands: this.#commands, solution: this.#solution };
  }

  #noteElement(name: string, line: number | undefined): void {
    if (name === 'details') this.lost('<details> without an end: it ends with the page', line);
    else if (name === 'pre data-target') {
      this.lost(
        'a click wrote this text into a file or the clipboard; here it is only shown',
        line,
      );
    } else if (/^(?:script|style|iframe|video|audio|object|svg|canvas)$/.test(name)) {
      this.lost(`<${name}> was left out`, line);
    } else this.lost(`<${name}> of HTML became plain paragraphs`, line);
  }

  /** The heading becomes the title of a step that has none; one that repeats the title goes. */
  #takeHeading(folded: FoldedBlock[], title: string): string {
    const [first] = folded;
    if (first?.type !== 'heading') return '';
    const letters = lettersOf(toRunningText(first.children, this)).replace(/\s+/g, ' ').trim();
    if (title !== '' && title.toLowerCase() !== letters.toLowerCase()) return '';
    folded.shift();
    return letters;
  }

  #top(block: FoldedBlock): PagePart[] {
    const outer = this.#ports;
    this.#ports = [];
    const own: PagePart[] =
      block.type === 'fold'
        ? [this.#hint(block)]
        : this.#block(block).map((one) => ({ part: 'block', block: one }));
    const ports = this.#ports.map((port): PagePart => ({ part: 'port', port }));
    this.#ports = outer;
    return [...own, ...ports];
  }

  #hint({ summary, children }: Fold): PagePart {
    const outer = this.#inSolution;
    this.#inSolution ||= SOLUTION.test(summary);
    const blocks = this.#blocks(children);
    this.#inSolution = outer;
    return { part: 'hint', summary: summary === '' ? this.words.hint : summary, blocks };
  }

  #blocks(nodes: readonly FoldedBlock[]): BlockContent[] {
    return nodes.flatMap((node) => {
      if (node.type !== 'fold') return this.#block(node);
      // A hint stands in the text itself; deeper down its content is shown openly.
      this.lost(`<details> within something else is shown openly: ${node.summary}`, undefined);
      const summary: Paragraph = {
        type: 'paragraph',
        children: [{ type: 'strong', children: [{ type: 'text', value: node.summary }] }],
      };
      return [...(node.summary === '' ? [] : [summary]), ...this.#blocks(node.children)];
    });
  }

  #nested(nodes: readonly (BlockContent | DefinitionContent)[]): BlockContent[] {
    return this.#blocks(foldHtml(nodes, (name, line) => this.#noteElement(name, line)));
  }

  #block(node: RootContent): BlockContent[] {
    const line = node.position?.start.line;
    switch (node.type) {
      case 'heading': {
        const children = toRunningText(node.children, this);
        const codes = this.#runnable(children);
        if (lettersOf(children).trim() === '') return [];
        return [{ type: 'heading', depth: node.depth > 2 ? 3 : 2, children }, ...codes];
      }
      case 'paragraph':
        return this.#paragraph(node);
      case 'list':
        return [this.#list(node)];
      case 'blockquote': {
        const children = this.#nested(node.children);
        return children.length === 0 ? [] : [{ type: 'blockquote', children }];
      }
      case 'code':
        return this.#code(node);
      case 'table':
        return this.#table(node);
      case 'definition':
      case 'thematicBreak':
        return [];
      default:
        this.lost(`${node.type} was left out`, line);
        return [];
    }
  }

  /** Divided after each piece of code to be run that ends its line, so that its block stands where it belongs. */
  #paragraph(node: Paragraph): BlockContent[] {
    const pieces: PhrasingContent[][] = [[]];
    let runs = false;
    for (const child of toRunningText(node.children, this)) {
      const [end, rest] = runs ? dividedAtLineEnd(child) : [child, undefined];
      pieces.at(-1)?.push(end);
      if (rest !== undefined) pieces.push([rest]);
      runs = child.type === 'inlineCode' && this.#doesRun(child);
    }
    return pieces.flatMap((piece) => this.#piece(piece));
  }

  #piece(children: PhrasingContent[]): BlockContent[] {
    const codes = this.#runnable(children);
    const text = trimmed(children);
    let last = text.length - 1;
    while (last >= 0 && isClosing(text[last])) last -= 1;
    const end = text[last];
    const stays =
      end?.type === 'inlineCode' && this.#doesRun(end) ? trimmed(text.slice(0, last)) : text;
    const letters = lettersOf(stays);
    if (saysNothing(letters) || stays.every((one) => one.type === 'break')) return codes;
    if (/^\s*:{2,}/.test(letters)) {
      this.lost(`"${letters.slice(0, 30)}": colons at the beginning were left out`, undefined);
    }
    return [{ type: 'paragraph', children: withoutColons(stays) }, ...codes];
  }

  #doesRun(code: InlineCode): boolean {
    const marker = this.#marked.get(code);
    return marker?.does === 'run' && marker.host === 1;
  }

  /** Blocks for the code in running text that a click would have run. */
  #runnable(nodes: readonly PhrasingContent[]): BlockContent[] {
    return nodes.flatMap((node): BlockContent[] => {
      if ('children' in node) return this.#runnable(node.children);
      const marker = node.type === 'inlineCode' ? this.#marked.get(node) : undefined;
      if (node.type !== 'inlineCode' || marker === undefined) return [];
      return this.#command(node.value, marker, node.position?.start.line);
    });
  }

  #code(node: Code): BlockContent[] {
    const line = node.position?.start.line;
    if (node.value.trim() === '') return [];
    const value = tamed(node.value, line, this);
    const info = `${node.lang ?? ''} ${node.meta ?? ''}`;
    const markers = /(?:\{\{[^{}]*\}\})+/.exec(info)?.[0];
    const lang = (node.lang ?? '').replace(/\{\{.*$/, '');
    if (markers !== undefined) {
      const command = this.#command(value, readMarker(markers), line);
      if (command.length > 0) return command;
    } else if (this.#inSolution && SHELL.test(lang)) this.#solution.push(value);
    return [{ type: 'code', lang: lang === 'plain' || lang === '' ? null : lang, value }];
  }

  #command(value: string, marker: Marker, line: number | undefined): BlockContent[] {
    const found = readCommand(value, marker, line, this);
    if (found === undefined) return [];
    this.#commands.push(found.command);
    return found.blocks;
  }

  #list(node: List): List {
    if (node.ordered && (node.start ?? 1) > 1) {
      this.lost(`a list that begins with ${node.start} begins with 1`, node.position?.start.line);
    }
    const children = node.children.map((item): ListItem => {
      const blocks = this.#nested(item.children);
      const boxed = typeof item.checked === 'boolean' ? withBox(blocks, item.checked) : blocks;
      return { type: 'listItem', spread: item.spread ?? false, children: boxed };
    });
    return { type: 'list', ordered: node.ordered ?? false, spread: node.spread ?? false, children };
  }

  #table(node: Table): BlockContent[] {
    const codes: BlockContent[] = [];
    const children = node.children.map((row) => ({
      ...row,
      children: row.children.map((cell) => {
        const text = toRunningText(cell.children, this);
        codes.push(...this.#runnable(text));
        return { ...cell, children: text };
      }),
    }));
    return [{ type: 'table', align: node.align ?? null, children }, ...codes];
  }
}
