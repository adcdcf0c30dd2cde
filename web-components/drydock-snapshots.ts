import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '../src/localization/localization.ts';
import { SnapshotError } from '../src/snapshots/errors.ts';
import { MAX_LABEL_LENGTH } from '../src/snapshots/snapshot.ts';
import type { SnapshotEntry, SnapshotsState } from '../src/snapshots/snapshots-state.ts';
import { Disposables } from '../src/support/disposables.ts';
import { activityBar } from './snapshots/activity-bar.ts';
import { activitySheet } from './snapshots/activity-sheet.ts';
import { offerDownload } from './snapshots/download.ts';
import { fileOf } from './snapshots/dropped-file.ts';
import { type LabTitles, NO_TITLES } from './snapshots/lab-titles.ts';
import {
  type Problem,
  renderDamaged,
  renderEmpty,
  renderProblem,
  renderRemoved,
  renderStorage,
} from './snapshots/panel-parts.ts';
import type { Snapshots } from './snapshots/snapshot-source.ts';
import { activityText, titleOf } from './snapshots/snapshot-texts.ts';
import { snapshotsSheet } from './snapshots/snapshots-sheet.ts';
import { type TimelineLine, timelineOf, wasCancelled } from './snapshots/timeline.ts';
import { buttons } from './styles/buttons.ts';
import { importIcon } from './styles/icons.ts';
import { tokens } from './styles/tokens.ts';
import './drydock-snapshot-entry.ts';

/** From one look at the clock to the next, in milliseconds: "5 minutes ago" must not stay. */
const CLOCK_MS = 30_000;

/**
 * The timeline of the snapshots: where each was taken, to be restored, renamed, deleted with undo and exported; a new one by
 * hand or from a file, which can be dropped anywhere on it.
 *
 * @fires {CustomEvent<SnapshotEntry>} drydock-restore-complete - Machine, lab and terminals are back at this snapshot.
 */
@localized()
@customElement('drydock-snapshots')
export class DrydockSnapshots extends LitElement {
  static override styles = [tokens, buttons, activitySheet, snapshotsSheet];

  /** Takes and keeps the snapshots. */
  @property({ attribute: false }) snapshots: Snapshots | undefined;

  /** The titles of the site's labs and steps. */
  @property({ attribute: false }) titles: LabTitles = NO_TITLES;

  @state() private problem: Problem | undefined;
  /** The failure of an automatic snapshot that the reader has seen. */
  @state() private dismissed: SnapshotError | undefined;
  @state() private announcement = '';
  @state() private now = Date.now();
  @state() private dropping = false;
  /** The browser was asked to keep everything and has not promised it. */
  @state() private refused = false;
  @query('.save input') private readonly name!: HTMLInputElement;
  @query('input[type=file]') private readonly picker!: HTMLInputElement;

  #page = new Disposables();
  #endOfWatch = () => {};
  #abort: AbortController | undefined;
  /** What takes the keyboard once it is there. */
  #focusNext = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#page = new Disposables();
    const clock = setInterval(() => {
      this.now = Date.now();
    }, CLOCK_MS);
    this.#page.add(() => clearInterval(clock));
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endOfWatch();
    this.#page.dispose();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('snapshots')) return;
    this.now = Date.now();
    this.problem = undefined;
    this.announcement = '';
    this.#watch();
  }

  protected override updated(): void {
    if (this.#focusNext === '') return;
    const target = this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    if (!target) return;
    this.#focusNext = '';
    void focusWhenThere(target);
  }

  protected override render() {
    const state = this.snapshots?.state;
    if (!state) return nothing;
    return html`<div
      class="panel"
      ?data-dropping=${this.dropping}
      @dragenter=${this.handleDrag}
      @dragover=${this.handleDrag}
      @dragleave=${this.handleDragLeave}
      @drop=${this.handleDrop}
    >
      ${this.#renderTop()}
      <div class="news">
        ${this.#renderActivity(state)} ${renderProblem(this.#problemOf(state), this.#dismiss)}
      </div>
      ${this.#renderList(state)}
      ${renderStorage(state, this.refused, this.#askToKeep)}
      <p class="visually-hidden" role="status">${this.announcement}</p>
      <div class="drop" aria-hidden="true">${importIcon}<span>${msg('Drop the file to import it', { id: 'snapshots-drop' })}</span></div>
    </div>`;
  }

  #renderTop() {
    return html`
      <p class="lead">
        ${msg('A snapshot holds the whole machine: files, processes and terminals, and how far you are in the lab.', { id: 'snapshots-lead' })}
      </p>
      <form class="save" @submit=${this.handleSave}>
        <input
          aria-label=${msg('Name of the snapshot', { id: 'snapshot-name' })}
          placeholder=${msg('Name (optional)', { id: 'snapshot-name-optional' })}
          maxlength=${MAX_LABEL_LENGTH}
          autocomplete="off"
        />
        <button class="primary" type="submit" ?disabled=${this.#isBusy}>${msg('Save now', { id: 'snapshots-save' })}</button>
        <button type="button" ?disabled=${this.#isBusy} @click=${this.handlePick}>
          ${importIcon}${msg('Import…', { id: 'snapshots-import' })}
        </button>
        <input type="file" accept=".drydock" hidden @change=${this.handlePicked} />
      </form>
    `;
  }

  /** What was asked for here comes first. */
  #problemOf({ failure }: SnapshotsState): Problem | undefined {
    if (this.problem || !failure || failure === this.dismissed) return this.problem;
    return { error: failure };
  }

  #renderActivity({ activity }: SnapshotsState) {
    if (activity.state === 'idle') return nothing;
    return html`<div class="now">
      ${activityBar(activityText(activity), activity.progress, this.#abort && this.#cancel)}
    </div>`;
  }

  #renderList(state: SnapshotsState) {
    const lines = timelineOf(state);
    if (lines.length === 0) return state.opened ? renderEmpty() : nothing;
    return html`
      <p class="note">
        ${msg('Before a snapshot is restored, the present state is kept as one too, so you can come back to it.', { id: 'snapshots-undo-note' })}
      </p>
      <ol>
        ${repeat(
          lines,
          ({ id }) => id,
          (line) => html`<li class=${line.type}>${this.#renderLine(line)}</li>`,
        )}
      </ol>
    `;
  }

  #renderLine(line: TimelineLine) {
    switch (line.type) {
      case 'snapshot':
        return this.#renderEntry(line.entry);
      case 'removed':
        return renderRemoved(line.id, titleOf(line.entry, this.titles), () =>
          this.#bringBack(line.entry),
        );
      case 'damaged':
        return renderDamaged(() => this.#do(() => this.#need.erase([line.id])));
    }
  }

  #renderEntry(entry: SnapshotEntry) {
    return html`<drydock-snapshot-entry
      id=${`entry-${entry.id}`}
      .entry=${entry}
      .titles=${this.titles}
      .now=${this.now}
      .busy=${this.#isBusy}
      @drydock-restore-request=${() => this.#restore(entry)}
      @drydock-rename-request=${({ detail }: CustomEvent<string>) => this.#rename(entry, detail)}
      @drydock-remove-request=${() => this.#remove(entry)}
      @drydock-export-request=${() => this.#export(entry)}
    ></drydock-snapshot-entry>`;
  }

  private handleSave(event: SubmitEvent): void {
    event.preventDefault();
    const label = this.name.value.trim();
    void this.#do(async (signal) => {
      await this.#need.take(label, { signal });
      this.name.value = '';
      this.announcement = msg('Saved.', { id: 'snapshots-saved' });
    });
  }

  private handlePick(): void {
    this.picker.click();
  }

  private handlePicked(): void {
    const [file] = this.picker.files ?? [];
    if (file) void this.#import(file);
    this.picker.value = '';
  }

  private handleDrag(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping = true;
  }

  private handleDragLeave(event: DragEvent): void {
    const into = event.relatedTarget;
    if (!(into instanceof Node && this.renderRoot.contains(into))) this.dropping = false;
  }

  private handleDrop(event: DragEvent): void {
    const file = fileOf(event);
    this.dropping = false;
    if (!file) return;
    event.preventDefault();
    if (!this.#isBusy) void this.#import(file);
  }

  #restore(entry: SnapshotEntry): Promise<void> {
    return this.#do(async (signal) => {
      await this.#need.restore(entry.id, { signal });
      this.dispatchEvent(new CustomEvent('drydock-restore-complete', { detail: entry }));
    });
  }

  #rename({ id }: SnapshotEntry, label: string): Promise<void> {
    return this.#do(async () => {
      await this.#need.rename(id, label);
      this.announcement = msg('Renamed.', { id: 'snapshots-renamed' });
    });
  }

  #remove(entry: SnapshotEntry): Promise<void> {
    return this.#do(async () => {
      this.#focusNext = `[id="undo-${CSS.escape(entry.id)}"]`;
      await this.#need.remove(entry.id);
      const title = titleOf(entry, this.titles);
      this.announcement = msg(str`“${title}” was deleted.`, { id: 'snapshot-deleted' });
    });
  }

  #bringBack(entry: SnapshotEntry): Promise<void> {
    return this.#do(async () => {
      this.#focusNext = `[id="entry-${CSS.escape(entry.id)}"]`;
      await this.#need.bringBack(entry.id);
      this.announcement = msg('It is back.', { id: 'snapshots-back' });
    });
  }

  #export({ id }: SnapshotEntry): Promise<void> {
    return this.#do(async (signal) => {
      offerDownload(await this.#need.exportFile(id, { signal }), this.#page);
      this.announcement = msg('The file is being downloaded.', { id: 'snapshots-exported' });
    });
  }

  #import(file: Blob): Promise<void> {
    return this.#do(async (signal) => {
      const outcome = await this.#need.importFile(file, { signal });
      if (outcome.state === 'other-image') {
        const error = new SnapshotError('other-image', 'the file continues another machine');
        this.problem = { error, wants: outcome.wants };
        return;
      }
      this.#focusNext = `[id="entry-${CSS.escape(outcome.summary.id)}"]`;
      this.announcement = msg('Imported.', { id: 'snapshots-imported' });
    });
  }

  readonly #askToKeep = (): void => {
    void this.#do(async () => {
      this.refused = !(await this.#need.askToKeep());
    });
  };

  readonly #dismiss = (): void => {
    this.dismissed = this.snapshots?.state.failure;
    this.problem = undefined;
  };

  readonly #cancel = (): void => {
    this.#abort?.abort(new DOMException('cancelled', 'AbortError'));
  };

  /** Does what the reader has asked for; a failure is shown. */
  async #do(act: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    this.problem = undefined;
    this.announcement = '';
    try {
      await act(abort.signal);
    } catch (error) {
      if (!wasCancelled(error)) this.problem = { error };
      else this.announcement = msg('Cancelled.', { id: 'snapshots-cancelled' });
    } finally {
      if (this.#abort === abort) this.#abort = undefined;
      this.requestUpdate();
    }
  }

  get #isBusy(): boolean {
    return this.snapshots?.state.activity.state !== 'idle';
  }

  get #need(): Snapshots {
    if (!this.snapshots) throw new SnapshotError('closed', 'the snapshots were taken away');
    return this.snapshots;
  }

  #watch(): void {
    this.#endOfWatch();
    const stop = this.snapshots?.onChange(() => this.requestUpdate());
    this.#endOfWatch = stop ?? (() => {});
  }
}

/** An element that has come in only now has nothing to put the keyboard on yet. */
async function focusWhenThere(target: HTMLElement): Promise<void> {
  if (target instanceof LitElement) await target.updateComplete;
  target.focus();
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-snapshots': DrydockSnapshots;
  }
  interface HTMLElementEventMap {
    'drydock-restore-complete': CustomEvent<SnapshotEntry>;
  }
}
