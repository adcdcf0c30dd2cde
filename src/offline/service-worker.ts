/** The service worker: the browser's events on one side, {@link OfflineSite} on the other. */

import type { InstallFailure, StoreAnswer, StoreQuestion } from './contract.ts';
import { StoreFailedError } from './download.ts';
import { OfflineSite } from './offline-site.ts';
import type { WorkerScope } from './worker-scope.ts';

const worker = self as unknown as WorkerScope;

const site = new OfflineSite({
  site: worker.drydockSite,
  scope: new URL(worker.registration.scope),
  caches: worker.caches,
  fetch: (...request) => fetch(...request),
  unregister: () => worker.registration.unregister(),
});

// Nobody asks for `skipWaiting` or `claim`: a version takes over when no page of the one before is open.
worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(site.activate()));
worker.addEventListener('fetch', (event) => {
  const answer = site.answer(event.request, (work) => event.waitUntil(work));
  if (answer) event.respondWith(answer);
});
worker.addEventListener('message', (event) => {
  event.waitUntil(reply(event.data as StoreQuestion, event.ports[0]));
});

async function install(): Promise<void> {
  try {
    await site.install();
  } catch (error) {
    if (error instanceof StoreFailedError) await tellPages(error.outcome);
    throw error;
  }
}

async function tellPages(outcome: InstallFailure['outcome']): Promise<void> {
  const pages = await worker.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  const failure: InstallFailure = { type: 'drydock-install-failed', outcome };
  for (const page of pages) page.postMessage(failure);
}

async function reply(question: StoreQuestion, port: MessagePort | undefined): Promise<void> {
  let answer: StoreAnswer<unknown>;
  try {
    answer = { ok: true, value: await act(question) };
  } catch (error) {
    answer = { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  port?.postMessage(answer);
}

function act(question: StoreQuestion): Promise<unknown> {
  switch (question.type) {
    case 'list':
      return site.list(question.withEngine);
    case 'store':
      return site.store(question.path, question.cachedOnly);
  }
}
