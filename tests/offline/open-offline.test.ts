import { afterEach, describe, expect, it, vi } from 'vitest';
import { openOffline } from '../../src/offline/open-offline.ts';
import { FakeContainer, FakeWorker } from './fake-container.ts';

const SITE = new URL('https://school.example/docker/');

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function stubBrowser(navigator: object): void {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('caches', {});
  vi.stubGlobal('navigator', navigator);
}

describe('use without a network', () => {
  it('begins where the browser lets it', async () => {
    const container = new FakeContainer();
    container.registration.active = new FakeWorker();
    stubBrowser({ serviceWorker: container });
    const offline = await openOffline(SITE);
    await vi.waitFor(() => expect(offline?.status.state).toBe('ready'));
  });

  it('is not there in a page that is not secure', async () => {
    stubBrowser({});
    expect(await openOffline(SITE)).toBeUndefined();
  });

  it('is not there in a frame that may not even ask', async () => {
    stubBrowser({
      get serviceWorker() {
        throw new DOMException('sandboxed', 'SecurityError');
      },
    });
    expect(await openOffline(SITE)).toBeUndefined();
  });

  it('is not there where the browser refuses to register anything', async () => {
    vi.spyOn(console, 'info').mockReturnValue(undefined);
    const container = new FakeContainer();
    container.refusal = new DOMException('private window', 'SecurityError');
    stubBrowser({ serviceWorker: container });
    expect(await openOffline(SITE)).toBeUndefined();
  });
});
