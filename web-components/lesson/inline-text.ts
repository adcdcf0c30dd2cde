import { html, nothing } from 'lit';
import { fillValues } from '../../src/labs/placeholders.ts';
import type { Inline } from '../../src/labs/step-text.ts';
import { msg } from '../../src/localization/localization.ts';
import { outsideIcon } from '../styles/icons.ts';
import type { Values } from './local-text.ts';

/** Running text as templates: every text of a lesson becomes a text node, whatever characters it has. */
export function renderInline(inlines: readonly Inline[], values: Values): unknown {
  return inlines.map((inline) => renderOne(inline, values));
}

/** A plain text in which `code` may stand between grave accents, as in titles, hints and messages. */
export function renderPlain(text: string): unknown {
  return text
    .split(/`([^`\n]+)`/)
    .map((part, place) => (place % 2 === 0 ? part : html`<code translate="no">${part}</code>`));
}

function renderOne(inline: Inline, values: Values): unknown {
  switch (inline.type) {
    case 'text':
      return fillValues(inline.text, values);
    case 'code':
      return html`<code translate="no">${fillValues(inline.text, values)}</code>`;
    case 'strong':
      return html`<strong>${renderInline(inline.children, values)}</strong>`;
    case 'emphasis':
      return html`<em>${renderInline(inline.children, values)}</em>`;
    case 'link':
      return renderLink(inline.href, renderInline(inline.children, values));
    case 'break':
      return html`<br />`;
  }
}

/** Only what the parser lets through is a link; anything else is plain text, should it ever come here. */
function renderLink(href: string, text: unknown): unknown {
  if (href.startsWith('#')) return html`<a href=${href}>${text}</a>`;
  if (!href.startsWith('https://')) return text;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}${outsideIcon}<span
      class="visually-hidden"
      > ${msg('(opens in a new tab)', { id: 'new-tab' })}</span
    ></a>`;
}

/** The same as {@link renderPlain}, or nothing for no text. */
export function renderMessage(text: string | undefined): unknown {
  return text === undefined ? nothing : renderPlain(text);
}
