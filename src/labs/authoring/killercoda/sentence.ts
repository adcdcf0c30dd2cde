import type { BlockContent, PhrasingContent } from 'mdast';

/** Nothing but what ends a sentence. */
const CLOSING = /^[\s.,;:!?]*$/;

/** Whether letters say nothing. */
export function saysNothing(letters: string): boolean {
  return CLOSING.test(letters);
}

/** Whether a node only ends a sentence or a line. */
export function isClosing(node: PhrasingContent | undefined): boolean {
  if (node?.type === 'break') return true;
  return node?.type === 'text' && CLOSING.test(node.value);
}

/** One line, without blanks and breaks around it. */
export function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const flat = nodes.map(
    (node): PhrasingContent =>
      node.type === 'text' ? { ...node, value: node.value.replace(/\s*\n\s*/g, ' ') } : node,
  );
  const isEmpty = (node: PhrasingContent | undefined) =>
    node?.type === 'break' || (node?.type === 'text' && node.value.trim() === '');
  while (isEmpty(flat[0])) flat.shift();
  while (isEmpty(flat.at(-1))) flat.pop();
  const [first] = flat;
  if (first?.type === 'text') flat[0] = { ...first, value: first.value.trimStart() };
  const last = flat.at(-1);
  if (last?.type === 'text') flat[flat.length - 1] = { ...last, value: last.value.trimEnd() };
  return flat;
}

/** Without colons at the beginning, which would begin a directive. */
export function withoutColons(nodes: PhrasingContent[]): PhrasingContent[] {
  const [first, ...rest] = nodes;
  if (first?.type !== 'text') return nodes;
  return [{ ...first, value: first.value.replace(/^\s*:{2,}\s*/, '') }, ...rest];
}

/** A list item whose box to tick is a character. */
export function withBox(blocks: BlockContent[], checked: boolean): BlockContent[] {
  const [first, ...rest] = blocks;
  if (first?.type !== 'paragraph') return blocks;
  const box: PhrasingContent = { type: 'text', value: checked ? '☑ ' : '☐ ' };
  return [{ ...first, children: [box, ...first.children] }, ...rest];
}

/** A text that only ends a sentence and goes on in another line: its two parts. Anything else whole. */
export function dividedAtLineEnd(
  node: PhrasingContent,
): readonly [PhrasingContent, PhrasingContent | undefined] {
  if (node.type === 'break') return [node, { type: 'text', value: '' }];
  const end = node.type === 'text' ? /^[ \t.,;:!?]*\n/.exec(node.value)?.[0] : undefined;
  if (node.type !== 'text' || end === undefined) return [node, undefined];
  return [
    { ...node, value: end },
    { ...node, value: node.value.slice(end.length) },
  ];
}
