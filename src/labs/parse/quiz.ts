import type { List, RootContent } from 'mdast';
import type { Block, Inline, QuizChoice } from '../step-text.ts';
import type { Place } from './lab-problems.ts';
import { toInlines } from './running-text.ts';

/**
 * Reads the inside of a `:::quiz`: paragraphs with the question, a task list with the choices, and what is said after the
 * answer. Wrong ones are noted.
 */
export function toQuiz(
  id: string,
  nodes: readonly RootContent[],
  place: Place,
  toBlocks: (nodes: readonly RootContent[]) => readonly Block[],
): readonly Block[] {
  const at = nodes.findIndex((node) => node.type === 'list');
  const list = nodes[at];
  if (list?.type !== 'list') {
    place.report('the quiz has no choices; add "- [x] right" and "- [ ] wrong"');
    return [];
  }
  const question = toQuestion(nodes.slice(0, at), place);
  const choices = toChoices(list, place);
  return [{ type: 'quiz', id, question, choices, explanation: toBlocks(nodes.slice(at + 1)) }];
}

function toQuestion(nodes: readonly RootContent[], place: Place): readonly Inline[] {
  const lines = nodes.flatMap((node) => {
    if (node.type === 'paragraph') return [toInlines(node.children, place)];
    place.line(node.position?.start.line).report('only paragraphs may stand before the choices');
    return [];
  });
  if (lines.length === 0) place.report('the quiz has no question; write it before the choices');
  return lines.flatMap((line, index) => (index === 0 ? line : [{ type: 'break' }, ...line]));
}

function toChoices(list: List, place: Place): readonly QuizChoice[] {
  const choices = list.children.flatMap((item) => {
    const at = place.line(item.position?.start.line);
    const [text, ...more] = item.children;
    if (typeof item.checked !== 'boolean' || text?.type !== 'paragraph' || more.length > 0) {
      at.report('a choice is one line: "- [x] right" or "- [ ] wrong"');
      return [];
    }
    return [{ text: toInlines(text.children, at), right: item.checked }];
  });
  if (choices.length < 2 || !choices.some(({ right }) => right)) {
    place.report('a quiz needs at least two choices, and at least one that is right');
  }
  return choices;
}
