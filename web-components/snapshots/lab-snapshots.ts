import { html, nothing } from 'lit';
import type { LabLibrary } from '../../src/labs/lab-library.ts';
import { loadTexts, msg, str } from '../../src/localization/localization.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { SnapshotSummary } from '../../src/snapshots/snapshot.ts';
import type { SnapshotEntry } from '../../src/snapshots/snapshots-state.ts';
import { Disposables } from '../../src/support/disposables.ts';
import { type Bookmark, keepBookmark } from './bookmark.ts';
import { ContinueOffer, RESCUES } from './continue-offer.ts';
import { holdingMachine } from './holding-machine.ts';
import { type LabTitles, NO_TITLES } from './lab-titles.ts';
import { PageKeeper } from './page-keeper.ts';
import type { SnapshotPage } from './snapshot-page.ts';
import type { OpenSnapshots, Snapshots, SnapshotsSource } from './snapshot-source.ts';
import { titleOf } from './snapshot-texts.ts';
import '../drydock-continue.ts';
import '../drydock-drawer.ts';
import '../drydock-snapshot-notice.ts';
import '../drydock-snapshots.ts';

/** A wish for an automatic snapshot, as SnapshotService takes it. */
export type AutomaticRequest = Parameters<Snapshots['request']>;

/** A machine at work is kept this often, in milliseconds, for a tab that crashes tells nobody. */
const PERIOD_MS = 3 * 60_000;

/** The snapshots of one lab on a page: when they are taken, and what of them is shown over the lab. */
export class LabSnapshots {
  readonly snapshots: Snapshots;
  readonly #source: SnapshotsSource;
  readonly #page: SnapshotPage;
  readonly #open = new Disposables();
  readonly #offer: ContinueOffer;
  #panelOpen = false;
  #announcement = '';
  #library: LabLibrary | undefined;
  #known: LabTitles = NO_TITLES;
  /** When what runs now began to be something else than what the newest snapshots hold, in milliseconds since 1970. */
  #since = Date.now();
  #lastWishAt = Date.now();

  private constructor(page: SnapshotPage, source: SnapshotsSource) {
    this.#page = page;
    this.#source = source;
    this.snapshots = source.snapshots;
    this.#offer = new ContinueOffer(this.snapshots, {
      changed: () => page.changed(),
      ended: () => page.release('choice'),
      restored: (entry) => this.noteRestored(entry),
    });
    this.#open.add(this.snapshots.onChange(() => this.#follow()));
  }

  /** Opens the snapshots of a page. Rejects when their code cannot be loaded. */
  static async open(page: SnapshotPage, open: OpenSnapshots, baseUrl: URL): Promise<LabSnapshots> {
    const keeper = new PageKeeper(page);
    const [source] = await Promise.all([open({ keeper, baseUrl }), loadTexts('snapshots')]);
    const opened = new LabSnapshots(page, source);
    opened.useMachine(page.machine());
    void source.snapshots.open();
    return opened;
  }

  /** Ends them. */
  close(): void {
    this.#open.dispose();
    this.#offer.close();
    this.snapshots.dispose();
    this.#source.close();
  }

  useMachine(machine: Machine | undefined): void {
    this.snapshots.useMachine(machine && holdingMachine(machine, this.#page));
  }

  /** Asks the learner whether to go on where they left off, if there is anything. */
  async offerToContinue(bookmark: Bookmark): Promise<void> {
    await this.#offer.make(bookmark);
  }

  /** The learner typed, or the machine printed something. */
  noteActivity(): void {
    this.snapshots.noteActivity();
    if (Date.now() - this.#lastWishAt < PERIOD_MS) return;
    this.request('periodic');
  }

  request(...wish: AutomaticRequest): void {
    this.#lastWishAt = Date.now();
    this.snapshots.request(...wish);
  }

  /** To be waited for before a reset. From then on there is nothing to continue with, until there is something new. */
  async beforeReset(): Promise<void> {
    await this.snapshots.rescueBeforeReset();
    this.#since = Date.now();
    keepBookmark();
  }

  take(label: string): Promise<SnapshotSummary> {
    return this.snapshots.take(label);
  }

  async restore(id: string): Promise<void> {
    await this.snapshots.restore(id);
    const entry = this.snapshots.state.snapshots.find((one) => one.id === id);
    if (entry) this.noteRestored(entry);
  }

  openPanel(): void {
    this.#panelOpen = true;
    this.#page.changed();
  }

  /** The machine goes on from this snapshot now. */
  noteRestored(entry: SnapshotEntry): void {
    this.#since = Date.now();
    keepBookmark(entry.id);
    this.#panelOpen = false;
    const title = titleOf(entry, this.#titles);
    this.#announcement = msg(str`Restored: ${title}`, { id: 'snapshots-restored' });
    this.#page.changed();
    void this.#giveKeyboard();
  }

  /** What stands over the terminals; nothing most of the time. */
  renderOver() {
    const { view } = this.#offer;
    if (!view) return nothing;
    return html`<drydock-continue
      class="over"
      .view=${view}
      .titles=${this.#titles}
      @drydock-continue-request=${() => void this.#offer.accept()}
      @drydock-cancel-request=${() => this.#offer.cancel()}
      @drydock-fresh-request=${() => this.#startFresh()}
      @drydock-snapshots-request=${() => this.openPanel()}
    ></drydock-continue>`;
  }

  /** What stands under the lab, and over all of it when it is open. */
  renderBelow() {
    return html`
      <drydock-snapshot-notice
        .error=${this.#panelOpen ? undefined : this.snapshots.state.failure}
        @drydock-snapshots-request=${() => this.openPanel()}
      ></drydock-snapshot-notice>
      <p class="visually-hidden" role="status">${this.#announcement}</p>
      <drydock-drawer
        .open=${this.#panelOpen}
        .heading=${msg('Snapshots', { id: 'snapshots' })}
        @drydock-close-request=${() => this.#closePanel()}
      >
        <drydock-snapshots
          .snapshots=${this.#panelOpen ? this.snapshots : undefined}
          .titles=${this.#titles}
          @drydock-restore-complete=${({ detail }: CustomEvent<SnapshotEntry>) => this.#noteRestoredByPanel(detail)}
        ></drydock-snapshots>
      </drydock-drawer>
    `;
  }

  #noteRestoredByPanel(entry: SnapshotEntry): void {
    this.#offer.close();
    this.noteRestored(entry);
  }

  #closePanel(): void {
    this.#panelOpen = false;
    this.#page.changed();
  }

  #startFresh(): void {
    this.#offer.close();
    void this.#giveKeyboard();
  }

  async #giveKeyboard(): Promise<void> {
    const terminals = this.#page.terminals();
    await terminals?.updateComplete;
    await terminals?.activeTerminal?.updateComplete;
    terminals?.activeTerminal?.focus();
  }

  /** The newest snapshot of what runs now is what the next visit continues with. */
  #follow(): void {
    const newest = this.snapshots.state.snapshots.find(({ kind }) => !RESCUES.includes(kind));
    if (newest && newest.takenAt > this.#since) keepBookmark(newest.id, newest.takenAt);
    this.#page.changed();
  }

  /** Of the labs that the page has by now. Those of the steps come later, and until then ids stand in their place. */
  get #titles(): LabTitles {
    const library = this.#page.labs()?.library;
    if (library !== this.#library) {
      this.#library = library;
      this.#known = { labs: library?.summaries ?? [], steps: new Map() };
      void this.#loadStepTitles(library);
    }
    return this.#known;
  }

  async #loadStepTitles(library: LabLibrary | undefined): Promise<void> {
    try {
      const steps = await library?.stepTitles();
      if (!library || !steps || library !== this.#library) return;
      this.#known = { labs: library.summaries, steps };
      this.#page.changed();
    } catch (error) {
      console.warn('Drydock: the titles of the steps could not be loaded', error);
    }
  }
}
