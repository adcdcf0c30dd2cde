import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';
import { PreviewLearner } from './preview-learner.ts';

describe.each(BROWSERS)('previews in %s', (browser) => {
  let site: FixtureSite;
  let page: FixturePage;
  let learner: PreviewLearner;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());
  afterEach(() => page?.page.close());

  const open = async (port?: number) => {
    page = await site.open('?lang=en');
    learner = new PreviewLearner(page);
    await learner.serve();
    if (port !== undefined) await learner.open(port);
  };

  it('shows a page with its styles, pictures and scripts', async () => {
    await open(8081);
    await learner.waitForPage(8081, 'Hello from 8081');
    expect(await learner.inPage(8081, () => getComputedStyle(document.body).color)).toBe(
      'rgb(1, 2, 3)',
    );
    await page.waitFor(
      () => learner.inPage(8081, () => document.querySelector('img')?.naturalWidth === 1),
      'the picture',
    );
    expect(await learner.inPage(8081, () => document.body.dataset['script'])).toBe('ran');
    expect(await page.violations()).toEqual([]);
  });

  it('follows links and goes back, with the address above', async () => {
    await open(8081);
    await learner.waitForPage(8081, 'Hello from 8081');
    await learner.inPage(8081, () => document.querySelector<HTMLElement>('#next')?.click());
    await learner.waitForPage(8081, 'Second page');
    expect(await learner.address(8081)).toBe('http://localhost:8081/second?from=first');
    await page.click('drydock-preview >>> button[aria-label=Back]');
    await learner.waitForPage(8081, 'Hello from 8081');
    await page.click('drydock-preview >>> button[aria-label=Forward]');
    await learner.waitForPage(8081, 'Second page');
  });

  it('sends forms, both ways', async () => {
    await open(8081);
    await learner.waitForPage(8081, 'Hello from 8081');
    await learner.inPage(8081, () => document.querySelector<HTMLElement>('#find')?.click());
    await learner.waitForPage(8081, 'GET /search?q=heron');
    await page.click('drydock-preview >>> button[aria-label=Back]');
    await learner.waitForPage(8081, 'Hello from 8081');
    await learner.inPage(8081, () => document.querySelector<HTMLElement>('#post')?.click());
    await learner.waitForPage(8081, 'POST /guestbook name=%EA%B0%80%26');
  });

  it('gives scripts their server: fetch, XMLHttpRequest, cookies', async () => {
    await open(8081);
    await learner.waitForPage(8081, 'Hello from 8081');
    expect(
      await learner.inPage(
        8081,
        async () => (await (await fetch('/api', { method: 'PUT', body: 'x' })).json()).said,
      ),
    ).toBe('PUT /api x');
    const text = await learner.inPage(
      8081,
      () =>
        new Promise<string>((done) => {
          const request = new XMLHttpRequest();
          request.open('GET', 'api?xhr');
          request.onload = () => done(`${request.status} ${request.responseText}`);
          request.send();
        }),
    );
    expect(text).toBe('200 {"said":"GET /api?xhr "}');
    expect(
      await learner.inPage(8081, () => {
        document.cookie = 'mine=1';
        return document.cookie;
      }),
    ).toBe('seen=yes; mine=1');
  });
});
