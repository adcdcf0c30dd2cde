import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';

describe.each(BROWSERS)('the catalogue in %s', (browser) => {
  let site: FixtureSite;
  let page: FixturePage;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());
  afterEach(async () => {
    await page?.page.evaluate(() => localStorage.clear());
    await page?.page.close();
  });

  const title = () => page.page.title();
  const hash = () => page.page.evaluate(() => location.hash);
  const waitForStep = (name: string) =>
    page.waitFor(
      async () => (await page.count('drydock-guide')) > 0 && (await heading()).startsWith(name),
      name,
    );
  const heading = () => page.text('drydock-guide >>> h2');

  it('is what a first visit shows, with every lab open and one to begin with', async () => {
    page = await site.open('?lang=en');
    expect(await page.text('drydock-catalogue >>> h2')).toBe('Labs');
    const links = await texts('drydock-catalogue >>> .lab a');
    expect(links).toEqual(['Start: Namespaces', 'Start: Control groups']);
    expect(await page.count('drydock-catalogue >>> .now')).toBe(1);
    expect(await page.text('drydock-catalogue >>> .now h3')).toContain('Namespaces');
  });

  it('offers the machine without any lab, one button away', async () => {
    page = await site.open('?lang=en');
    await page.click('drydock-catalogue >>> .explore');
    await page.waitFor(async () => (await page.focused()).includes('A real Linux machine'), 'it');
    const welcome = await page.find('drydock-welcome >>> h2');
    const guide = await (await page.find('section.guide')).boundingBox();
    const y = (await welcome.boundingBox())?.y ?? 0;
    expect(y).toBeGreaterThanOrEqual(guide?.y ?? 0);
    expect(y).toBeLessThan((guide?.y ?? 0) + (guide?.height ?? 0));
  });

  it('leads into a lab, whose address and title say so, and back', async () => {
    page = await site.open('?lang=en');
    await page.click('drydock-catalogue >>> .lab a');
    await waitForStep('A machine with two names');
    expect(await hash()).toBe('#namespaces/uts');
    expect(await title()).toBe('A machine with two names · Namespaces · Drydock');
    await page.page.evaluate(() => history.back());
    await page.find('drydock-catalogue');
    await page.waitFor(async () => (await title()) === 'Drydock', 'the title of the catalogue');
    await page.page.evaluate(() => history.forward());
    await waitForStep('A machine with two names');
  });

  it('walks through steps with back and forward', async () => {
    page = await site.open('?lang=en#namespaces/uts');
    await waitForStep('A machine');
    await page.click('drydock-guide >>> .turn .next');
    await waitForStep('A second PID 1');
    await page.click('drydock-guide >>> .turn .next');
    await waitForStep('Looking back');
    await page.page.evaluate(() => history.back());
    await waitForStep('A second PID 1');
    await page.page.evaluate(() => history.back());
    await waitForStep('A machine');
    await page.page.evaluate(() => history.forward());
    await waitForStep('A second PID 1');
    expect(await hash()).toBe('#namespaces/pid');
  });

  it('opens a step by its address, in the language asked for', async () => {
    page = await site.open('?lang=ko#namespaces/pid');
    await waitForStep('두 번째 PID 1');
    expect(await title()).toBe('두 번째 PID 1 · 네임스페이스 · Drydock');
    // Whoever comes by an address has gone nowhere yet: the terminal takes the keyboard.
    expect(await page.focused()).toContain('textarea');
  });

  it('goes on where the reader left off, and says how far that is', async () => {
    page = await site.open('?lang=en#namespaces/end');
    await waitForStep('Looking back');
    await page.click('drydock-guide >>> .row a');
    await page.waitFor(
      async () =>
        (await page.text('drydock-catalogue >>> .now .facts')).includes('1 of 3 steps passed'),
      'the progress',
    );
    await page.waitFor(async () => (await page.focused()).includes('Labs'), 'the keyboard there');
    expect(await page.text('drydock-catalogue >>> .now a')).toBe('Continue: Namespaces');
    await page.page.reload();
    await page.click('drydock-catalogue >>> .now a');
    await waitForStep('Looking back');
  });

  it.each([
    ['#nothing/uts', 'There is no lab “nothing”.'],
    ['#namespaces/gone', 'The lab “Namespaces” has no step “gone”.'],
    ['#%3Cimg%20src=x%20onerror=alert(1)%3E', 'There is no lab “<img src=x onerror=alert(1)>”.'],
  ])('says clearly that %s is not there', async (address, text) => {
    page = await site.open(`?lang=en${address}`);
    expect(await page.text('drydock-catalogue >>> [role=alert]')).toContain(text);
    expect(await page.count('drydock-catalogue >>> .lab')).toBe(2);
    await page.click('drydock-catalogue >>> .lab a');
    await waitForStep('A machine with two names');
    expect(await page.violations()).toEqual([]);
  });

  it('says that a lab could not be loaded, and loads it when asked again', async () => {
    page = await site.open('?lang=en&failing-loads=1#namespaces/pid');
    expect(await page.text('drydock-lab-wait >>> [role=alert]')).toContain('could not be loaded');
    await page.click('drydock-lab-wait >>> .primary');
    await waitForStep('A second PID 1');
  });

  it('tells that nothing is kept where the browser keeps nothing', async () => {
    page = await site.open('?lang=en');
    expect(await page.count('drydock-catalogue >>> .kept')).toBe(0);
    await page.page.evaluateOnNewDocument(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('refused', 'QuotaExceededError');
      };
    });
    await page.page.reload();
    expect(await page.text('drydock-catalogue >>> .kept')).toContain('keep nothing');
    await page.click('drydock-catalogue >>> .lab a');
    await waitForStep('A machine with two names');
  });

  function texts(selector: string): Promise<string[]> {
    return page.page
      .$$(`>>> ${selector}`)
      .then((all) =>
        Promise.all(all.map((one) => one.evaluate((it) => it.textContent?.trim() ?? ''))),
      );
  }
});
