import type { Machine } from '../../src/machine/machine.ts';
import type { TerminalActivity } from '../terminal/activity-signs.ts';
import { NO_BOOKMARK, readBookmark } from './bookmark.ts';
import type { AutomaticRequest, LabSnapshots } from './lab-snapshots.ts';
import type { HoldReason, SnapshotPage } from './snapshot-page.ts';
import type { OpenSnapshots } from './snapshot-source.ts';

/** What of a lab's page is always there; the rest of it is loaded by {@link SnapshotDoor}. */
export type DoorPage = Omit<SnapshotPage, 'hold' | 'release'>;

/** A reset waits so long for the code of the snapshots, in milliseconds; it is a few kilobytes. */
const LOADING_MS = 5_000;

/**
 * What of the snapshots is there before anybody needs them: it loads the rest when the learner has left something behind on
 * an earlier visit, has done something that is worth keeping, or asks for it. Knows no element.
 */
export class SnapshotDoor {
  readonly #page: SnapshotPage;
  readonly #holds = new Set<HoldReason>();
  readonly #baseUrl: () => URL;
  #open: OpenSnapshots | undefined;
  #loading: Promise<LabSnapshots> | undefined;
  #loaded: LabSnapshots | undefined;
  #unloadable = false;
  /** There is something to keep, of which the snapshots were not told: they are not loaded. */
  #worked = false;

  /** `baseUrl` is asked for when the snapshots are opened. */
  constructor(page: DoorPage, baseUrl: () => URL) {
    this.#baseUrl = baseUrl;
    this.#page = {
      ...page,
      hold: (reason) => this.#hold(reason, true),
      release: (reason) => this.#hold(reason, false),
    };
  }

  /** The snapshots, once they are loaded. */
  get loaded(): LabSnapshots | undefined {
    return this.#loaded;
  }

  /** No shell is to be opened and no step to be prepared now. */
  get held(): boolean {
    return this.#holds.size > 0;
  }

  /** The code of the snapshots could not be loaded. */
  get unloadable(): boolean {
    return this.#unloadable;
  }

  /** Begins a visit; with something left behind on an earlier one, the learner is asked whether to continue. */
  begin(open: OpenSnapshots | undefined): void {
    this.end();
    this.#open = open;
    const bookmark = readBookmark();
    if (!open || !(bookmark || open.mayExist)) return;
    this.#hold('choice', true);
    const offer = () =>
      this.#quietly((snapshots) => snapshots.offerToContinue(bookmark ?? NO_BOOKMARK), 'choice');
    if (bookmark) void offer();
    else void this.#lookBehind(open, offer);
  }

  /** The page remembers nothing: a first visit, or a browser that crashed before it had written everything down. */
  async #lookBehind(open: OpenSnapshots, offer: () => Promise<void>): Promise<void> {
    const mayExist = await open.mayExist?.();
    if (this.#open !== open) return;
    if (mayExist) await offer();
    else this.#hold('choice', false);
  }

  /** Ends everything. */
  end(): void {
    this.#loaded?.close();
    this.#loaded = undefined;
    this.#loading = undefined;
    this.#open = undefined;
    this.#worked = false;
    this.#holds.clear();
  }

  useMachine(machine: Machine | undefined): void {
    this.#loaded?.useMachine(machine);
  }

  /**
   * The learner typed: there is something to keep from now on. The snapshots are loaded when the machine answers to it, for before the
   * first prompt the shell that starts needs the processor.
   */
  noteWork(): void {
    if (!this.#loading && !this.#unloadable) this.#worked = true;
  }

  /** Something happened at a terminal. */
  noteActivity(activity: TerminalActivity): void {
    this.#loaded?.noteActivity();
    if (activity === 'input' || !this.#takeWork()) return;
    void this.#quietly((snapshots) => snapshots.noteActivity());
  }

  /** Wishes for an automatic snapshot. */
  request(...wish: AutomaticRequest): void {
    // What is to be kept when the page is hidden was noted before, at least a moment.
    if (wish[0] === 'hidden' && !this.#loading && !this.#worked) return;
    const worked = this.#takeWork();
    void this.#quietly((snapshots) => {
      if (worked) snapshots.noteActivity();
      snapshots.request(...wish);
    });
  }

  /** To be waited for before the machine is reset; never rejects, and does not wait for ever for code that does not come. */
  async beforeReset(): Promise<void> {
    if (!this.#takeWork() && !this.#loading) return;
    const rescue = this.#quietly((snapshots) => snapshots.beforeReset());
    if (this.#loaded) return rescue;
    await Promise.race([rescue, new Promise((resolve) => setTimeout(resolve, LOADING_MS))]);
  }

  /** Opens the timeline. */
  openPanel(): void {
    this.#unloadable = false;
    void this.#quietly((snapshots) => snapshots.openPanel());
  }

  /** The snapshots, opened. Rejects when there are none here, or their code cannot be loaded. */
  load(): Promise<LabSnapshots> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** Whether there is something to keep; whoever asks tells the snapshots. */
  #takeWork(): boolean {
    const worked = this.#worked;
    this.#worked = false;
    return worked;
  }

  async #load(): Promise<LabSnapshots> {
    const open = this.#open;
    if (!open) throw new Error('this page keeps no snapshots');
    const { LabSnapshots } = await import('./lab-snapshots.ts');
    const snapshots = await LabSnapshots.open(this.#page, open, this.#baseUrl());
    if (this.#open !== open) {
      snapshots.close();
      throw new Error('the lab was taken away meanwhile');
    }
    this.#loaded = snapshots;
    this.#unloadable = false;
    this.#page.changed();
    return snapshots;
  }

  /** For what nobody waits for. `hold` is let go when the snapshots cannot be loaded. */
  async #quietly(act: (snapshots: LabSnapshots) => unknown, hold?: HoldReason): Promise<void> {
    const open = this.#open;
    if (!open) return;
    try {
      await act(await this.load());
    } catch (error) {
      console.warn('Drydock: the snapshots could not be loaded', error);
      if (this.#open !== open) return;
      this.#unloadable = true;
      if (hold) this.#hold(hold, false);
      this.#page.changed();
    }
  }

  #hold(reason: HoldReason, on: boolean): void {
    if (on) this.#holds.add(reason);
    else this.#holds.delete(reason);
    this.#page.changed();
  }
}
