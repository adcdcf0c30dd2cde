import type { Offline } from './offline.ts';
import { ServiceWorkerOffline } from './service-worker-offline.ts';

/** Where Chromium tells that its user wants to save data. */
interface Connection {
  readonly saveData?: boolean;
}

/**
 * Begins to make the page at `site`, a folder, usable without a network. Undefined where the browser does not let it: a page
 * that is not secure, a private window, a frame of another site.
 */
export async function openOffline(site: URL): Promise<Offline | undefined> {
  const container = findContainer();
  if (!container) return undefined;
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  const offline = new ServiceWorkerOffline({
    container,
    script: new URL('service-worker.js', site),
    window,
    isMetered: () => connection?.saveData === true,
    engineWish: localEngineWish(),
  });
  try {
    await offline.begin();
  } catch (error) {
    console.info('Drydock: this browser keeps no site for use without a network', error);
    offline.close();
    return undefined;
  }
  return offline;
}

const ENGINE_KEY = 'drydock.offline.engine';

/** Kept in the browser where it keeps anything, else for this visit. */
function localEngineWish(): { read(): boolean; keep(wanted: boolean): void } {
  let wish: boolean | undefined;
  return {
    read: () => wish ?? storedWish(),
    keep: (wanted) => {
      wish = wanted;
      try {
        if (wanted) localStorage.setItem(ENGINE_KEY, 'wanted');
        else localStorage.removeItem(ENGINE_KEY);
      } catch {
        // refused: the wish holds as long as the page is open
      }
    },
  };
}

function storedWish(): boolean {
  try {
    return localStorage.getItem(ENGINE_KEY) === 'wanted';
  } catch {
    return false; // refused
  }
}

function findContainer(): ServiceWorkerContainer | undefined {
  try {
    return 'caches' in globalThis ? navigator.serviceWorker : undefined;
  } catch {
    return undefined; // refused to a frame without an origin of its own
  }
}
