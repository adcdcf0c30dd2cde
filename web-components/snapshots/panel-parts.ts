import { html, nothing } from 'lit';
import { msg, str } from '../../src/localization/localization.ts';
import type { ImageFacts } from '../../src/snapshots/snapshot.ts';
import type { SnapshotsState } from '../../src/snapshots/snapshots-state.ts';
import { byteSize } from '../quantities.ts';
import { closeIcon, doneIcon, layersIcon, warningIcon } from '../styles/icons.ts';
import { describeSnapshotError, detailOf } from './snapshot-errors.ts';
import { imageText } from './snapshot-texts.ts';

/** What went wrong with something that was asked for, or that was to be kept by itself. */
export interface Problem {
  readonly error: unknown;
  /** The machine that an imported snapshot wants. */
  readonly wants?: ImageFacts;
}

/** What went wrong and what can be done; nothing for undefined. */
export function renderProblem(problem: Problem | undefined, dismiss: () => void) {
  if (problem === undefined) return nothing;
  const { error, wants } = problem;
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

/** In place of a timeline that has nothing in it yet. */
export function renderEmpty() {
  return html`<div class="empty">
    ${layersIcon}
    <h3>${msg('No snapshots yet', { id: 'snapshots-empty' })}</h3>
    <p>
      ${msg('One is taken by itself whenever you pass a step, leave the page or reset the machine. You can also save one now, or drop a file here.', { id: 'snapshots-empty-text' })}
    </p>
  </div>`;
}

/** A snapshot that was deleted, and the way back. */
export function renderRemoved(id: string, title: string, bringBack: () => void) {
  return html`
    <span>${msg(str`“${title}” was deleted.`, { id: 'snapshot-deleted' })}</span>
    <button type="button" id=${`undo-${id}`} @click=${bringBack}>${msg('Undo', { id: 'undo' })}</button>
  `;
}

/** A record that nothing can be done with but to delete it. */
export function renderDamaged(erase: () => void) {
  return html`
    <span>${msg('A snapshot that cannot be read.', { id: 'snapshots-unreadable' })}</span>
    <button type="button" @click=${erase}>${msg('Delete', { id: 'delete' })}</button>
  `;
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
