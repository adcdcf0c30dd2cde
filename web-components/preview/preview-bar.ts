import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { msg, str } from '../../src/localization/localization.ts';
import type { PreviewState } from '../../src/preview/preview.ts';
import { closeIcon, leftIcon, resetIcon, rightIcon } from '../styles/icons.ts';
import { onTyped } from './on-typed.ts';
import { placeOf, statusOf } from './preview-texts.ts';

/** What the bar shows, and what is told when it is used. */
export interface PreviewBar {
  readonly state: PreviewState;
  /** The answer, or what belongs to the page, is on its way. */
  readonly busy: boolean;
  /** What stands in the field in place of where the preview is; undefined: nothing was typed. */
  readonly typed: string | undefined;
  /** What was typed is no address. */
  readonly wrong: boolean;
  /** There is a button that wishes for the end of the preview. */
  readonly closable: boolean;
  readonly back: () => void;
  readonly forward: () => void;
  readonly reload: () => void;
  readonly stop: () => void;
  readonly close: () => void;
  /** This stands in the field now; undefined: what was typed is given up. */
  readonly type: (text: string | undefined) => void;
  /** An address was typed to the end. */
  readonly goTo: (typed: string) => void;
}

/** The bar above a page: the way back and forth, reload, the address, and how it was answered if that is an error. */
export function renderBar(bar: PreviewBar) {
  const { canGoBack, canGoForward, content } = bar.state;
  const failed = statusOf(content);
  return html`<div class="bar" ?data-loading=${bar.busy}>
    ${tool('back', msg('Back', { id: 'preview-back' }), leftIcon, bar.back, !canGoBack)}
    ${tool('forward', msg('Forward', { id: 'preview-forward' }), rightIcon, bar.forward, !canGoForward)}
    ${renderReload(bar)} ${renderAddress(bar)}
    ${failed === undefined ? nothing : renderStatus(failed)}
    ${
      bar.closable
        ? tool('close', msg('Close the preview', { id: 'preview-close' }), closeIcon, bar.close)
        : nothing
    }
  </div>`;
}

function renderReload({ busy, state, stop, reload }: PreviewBar) {
  return busy
    ? tool('stop', msg('Stop loading', { id: 'preview-stop' }), closeIcon, stop)
    : tool('reload', msg('Reload', { id: 'preview-reload' }), resetIcon, reload, !state.address);
}

function renderAddress({ state: { address }, typed, wrong, type, goTo }: PreviewBar) {
  const input = ({ target }: InputEvent) => type((target as HTMLInputElement).value);
  const giveUp = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') type(undefined);
  };
  return html`<form @submit=${onTyped(goTo)}>
    <input
      class="address"
      type="text"
      inputmode="url"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      translate="no"
      enterkeyhint="go"
      aria-label=${msg('Address in the machine', { id: 'preview-address' })}
      aria-invalid=${wrong}
      placeholder="localhost:8081"
      .value=${live(typed ?? (address ? placeOf(address) : ''))}
      @input=${input}
      @keydown=${giveUp}
    />
  </form>`;
}

function renderStatus(status: number) {
  const label = msg(str`Status ${status}`, { id: 'preview-status' });
  return html`<span class="status" role="img" aria-label=${label} title=${label}>${status}</span>`;
}

function tool(name: string, label: string, icon: unknown, act: () => void, disabled = false) {
  return html`<button class="icon ${name}" type="button" aria-label=${label} title=${label} ?disabled=${disabled} @click=${act}>${icon}</button>`;
}
