import { Disposables, type Disposer } from '../support/disposables.ts';
import { Emitter } from '../support/emitter.ts';
import { type AutomaticKind, moreTelling, ONLY_IF_CHANGED, type Wish } from './automatic.ts';
import { SnapshotError, toSnapshotErrorData } from './errors.ts';
import {
  type AboutMoment,
  applyMoment,
  draftOf,
  type Moment,
  type SnapshotMachine,
  takeMoment,
} from './moment.ts';
import type { PageStateKeeper } from './page-state-keeper.ts';
import { askToKeep } from './persistence.ts';
import { thinOut } from './retention.ts';
import type { ImageFacts, LabPlaceFacts, SnapshotSummary } from './snapshot.ts';
import type { ImportOutcome, SnapshotFile, SnapshotStore, StoreOptions } from './snapshot-store.ts';
import {
  isKnown,
  type SnapshotActivity,
  type SnapshotsState,
  UNOPENED,
  viewOf,
} from './snapshots-state.ts';
import { TaskQueue } from './task-queue.ts';

/** What a service works with. */
export interface SnapshotServiceParts {
  readonly store: SnapshotStore;
  readonly keeper: PageStateKeeper;
  /** The machines of this page: what a snapshot must continue to be restored. */
  readonly images: readonly ImageFacts[];
  /** Asks the browser to keep everything; absent: the browser's own way. */
  readonly askBrowser?: () => Promise<boolean>;
}

/** How long a deleted snapshot can be brought back, in milliseconds. */
export const REMOVAL_GRACE_MS = 10 * 60_000;
/** What a reset waits for its rescue at most, in milliseconds: a machine that does not come to rest is reset without. */
export const RESCUE_DEADLINE_MS = 1_500;

/**
 * Takes and restores snapshots of one machine and its page. What there is to show is in {@link state}; calls made by hand
 * reject with a SnapshotError or their signal's reason. One thing at a time: others wait for their turn.
 */
export class SnapshotService {
  readonly #parts: SnapshotServiceParts;
  readonly #changes = new Emitter<SnapshotsState>();
  readonly #open = new Disposables();
  readonly #queue = new TaskQueue();
  #state: SnapshotsState = UNOPENED;
  #machine: SnapshotMachine | undefined;
  #wish: Wish | undefined;
  #changed = false;
  #asked = false;
  #disposed = false;

  constructor(parts: SnapshotServiceParts) {
    this.#parts = parts;
  }

  get state(): SnapshotsState {
    return this.#state;
  }

  /** Calls `listener` after every change of {@link state}. */
  onChange(listener: (state: SnapshotsState) => void): Disposer {
    return this.#changes.on(listener);
  }

  /** Reads the list for the first time and keeps it up to date. A failure is in {@link state}. */
  async open(): Promise<void> {
    this.#open.add(this.#parts.store.onChange(() => void this.#refresh()));
    await this.#refresh();
    await this.#tidy();
  }

  /** The machine that is captured and restored from now on; undefined: there is none. */
  useMachine(machine: SnapshotMachine | undefined): void {
    this.#machine = machine;
    this.#changed = false;
  }

  /** To be called when the learner typed or the machine printed something: there is something new to keep. */
  noteActivity(): void {
    this.#changed = true;
  }

  /** Takes a snapshot by hand. Resolves when it is on disk. */
  async take(
    label: string,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<SnapshotSummary> {
    return this.#inTurn({ state: 'saving', kind: 'named' }, signal, async (options) => {
      const moment = await this.#moment(signal);
      return this.#save(moment, { kind: 'named', label }, options);
    });
  }

  /**
   * Wishes for an automatic snapshot and returns at once. While another is being taken, the wishes that come in become one.
   * `place`: where in the lab it belongs, if not where the learner is by then.
   */
  request(kind: AutomaticKind, place?: LabPlaceFacts): void {
    if (ONLY_IF_CHANGED.includes(kind) && !this.#changed) return;
    const waiting = this.#wish;
    this.#wish = moreTelling(waiting, place ? { kind, place } : { kind });
    if (!waiting) void this.#quietly(() => this.#takeWish());
  }

  /**
   * To be waited for before the machine is reset: resolves when its state is in hand, or could not be had in time. It is
   * stored afterwards. Never rejects.
   */
  async rescueBeforeReset(): Promise<void> {
    if (this.#machine?.status.state !== 'ready') return;
    const signal = AbortSignal.timeout(RESCUE_DEADLINE_MS);
    await this.#quietly(async () => {
      const moment = await this.#moment(signal).catch((error: unknown) => {
        throw signal.aborted ? notAtRest() : error;
      });
      void this.#quietly(() => this.#keepMoment(moment, 'before-reset'));
    });
  }

  /**
   * Puts machine, lab and page back to a snapshot: all of it or nothing. What was there before becomes a snapshot too, so that
   * this can be undone.
   */
  async restore(id: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const before = await this.#inTurn({ state: 'restoring', id }, signal, async (options) => {
      const machine = this.#requireMachine();
      const { summary, capture, pageState } = await this.#parts.store.load(id, options);
      if (!isKnown(summary.image, this.#parts.images)) throw otherImage();
      this.#requireSame(machine);
      const worthKeeping = this.#changed;
      const now = machine.status.state === 'ready' ? await this.#moment(signal) : undefined;
      this.#requireSame(machine);
      await applyMoment(machine, this.#parts.keeper, { capture, page: { state: pageState } }, now);
      this.#changed = false;
      return worthKeeping ? now : undefined;
    });
    if (before) void this.#quietly(() => this.#keepMoment(before, 'before-restore'));
  }

  /** Gives a snapshot another label. One with a label is kept until it is deleted. */
  rename(id: string, label: string): Promise<void> {
    return this.#parts.store.rename(id, label);
  }

  /** Deletes a snapshot; {@link bringBack} undoes it within {@link REMOVAL_GRACE_MS}. */
  remove(id: string): Promise<void> {
    return this.#parts.store.remove(id);
  }

  /** Undoes {@link remove}. Rejects with `not-found` when it is too late. */
  bringBack(id: string): Promise<void> {
    return this.#parts.store.bringBack(id);
  }

  /** Deletes for good and at once, damaged ones too. Resolves with the bytes that came free. */
  erase(ids: readonly string[]): Promise<number> {
    return this.#parts.store.collect(ids, REMOVAL_GRACE_MS);
  }

  /** A snapshot as a file. */
  exportFile(
    id: string,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<SnapshotFile> {
    return this.#inTurn({ state: 'exporting', id }, signal, (options) =>
      this.#parts.store.exportFile(id, options),
    );
  }

  /** Takes a snapshot from a file into the list. It is not restored by that. */
  importFile(
    file: Blob,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<ImportOutcome> {
    return this.#inTurn({ state: 'importing' }, signal, (options) =>
      this.#parts.store.importFile(file, this.#parts.images, options),
    );
  }

  /** Asks the browser not to throw snapshots away; from a click, once {@link SnapshotsState.shouldAskToKeep} says so. */
  async askToKeep(): Promise<boolean> {
    this.#asked = true;
    const kept = await (this.#parts.askBrowser ?? askToKeep)();
    await this.#refresh();
    return kept;
  }

  /** Ends it. What is under way rejects with `closed`; the store is left to its owner. */
  dispose(): void {
    this.#disposed = true;
    this.#open.dispose();
    this.#queue.close(closed());
  }

  async #takeWish(): Promise<void> {
    await this.#inTurn(
      { state: 'saving', kind: this.#wish?.kind ?? 'periodic' },
      undefined,
      async (options) => {
        const wish = this.#wish;
        this.#wish = undefined;
        // The machine may be gone or stopped since the wish was made: then there is nothing to keep.
        if (!wish || this.#machine?.status.state !== 'ready') return;
        await this.#save(await this.#moment(), { ...wish, label: '' }, options);
      },
    );
    await this.#tidy();
  }

  async #keepMoment(moment: Moment, kind: AutomaticKind): Promise<void> {
    await this.#inTurn({ state: 'saving', kind }, undefined, (options) =>
      this.#save(moment, { kind, label: '' }, options),
    );
    await this.#tidy();
  }

  async #moment(signal?: AbortSignal): Promise<Moment> {
    const machine = this.#requireMachine();
    const changed = this.#changed;
    this.#changed = false;
    try {
      const moment = await takeMoment(machine, this.#parts.keeper, signal);
      this.#requireSame(machine);
      return moment;
    } catch (error) {
      this.#changed ||= changed;
      throw error;
    }
  }

  #save(moment: Moment, about: AboutMoment, options: StoreOptions): Promise<SnapshotSummary> {
    return this.#parts.store.save(draftOf(moment, about, this.#parts.images), options);
  }

  #requireMachine(): SnapshotMachine {
    if (this.#disposed) throw closed();
    if (this.#machine) return this.#machine;
    throw new SnapshotError('machine-failed', 'there is no machine');
  }

  /** After every wait: whoever asked meant the machine of that time. */
  #requireSame(machine: SnapshotMachine): void {
    if (this.#requireMachine() === machine) return;
    throw new SnapshotError('machine-failed', 'the machine was replaced by another meanwhile');
  }

  #inTurn<T>(
    activity: Exclude<SnapshotActivity, { state: 'idle' }>,
    signal: AbortSignal | undefined,
    work: (options: StoreOptions) => Promise<T>,
  ): Promise<T> {
    return this.#queue.run(async () => {
      this.#set({ activity });
      const onProgress: StoreOptions['onProgress'] = (progress) =>
        this.#set({ activity: { ...activity, progress } });
      try {
        return await work({ onProgress, ...(signal && { signal }) });
      } finally {
        this.#set({ activity: { state: 'idle' } });
      }
    }, signal);
  }

  /** For what nobody waits for: a failure goes to the state. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (this.#state.failure) this.#set({ failure: undefined });
    } catch (error) {
      const failure = error instanceof SnapshotError ? error : unexpected(error);
      this.#set({ failure });
    }
  }

  /** Deletes what is no longer worth its room, and what was deleted long ago. */
  async #tidy(): Promise<void> {
    const { snapshots, removed, failure } = this.#state;
    if (failure || snapshots.length + removed.length === 0) return;
    await this.#quietly(async () => {
      const { snapshots: all } = await this.#parts.store.list();
      await this.#parts.store.collect(thinOut(all), REMOVAL_GRACE_MS);
    });
  }

  async #refresh(): Promise<void> {
    await this.#quietly(async () => {
      const [list, storage] = await Promise.all([
        this.#parts.store.list(),
        this.#parts.store.facts(),
      ]);
      const view = viewOf(list, storage, this.#parts.images);
      this.#set({ ...view, shouldAskToKeep: view.shouldAskToKeep && !this.#asked });
    });
  }

  #set(change: Partial<SnapshotsState>): void {
    if (this.#disposed) return;
    this.#state = { ...this.#state, ...change };
    this.#changes.emit(this.#state);
  }
}

function otherImage(): SnapshotError {
  return new SnapshotError(
    'other-image',
    'the snapshot continues a machine that this page does not have',
  );
}

function notAtRest(): SnapshotError {
  return new SnapshotError('machine-failed', 'the machine did not come to rest in time');
}

function closed(): SnapshotError {
  return new SnapshotError('closed', 'the snapshots were closed');
}

function unexpected(cause: unknown): SnapshotError {
  const { code, message } = toSnapshotErrorData(cause);
  return new SnapshotError(code, message, { cause });
}
