import { html, nothing } from 'lit';
import { msg } from '../../src/localization/localization.ts';
import type { StoreProgress } from '../../src/snapshots/snapshot-store.ts';
import { amountText } from './snapshot-texts.ts';

/** A bar for something that takes a while, with the bytes that are done. `cancel` absent: it cannot be stopped. */
export function activityBar(
  text: string,
  progress: StoreProgress | undefined,
  cancel?: (() => void) | undefined,
) {
  const share = progress && progress.total > 0 ? progress.done / progress.total : undefined;
  return html`<div class="activity">
    <span class="what">${text}</span>
    <span class="amount">${progress ? amountText(progress) : nothing}</span>
    <progress aria-label=${text} max="1" value=${share ?? nothing}></progress>
    ${cancel ? html`<button type="button" @click=${cancel}>${msg('Cancel', { id: 'cancel' })}</button>` : nothing}
  </div>`;
}
