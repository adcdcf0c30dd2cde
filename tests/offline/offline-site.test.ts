import { describe, expect, it } from 'vitest';
import type { OfflineSite } from '../../src/offline/offline-site.ts';
import { fileOf, requestOf, SCOPE } from './fake-browser.ts';
import { BUNDLE, CHUNKS, filesOf, IMAGE, LAYER, SampleSite } from './sample-site.ts';

const [FIRST = LAYER] = CHUNKS;
const SIGN_IN = '<!doctype html><title>Sign in</title>';

/** The answer to a request, and what goes on after it; undefined where the network alone answers. */
async function ask(worker: OfflineSite, ...request: Parameters<typeof requestOf>) {
  const later: Promise<unknown>[] = [];
  const answer = await worker.answer(requestOf(...request), (work) => later.push(work));
  await Promise.all(later);
  return answer;
}
const textFor = async (worker: OfflineSite, ...request: Parameters<typeof requestOf>) =>
  (await ask(worker, ...request))?.text();
const visit = (worker: OfflineSite, path = '') => textFor(worker, path, { mode: 'navigate' });

/** Stores the whole image, as a page has it done. */
async function storeAll(worker: OfflineSite): Promise<void> {
  for (const { path } of (await worker.list(false)).missing) {
    expect(await worker.store(path, false)).toBe('stored');
  }
}

describe('a site that was installed', () => {
  it('gives its own files and the memory layer without a network', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    site.network.online = false;
    expect(await visit(worker)).toBe('the page v1');
    expect(await visit(worker, '?lang=ko')).toBe('the page v1');
    expect(await visit(worker, 'index.html')).toBe('the page v1');
    expect(await textFor(worker, 'assets/index-v1.js')).toBe('the script v1');
    expect(await textFor(worker, LAYER.path)).toBe(LAYER.content);
  });

  it('leaves everything else to the network', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    const { answer } = { answer: (request: Request) => worker.answer(request, () => {}) };
    expect(answer(requestOf('custom-elements.json'))).toBeUndefined();
    expect(answer(requestOf('image/copyrights/bash'))).toBeUndefined();
    expect(answer(requestOf('other/page', { mode: 'navigate' }))).toBeUndefined();
    expect(answer(requestOf('assets/index-v1.js?query'))).toBeUndefined();
    expect(answer(requestOf('../elsewhere.js'))).toBeUndefined();
    expect(answer(requestOf('https://other.example/docker/index.html'))).toBeUndefined();
    expect(
      answer(new Request(new URL('assets/index-v1.js', SCOPE), { method: 'POST' })),
    ).toBeUndefined();
  });

  it('keeps the headers of its owner, and none that tell how the bytes came', async () => {
    const site = new SampleSite();
    const headers = {
      'content-type': 'text/html',
      'x-frame-options': 'DENY',
      'content-encoding': 'br',
      vary: '*',
    };
    site.network.answers.set('', () => new Response('the page v1', { headers }));
    const page = await ask(await site.installed(), '', { mode: 'navigate' });
    expect(Object.fromEntries(page?.headers ?? [])).toEqual({
      'content-type': 'text/html',
      'x-frame-options': 'DENY',
    });
  });

  it('takes what the browser has already, unless that is wrong', async () => {
    const site = new SampleSite();
    site.network.cached.set('assets/index-v1.js', 'the script v1');
    site.network.cached.set('image/manifest.json', SIGN_IN);
    await site.installed();
    const asked = site.network.requests.filter((request) => /index-v1|manifest/.test(request));
    expect(asked).toEqual([
      'default assets/index-v1.js',
      'default image/manifest.json',
      'reload image/manifest.json',
    ]);
    expect(await site.caches.textOf('image/manifest.json')).toBe(
      filesOf('v1')['image/manifest.json'],
    );
  });
});

describe('an installation', () => {
  const html = () => new Response(SIGN_IN, { headers: { 'content-type': 'text/html' } });
  const redirected = () => {
    const response = new Response('the script v1');
    Object.defineProperty(response, 'redirected', { value: true });
    return response;
  };
  it.each([
    ['a sign-in page comes in place of a script', html, 'refused'],
    ['a file is missing', () => new Response('', { status: 404 }), 'unreachable'],
    ['the server is overloaded', () => new Response('', { status: 503 }), 'unreachable'],
    ['a part of a file comes', () => new Response('the script v1', { status: 206 }), 'unreachable'],
    ['the answer comes from another address', redirected, 'unreachable'],
    [
      'the connection cannot be made',
      () => {
        throw new TypeError('refused');
      },
      'unreachable',
    ],
  ] as const)('leaves nothing behind when %s', async (_what, answer, outcome) => {
    const site = new SampleSite();
    site.network.answers.set('assets/index-v1.js', answer);
    await expect(site.worker().install()).rejects.toMatchObject({ outcome });
    expect(await site.caches.keys()).toEqual([]);
  });

  it.each([0, 1, 2])(
    'leaves nothing behind when there is room for %i of its files',
    async (room) => {
      const site = new SampleSite();
      site.caches.room = room;
      await expect(site.worker().install()).rejects.toMatchObject({ outcome: 'full' });
      expect((await site.caches.keys()).filter((name) => name.startsWith('drydock site'))).toEqual(
        [],
      );
    },
  );

  it('that fails leaves the version before it as it was', async () => {
    const site = new SampleSite();
    const old = await site.installed();
    site.deploy('v2');
    site.network.answers.set('assets/index-v2.js', SIGN_IN);
    await expect(site.worker('v2').install()).rejects.toMatchObject({ outcome: 'refused' });
    site.network.online = false;
    expect(await visit(old)).toBe('the page v1');
    expect(await textFor(old, 'assets/index-v1.js')).toBe('the script v1');
  });
});

describe('a new version beside an old one', () => {
  it('changes nothing for pages of the old one until it is in charge', async () => {
    const site = new SampleSite();
    const old = await site.installed();
    site.deploy('v2');
    const next = site.worker('v2');
    await next.install();
    expect(await visit(old)).toBe('the page v1');
    expect(await textFor(old, 'assets/index-v1.js')).toBe('the script v1');
    expect(await textFor(old, 'image/manifest.json')).toBe(filesOf('v1')['image/manifest.json']);
    expect(await visit(next)).toBe('the page v2');
  });

  it('removes the old one, and what only that one needed, when it is in charge', async () => {
    const site = new SampleSite();
    await storeAll(await site.installed());
    const leftover = new URL('image/chunks/00000000000000000000.zst', SCOPE).href;
    const image = [...site.caches.contents].find(([name]) => name.includes('image'))?.[1];
    image?.set(leftover, new Response('of an older disk'));
    const foreign = ['drydock site v0 /other/', 'drydock image /other/', 'somebody else’s'];
    for (const name of foreign) await site.caches.open(name);
    site.deploy('v2');
    const next = await site.installed('v2');
    expect(await site.caches.keys()).toEqual(
      expect.arrayContaining([...foreign, `drydock site v2 ${SCOPE.pathname}`]),
    );
    expect(await site.caches.keys()).toHaveLength(foreign.length + 2);
    expect(image?.has(leftover)).toBe(false);
    expect((await next.list(false)).missing).toEqual([]);
  });

  it('never gets into a page of the old one, even where that lacks a file', async () => {
    const site = new SampleSite();
    const old = await site.installed();
    site.deploy('v2');
    const stored = site.caches.contents.get(`drydock site v1 ${SCOPE.pathname}`);
    stored?.delete(new URL('image/manifest.json', SCOPE).href);
    stored?.delete(new URL('assets/index-v1.js', SCOPE).href);
    expect((await ask(old, 'image/manifest.json'))?.type).toBe('error');
    expect((await ask(old, 'assets/index-v1.js'))?.type).toBe('error');
  });
});

describe('a site that has lost a file', () => {
  it('is given up as a whole at the next visit, which the network answers', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    site.caches.contents
      .get(`drydock site v1 ${SCOPE.pathname}`)
      ?.delete(new URL('assets/index-v1.js', SCOPE).href);
    site.deploy('v2');
    expect(await visit(worker)).toBe('the page v2');
    expect(site.unregistered).toBe(1);
    expect(await textFor(worker, 'image/manifest.json')).toBe(filesOf('v2')['image/manifest.json']);
    expect(await site.caches.keys()).not.toContain(`drydock site v1 ${SCOPE.pathname}`);
  });

  it('gets it back from the network while a page is open', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    site.caches.contents
      .get(`drydock site v1 ${SCOPE.pathname}`)
      ?.delete(new URL('assets/index-v1.js', SCOPE).href);
    expect(await textFor(worker, 'assets/index-v1.js')).toBe('the script v1');
    site.network.online = false;
    expect(await textFor(worker, 'assets/index-v1.js')).toBe('the script v1');
  });
});

describe('files of the image', () => {
  it('are listed once each, in the order of their need, with all bytes', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    const { missing, storedBytes, totalBytes } = await worker.list(false);
    expect(missing.map(({ path }) => path)).toEqual([
      BUNDLE.path,
      ...IMAGE.filter(({ path }) => path.includes('bios')).map(({ path }) => path),
      ...IMAGE.filter(({ path }) => path.includes('kernel')).map(({ path }) => path),
      ...CHUNKS.map(({ path }) => path),
    ]);
    const own = Object.values(filesOf('v1')).reduce((sum, text) => sum + text.length, 0);
    expect(storedBytes).toBe(own + LAYER.bytes);
    expect(totalBytes).toBe(own + IMAGE.reduce((sum, { bytes }) => sum + bytes, 0));
  });

  it('are all there without a network once they were stored', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    await storeAll(worker);
    expect((await worker.list(false)).missing).toEqual([]);
    site.network.online = false;
    for (const { path, content } of IMAGE) expect(await textFor(worker, path)).toBe(content);
  });

  it('are stored when a page asks for them', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    expect(await textFor(worker, FIRST.path)).toBe(FIRST.content);
    site.network.online = false;
    expect(await textFor(worker, FIRST.path)).toBe(FIRST.content);
  });

  it.each([
    ['a sign-in page', () => new Response(SIGN_IN)],
    ['an error', () => new Response(FIRST.content, { status: 500 })],
  ])(
    'are not stored when %s comes in their place, which the page gets to see',
    async (_what, answer) => {
      const site = new SampleSite();
      const worker = await site.installed();
      site.network.answers.set(FIRST.path, answer);
      expect(await textFor(worker, FIRST.path)).toBe(await answer().text());
      expect(await site.caches.textOf(FIRST.path)).toBeUndefined();
      expect(await worker.store(FIRST.path, false)).not.toBe('stored');
      expect(await site.caches.textOf(FIRST.path)).toBeUndefined();
    },
  );

  it('come from the network when there is no room to store them', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    site.caches.room = 0;
    expect(await textFor(worker, FIRST.path)).toBe(FIRST.content);
    expect(await worker.store(FIRST.path, false)).toBe('full');
  });

  it('are not downloaded where only what the browser has is wanted', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    site.network.cached.set(FIRST.path, FIRST.content);
    const [, second = FIRST] = CHUNKS;
    expect(await worker.store(FIRST.path, true)).toBe('stored');
    expect(await worker.store(second.path, true)).toBe('unreachable');
    expect(await site.caches.textOf(second.path)).toBeUndefined();
  });

  it('that are no files of an image are never stored', async () => {
    const worker = await new SampleSite().installed();
    await expect(worker.store('image/packages.json', false)).rejects.toThrow(RangeError);
    await expect(
      worker.store('https://other.example/00000000000000000000.zst', false),
    ).rejects.toThrow(RangeError);
  });
});

describe('a page that doubts what it got', () => {
  const again = { cache: 'reload' } as const;

  it.each([FIRST.path, LAYER.path, 'image/manifest.json', 'assets/index-v1.js'])(
    'gets %s from the network when what is stored is damaged, and it is stored',
    async (path) => {
      const site = new SampleSite();
      const worker = await site.installed();
      await storeAll(worker);
      const right = await site.caches.textOf(path);
      site.caches.damage(path);
      expect(await textFor(worker, path)).toBe('damaged');
      expect(await textFor(worker, path, again)).toBe(right);
      expect(await textFor(worker, path)).toBe(right);
    },
  );

  it('gets what is stored, without a network, when that is right', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    site.network.online = false;
    expect(await textFor(worker, LAYER.path, again)).toBe(LAYER.content);
  });

  it('has damaged bytes taken away even when there is no network', async () => {
    const site = new SampleSite();
    const worker = await site.installed();
    site.caches.damage(LAYER.path);
    site.network.online = false;
    await expect(ask(worker, LAYER.path, again)).rejects.toThrow('Failed to fetch');
    expect(await site.caches.textOf(LAYER.path)).toBeUndefined();
  });
});

describe('the list of a site', () => {
  it('tells files whose name holds their hash from others', async () => {
    const { hashInName } = await import('../../src/offline/site-version.ts');
    expect(hashInName(LAYER.path)).toBe(LAYER.sha256.slice(0, 20));
    expect(hashInName(FIRST.path)).toBe(FIRST.sha256.slice(0, 20));
    expect(hashInName('image/manifest.json')).toBeUndefined();
    expect(hashInName(`elsewhere/${FIRST.sha256.slice(0, 20)}.zst`)).toBeUndefined();
    expect(fileOf('a', 'b').bytes).toBe(1);
  });
});
