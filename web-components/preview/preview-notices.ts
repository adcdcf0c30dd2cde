import { html, nothing } from 'lit';
import { msg } from '../../src/localization/localization.ts';
import type { PreviewContent } from '../../src/preview/preview.ts';
import { leftIcon, resetIcon } from '../styles/icons.ts';
import { onTyped } from './on-typed.ts';
import { emptyNotice, fileNotice, type PreviewNotice, problemNotice } from './preview-texts.ts';

/** Shows text as it is, or what is said in place of a page. `label` names it; `reload` asks the server again. */
export function renderAnswer(content: PreviewContent, label: string, reload: () => void) {
  switch (content.kind) {
    case 'nothing':
      return nothing;
    case 'problem':
      return renderNotice(problemNotice(content), reload);
    case 'other':
      return renderNotice(fileNotice(content), reload);
    case 'page':
    case 'image':
      return renderNotice(emptyNotice(content.status), reload);
    case 'text':
      return content.text === ''
        ? renderNotice(emptyNotice(content.status), reload)
        : html`<pre translate="no" role="group" tabindex="0" aria-label=${label}>${content.text}</pre>`;
  }
}

/** Says what happened, and has a button that asks the server again. */
export function renderNotice(
  { title, advice, detail, waiting, again }: PreviewNotice,
  reload: () => void,
) {
  const wait = html`<p class="waiting"><span class="lamp"></span>${msg('Waiting for a server', { id: 'preview-waiting' })}</p>`;
  return html`<div class="notice">
    <h3>${title}</h3>
    <p>${advice}</p>
    ${detail === '' ? nothing : html`<p class="detail" translate="no">${detail}</p>`}
    <div class="next">
      <button type="button" @click=${reload}>${again === undefined ? resetIcon : leftIcon}${again ?? msg('Try again', { id: 'try-again' })}</button>
      ${waiting ? wait : nothing}
    </div>
  </div>`;
}

/** Asks for a port; `goTo` is given what was typed. */
export function renderQuestion(goTo: (typed: string) => void) {
  return html`<div class="notice">
    <h3>${msg('Look at a web server in the machine', { id: 'preview-title' })}</h3>
    <p>${msg('Whatever answers on this port is shown here, a container with a published port as well.', { id: 'preview-lead' })}</p>
    <form class="ask" @submit=${onTyped(goTo)}>
      <label>
        ${msg('Port', { id: 'preview-port' })}
        <input type="number" inputmode="numeric" min="1" max="65535" step="1" required placeholder="8081" />
      </label>
      <button class="primary">${msg('Open', { id: 'preview-open' })}</button>
    </form>
  </div>`;
}
