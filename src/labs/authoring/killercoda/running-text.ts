import type { Definition, InlineCode, PhrasingContent, Text } from 'mdast';
import { valueNames } from '../../placeholders.ts';
import { foldInlineHtml, lettersOf } from './inline-html.ts';
import { type Marker, splitMarker, withoutStrayMarkers } from './markers.ts';
import type { OwnWords } from './own-words.ts';

/** What the conversion of running text needs to know, and tells. */
export interface TextContext {
  readonly words: OwnWords;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Something was not carried over as it was. */
  lost(what: string, line: number | undefined): void;
  /** Code that a click did something with; stands in the text as well. */
  marked(code: InlineCode, marker: Marker): void;
  /** The text shows a server of the machine. */
  port(port: number): void;
}

/** The address of a port of the machine, as Killercoda and Katacoda write it. */
const PORT = /\{\{TRAFFIC_HOST\d+_(\d{1,5})\}\}|\[\[HOST\d?_SUBDOMAIN\]\]-(\d{1,5})-\[\[KATACODA/;
const FILLED_IN = /\{\{TRAFFIC_|\[\[(?:HOST|KATACODA)/;
const HREF = /^https:\/\/[^\s]+$/;
const MAX_PORT = 65_535;

/** The port that an address of the scenario leads to; undefined when it leads elsewhere. */
export function portOf(address: string): number | undefined {
  const found = PORT.exec(address);
  const port = Number(found?.[1] ?? found?.[2]);
  return port >= 1 && port <= MAX_PORT ? port : undefined;
}

/** Turns running text into what a lab knows. */
export function toRunningText(
  nodes: readonly PhrasingContent[],
  context: TextContext,
): PhrasingContent[] {
  return convert(foldInlineHtml(nodes), context);
}

function convert(nodes: readonly PhrasingContent[], context: TextContext): PhrasingContent[] {
  const found: PhrasingContent[] = [];
  let marker: { of: InlineCode; rest: string } | undefined;
  nodes.forEach((node, index) => {
    const next = nodes[index + 1];
    const value = node.type === 'text' && marker !== undefined ? marker.rest : undefined;
    marker = undefined;
    if (node.type !== 'inlineCode') {
      found.push(...convertOne(value === undefined ? node : { ...(node as Text), value }, context));
      return;
    }
    const code: InlineCode = {
      ...node,
      value: tamed(node.value, node.position?.start.line, context),
    };
    const split = next?.type === 'text' ? splitMarker(next.value) : undefined;
    if (split !== undefined) {
      context.marked(code, split.marker);
      marker = { of: code, rest: split.rest };
    }
    found.push(code);
  });
  return found;
}

function convertOne(node: PhrasingContent, context: TextContext): PhrasingContent[] {
  const line = node.position?.start.line;
  switch (node.type) {
    case 'text':
      return toText(node.value, line, context);
    case 'strong':
    case 'emphasis': {
      const children = convert(node.children, context);
      return lettersOf(children).trim() === '' ? children : [{ ...node, children }];
    }
    case 'link':
      return toLink(node.url, convert(node.children, context), line, context);
    case 'linkReference': {
      const url = context.definitions.get(node.identifier)?.url ?? '';
      return toLink(url, convert(node.children, context), line, context);
    }
    case 'image':
      return toPicture(node.url, node.alt ?? '', line, context);
    case 'imageReference': {
      const url = context.definitions.get(node.identifier)?.url ?? node.identifier;
      return toPicture(url, node.alt ?? '', line, context);
    }
    case 'break':
      return [{ type: 'break' }];
    default:
      return 'children' in node ? convert(node.children, context) : [];
  }
}

function toText(value: string, line: number | undefined, context: TextContext): PhrasingContent[] {
  let text = withoutStrayMarkers(value);
  if (text !== value) context.lost('a marker behind no code was left out', line);
  if (text.includes('**')) {
    context.lost('the stars of ** that mark nothing were left out', line);
    text = text.replace(/\*\*+/g, '');
  }
  const port = portOf(text);
  if (port !== undefined) context.port(port);
  if (FILLED_IN.test(text)) {
    context.lost('an address that Killercoda fills in stands as it is', line);
  }
  text = tamed(text, line, context);
  return text === '' ? [] : [{ type: 'text', value: text }];
}

function toLink(
  url: string,
  children: PhrasingContent[],
  line: number | undefined,
  context: TextContext,
): PhrasingContent[] {
  const port = portOf(url);
  if (port !== undefined) {
    context.port(port);
    return [{ type: 'strong', children }];
  }
  if (FILLED_IN.test(url)) {
    context.lost(
      'a link to a choice of ports was left out; a lab names the port: ":::port{80}"',
      line,
    );
    return children;
  }
  if (HREF.test(url)) return [{ type: 'link', url, children }];
  if (url === '') return children;
  if (!/^http:\/\/\S+$/.test(url)) {
    context.lost(
      `the link to "${url}" was left out: a lab links to https:// addresses alone`,
      line,
    );
    return children;
  }
  context.lost(
    `the link to ${url} is shown as text: a lab links to https:// addresses alone`,
    line,
  );
  if (lettersOf(children).trim() === url) return [{ type: 'inlineCode', value: url }];
  return [
    ...children,
    { type: 'text', value: ' (' },
    { type: 'inlineCode', value: url },
    { type: 'text', value: ')' },
  ];
}

function toPicture(
  url: string,
  description: string,
  line: number | undefined,
  { words, lost }: TextContext,
): PhrasingContent[] {
  lost(`the picture ${url} was left out: labs have no pictures`, line);
  const value = description.trim() === '' ? '' : words.picture(description.trim());
  return value === '' ? [] : [{ type: 'text', value }];
}

/** `{{name}}` stands for a value of the lab; with blanks it means the same to templates, and nothing to us. */
export function tamed(
  text: string,
  line: number | undefined,
  context: Pick<TextContext, 'lost'>,
): string {
  const names = [...new Set(valueNames(text))];
  for (const name of names) {
    context.lost(`{{${name}}} would be a value of the lab; it is written {{ ${name} }}`, line);
  }
  return names.reduce((all, name) => all.replaceAll(`{{${name}}}`, `{{ ${name} }}`), text);
}
