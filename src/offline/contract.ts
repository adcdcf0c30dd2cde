/**
 * What a page and the service worker say to each other. Types only. The worker answers every question of a page through the
 * port that came with it, once; a worker that the browser ended meanwhile answers never, so the page sets a deadline.
 */

/** Page to worker. */
export type StoreQuestion =
  /** Answered with {@link StoredFiles}: of the Docker Engine and its images as well, or not. */
  | { readonly type: 'list'; readonly withEngine: boolean }
  /** Answered with {@link StoreOutcome} once the file is stored, or cannot be. */
  | {
      readonly type: 'store';
      readonly path: string;
      /** Only what the browser has in its own cache: nothing is downloaded. */
      readonly cachedOnly: boolean;
    };

/** What there is without the network, of all that was asked for. */
export interface StoredFiles {
  readonly storedBytes: number;
  readonly totalBytes: number;
  /** What is not stored of the Docker Engine and, if it is known which there are, its images, asked for or not. */
  readonly engineMissingBytes: number;
  /** Files of the image that are not stored, in the order in which they should be. */
  readonly missing: readonly { readonly path: string; readonly bytes: number }[];
}

/** How it went with one file. `refused`: what came is another file. */
export type StoreOutcome = 'stored' | 'full' | 'unreachable' | 'refused';

/** What a question is answered with. */
export type StoreAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** Worker to all pages: this version could not be installed. An older one, if there is, goes on. */
export interface InstallFailure {
  readonly type: 'drydock-install-failed';
  readonly outcome: Exclude<StoreOutcome, 'stored'>;
}
