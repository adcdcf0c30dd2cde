import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebkitPage } from './webkit-page.ts';
import { WebkitSite } from './webkit-site.ts';

/** How long Docker may take for one command in a browser on a busy computer, in milliseconds. */
const DOCKER_PATIENCE_MS = 300_000;

const SERVE = [
  "mkdir site && echo \"<h1>Before</h1><script>document.querySelector('h1').append(' and after')</script>\" > site/index.html",
  'busybox httpd -p 8081 -h /root/site',
].join('; ');

describe('the Docker Engine in WebKitGTK', () => {
  let site: WebkitSite;
  let page: WebkitPage;

  beforeAll(async () => {
    site = await WebkitSite.visit('?lang=en&profile=engine');
    page = site.page;
  });
  afterAll(() => site?.close());

  it('answers', async () => {
    await page.waitForPrompt(DOCKER_PATIENCE_MS);
    expect(await page.run('docker ps', DOCKER_PATIENCE_MS)).toMatch(/^CONTAINER ID +IMAGE/);
  });

  it('shows the page of a web server, whose scripts run', async () => {
    await page.run(SERVE);
    await page.click('drydock-terminals >>> button[aria-label="Preview a web server"]');
    await page.click('drydock-preview >>> .ask input');
    await page.type('8081\n');
    const isShown = async () =>
      (await page.inPreview(() => document.querySelector('h1')?.textContent)) ===
      'Before and after';
    await page.waitFor(isShown, 'the page of the server');
  });

  it('broke no rule of the policy and met no error', async () => {
    expect(await page.complaints()).toEqual([]);
  });
});
