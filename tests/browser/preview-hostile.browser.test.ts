import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';
import { OutsideServer } from './outside-server.ts';
import { PreviewLearner } from './preview-learner.ts';

/** Time for whatever was begun to show its effect, in milliseconds; nothing is waited for that would take longer. */
const EFFECT_MS = 700;

describe.each(BROWSERS)('a hostile page of the guest in %s', (browser) => {
  let site: FixtureSite;
  let outside: OutsideServer;
  let page: FixturePage;
  let learner: PreviewLearner;
  /** Every address that answered; the driver tells of requests that the policy refused as well. */
  let answered: string[];

  beforeAll(async () => {
    outside = await OutsideServer.start();
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(async () => {
    await site?.close();
    await outside?.close();
  });
  beforeEach(async () => {
    page = await site.open('?lang=en');
    answered = [];
    page.page.on('response', (response) => answered.push(response.url()));
    learner = new PreviewLearner(page);
  });
  afterEach(() => page?.page.close());

  /** Shows a page with this script; `OUT` in it is the other origin. */
  const show = async (script: string, more = '') => {
    const html = `<h1>Hostile</h1><script>const OUT = ${JSON.stringify(outside.origin)};${script}</script>${more.replaceAll('OUT', outside.origin)}`;
    await learner.serveHtml(8081, html);
    await learner.open('8081');
  };
  const settle = () => new Promise((done) => setTimeout(done, EFFECT_MS));
  /** What was asked of anybody but this site. */
  const escaped = () => [
    ...outside.asked,
    ...answered.filter((url) => /^(?:https?|wss?):/.test(url) && !url.startsWith(site.origin)),
  ];

  it('sends nothing out by any of the usual ways', async () => {
    await show(
      `
      fetch(OUT + '/fetch').catch(() => {});
      const xhr = new XMLHttpRequest(); xhr.open('GET', OUT + '/xhr'); xhr.send();
      navigator.sendBeacon(OUT + '/beacon', 'x');
      try { new WebSocket(OUT.replace('http', 'ws') + '/ws'); } catch {}
      try { new EventSource(OUT + '/events'); } catch {}
      try { new Worker(OUT + '/worker'); } catch {}
      new Image().src = OUT + '/image';
      const add = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
      addEventListener('load', () => {
        add('img', { src: OUT + '/img' });
        add('script', { src: OUT + '/script' });
        add('iframe', { src: OUT + '/iframe' });
        add('link', { rel: 'stylesheet', href: OUT + '/sheet' });
        for (const rel of ['prefetch', 'preload', 'modulepreload', 'icon', 'manifest']) add('link', { rel, as: 'image', href: OUT + '/' + rel });
        add('video', { src: OUT + '/video', poster: OUT + '/poster' });
        add('object', { data: OUT + '/object' });
        add('div', { style: 'background: url(' + OUT + '/background)' });
        import(OUT + '/module').catch(() => {});
      });`,
      `<img src="OUT/static-img" srcset="OUT/srcset 2x"><link rel="stylesheet" href="OUT/static-sheet"><script src="OUT/static-script"></script>
      <style>@import "OUT/import"; body { background: url(OUT/static-background) }</style><svg><image href="OUT/svg" /></svg>
      <base href="OUT/base/"><iframe srcdoc="<img src='OUT/srcdoc'>"></iframe>`,
    );
    await learner.waitForPage(8081, 'Hostile');
    await settle();
    expect(escaped()).toEqual([]);
  });

  it('goes nowhere by itself, and the reader is told', async () => {
    await show(`addEventListener('load', () => { location.href = OUT + '/location?secret'; });`);
    await page.waitFor(
      async () => (await page.text('drydock-preview >>> .notice')).includes('went to another'),
      'the news that the page is gone',
    );
    await settle();
    expect(escaped()).toEqual([]);
    expect(page.page.url()).toContain(site.origin);
  });

  it('does not even reach this site with a request of its own', async () => {
    await show(
      `addEventListener('load', () => { location.href = ${JSON.stringify(site.origin)} + '/leak'; });`,
    );
    await learner.waitForNotice();
    await settle();
    expect(answered.filter((url) => url.includes('/leak'))).toEqual([]);
  });

  it('takes neither the whole page away nor opens another one', async () => {
    await show('');
    await learner.waitForPage(8081, 'Hostile');
    const said = await learner.inPage(8081, () => {
      const tries: Readonly<Record<string, () => unknown>> = {
        top: () => Object.assign(window, { x: top?.location.replace('about:blank#taken') }),
        parent: () => parent.location.replace('about:blank#taken'),
        open: () => open('about:blank')?.closed,
        document: () => parent.document.title,
        topDocument: () => top?.document.title,
        storage: () => parent.localStorage,
        frame: () => frameElement?.localName ?? 'nothing',
        confirm: () => confirm('sure?'),
      };
      return Object.entries(tries).map(([name, attempt]) => {
        try {
          return `${name}: ${String(attempt())}`;
        } catch (error) {
          return `${name}: ${(error as Error).name}`;
        }
      });
    });
    // One browser gives nothing, the other throws.
    expect(said[2]).toMatch(/^open: (?:undefined|InvalidAccessError)$/);
    expect(said.toSpliced(2, 1)).toEqual([
      'top: SecurityError',
      'parent: SecurityError',
      'document: SecurityError',
      'topDocument: SecurityError',
      'storage: SecurityError',
      'frame: nothing',
      'confirm: false',
    ]);
    expect(page.page.url()).toContain(site.origin);
  });

  it('has no origin, and nothing of what this site keeps', async () => {
    await page.page.evaluate(() => localStorage.setItem('secret', 'kept'));
    await show('');
    await learner.waitForPage(8081, 'Hostile');
    expect(
      await learner.inPage(8081, () => [origin, localStorage.getItem('secret'), document.cookie]),
    ).toEqual(['null', null, '']);
  });

  it('says nothing that is believed, whomever it says it to', async () => {
    await show(`
      for (const target of [parent, top]) {
        for (const data of ['hello', 'open', 'connect', { type: 'page' }, { type: 'left', href: 'x' }, { type: 'navigate', href: '/x', method: 'GET' }]) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => { document.title = 'heard something'; };
          if (data !== 'hello') target.postMessage(data, '*', [port2]);
        }
      }`);
    await learner.waitForPage(8081, 'Hostile');
    await settle();
    expect(await learner.inPage(8081, () => document.title)).toBe('');
    expect(await page.onMachine((machine) => machine.network.asked)).toEqual(['GET 8081 /']);
    expect(await page.page.evaluate(() => document.title)).not.toContain('heard');
  });

  it('may bend everything in its own frame, and is shown as text outside of it', async () => {
    await show(`
      MessagePort.prototype.postMessage = () => {};
      Object.prototype.type = 'answer';
      document.title = '<img src=x onerror=alert(1)>';`);
    await settle();
    expect(await page.count('drydock-preview >>> section > img')).toBe(0);
    expect(await page.violations()).toEqual([]);
  });
});
