import type { Disposer } from '../support/disposables.ts';

/** How much of the site there is without the network. Bytes are those of files, as they are stored. */
export type OfflineStatus =
  /** The site's own files are being stored; nothing works without the network yet. */
  | { readonly state: 'preparing' }
  | { readonly state: 'storing'; readonly storedBytes: number; readonly totalBytes: number }
  /** By the learner, because the connection counts its data, or because it is gone. */
  | {
      readonly state: 'paused';
      readonly reason: 'learner' | 'metered' | 'network';
      readonly storedBytes: number;
      readonly totalBytes: number;
    }
  /** Everything is there, but perhaps the Docker Engine with its images. */
  | { readonly state: 'ready'; readonly totalBytes: number; readonly engine: OfflineEngine }
  /** The browser has no room for more. */
  | { readonly state: 'full' }
  /** Nothing could be stored. */
  | { readonly state: 'failed' };

/** The Docker Engine and its images: all there; so many bytes missing, which can be had; or the browser has no room for them. */
export type OfflineEngine =
  | { readonly state: 'stored' }
  | { readonly state: 'missing'; readonly bytes: number }
  | { readonly state: 'full'; readonly bytes: number };

/** Use of the site without the network: what there is of it, and the learner's say in it. */
export interface Offline {
  readonly status: OfflineStatus;
  /** A newer version of the site is stored; it is used once no page of this one is open. */
  readonly newVersionWaits: boolean;
  /** Calls `listener` whenever anything of the above has changed. */
  onChange(listener: () => void): Disposer;
  /** Stores nothing more until {@link resume}. */
  pause(): void;
  /** Goes on storing, whatever the connection. */
  resume(): void;
  /** Stores the Docker Engine and its images as well, on later visits too until all of it is there. */
  storeEngine(): void;
}
