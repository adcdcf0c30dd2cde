import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OfflineStatus } from '../../src/offline/offline.ts';
import { ServiceWorkerLink } from '../../src/offline/service-worker-link.ts';
import { ServiceWorkerOffline } from '../../src/offline/service-worker-offline.ts';
import { FakeContainer, FakeWorker } from './fake-container.ts';

const open: ServiceWorkerOffline[] = [];
afterEach(() => {
  for (const offline of open.splice(0)) offline.close();
  vi.restoreAllMocks();
});

/** A page in a browser whose service workers are fakes. */
class SamplePage {
  readonly container = new FakeContainer();
  readonly window = new EventTarget();
  readonly heard: string[] = [];
  metered = false;
  /** What the browser remembers. */
  wish = false;
  readonly offline = new ServiceWorkerOffline({
    container: this.container as unknown as ServiceWorkerContainer,
    script: new URL('https://school.example/docker/service-worker.js'),
    window: this.window,
    isMetered: () => this.metered,
    engineWish: {
      read: () => this.wish,
      keep: (wanted) => {
        this.wish = wanted;
      },
    },
  });

  constructor() {
    open.push(this.offline);
    this.offline.onChange(() => this.heard.push(describeStatus(this.offline.status)));
  }

  get registration() {
    return this.container.registration;
  }

  async reaches(words: string): Promise<void> {
    await vi.waitFor(() => expect(describeStatus(this.offline.status)).toBe(words));
  }
}

function describeStatus(status: OfflineStatus): string {
  const { state } = status;
  if (state === 'storing') return `${state} ${status.storedBytes}/${status.totalBytes}`;
  if (state === 'ready' && status.engine.state !== 'stored')
    return `${state}, engine ${status.engine.state} ${status.engine.bytes}`;
  return state === 'paused' ? `${state} by ${status.reason}` : state;
}

describe('a first visit', () => {
  it('is preparing until the site is installed, then stores the image and is ready', async () => {
    const page = new SamplePage();
    page.registration.installing = new FakeWorker('installing');
    await page.offline.begin();
    expect(page.offline.status.state).toBe('preparing');
    page.registration.finish();
    await page.reaches('ready');
    expect(page.heard).toEqual(['storing 0/20', 'storing 10/20', 'storing 20/20', 'ready']);
    expect(page.offline.newVersionWaits).toBe(false);
  });

  it('says that there is no room when the worker says so, before or after its end', async () => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
    for (const early of [true, false]) {
      const page = new SamplePage();
      page.registration.installing = new FakeWorker('installing');
      await page.offline.begin();
      if (early) page.container.tell('full');
      page.registration.fail();
      if (!early) {
        await page.reaches('failed');
        page.container.tell('full');
      }
      await new Promise((done) => setTimeout(done));
      expect(page.offline.status.state).toBe('full');
    }
  });

  it('says that it failed when the site could not be installed', async () => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const page = new SamplePage();
    page.registration.installing = new FakeWorker('installing');
    await page.offline.begin();
    page.registration.fail();
    await page.reaches('failed');
  });

  it('rejects where the browser refuses', async () => {
    const page = new SamplePage();
    page.container.refusal = new DOMException('no', 'SecurityError');
    await expect(page.offline.begin()).rejects.toThrow('no');
  });
});

describe('the Docker Engine', () => {
  const begin = async (prepare: (page: SamplePage, worker: FakeWorker) => void = () => {}) => {
    const page = new SamplePage();
    const worker = new FakeWorker();
    worker.enginePaths.push('image/engine', 'image/nginx');
    page.registration.active = worker;
    prepare(page, worker);
    await page.offline.begin();
    return { page, worker };
  };

  it('is left out until the learner wants it, and how much it is is told', async () => {
    const { page, worker } = await begin();
    await page.reaches('ready, engine missing 20');
    expect(worker.stored.has('image/engine')).toBe(false);
    page.offline.storeEngine();
    await page.reaches('ready');
    expect(page.heard).toContain('storing 30/40');
    expect([...worker.stored]).toEqual([...worker.paths, ...worker.enginePaths]);
    expect(page.wish).toBe(true);
  });

  it('goes on being stored on the next visit', async () => {
    const { page, worker } = await begin((page) => {
      page.wish = true;
    });
    await page.reaches('ready');
    expect(worker.stored.has('image/nginx')).toBe(true);
  });

  it('is stored although data are counted, since that was asked for', async () => {
    const { page, worker } = await begin((page, worker) => {
      for (const path of worker.paths) worker.stored.add(path);
      page.metered = true;
    });
    await page.reaches('ready, engine missing 20');
    page.offline.storeEngine();
    await page.reaches('ready');
    expect(worker.stored.has('image/nginx')).toBe(true);
  });

  it('for which there is no room takes nothing away from the rest, and is not tried again by itself', async () => {
    const { page, worker } = await begin((_page, worker) => {
      worker.outcome = (path) => (path === 'image/nginx' ? 'full' : 'stored');
    });
    await page.reaches('ready, engine missing 20');
    page.offline.storeEngine();
    await page.reaches('ready, engine full 10');
    expect(page.wish).toBe(false);
    worker.outcome = () => 'stored';
    page.offline.storeEngine();
    await page.reaches('ready');
  });
});

describe('storing the image', () => {
  const begin = async (prepare: (page: SamplePage, worker: FakeWorker) => void = () => {}) => {
    const page = new SamplePage();
    const worker = new FakeWorker();
    page.registration.active = worker;
    prepare(page, worker);
    await page.offline.begin();
    return { page, worker };
  };

  it('pauses when the learner says so, and goes on', async () => {
    const { page, worker } = await begin((page, worker) => {
      worker.outcome = () => {
        queueMicrotask(() => page.offline.pause());
        return 'stored';
      };
    });
    await page.reaches('paused by learner');
    worker.outcome = () => 'stored';
    page.offline.resume();
    await page.reaches('ready');
    expect(worker.stored.size).toBe(2);
  });

  it('waits for the network and goes on when it is back', async () => {
    const { page, worker } = await begin((_page, worker) => {
      worker.outcome = () => 'unreachable';
    });
    await page.reaches('paused by network');
    worker.outcome = () => 'stored';
    page.window.dispatchEvent(new Event('online'));
    await page.reaches('ready');
  });

  it('is not begun again by the network where the learner has paused it', async () => {
    const { page, worker } = await begin((_page, worker) => {
      worker.outcome = () => 'unreachable';
    });
    await page.reaches('paused by network');
    page.offline.pause();
    const asked = worker.questions.length;
    page.window.dispatchEvent(new Event('online'));
    await new Promise((done) => setTimeout(done));
    expect(worker.questions).toHaveLength(asked);
  });

  it('downloads nothing where data is counted, until the learner says so', async () => {
    const { page, worker } = await begin((page) => {
      page.metered = true;
    });
    await page.reaches('paused by metered');
    expect(worker.stored.size).toBe(0);
    page.offline.resume();
    await page.reaches('ready');
  });

  it('can be tried again when the worker cannot do it', async () => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const { page, worker } = await begin((_page, worker) => {
      worker.outcome = () => {
        throw new Error('the manifest is damaged');
      };
    });
    await page.reaches('paused by network');
    worker.outcome = () => 'stored';
    page.offline.resume();
    await page.reaches('ready');
  });

  it('says when the browser has no room', async () => {
    const { page } = await begin((_page, worker) => {
      worker.outcome = (path) => (path === 'two' ? 'full' : 'stored');
    });
    await page.reaches('full');
  });
});

describe('a new version of the site', () => {
  it('is told once it waits, and everything of it is stored too', async () => {
    const page = new SamplePage();
    page.registration.active = new FakeWorker();
    await page.offline.begin();
    await page.reaches('ready');
    const next = new FakeWorker('installing', ['two', 'three']);
    page.registration.find(next);
    expect(page.offline.newVersionWaits).toBe(false);
    page.registration.finish();
    await vi.waitFor(() => expect(next.stored.size).toBe(2));
    await page.reaches('ready');
    expect(page.offline.newVersionWaits).toBe(true);
  });

  it('of which not everything can be had leaves the page ready', async () => {
    const page = new SamplePage();
    page.registration.active = new FakeWorker();
    await page.offline.begin();
    await page.reaches('ready');
    const next = new FakeWorker('installing', ['two', 'three']);
    next.outcome = (path) => (path === 'three' ? 'unreachable' : 'stored');
    page.registration.find(next);
    page.registration.finish();
    await vi.waitFor(() => expect(next.questions.at(-1)).toMatchObject({ path: 'three' }));
    await new Promise((done) => setTimeout(done));
    expect(page.offline.status.state).toBe('ready');
  });

  it('that cannot be installed changes nothing', async () => {
    const page = new SamplePage();
    page.registration.active = new FakeWorker();
    await page.offline.begin();
    await page.reaches('ready');
    page.registration.find(new FakeWorker('installing'));
    page.container.tell('full');
    page.registration.fail();
    await new Promise((done) => setTimeout(done));
    expect(page.offline.status.state).toBe('ready');
    expect(page.offline.newVersionWaits).toBe(false);
  });

  it('that waited already when the page was opened is told', async () => {
    const page = new SamplePage();
    page.registration.active = new FakeWorker();
    page.registration.waiting = new FakeWorker('installed');
    await page.offline.begin();
    await vi.waitFor(() => expect(page.offline.newVersionWaits).toBe(true));
  });
});

describe('a question to a service worker', () => {
  it('fails by its deadline when the browser has ended the worker', async () => {
    const worker = new FakeWorker();
    worker.silent = true;
    const link = new ServiceWorkerLink(worker as unknown as ServiceWorker, 20);
    await expect(link.list(false, new AbortController().signal)).rejects.toThrow(
      'nothing came within',
    );
  });

  it('ends when it is no longer wanted', async () => {
    const worker = new FakeWorker();
    worker.silent = true;
    const abort = new AbortController();
    const link = new ServiceWorkerLink(worker as unknown as ServiceWorker);
    const asking = link.store('one', false, abort.signal);
    abort.abort(new Error('paused'));
    await expect(asking).rejects.toThrow('paused');
  });
});
