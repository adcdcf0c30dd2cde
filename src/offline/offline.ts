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
  /** Everything is there. */
  | { readonly state: 'ready'; readonly totalBytes: number }
  /** The browser has no room for more. */
  | { readonly state: 'full' }
  /** Nothing could be stored. */
  | { readonly state: 'failed' };

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
}
