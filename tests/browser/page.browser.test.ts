import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, resizePage } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';

/** Names and terms that are the same in both languages. */
const SAME_IN_KOREAN =
  /Drydock|English|Linux|Debian|BIOS|MB|Delete|Tab|Shift|Ctrl|F6|root|exit|ping|ps|Chrome|Edge|Firefox|Safari/g;

describe.each(BROWSERS)('the page in %s', (browser) => {
  let site: FixtureSite;
  let page: FixturePage;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());
  afterEach(() => page?.page.close());

  it('takes its language from the address and says so to the browser', async () => {
    page = await site.open('?lang=ko');
    expect(await page.page.evaluate(() => document.documentElement.lang)).toBe('ko');
    expect(await page.text('drydock-welcome >>> h2')).toBe('이 탭 안의 진짜 Linux 머신');
  });

  it('changes its language at once, remembers it, and keeps the terminal', async () => {
    page = await site.open();
    await page.page.keyboard.type('kept');
    await page.click('drydock-choice >>> input[value=ko]');
    await page.waitFor(
      async () => (await page.text('drydock-status-bar >>> .state')) === '실행 중',
      'Korean',
    );
    expect(await page.screen()).toContain('kept');
    await page.page.reload();
    await page.waitFor(
      async () => (await page.text('drydock-status-bar >>> .state')) === '실행 중',
      'Korean again',
    );
    await page.click('drydock-choice >>> input[value=en]');
    await page.waitFor(
      async () => (await page.text('drydock-status-bar >>> .state')) === 'Running',
      'English',
    );
    expect(await page.page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  it('has no English left in Korean', async () => {
    page = await site.open('?lang=ko');
    await page.press('Control', 'Shift', 'KeyF');
    await page.find('drydock-find-bar >>> input');
    await page.click('drydock-terminals >>> button[aria-label="좌우로 나누기"]');
    const running = await visibleTexts(page);
    await page.onMachine((machine) => machine.terminals[0]?.finish({ how: 'exited', status: 0 }));
    await page.find('drydock-terminal-pane >>> .ended');
    const ended = await visibleTexts(page);
    await page.onMachine((machine) => machine.stop('reboot'));
    await page.find('drydock-machine-notice >>> .card');
    const texts = [...running, ...ended, ...(await visibleTexts(page))];
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.filter((text) => /[A-Za-z]{2,}/.test(text.replace(SAME_IN_KOREAN, '')))).toEqual(
      [],
    );
  });

  it('can be walked through by keyboard alone, into the terminal and out of it', async () => {
    page = await site.open('?lang=en');
    await (await page.find('drydock-choice >>> input:checked')).focus();
    const seen = [await page.focused()];
    while (seen.length < 40 && !seen.at(-1)?.includes('Reset machine')) {
      await page.press('Tab');
      seen.push(await page.focused());
      if (seen.at(-1)?.includes('textarea')) await page.press('Control', 'Shift', 'F6');
    }
    const order = [
      'input',
      'Guide',
      'Send to the terminal',
      'Border',
      'Terminal 1',
      'New terminal',
      'textarea',
      'Reset machine',
    ];
    const places = order.map((name) => seen.findIndex((stop) => stop.includes(name)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('moves and hides the guide by keyboard', async () => {
    page = await site.open('?lang=en');
    const separator = await page.find('drydock-lab >>> drydock-split >>> [role=separator]');
    const value = () =>
      separator.evaluate((element) => Number(element.getAttribute('aria-valuenow')));
    const before = await value();
    await separator.focus();
    await page.press('ArrowRight');
    await page.waitFor(async () => (await value()) === before + 2, 'two percent');
    await page.press('Home');
    await page.waitFor(async () => (await value()) === 15, 'the smallest');
    await page.press('Enter');
    await page.waitFor(async () => (await value()) === 0, 'no guide');
    await page.press('Enter');
    await page.waitFor(async () => (await value()) === 15, 'the guide again');
  });

  it('moves the border by pointer', async () => {
    page = await site.open('?lang=en');
    const separator = await page.find('drydock-lab >>> drydock-split >>> [role=separator]');
    const box = await separator.boundingBox();
    const y = (box?.y ?? 0) + 100;
    await page.page.mouse.move((box?.x ?? 0) + 4, y);
    await page.page.mouse.down();
    await page.page.mouse.move(768, y, { steps: 4 });
    await page.page.mouse.up();
    const share = await separator.evaluate((element) =>
      Number(element.getAttribute('aria-valuenow')),
    );
    expect(share).toBeGreaterThanOrEqual(59);
    expect(share).toBeLessThanOrEqual(61);
  });

  it('walks its tabs with the arrow keys and closes them with Delete', async () => {
    page = await site.open('?lang=en');
    await page.click('drydock-terminals >>> button[aria-label="New terminal"]');
    const tab = await page.find('drydock-terminals >>> [role=tab][aria-selected=true]');
    await tab.focus();
    await page.press('ArrowLeft');
    await page.waitFor(async () => (await page.focused()).includes('Terminal 1'), 'the first tab');
    await page.press('Delete');
    await page.waitFor(
      async () => (await page.count('drydock-terminals >>> [role=tab]')) === 1,
      'one tab',
    );
    expect(await page.focused()).toContain('Terminal 2');
  });

  it.each([
    ['360 pixels wide', 360, 740],
    ['320 pixels wide', 320, 640],
    ['at 200 % on a laptop', 640, 360],
  ])('does not scroll sideways %s', async (_name, width, height) => {
    page = await site.open('?lang=ko');
    await resizePage(page.page, width, height);
    await page.waitFor(async () => (await page.count('drydock-split[stacked]')) > 0, 'a stack');
    const spare = async () => {
      const screen = await (await page.find('drydock-terminal')).boundingBox();
      const whole = await page.page.evaluate(() => document.documentElement.clientWidth);
      return whole - (screen?.width ?? 0);
    };
    await page.waitFor(async () => (await spare()) === 0, 'a terminal as wide as the page');
    expect(await overflow(page)).toMatchObject({ sideways: 0 });
    const guide = await (await page.find('drydock-catalogue')).boundingBox();
    const screen = await (await page.find('drydock-terminal')).boundingBox();
    expect(guide?.y).toBeLessThan(screen?.y ?? 0);
  });

  it.each([
    ['on a laptop', 1280, 800],
    ['on a phone', 390, 844],
  ])('fills the window and no more %s', async (_name, width, height) => {
    page = await site.open('?lang=en');
    await resizePage(page.page, width, height);
    await page.waitFor(async () => (await overflow(page)).down === 0, 'nothing to scroll');
    expect(await overflow(page)).toEqual({ sideways: 0, down: 0 });
  });

  it('keeps the chosen theme over a visit, also against the system', async () => {
    page = await site.open('?lang=en');
    await page.click('drydock-choice >>> input[value=dark]');
    await page.page.reload();
    await page.waitFor(
      () =>
        page.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme === 'dark'),
      'the dark theme',
    );
  });

  it('works where the browser keeps nothing', async () => {
    page = await site.open('?lang=en');
    await page.page.evaluateOnNewDocument(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('refused', 'SecurityError');
        },
      });
    });
    await page.page.reload();
    await page.waitForScreen('root@drydock');
    await page.click('drydock-choice >>> input[value=dark]');
    await page.waitForScreen('root@drydock');
  });
});

/** Pixels by which the page is larger than its window. */
function overflow({ page }: FixturePage): Promise<{ sideways: number; down: number }> {
  return page.evaluate(() => {
    const root = document.documentElement;
    return {
      sideways: root.scrollWidth - root.clientWidth,
      down: root.scrollHeight - root.clientHeight,
    };
  });
}

/** Every text a reader sees or hears: text nodes and names, through all shadow roots, without terminals and code. */
function visibleTexts({ page }: FixturePage): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walk = (node: Node): void => {
      if (node instanceof Element) {
        if (node.matches('.xterm-screen, pre, style, [translate=no], [lang=en]')) return;
        for (const name of ['aria-label', 'aria-description', 'title', 'placeholder']) {
          const text = node.getAttribute(name);
          // What comes after the colon is a command.
          if (text) texts.push(text.split(': ')[0] ?? '');
        }
        if (node.shadowRoot) walk(node.shadowRoot);
      } else if (node instanceof Text && node.data.trim()) texts.push(node.data.trim());
      for (const child of node.childNodes) walk(child);
    };
    walk(document.body);
    return texts;
  });
}
