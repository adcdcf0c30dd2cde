import { html, nothing } from 'lit';
import { msg, str } from '../../src/localization/localization.ts';
import type { ImageFacts } from '../../src/snapshots/snapshot.ts';
import type { SnapshotsState } from '../../src/snapshots/snapshots-state.ts';
import { byteSize } from '../quantities.ts';
import { closeIcon, doneIcon, warningIcon } from '../styles/icons.ts';
import { describeSnapshotError, detailOf } from './snapshot-errors.ts';
import { imageText } from './snapshot-texts.ts';

/** What went wrong and what can be done; nothing for undefined. */
export function renderProblem(error: unknown, wants: ImageFacts | undefined, dismiss: () => void) {
  if (error === undefined) return nothing;
  const { title, advice } = describeSnapshotError(error);
  const close = msg('Dismiss', { id: 'dismiss' });
  return html`<div class="problem" role="alert">
    ${warningIcon}
    <div>
      <h3>${title}</h3>
      <p>${advice}</p>
      ${wants ? renderWanted(wants) : nothing}
      <details>
        <summary>${msg('Details', { id: 'details' })}</summary>
        <p translate="no">${detailOf(error)}</p>
      </details>
    </div>
    <button class="icon" type="button" aria-label=${close} title=${close} @click=${dismiss}>${closeIcon}</button>
  </div>`;
}

function renderWanted(image: ImageFacts) {
  const [name, memory] = [imageText(image), byteSize(image.memoryBytes)];
  return html`<p>
    ${msg(str`It wants the machine ${name} with ${memory} of memory.`, { id: 'snapshots-wanted' })}
  </p>`;
}

/** How safe snapshots are in this browser and how much room they take; with a way to make them safer. */
export function renderStorage(
  { storage, shouldAskToKeep }: SnapshotsState,
  refused: boolean,
  ask: () => void,
) {
  if (!storage) return nothing;
  const { usedBytes, quotaBytes, mayBeEvicted } = storage;
  const usage = usedBytes !== undefined && quotaBytes !== undefined;
  return html`<footer ?data-evictable=${mayBeEvicted}>
    ${mayBeEvicted ? warningIcon : doneIcon}
    <div>
      <p>${mayBeEvicted ? evictionText(refused) : msg('This browser keeps snapshots until you delete them.', { id: 'snapshots-kept' })}</p>
      ${usage ? html`<p class="usage">${usageText(usedBytes, quotaBytes)}</p>` : nothing}
    </div>
    ${mayBeEvicted && !refused ? html`<button type="button" class=${shouldAskToKeep ? 'urgent' : ''} @click=${ask}>${msg('Ask it to keep them', { id: 'snapshots-ask' })}</button>` : nothing}
  </footer>`;
}

function evictionText(refused: boolean): string {
  if (refused) {
    return msg(
      'The browser has not promised to keep snapshots when the disk gets full. Export what must not be lost.',
      { id: 'snapshots-not-promised' },
    );
  }
  return msg('This browser may delete snapshots when the disk gets full.', {
    id: 'snapshots-evictable',
  });
}

function usageText(usedBytes: number, quotaBytes: number): string {
  const [used, quota] = [byteSize(usedBytes), byteSize(quotaBytes)];
  return msg(str`This site uses ${used} of ${quota}.`, { id: 'snapshots-usage' });
}
