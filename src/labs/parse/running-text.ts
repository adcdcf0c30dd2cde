import type { PhrasingContent } from 'mdast';
import type { Inline } from '../step-text.ts';
import type { Place } from './lab-problems.ts';

/** A web address, or a step of a lab of ours. */
const HREF = /^(?:https:\/\/[^\s]+|#[a-z0-9-]+\/[a-z0-9-]+)$/;

/** Turns running text into ours. What has no place in a lesson is noted. */
export function toInlines(nodes: readonly PhrasingContent[], place: Place): readonly Inline[] {
  return nodes.flatMap((node) => toInline(node, place.line(node.position?.start.line)));
}

function toInline(node: PhrasingContent, place: Place): readonly Inline[] {
  switch (node.type) {
    case 'text':
      noteOpenEmphasis(node.value, place);
      return [{ type: 'text', text: node.value.replace(/\s*\n\s*/g, ' ') }];
    case 'inlineCode':
      return [{ type: 'code', text: node.value.replace(/\s*\n\s*/g, ' ') }];
    case 'strong':
    case 'emphasis':
      return [{ type: node.type, children: toInlines(node.children, place) }];
    case 'break':
      return [{ type: 'break' }];
    case 'link':
      if (!HREF.test(node.url)) {
        place.report(`links to "${node.url}"; only https:// addresses and #lab/step are allowed`);
      }
      return [{ type: 'link', href: node.url, children: toInlines(node.children, place) }];
    case 'html':
      place.report(`has HTML (${node.value}); write Markdown, or put it into backquotes`);
      return [];
    case 'image':
    case 'imageReference':
      place.report('has a picture; lessons are text, and show the machine itself');
      return [];
    case 'linkReference':
      place.report('has a link by reference; write [text](address)');
      return [];
    default:
      place.report(`has ${node.type}, which lessons do not use; write plain Markdown`);
      return [];
  }
}

/** In Korean, `**word(note)**은` is no emphasis by the rules of Markdown, and readers would see the stars. */
function noteOpenEmphasis(text: string, place: Place): void {
  if (!text.includes('**')) return;
  const rule =
    'the closing ** must not stand between punctuation and a letter: move the punctuation out';
  place.report(`shows ** as text; ${rule}, or put it into backquotes`);
}

/** The letters alone, for titles and labels. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.type === 'break') return ' ';
      return 'children' in inline ? plainText(inline.children) : inline.text;
    })
    .join('');
}
