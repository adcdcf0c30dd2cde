import type { Html, PhrasingContent } from 'mdast';
import { decoded } from './html-blocks.ts';

const TAG = /^<(?<close>\/?)(?<name>[a-zA-Z][a-zA-Z0-9-]*)(?<attributes>(?:\s[\s\S]*)?)\/?>$/;
const EMPTY = /^(?:br|wbr|img|hr|input|embed)$/;
/** Elements that change only how letters look. */
const TRANSPARENT =
  /^(?:span|u|font|small|big|sub|sup|mark|ins|del|s|label|div|p|center|abbr|cite|q|button|details|summary|figure|pre)$/;
const WRAPPERS: Readonly<Record<string, 'strong' | 'emphasis' | 'code' | 'link'>> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  code: 'code',
  kbd: 'code',
  tt: 'code',
  samp: 'code',
  var: 'emphasis',
  a: 'link',
};

/** An element whose end is still to come. */
interface Frame {
  readonly name: string;
  readonly attributes: string;
  readonly html: Html;
  readonly children: PhrasingContent[];
}

/** Turns HTML within running text into Markdown. What is no element of HTML is the author's text, such as `<name>`. */
export function foldInlineHtml(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const top: PhrasingContent[] = [];
  const open: Frame[] = [];
  const here = () => open.at(-1)?.children ?? top;
  for (const node of nodes) {
    if (node.type !== 'html') {
      here().push('children' in node ? withFoldedChildren(node) : node);
      continue;
    }
    const { close = '', name = '', attributes = '' } = TAG.exec(node.value)?.groups ?? {};
    const element = name.toLowerCase();
    if (EMPTY.test(element)) {
      here().push(...emptyElement(element, attributes, node));
    } else if (node.value.startsWith('<!--') || TRANSPARENT.test(element)) {
      // Its content stays where it is.
    } else if (WRAPPERS[element] === undefined) {
      here().push({ type: 'text', value: node.value });
    } else if (close === '') {
      open.push({ name: element, attributes, html: node, children: [] });
    } else if (open.at(-1)?.name === element) {
      const frame = open.pop();
      if (frame !== undefined) here().push(wrapped(frame));
    }
  }
  for (const frame of open.reverse()) here().push(...frame.children);
  return top;
}

function withFoldedChildren<T extends PhrasingContent & { children: PhrasingContent[] }>(
  node: T,
): T {
  return { ...node, children: foldInlineHtml(node.children) };
}

function emptyElement(name: string, attributes: string, { position }: Html): PhrasingContent[] {
  const at = position === undefined ? {} : { position };
  if (name === 'br') return [{ type: 'break', ...at }];
  if (name !== 'img') return [];
  const url = attribute('src', attributes);
  return [{ type: 'image', url, alt: attribute('alt', attributes), ...at }];
}

function wrapped({ name, attributes, html, children }: Frame): PhrasingContent {
  const at = html.position === undefined ? {} : { position: html.position };
  const kind = WRAPPERS[name];
  if (kind === 'code') return { type: 'inlineCode', value: lettersOf(children), ...at };
  if (kind === 'link') return { type: 'link', url: attribute('href', attributes), children, ...at };
  return { type: kind === 'strong' ? 'strong' : 'emphasis', children, ...at };
}

function attribute(name: string, attributes: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    attributes,
  );
  return decoded(found?.[1] ?? found?.[2] ?? found?.[3] ?? '');
}

/** The letters of running text alone. */
export function lettersOf(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => {
      if ('value' in node) return node.value;
      return 'children' in node ? lettersOf(node.children) : '';
    })
    .join('');
}
