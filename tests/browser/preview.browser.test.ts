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
    if (port !== undefined) await learner.open(String(port));
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
    expect(await learner.address(8081)).toBe('localhost:8081/second?from=first');
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
        // biome-ignore lint/suspicious/noDocumentCookie: pages write cookies in just this way
        document.cookie = 'mine=1';
        return document.cookie;
      }),
    ).toBe('seen=yes; mine=1');
  });

  it('asks for a port when a preview without one is wanted, and complains of nothing', async () => {
    await open();
    await page.click('drydock-terminals >>> button[aria-label="Preview a web server"]');
    await page.find('drydock-preview >>> .ask input');
    expect(await page.count('drydock-preview >>> .wrong')).toBe(0);
    await page.page.keyboard.type('8082');
    await page.press('Enter');
    await learner.waitForPage(8082, 'Hello from 8082');
  });

  it('opens from the text of a lab, says that nobody listens, and shows the page once somebody does', async () => {
    await open();
    await page.page.evaluate(() => {
      location.hash = '#cgroups/end';
    });
    const button = 'drydock-step-text >>> button.port';
    expect(await page.text(button)).toBe('Open localhost:9000');
    await page.click(button);
    expect(await learner.waitForNotice()).toMatch(/^Nothing listens on localhost:9000 yet/);
    await learner.serveHtml(9000, '<h1>Here now</h1>');
    await learner.waitForPage(9000, 'Here now');
    await page.click(button);
    const isFocused = async () => (await page.focused()).includes('Preview: localhost:9000');
    await page.waitFor(isFocused, 'the keyboard on the preview that is there');
    expect(await page.count('drydock-preview')).toBe(1);
  });

  it('opens from an address that a program has printed', async () => {
    await open();
    await learner.serveHtml(9000, '<h1>Printed</h1>');
    await page.onMachine((machine) =>
      machine.terminals[0]?.print('\x1b[2J\x1b[Hhttp://localhost:9000/x'),
    );
    const screen = await page.find('drydock-terminal >>> .xterm-screen');
    const spot = { offset: { x: 12, y: 8 } };
    const { x = 0, y = 0 } = (await screen.boundingBox()) ?? {};
    // What finds links is loaded when the pointer comes for the first time, and looks when it comes to the line.
    const isOnLink = async () => {
      await screen.hover();
      await page.page.mouse.move(x + spot.offset.x, y + spot.offset.y);
      await page.page.evaluate(() => new Promise(requestAnimationFrame));
      return (await page.count('drydock-terminal >>> .link')) > 0;
    };
    await page.waitFor(isOnLink, 'the pointer on a link');
    expect(await page.text('drydock-terminal >>> .link')).toContain('opens it in a preview');
    await page.page.keyboard.down('Control');
    await screen.click(spot);
    await page.page.keyboard.up('Control');
    await learner.waitForPage(9000, 'Printed');
    expect(await learner.address(9000)).toBe('localhost:9000/x');
  });

  it('is not offered for an address in the terminal of a machine that has no previews', async () => {
    await open();
    await page.page.$eval('>>> drydock-terminal', (terminal) => {
      terminal.noPreviews = true;
    });
    await page.onMachine((machine) =>
      machine.terminals[0]?.print('\x1b[2J\x1b[Hhttp://localhost:9000/\r\nhttps://example.org/'),
    );
    const screen = await page.find('drydock-terminal >>> .xterm-screen');
    const { x = 0, y = 0, height = 0 } = (await screen.boundingBox()) ?? {};
    const rows = await page.page.$eval('>>> drydock-terminal', ({ size }) => size?.rows ?? 0);
    const pointAt = async (line: number) => {
      await screen.hover();
      await page.page.mouse.move(x + 12, y + ((line + 0.5) * height) / rows);
      await page.page.evaluate(() => new Promise(requestAnimationFrame));
    };
    const offered = () => page.count('drydock-terminal >>> .link');
    const isOnOther = async () => {
      await pointAt(1);
      return (await offered()) > 0;
    };
    await page.waitFor(isOnOther, 'the pointer on the address of the internet');
    await pointAt(0);
    const isOnThisOne = async () =>
      (await offered()) === 0 &&
      (await page.count('drydock-terminal >>> .xterm-cursor-pointer')) > 0;
    await page.waitFor(isOnThisOne, 'the pointer on the address of the lab');
    const tabs = async () => (await page.page.browser().pages()).length;
    const before = await tabs();
    await page.page.keyboard.down('Control');
    await page.page.mouse.click(x + 12, y + height / rows / 2);
    await page.page.keyboard.up('Control');
    await page.page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await offered()).toBe(0);
    expect(await page.count('drydock-preview')).toBe(0);
    expect(await tabs()).toBe(before);
  });

  it('keeps a link out of the machine from going anywhere, and leads back to the page', async () => {
    await open();
    await learner.serveHtml(9000, '<h1>Inside</h1><a href="https://example.org/">Out</a>');
    await learner.open('9000');
    await learner.waitForPage(9000, 'Inside');
    await learner.inPage(9000, () => document.querySelector('a')?.click());
    const notice = await learner.waitForNotice();
    expect(notice).toMatch(/^This address is not in the machine/);
    expect(notice).toContain('https://example.org/');
    await page.click('drydock-preview >>> .notice button');
    await learner.waitForPage(9000, 'Inside');
  });

  it('shows three side by side beside an open guide, and hands the keyboard on when one is closed', async () => {
    await open(8081);
    await learner.open('8082');
    await learner.open('9000');
    await learner.waitForPage(8081, 'Hello from 8081');
    const tops = () =>
      page.page.$$eval('>>> drydock-preview', (all) =>
        all.map((one) => one.getBoundingClientRect().top),
      );
    expect(new Set(await tops()).size).toBe(1);
    await page.click('#preview-1 >>> button[aria-label="Close the preview"]');
    expect(await tops()).toHaveLength(2);
    expect(await page.focused()).toContain('Preview: Hello from 8082');
  });

  it('keeps what is typed into the address while the page loads, and what is no address', async () => {
    await open(8081);
    await learner.waitForPage(8081, 'Hello from 8081');
    await page.click('drydock-preview >>> .address');
    await page.press('Control', 'a');
    await page.page.keyboard.type('ftp://x');
    await page.page.$eval('>>> drydock-preview', (preview) => preview.reload());
    await page.waitFor(
      async () => (await page.count('drydock-preview >>> .bar[data-loading]')) === 0,
      'the page again',
    );
    expect(await learner.address(8081)).toBe('ftp://x');
    await page.press('Enter');
    await page.find('drydock-preview >>> .wrong');
    expect(await learner.address(8081)).toBe('ftp://x');
    await page.press('Escape');
    expect(await learner.address(8081)).toBe('localhost:8081');
    expect(await page.count('drydock-preview >>> .wrong')).toBe(0);
  });
});
