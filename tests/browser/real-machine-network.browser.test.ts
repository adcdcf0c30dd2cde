import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import type { RealPage } from './real-page.ts';
import { RealSite } from './real-site.ts';

const NOTICE = 'drydock-machine-notice';

/** What the browser itself says on the console about an answer that the test had the server give. */
const BROWSER_ON_FAULT = /^Failed to load resource: /;

describe.each(BROWSERS)('the machine on a bad network in %s', (browser) => {
  let site: RealSite;
  let page: RealPage;

  beforeAll(async () => {
    site = await RealSite.start(browser);
  });
  afterAll(() => site?.close());
  afterEach(async () => {
    site.mendFiles();
    const complaints = await page?.complaints(BROWSER_ON_FAULT);
    await page?.close();
    expect(complaints ?? []).toEqual([]);
  });

  it.each([
    ['its memory is missing', /\.layer$/, 'missing', /image\/base\.[0-9a-f]{20}\.layer$/],
    ['its memory is cut off', /\.layer$/, 'cut', /image\/base\.[0-9a-f]{20}\.layer$/],
    ['its manifest is missing', /manifest\.json$/, 'missing', /image\/manifest\.json$/],
    ['its engine is missing', /\.wasm$/, 'missing', /assets\/v86-[\w-]{8}\.wasm$/],
  ] as const)(
    'names the file when %s, and starts once it is there',
    async (_what, files, fault, name) => {
      site.breakFiles(files, fault);
      page = await site.visit();
      expect(await page.text(`${NOTICE} >>> h2`)).toBe('A file of the machine could not be loaded');
      expect(await page.text(`${NOTICE} >>> .rest code`)).toMatch(name);
      site.mendFiles();
      await page.click(`${NOTICE} >>> .primary`);
      await page.waitForPrompt();
      expect(await page.run('echo works')).toBe('works');
    },
  );

  it('says that it cannot read the files when a sign-in page comes in place of the manifest', async () => {
    site.breakFiles(/manifest\.json$/, 'sign-in page');
    page = await site.visit();
    expect(await page.text(`${NOTICE} >>> h2`)).toBe('The files of the machine cannot be read');
    expect(await page.text(`${NOTICE} >>> .rest code`)).toMatch(/image\/manifest\.json$/);
    site.mendFiles();
    await page.click(`${NOTICE} >>> .primary`);
    await page.waitForPrompt();
  });

  it.each(['overloaded', 'cut'] as const)(
    'goes on with a command whose part of the disk could not be read while the server was %s',
    async (fault) => {
      site.breakFiles(/\/(chunks|bundles)\//, fault);
      page = await site.visit();
      await page.waitForPrompt();
      await page.type('crun --version\n');
      await page.waitForState('Waiting for the network to read the disk');
      expect(await page.screen()).toMatch(/crun --version$/);
      expect(await page.count(NOTICE)).toBe(0);
      site.mendFiles();
      await page.waitForScreen(/^crun version \d/m);
      await page.waitForPrompt();
      await page.waitForState('Running');
    },
  );
});
