import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { FixtureSite, START_MS } from './fixture-page.ts';

/** A browser of its own: one that has loaded what follows links before has it for ever. */
describe.each(BROWSERS)('what follows links, when it cannot be loaded in %s', (browser) => {
  let site: FixtureSite;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());

  it('is not replaced by something that opens them', async () => {
    site.faultOf = (name) => (name.includes('xterm-links') ? 'cut' : undefined);
    const page = await site.open('?lang=en');
    const asked: string[] = [];
    page.page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.onMachine((machine) =>
      machine.terminals[0]?.print('\x1b[2J\x1b[H\x1b]8;;https://example.org/\x07bank\x1b]8;;\x07'),
    );
    const screen = await page.find('drydock-terminal >>> .xterm-screen');
    const { x = 0, y = 0 } = (await screen.boundingBox()) ?? {};
    const isOnLink = async () => {
      await screen.hover();
      await page.page.mouse.move(x + 12, y + 8);
      return (await page.count('drydock-terminal >>> .xterm-cursor-pointer')) > 0;
    };
    await page.waitFor(isOnLink, 'the pointer on a link');
    await page.page.mouse.click(x + 12, y + 8);
    // The click has been dealt with when the page answers.
    await page.page.evaluate(() => document.title);
    expect(asked).toEqual([]);
    await page.page.close();
  });
});
