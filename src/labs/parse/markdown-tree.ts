/** The only importer of Markdown: a text as a syntax tree, with directives on lines of their own, tables and task lists. */
import type { Root, RootContent } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown, gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { toMarkdown } from 'mdast-util-to-markdown';
import { directive } from 'micromark-extension-directive';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';

/** Directives that are one line and have no end line, although they are written with three colons. */
const PART = /^:{2,3}(?<name>view|port|second-machine|comparison)(?:\{(?<of>.*)\})?\s*$/;
const FENCE = /^\s*(`{3,}|~{3,})/;

/** Reads Markdown. Never fails: anything is Markdown. Lines keep their numbers. */
export function readMarkdown(text: string): Root {
  return fromMarkdown(withParts(text), {
    // Not in running text, where a colon is a colon: `alpine:latest`.
    extensions: [{ flow: directive().flow ?? {} }, gfmTable(), gfmTaskListItem()],
    mdastExtensions: [
      directiveFromMarkdown(),
      gfmTableFromMarkdown(),
      gfmTaskListItemFromMarkdown(),
    ],
  });
}

/** Reads Markdown that was not written for us, in which lines of colons mean nothing. */
export function readForeignMarkdown(text: string): Root {
  return fromMarkdown(text, {
    extensions: [gfmTable(), gfmTaskListItem()],
    mdastExtensions: [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()],
  });
}

/** Writes blocks as Markdown, so that {@link readMarkdown} gives the same blocks again. */
export function writeMarkdown(blocks: readonly RootContent[]): string {
  const root: Root = { type: 'root', children: [...blocks] };
  const extensions = [gfmTableToMarkdown()];
  return toMarkdown(root, { bullet: '-', resourceLink: true, extensions }).trimEnd();
}

/** Writes `:::view{namespaces}` as `::view{of="namespaces"}`, a directive of one line with an attribute. Not in fences. */
function withParts(text: string): string {
  let fence = '';
  const lines = text.split('\n').map((line) => {
    const mark = FENCE.exec(line)?.[1] ?? '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence) && line.trim() === mark) fence = '';
    const part = fence === '' ? PART.exec(line)?.groups : undefined;
    if (part === undefined) return line;
    const of = part['of']?.trim().replaceAll('"', '');
    return `::${part['name']}${of === undefined ? '' : `{of="${of}"}`}`;
  });
  return lines.join('\n');
}
