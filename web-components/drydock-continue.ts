import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '../src/localization/localization.ts';
import type { SnapshotEntry } from '../src/snapshots/snapshots-state.ts';
import { activityBar } from './snapshots/activity-bar.ts';
import { activitySheet } from './snapshots/activity-sheet.ts';
import type { OfferView } from './snapshots/continue-offer.ts';
import { continueSheet } from './snapshots/continue-sheet.ts';
import { type LabTitles, NO_TITLES } from './snapshots/lab-titles.ts';
import { pictureSheet } from './snapshots/picture-sheet.ts';
import { describeSnapshotError } from './snapshots/snapshot-errors.ts';
import { placeText, timeTexts, titleOf } from './snapshots/snapshot-texts.ts';
import { terminalPicture } from './snapshots/terminal-picture.ts';
import { buttons } from './styles/buttons.ts';
import { warningIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/**
 * The question on opening the page: continue where you left off, or start fresh. It takes the keyboard when the answer can be
 * given; the machine starts meanwhile.
 *
 * @fires {CustomEvent<void>} drydock-continue-request - Go on with the snapshot, or try that again.
 * @fires {CustomEvent<void>} drydock-fresh-request - Start with a fresh machine.
 * @fires {CustomEvent<void>} drydock-cancel-request - Stop going back; ask again.
 * @fires {CustomEvent<void>} drydock-snapshots-request - Show all snapshots.
 */
@localized()
@customElement('drydock-continue')
export class DrydockContinue extends LitElement {
  static override styles = [tokens, buttons, activitySheet, pictureSheet, continueSheet];

  /** Where the question stands. */
  @property({ attribute: false }) view: OfferView = { state: 'looking' };

  /** The titles of the site's labs and steps. */
  @property({ attribute: false }) titles: LabTitles = NO_TITLES;

  @query('.primary') private readonly primary!: HTMLElement | null;

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('view')?.state;
    if (!changed.has('view') || before === this.view.state) return;
    if (this.view.state !== 'asking' && this.view.state !== 'failed') return;
    // Whoever reads or types elsewhere already is left alone.
    const free = document.activeElement === document.body || before === 'restoring';
    if (free) this.primary?.focus();
  }

  protected override render() {
    return html`<section class="card" aria-labelledby="question">${this.#renderView()}</section>`;
  }

  #renderView() {
    const { view } = this;
    switch (view.state) {
      case 'looking':
        return html`
          <h2 id="question">${msg('Looking for what you left behind…', { id: 'continue-looking' })}</h2>
          <div class="answers">${this.#renderFresh()}</div>
        `;
      case 'asking':
        return html`
          ${this.#renderHeading()} ${this.#renderEntry(view.entry)}
          <div class="answers">
            ${this.#renderContinue(msg('Continue', { id: 'continue' }))} ${this.#renderFresh()} ${this.#renderAll()}
          </div>
        `;
      case 'restoring':
        return html`
          ${this.#renderHeading()} ${this.#renderEntry(view.entry)}
          ${activityBar(msg('Restoring…', { id: 'snapshots-restoring' }), view.progress, this.#cancel)}
        `;
      case 'failed':
        return this.#renderFailure(view.error, view.entry);
    }
  }

  #renderHeading() {
    return html`<h2 id="question">${msg('Continue where you left off?', { id: 'continue-question' })}</h2>`;
  }

  #renderEntry(entry: SnapshotEntry) {
    const { relative, absolute } = timeTexts(entry.takenAt, Date.now());
    return html`<div class="entry">
      ${terminalPicture(entry.picture)}
      <div class="facts">
        <p class="place">${placeText(entry, this.titles)}</p>
        <p>${titleOf(entry, this.titles)}</p>
        <p><time datetime=${new Date(entry.takenAt).toISOString()}>${relative}<br />${absolute}</time></p>
      </div>
    </div>`;
  }

  #renderFailure(error: unknown, entry: SnapshotEntry | undefined) {
    const { title, advice } = describeSnapshotError(error);
    return html`
      <div role="alert" class="failure">
        ${warningIcon}
        <h2 id="question">${title}</h2>
        <p>${advice}</p>
      </div>
      <div class="answers">
        <button class="primary" type="button" @click=${this.handleFresh}>${msg('Start fresh', { id: 'continue-fresh' })}</button>
        ${entry ? html`<button type="button" @click=${this.handleContinue}>${msg('Try again', { id: 'try-again' })}</button>` : nothing}
        ${this.#renderAll()}
      </div>
    `;
  }

  #renderContinue(text: string) {
    return html`<button class="primary" type="button" @click=${this.handleContinue}>${text}</button>`;
  }

  #renderFresh() {
    return html`<button type="button" @click=${this.handleFresh}>${msg('Start fresh', { id: 'continue-fresh' })}</button>`;
  }

  #renderAll() {
    return html`<button class="quiet" type="button" @click=${this.handleAll}>${msg('All snapshots…', { id: 'snapshots-all' })}</button>`;
  }

  readonly #cancel = (): void => {
    this.dispatchEvent(new CustomEvent('drydock-cancel-request'));
  };

  private handleContinue(): void {
    this.dispatchEvent(new CustomEvent('drydock-continue-request'));
  }

  private handleFresh(): void {
    this.dispatchEvent(new CustomEvent('drydock-fresh-request'));
  }

  private handleAll(): void {
    this.dispatchEvent(new CustomEvent('drydock-snapshots-request'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-continue': DrydockContinue;
  }
  interface HTMLElementEventMap {
    'drydock-continue-request': CustomEvent<void>;
    'drydock-fresh-request': CustomEvent<void>;
    'drydock-cancel-request': CustomEvent<void>;
    'drydock-snapshots-request': CustomEvent<void>;
  }
}
