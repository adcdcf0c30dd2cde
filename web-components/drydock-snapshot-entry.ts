import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '../src/localization/localization.ts';
import { MAX_LABEL_LENGTH } from '../src/snapshots/snapshot.ts';
import type { SnapshotEntry } from '../src/snapshots/snapshots-state.ts';
import { byteSize } from './quantities.ts';
import { entrySheet } from './snapshots/entry-sheet.ts';
import { type LabTitles, NO_TITLES } from './snapshots/lab-titles.ts';
import { pictureSheet } from './snapshots/picture-sheet.ts';
import { imageText, placeText, timeTexts, titleOf } from './snapshots/snapshot-texts.ts';
import { terminalPicture } from './snapshots/terminal-picture.ts';
import { buttons } from './styles/buttons.ts';
import { deleteIcon, downloadIcon, renameIcon, resetIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';

/**
 * One snapshot of the timeline: where and when it was taken, and what can be done with it.
 *
 * @fires {CustomEvent<void>} drydock-restore-request - Put the machine back to it.
 * @fires {CustomEvent<string>} drydock-rename-request - Call it this; empty: nothing.
 * @fires {CustomEvent<void>} drydock-remove-request - Delete it.
 * @fires {CustomEvent<void>} drydock-export-request - Give it as a file.
 */
@localized()
@customElement('drydock-snapshot-entry')
export class DrydockSnapshotEntry extends LitElement {
  static override styles = [tokens, buttons, pictureSheet, entrySheet];

  /** The snapshot. */
  @property({ attribute: false }) entry: SnapshotEntry | undefined;

  /** The titles of the site's labs and steps. */
  @property({ attribute: false }) titles: LabTitles = NO_TITLES;

  /** What time it is, in milliseconds since 1970. */
  @property({ type: Number }) now = Date.now();

  /** Something else is being done that this would have to wait for. */
  @property({ type: Boolean }) busy = false;

  @state() private renaming = false;
  @query('input') private readonly field!: HTMLInputElement | null;
  @query('.rename') private readonly rename!: HTMLElement | null;
  @query('.actions button:not(:disabled)') private readonly firstAction!: HTMLElement | null;

  /** Puts the keyboard on the first thing that can be done. */
  override focus(): void {
    this.firstAction?.focus();
  }

  protected override render() {
    const { entry } = this;
    if (!entry) return nothing;
    return html`<article aria-labelledby="title">
      ${terminalPicture(entry.picture)}
      <div class="facts">
        ${this.renaming ? this.#renderRename(entry) : html`<h3 id="title">${titleOf(entry, this.titles)}</h3>`}
        ${this.#renderFacts(entry)}
        ${entry.parentKnown ? nothing : this.#renderForeign(entry)}
        ${this.renaming ? nothing : this.#renderActions(entry)}
      </div>
    </article>`;
  }

  #renderFacts(entry: SnapshotEntry) {
    const { relative, absolute } = timeTexts(entry.takenAt, this.now);
    return html`
      <p>${placeText(entry, this.titles)}</p>
      <p class="when">
        <time datetime=${new Date(entry.takenAt).toISOString()}>${relative} · ${absolute}</time>
        <span class="size">${byteSize(entry.bytes.own)}</span>
      </p>
    `;
  }

  #renderForeign({ image }: SnapshotEntry) {
    const wants = imageText(image);
    return html`<p class="foreign">
      ${msg(str`For another machine (${wants}): it can be exported, but not restored here.`, { id: 'snapshot-foreign' })}
    </p>`;
  }

  #renderRename(entry: SnapshotEntry) {
    return html`<form @submit=${this.handleRenamed} @keydown=${this.handleRenameKey}>
      <input
        id="title"
        aria-label=${msg('Name of the snapshot', { id: 'snapshot-name' })}
        maxlength=${MAX_LABEL_LENGTH}
        .value=${entry.label}
        autocomplete="off"
      />
      <button class="primary" type="submit">${msg('Save', { id: 'save' })}</button>
      <button type="button" @click=${this.handleRenameEnd}>${msg('Cancel', { id: 'cancel' })}</button>
    </form>`;
  }

  #renderActions(entry: SnapshotEntry) {
    const title = titleOf(entry, this.titles);
    const { relative } = timeTexts(entry.takenAt, this.now);
    const restore = msg(str`Restore: ${title}, ${relative}`, { id: 'snapshot-restore-name' });
    return html`<div class="actions">
      <button
        type="button"
        aria-label=${restore}
        ?disabled=${this.busy || !entry.parentKnown}
        @click=${this.handleRestore}
      >${resetIcon}${msg('Restore', { id: 'snapshot-restore' })}</button>
      ${this.#tool(msg(str`Rename: ${title}`, { id: 'snapshot-rename' }), renameIcon, this.handleRename, 'rename')}
      ${this.#tool(msg(str`Export to a file: ${title}`, { id: 'snapshot-export' }), downloadIcon, this.handleExport, 'export', this.busy)}
      ${this.#tool(msg(str`Delete: ${title}`, { id: 'snapshot-delete' }), deleteIcon, this.handleRemove, 'delete')}
    </div>`;
  }

  #tool(label: string, icon: unknown, act: () => void, name: string, disabled = false) {
    return html`<button
      class="icon ${name}"
      type="button"
      aria-label=${label}
      title=${label.split(':')[0]}
      ?disabled=${disabled}
      @click=${act}
    >${icon}</button>`;
  }

  private async handleRename(): Promise<void> {
    this.renaming = true;
    await this.updateComplete;
    this.field?.select();
  }

  private handleRenamed(event: SubmitEvent): void {
    event.preventDefault();
    const label = this.field?.value.trim() ?? '';
    this.dispatchEvent(new CustomEvent('drydock-rename-request', { detail: label }));
    void this.handleRenameEnd();
  }

  /** Escape ends this alone, not what is around it. */
  private handleRenameKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    void this.handleRenameEnd();
  }

  private async handleRenameEnd(): Promise<void> {
    this.renaming = false;
    await this.updateComplete;
    this.rename?.focus();
  }

  private handleRestore(): void {
    this.dispatchEvent(new CustomEvent('drydock-restore-request'));
  }

  private handleExport(): void {
    this.dispatchEvent(new CustomEvent('drydock-export-request'));
  }

  private handleRemove(): void {
    this.dispatchEvent(new CustomEvent('drydock-remove-request'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-snapshot-entry': DrydockSnapshotEntry;
  }
  interface HTMLElementEventMap {
    'drydock-restore-request': CustomEvent<void>;
    'drydock-rename-request': CustomEvent<string>;
    'drydock-remove-request': CustomEvent<void>;
    'drydock-export-request': CustomEvent<void>;
  }
}
