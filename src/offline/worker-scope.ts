/**
 * What a service worker is given by the browser, as far as ours uses it. The compiler cannot have the types of pages and those of
 * service workers in one project.
 */
import type { SiteVersion } from './site-version.ts';

/** An event that keeps the worker alive until the work is done. */
export interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

/** A page, or a worker of it, asks for an address. */
export interface RequestEvent extends WaitingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** A page says something; the answer goes through the port. */
export interface PageMessageEvent extends WaitingEvent {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

/** The worker's global object. */
export interface WorkerScope {
  /** Written before the worker's code by the build. */
  readonly drydockSite: SiteVersion;
  readonly caches: CacheStorage;
  readonly registration: Pick<ServiceWorkerRegistration, 'scope' | 'unregister'>;
  readonly clients: {
    matchAll(options: {
      readonly includeUncontrolled: boolean;
      readonly type: 'window';
    }): Promise<readonly { postMessage(message: unknown): void }[]>;
  };
  addEventListener(type: 'install' | 'activate', listener: (event: WaitingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
  addEventListener(type: 'message', listener: (event: PageMessageEvent) => void): void;
}
