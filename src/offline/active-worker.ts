import { defer } from '../support/deferred.ts';

/** A version of the site that could not be installed. */
export class InstallFailedError extends Error {
  constructor() {
    super('the service worker could not be installed');
    this.name = 'InstallFailedError';
  }
}

/**
 * The worker that is in charge of the site, once there is one. Rejects with InstallFailedError when the first one could not be
 * installed.
 */
export async function activeWorker(
  registration: ServiceWorkerRegistration,
): Promise<ServiceWorker> {
  const { active, waiting, installing } = registration;
  if (active) return active;
  const first = waiting ?? installing;
  if (!first) throw new InstallFailedError();
  return reach(first, 'activated');
}

/**
 * Resolves with `worker` once it is in this state or past it. Rejects with InstallFailedError when it never will be: the
 * browser ends every installation, one way or the other.
 */
export async function reach(
  worker: ServiceWorker,
  state: 'installed' | 'activated',
): Promise<ServiceWorker> {
  const states: readonly ServiceWorkerState[] = [
    'installing',
    'installed',
    'activating',
    'activated',
  ];
  const reached = defer<ServiceWorker>();
  const look = () => {
    if (worker.state === 'redundant') reached.reject(new InstallFailedError());
    else if (states.indexOf(worker.state) >= states.indexOf(state)) reached.resolve(worker);
  };
  worker.addEventListener('statechange', look);
  look();
  try {
    return await reached.promise;
  } finally {
    worker.removeEventListener('statechange', look);
  }
}
