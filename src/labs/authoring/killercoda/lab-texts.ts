import type { PhrasingContent, RootContent } from 'mdast';
import { LANGUAGES, type Language } from '../../../localization/language.ts';
import type { LocalText } from '../../lab.ts';
import { writeMarkdown } from '../../parse/markdown-tree.ts';
import type { PagePart } from './page-blocks.ts';

/** What stands in a step's text file. */
export interface TextParts {
  readonly title: string;
  /** Said above everything; empty for nothing. */
  readonly notice: string;
  readonly parts: readonly PagePart[];
}

/** Writes a step's text in one language. */
export function toStepText({ title, notice, parts }: TextParts): string {
  const heading: RootContent = { type: 'heading', depth: 1, children: [textNode(oneLine(title))] };
  const said: RootContent[] =
    notice === ''
      ? []
      : [{ type: 'blockquote', children: [{ type: 'paragraph', children: [textNode(notice)] }] }];
  const pieces = [writeMarkdown([heading, ...said]), ...grouped(parts)];
  return `${pieces.filter((piece) => piece !== '').join('\n\n')}\n`;
}

/** Blocks beside each other are written together: Markdown keeps neighbouring lists apart by itself. */
function grouped(parts: readonly PagePart[]): string[] {
  const pieces: string[] = [];
  let blocks: RootContent[] = [];
  const flush = () => {
    if (blocks.length > 0) pieces.push(writeMarkdown(blocks));
    blocks = [];
  };
  for (const part of parts) {
    if (part.part === 'block') blocks.push(part.block);
    else {
      flush();
      pieces.push(part.part === 'port' ? `:::port{${part.port}}` : hintText(part));
    }
  }
  flush();
  return pieces;
}

function hintText({ summary, blocks }: Extract<PagePart, { part: 'hint' }>): string {
  if (blocks.length === 0) return '';
  const label = oneLine(summary).replace(/[[\]{}\\*_`<>&]/g, '');
  return `:::hint[${label}]\n${writeMarkdown(blocks)}\n:::`;
}

/** A title has no formatting. */
export function oneLine(text: string): string {
  return text.replace(/[`*]/g, '').replace(/\s+/g, ' ').trim();
}

const textNode = (value: string): PhrasingContent => ({ type: 'text', value });

/** A text in every language, by what it is in each. */
export function localText(of: (language: Language) => string): LocalText {
  return Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as LocalText;
}

/** Fields of YAML: texts are in quotes, as JSON writes them. */
export function yamlText(name: string, text: LocalText, indent = ''): string {
  const lines = LANGUAGES.map(
    (language) => `${indent}  ${language}: ${JSON.stringify(text[language])}`,
  );
  return `${indent}${name}:\n${lines.join('\n')}\n`;
}
