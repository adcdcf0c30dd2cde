import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { FixtureSite, START_MS } from './fixture-page.ts';
import { PreviewLearner } from './preview-learner.ts';

const TOLD = 'drydock-lab >>> .missed';

/** A browser of its own: one that has loaded the previews before has them for ever. */
describe.each(BROWSERS)('the previews, when they cannot be loaded in %s', (browser) => {
  let site: FixtureSite;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());

  it('say so in their place, and are there when they are asked for again', async () => {
    site.faultOf = (name) => (name.includes('drydock-previews') ? 'cut' : undefined);
    const open = async () => {
      const page = await site.open('?lang=en');
      const learner = new PreviewLearner(page);
      await learner.serve();
      await learner.open('8081');
      return { page, learner };
    };
    const { page, learner } = await open();
    await page.find(`${TOLD}[role=alert]`);
    expect(await page.text(`${TOLD} p`)).toContain('The preview could not be loaded.');
    site.faultOf = () => undefined;
    await page.click(`${TOLD} button`);
    await learner.waitForPage(8081, 'Hello from 8081');
    expect(await page.count(TOLD)).toBe(0);
  });
});
