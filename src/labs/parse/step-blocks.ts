import type { Code, List, Paragraph, RootContent, Table } from 'mdast';
import { valueNames } from '../placeholders.ts';
import type { Block, Inline } from '../step-text.ts';
import type { Place } from './lab-problems.ts';
import { readMarkdown } from './markdown-tree.ts';
import { isPart, toPart } from './parts.ts';
import { toQuiz } from './quiz.ts';
import { plainText, toInlines } from './running-text.ts';

/** A step's text in one language. */
export interface StepText {
  /** The first heading. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Reads `text.*.md`. What is wrong is noted with its line. */
export function readStepText(text: string, place: Place): StepText {
  const [first, ...rest] = readMarkdown(text).children;
  if (first?.type !== 'heading' || first.depth !== 1) {
    place.report('must begin with the title of the step: "# Title"');
    return { title: '', blocks: [] };
  }
  const title = plainText(toInlines(first.children, place)).trim();
  if (title === '') place.report('has an empty title; write something after "# "');
  for (const name of valueNames(title)) {
    place.line(1).report(`{{${name}}} has no place in a title, which lists and tabs show, too`);
  }
  const reader = new BlockReader(place);
  return { title, blocks: rest.flatMap((node) => reader.top(node)) };
}

/** Turns Markdown's blocks into ours, counting the quizzes on the way. */
class BlockReader {
  readonly #place: Place;
  #quizzes = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  /** A block of the text itself, where directives may stand. */
  top(node: RootContent): readonly Block[] {
    const place = this.#at(node);
    if (node.type === 'leafDirective' && isPart(node.name)) {
      return toPart(node.name, node.attributes?.['of'] ?? undefined, place);
    }
    if (node.type !== 'containerDirective') return this.#block(node);
    switch (node.name) {
      case 'hint': {
        const { label, content } = splitLabel(node.children as readonly RootContent[]);
        const summary = label ? plainText(toInlines(label.children, place)).trim() : '';
        if (content.length === 0) place.report('the hint is empty; write it before the ":::"');
        return [{ type: 'hint', summary, children: this.#blocks(content) }];
      }
      case 'quiz':
        this.#quizzes += 1;
        return toQuiz(
          String(this.#quizzes),
          splitLabel(node.children as readonly RootContent[]).content,
          place,
          (nodes) => this.#blocks(nodes),
        );
      default:
        return this.#unknownDirective(node.name, place);
    }
  }

  #blocks(nodes: readonly RootContent[]): readonly Block[] {
    return nodes.flatMap((node) => this.#block(node));
  }

  #block(node: RootContent): readonly Block[] {
    const place = this.#at(node);
    switch (node.type) {
      case 'heading':
        if (node.depth !== 2 && node.depth !== 3) {
          place.report('headings below the title have two or three #');
        }
        return [
          { type: 'heading', level: node.depth === 3 ? 3 : 2, children: this.#line(node.children) },
        ];
      case 'paragraph':
        return this.#paragraph(node, place);
      case 'list':
        return [this.#list(node, place)];
      case 'blockquote':
        return [{ type: 'quote', children: this.#blocks(node.children) }];
      case 'code':
        return toCode(node, place);
      case 'table':
        return [this.#table(node)];
      case 'html':
        place.report('has HTML; write Markdown');
        return [];
      case 'containerDirective':
      case 'leafDirective':
        place.report(`":::${node.name}" must stand in the text itself, not within something else`);
        return [];
      default:
        place.report(`has ${node.type}, which lessons do not use; write plain Markdown`);
        return [];
    }
  }

  #paragraph(node: Paragraph, place: Place): readonly Block[] {
    const children = this.#line(node.children);
    if (/^:{2,}/.test(plainText(children).trim())) {
      place.report(
        'has colons that belong to nothing; only ":::hint" and ":::quiz" have an end line',
      );
    }
    return [{ type: 'paragraph', children }];
  }

  #list(node: List, place: Place): Block {
    if (node.children.some((item) => typeof item.checked === 'boolean')) {
      place.report('has boxes to tick, which only a ":::quiz" may have');
    }
    const items = node.children.map((item) => this.#blocks(item.children));
    return { type: 'list', ordered: node.ordered === true, items };
  }

  #table(node: Table): Block {
    const [head = [], ...rows] = node.children.map((row) =>
      row.children.map((cell) => this.#line(cell.children)),
    );
    return { type: 'table', head, rows };
  }

  #unknownDirective(name: string, place: Place): readonly Block[] {
    const known = 'hint, quiz, view, port, second-machine, comparison';
    place.report(`":::${name}" is not known; use one of: ${known}`);
    return [];
  }

  #line(nodes: Paragraph['children']): readonly Inline[] {
    return toInlines(nodes, this.#place);
  }

  #at(node: RootContent): Place {
    return this.#place.line(node.position?.start.line);
  }
}

/** A directive's `[label]` comes as its first paragraph. */
function splitLabel(nodes: readonly RootContent[]): {
  label: Paragraph | undefined;
  content: readonly RootContent[];
} {
  const [first, ...rest] = nodes;
  const isLabel = first?.type === 'paragraph' && first.data?.directiveLabel === true;
  return isLabel ? { label: first, content: rest } : { label: undefined, content: nodes };
}

const RUN = 'run';
const RUN_ON_SECOND = 'run second';

function toCode({ lang, meta, value }: Code, place: Place): readonly Block[] {
  if (value.trim() === '') place.report('has an empty code block; remove it');
  if (!meta) return [{ type: 'code', language: lang ?? '', text: value }];
  const how = lang === 'sh' ? meta.trim() : '';
  if (how === RUN) return [{ type: 'command', text: value }];
  if (how === RUN_ON_SECOND) return [{ type: 'command', text: value, on: 'second' }];
  place.report(
    `"${lang} ${meta}" is not known; commands to be sent are marked "sh run", or "sh run second"`,
  );
  return [];
}
