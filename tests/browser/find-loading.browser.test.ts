import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { FixtureSite, START_MS } from './fixture-page.ts';

const TOLD = 'drydock-terminal >>> .find-failed';

/** A browser of its own: one that has loaded the search before has it for ever. */
describe.each(BROWSERS)('the search in the terminal, when it cannot be loaded in %s', (browser) => {
  let site: FixtureSite;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());

  it('says so until the next key, and is there when it is asked for again', async () => {
    site.faultOf = (name) => (name.includes('drydock-find-bar') ? 'cut' : undefined);
    const page = await site.open('?lang=en');
    await page.press('Control', 'Shift', 'KeyF');
    const told = () => page.text(TOLD);
    await page.waitFor(async () => (await told()) !== '', 'what is told of the search');
    expect(await told()).toMatch(/^The search could not be loaded\.\s+See that .* again\.$/);
    await page.page.keyboard.type('x');
    await page.waitFor(async () => (await told()) === '', 'nothing told any more');
    site.faultOf = () => undefined;
    await page.press('Control', 'Shift', 'KeyF');
    await page.find('drydock-find-bar >>> input');
    expect(await told()).toBe('');
    await page.page.close();
  });
});
