import { Disposables, type Disposer } from '../support/disposables.ts';
import { Emitter } from '../support/emitter.ts';
import { activeWorker, reach } from './active-worker.ts';
import type { InstallFailure } from './contract.ts';
import { type FileStore, fillStore } from './fill-store.ts';
import type { Offline, OfflineStatus } from './offline.ts';
import { ServiceWorkerLink } from './service-worker-link.ts';

/** What the page has of the browser. */
export interface OfflineSurroundings {
  readonly container: ServiceWorkerContainer;
  /** The service worker's script; its folder is the site. */
  readonly script: URL;
  /** Hears `online`. */
  readonly window: EventTarget;
  /** The connection counts its data, or the learner wants to save some. */
  readonly isMetered: () => boolean;
  /** The learner's wish to have the Docker Engine stored, beyond this visit. */
  readonly engineWish: { read(): boolean; keep(wanted: boolean): void };
}

type PauseReason = Extract<OfflineStatus, { state: 'paused' }>['reason'];

/** The page's side of {@link Offline}: registers the service worker and gives it one file after the other to store. */
export class ServiceWorkerOffline implements Offline {
  readonly #surroundings: OfflineSurroundings;
  readonly #changes = new Emitter<void>();
  readonly #open = new Disposables();
  #status: OfflineStatus = { state: 'preparing' };
  #newVersionWaits = false;
  /** The learner's word about a metered connection. */
  #metersIgnored = false;
  #registration: ServiceWorkerRegistration | undefined;
  #filling = new AbortController();
  #stored = { storedBytes: 0, totalBytes: 0 };
  /** In this visit: the browser had no room for the Docker Engine. */
  #engineIsTooLarge = false;

  constructor(surroundings: OfflineSurroundings) {
    this.#surroundings = surroundings;
    const { container, window } = surroundings;
    this.#open.listen(container, 'message', (event) =>
      this.#hear((event as MessageEvent<Partial<InstallFailure> | null>).data),
    );
    container.startMessages();
    this.#open.listen(window, 'online', () => this.#goOnWhenPausedBy('network'));
  }

  get status(): OfflineStatus {
    return this.#status;
  }

  get newVersionWaits(): boolean {
    return this.#newVersionWaits;
  }

  onChange(listener: () => void): Disposer {
    return this.#changes.on(listener);
  }

  /** Registers the worker, and begins to have everything stored. Rejects when the browser refuses to register it. */
  async begin(): Promise<void> {
    const { container, script } = this.#surroundings;
    this.#registration = await container.register(script, { updateViaCache: 'none' });
    this.#open.listen(this.#registration, 'updatefound', () => void this.#followUpdate());
    void this.#fill();
    void this.#followUpdate();
  }

  pause(): void {
    this.#filling.abort();
    this.#pauseBy('learner');
  }

  resume(): void {
    this.#metersIgnored = true;
    void this.#fill();
  }

  storeEngine(): void {
    this.#surroundings.engineWish.keep(true);
    this.#engineIsTooLarge = false;
    this.resume();
  }

  /** Ends everything but what the service worker does by itself. */
  close(): void {
    this.#filling.abort();
    this.#open.dispose();
  }

  /** First the version in charge, then the one that waits: it should have everything when its turn comes. */
  async #fill(): Promise<void> {
    const registration = this.#registration;
    if (!registration) return;
    this.#filling.abort();
    const filling = new AbortController();
    this.#filling = filling;
    try {
      const active = await activeWorker(registration);
      await this.#fillActive(new ServiceWorkerLink(active), filling.signal);
      const { waiting } = registration;
      if (this.#status.state === 'ready' && waiting)
        await this.#fillWaiting(new ServiceWorkerLink(waiting), filling.signal);
    } catch (error) {
      if (filling.signal.aborted) return;
      console.warn('Drydock: the site could not be stored for use without a network', error);
      this.#fallShort();
    }
  }

  #fallShort(): void {
    const { state } = this.#status;
    // Why there is no room was told by the worker; of a new version nothing is promised yet.
    if (state === 'full' || state === 'ready') return;
    if (this.#registration?.active) this.#pauseBy('network');
    else this.#set({ state: 'failed' });
  }

  readonly #isMetered = () => !this.#metersIgnored && this.#surroundings.isMetered();

  /** However that ends, what the page works with is there. */
  async #fillWaiting(store: FileStore, signal: AbortSignal): Promise<void> {
    const withEngine = this.#wantsEngine;
    await fillStore(store, {
      signal,
      withEngine,
      isMetered: this.#isMetered,
      onProgress: () => {},
    });
  }

  async #fillActive(store: FileStore, signal: AbortSignal): Promise<void> {
    const withEngine = this.#wantsEngine;
    const { end, engineMissingBytes } = await fillStore(store, {
      signal,
      withEngine,
      isMetered: this.#isMetered,
      onProgress: (storedBytes, totalBytes) => {
        if (signal.aborted) return;
        this.#stored = { storedBytes, totalBytes };
        this.#set({ state: 'storing', ...this.#stored });
      },
    });
    signal.throwIfAborted();
    switch (end) {
      case 'complete':
        return this.#setReady(withEngine ? 0 : engineMissingBytes);
      case 'full':
        if (!withEngine) return this.#set({ state: 'full' });
        // Everything else is more important, and may be there.
        this.#engineIsTooLarge = true;
        this.#surroundings.engineWish.keep(false);
        return this.#fillActive(store, signal);
      case 'metered':
        return this.#pauseBy('metered');
      case 'unreachable':
      case 'refused':
        return this.#pauseBy('network');
    }
  }

  get #wantsEngine(): boolean {
    return !this.#engineIsTooLarge && this.#surroundings.engineWish.read();
  }

  #setReady(bytes: number): void {
    const state = this.#engineIsTooLarge ? 'full' : 'missing';
    const engine = bytes === 0 ? ({ state: 'stored' } as const) : { state, bytes };
    this.#set({ state: 'ready', totalBytes: this.#stored.totalBytes, engine } as OfflineStatus);
  }

  async #followUpdate(): Promise<void> {
    const registration = this.#registration;
    const next = registration?.waiting ?? registration?.installing;
    if (!registration?.active || !next) return;
    try {
      await reach(next, 'installed');
    } catch {
      return; // this version goes on, and the next visit tries again
    }
    if (this.#newVersionWaits || registration.active === next) return;
    this.#newVersionWaits = true;
    this.#changes.emit();
    if (this.#status.state === 'ready') await this.#fill();
  }

  #hear(message: Partial<InstallFailure> | null): void {
    const { type, outcome } = message ?? {};
    if (type !== 'drydock-install-failed' || this.#registration?.active) return;
    this.#set({ state: outcome === 'full' ? 'full' : 'failed' });
  }

  #pauseBy(reason: PauseReason): void {
    this.#set({ state: 'paused', reason, ...this.#stored });
  }

  #goOnWhenPausedBy(reason: PauseReason): void {
    if (this.#status.state === 'paused' && this.#status.reason === reason) void this.#fill();
  }

  #set(status: OfflineStatus): void {
    this.#status = status;
    this.#changes.emit();
  }
}
