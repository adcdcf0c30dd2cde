import type { SnapshotKind } from '../../src/snapshots/snapshot.ts';
import type { StoreProgress } from '../../src/snapshots/snapshot-store.ts';
import type { SnapshotEntry } from '../../src/snapshots/snapshots-state.ts';
import { defer } from '../../src/support/deferred.ts';
import type { Disposer } from '../../src/support/disposables.ts';
import type { Bookmark } from './bookmark.ts';
import type { Snapshots } from './snapshot-source.ts';

/** What the learner is asked when the page is opened. */
export type OfferView =
  /** Whether there is anything to go on with is being looked up. */
  | { readonly state: 'looking' }
  | { readonly state: 'asking'; readonly entry: SnapshotEntry }
  | {
      readonly state: 'restoring';
      readonly entry: SnapshotEntry;
      readonly progress: StoreProgress | undefined;
    }
  /** It did not work. Without `entry` not even the list could be read. */
  | { readonly state: 'failed'; readonly entry?: SnapshotEntry; readonly error: unknown };

/** Whom an offer tells what. */
export interface OfferListener {
  /** {@link ContinueOffer.view} is another. */
  changed(): void;
  /** There is nothing to choose any more. */
  ended(): void;
  restored(entry: SnapshotEntry): void;
}

/** Kinds that keep what the learner has left behind on purpose, or that are somebody else's. */
export const RESCUES: readonly SnapshotKind[] = ['before-reset', 'before-restore', 'imported'];

/**
 * The snapshot of where the learner left off: what was taken since the bookmark, else the bookmark's own; when that was thinned
 * out, what is nearest before it.
 */
function entryAt(
  { id, at }: Bookmark,
  newestFirst: readonly SnapshotEntry[],
): SnapshotEntry | undefined {
  const fitting = newestFirst.filter(({ parentKnown }) => parentKnown);
  const own = fitting.filter(({ kind }) => !RESCUES.includes(kind));
  const later = own.find(({ takenAt }) => takenAt > at);
  if (later || id === '') return later;
  return fitting.find((one) => one.id === id) ?? own[0];
}

/** "Continue where you left off", from the question to the answer. Knows no element. */
export class ContinueOffer {
  readonly #snapshots: Snapshots;
  readonly #listener: OfferListener;
  #view: OfferView | undefined;
  #restoring: AbortController | undefined;
  #endOfWatch: Disposer = () => {};
  #endOfLook: Disposer = () => {};

  constructor(snapshots: Snapshots, listener: OfferListener) {
    this.#snapshots = snapshots;
    this.#listener = listener;
  }

  /** What to show; undefined: nothing. */
  get view(): OfferView | undefined {
    return this.#view;
  }

  /** Asks about the place where the learner left off; asks nothing when there is none. */
  async make(bookmark: Bookmark): Promise<void> {
    this.#show({ state: 'looking' });
    const { opened, snapshots, failure } = await this.#firstState();
    // Meanwhile the learner may have chosen to start afresh.
    if (this.#view?.state !== 'looking') return;
    const entry = entryAt(bookmark, snapshots);
    if (entry) this.#show({ state: 'asking', entry });
    else if (!opened && failure) this.#show({ state: 'failed', error: failure });
    else this.close();
  }

  /** Continues. Never rejects: a failure is shown. */
  async accept(): Promise<void> {
    const view = this.#view;
    if (!view || !('entry' in view) || !view.entry || view.state === 'restoring') return;
    const { entry } = view;
    const restoring = new AbortController();
    this.#restoring = restoring;
    this.#show({ state: 'restoring', entry, progress: undefined });
    this.#endOfWatch = this.#snapshots.onChange(({ activity }) => {
      const progress = activity.state === 'restoring' ? activity.progress : undefined;
      if (this.#view?.state === 'restoring') this.#show({ state: 'restoring', entry, progress });
    });
    try {
      await this.#snapshots.restore(entry.id, { signal: restoring.signal });
      if (this.#restoring !== restoring) return;
      this.close();
      this.#listener.restored(entry);
    } catch (error) {
      if (this.#restoring !== restoring) return;
      this.#endOfWatch();
      const wasCancelled = restoring.signal.aborted;
      this.#show(wasCancelled ? { state: 'asking', entry } : { state: 'failed', entry, error });
    }
  }

  /** Stops what {@link accept} has begun; the learner is asked again. */
  cancel(): void {
    this.#restoring?.abort(new DOMException('cancelled', 'AbortError'));
  }

  /** Ends the offer. */
  close(): void {
    if (!this.#view) return;
    this.#view = undefined;
    this.#endOfLook();
    this.#endOfWatch();
    const restoring = this.#restoring;
    this.#restoring = undefined;
    restoring?.abort(new DOMException('cancelled', 'AbortError'));
    this.#listener.ended();
    this.#listener.changed();
  }

  #show(view: OfferView): void {
    this.#view = view;
    this.#listener.changed();
  }

  /** The state once the list was read or could not be, or when nobody wants to know any more. */
  async #firstState(): Promise<Snapshots['state']> {
    const snapshots = this.#snapshots;
    const isKnown = () => snapshots.state.opened || snapshots.state.failure !== undefined;
    if (isKnown()) return snapshots.state;
    const known = defer<void>();
    const forget = snapshots.onChange(() => {
      if (isKnown()) known.resolve();
    });
    this.#endOfLook = known.resolve;
    await known.promise;
    forget();
    return snapshots.state;
  }
}
