import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';

describe.each(BROWSERS)('text from the machine in %s', (browser) => {
  let site: FixtureSite;
  let page: FixturePage;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());
  beforeEach(async () => {
    page = await site.open('?lang=en');
  });
  afterEach(() => page?.page.close());

  const print = async (text: string) => {
    const terminal = await page.find('drydock-terminal');
    await terminal.evaluate((_element, output) => {
      window.fixture.machines.at(-1)?.terminals[0]?.print(`\x1b[2J\x1b[H${output} end`);
    }, text);
    await page.waitForScreen('end');
  };

  const styleOf = async (text: string, property: 'color' | 'backgroundColor') => {
    const screen = await page.find('.xterm-rows');
    const read = () =>
      screen.evaluate(
        (rows, [wanted, name]) => {
          const spans = [...rows.querySelectorAll('span')];
          const span = spans.find((other) => other.textContent?.includes(wanted));
          return span && getComputedStyle(span)[name];
        },
        [text, property] as const,
      );
    await page.waitFor(async () => (await read()) !== undefined, `"${text}" drawn`);
    return read();
  };

  it('has its colours under the policy: sixteen, 256 and true ones', async () => {
    await page.click('drydock-choice >>> input[value=dark]');
    await print(
      '\x1b[31mred\x1b[0m \x1b[38;5;208mpalette\x1b[0m \x1b[38;2;1;200;3mtrue\x1b[48;2;4;5;6mback\x1b[0m',
    );
    expect(await styleOf('red', 'color')).toBe('rgb(255, 138, 128)');
    expect(await styleOf('palette', 'color')).toBe('rgb(255, 135, 0)');
    expect(await styleOf('true', 'color')).toBe('rgb(1, 200, 3)');
    expect(await styleOf('back', 'backgroundColor')).toBe('rgb(4, 5, 6)');
    expect(await page.violations()).toEqual([]);
  });

  it('is drawn in rows of one height that fill the screen', async () => {
    const rows = await page.find('.xterm-rows');
    const heights = await rows.evaluate((element) =>
      [...element.children].map((row) => row.getBoundingClientRect().height),
    );
    expect(new Set(heights).size).toBe(1);
    expect(heights[0]).toBeGreaterThan(15);
    expect(heights[0]).toBeLessThan(24);
  });

  it('breaks no rule of the policy, whatever the page shows', async () => {
    await page.press('Control', 'Shift', 'KeyF');
    await page.find('drydock-find-bar >>> input');
    await page.page.keyboard.type('root');
    await page.click('drydock-terminals >>> button[aria-label="Split side by side"]');
    await page.click('drydock-choice >>> input[value=light]');
    await page.click('drydock-status-bar >>> button[aria-label="Screen reader mode"]');
    await page.click('drydock-status-bar >>> .reset');
    await page.click('drydock-confirm >>> .answers button');
    await page.onMachine((machine) => machine.fail('worker-died', 'gone'));
    await page.click('drydock-machine-notice >>> summary');
    await page.click('drydock-machine-notice >>> .primary');
    await page.waitForScreen('root@drydock');
    expect(await page.violations()).toEqual([]);
  });

  it('is refused a script of its own by the policy', async () => {
    const ran = await page.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.body.dataset.ran = "yes"';
      document.body.append(script);
      await new Promise((done) => setTimeout(done, 100));
      return document.body.dataset['ran'];
    });
    expect(ran).toBeUndefined();
    expect((await page.violations()).join()).toContain('script-src');
  });

  it('cannot reach the clipboard, the title or the address', async () => {
    await page.page.evaluate(() => {
      const writeText = async (text: string) =>
        void document.body.setAttribute('data-copied', text);
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
    });
    const before = page.page.url();
    await print('\x1b]52;c;ZXZpbA==\x07\x1b]0;evil\x07\x1b]2;evil\x1b\\\x1b]1;evil\x07');
    expect(await page.page.title()).toBe('Drydock');
    expect(await page.page.evaluate(() => document.body.getAttribute('data-copied'))).toBeNull();
    expect(page.page.url()).toBe(before);
  });

  it('gets no answer about the title or the window, and cannot resize it', async () => {
    const size = await page.onMachine((machine) => machine.terminals[0]?.size);
    await print('\x1b[21t\x1b[20t\x1b[14t\x1b[18t\x1b[8;5;5t\x1b[3;0;0t\x1b[2t');
    expect(await page.onMachine((machine) => machine.terminals[0]?.input)).toBe('');
    expect(await page.onMachine((machine) => machine.terminals[0]?.size)).toEqual(size);
  });

  it('makes links of web addresses only, and shows where they go', async () => {
    await page.page.evaluate(() => {
      window.open = (address) => {
        document.body.setAttribute('data-opened', String(address));
        return null;
      };
    });
    await print('\x1b]8;;javascript:document.title="evil"\x07click\x1b]8;;\x07');
    const screen = await page.find('.xterm-screen');
    await page.page.keyboard.down('Control');
    await screen.click({ offset: { x: 12, y: 8 } });
    expect(await page.page.evaluate(() => document.body.getAttribute('data-opened'))).toBeNull();
    expect(await page.page.title()).toBe('Drydock');

    await print('\x1b]8;;https://example.org/real\x07https://bank.example\x1b]8;;\x07');
    await screen.hover();
    await page.page.mouse.move(...(await topLeft(screen)));
    await page.waitFor(
      async () => (await page.count('drydock-terminal >>> .link')) > 0,
      'the address',
    );
    expect(await page.text('drydock-terminal >>> .link')).toContain('https://example.org/real');
    await screen.click({ offset: { x: 12, y: 8 } });
    await page.page.keyboard.up('Control');
    expect(await page.page.evaluate(() => document.body.getAttribute('data-opened'))).toBe(
      'https://example.org/real',
    );
  });

  it('opens nothing on a plain click', async () => {
    await page.page.evaluate(() => {
      window.open = () => {
        document.body.setAttribute('data-opened', 'yes');
        return null;
      };
    });
    await print('https://example.org/');
    const screen = await page.find('.xterm-screen');
    await screen.click({ offset: { x: 12, y: 8 } });
    expect(await page.page.evaluate(() => document.body.getAttribute('data-opened'))).toBeNull();
  });

  it('is shown as text where it looks like HTML', async () => {
    const html = '<img src=x onerror=alert(1)><b>bold</b>';
    await print(html);
    expect(await page.screen()).toContain(html);
    await page.page.evaluate((text) => {
      window.fixture.machines.at(-1)?.stop('panic', text);
    }, html);
    expect(await page.text('drydock-machine-notice >>> h2')).toContain(html);
    expect(await page.count('img')).toBe(0);
  });

  it('cannot turn the line around', async () => {
    await print('\u202Eabc\u2066');
    const rows = await page.find('.xterm-rows');
    expect(await rows.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe(
      'bidi-override',
    );
  });

  it('survives noise, and the terminal goes on', async () => {
    await page.onMachine((machine) => {
      const noise = new Uint8Array(300_000).map(
        (_byte, index) => (index * 7919 + (index >> 3)) % 256,
      );
      machine.terminals[0]?.printBytes(noise);
      machine.terminals[0]?.print('\x18\x1bc after the noise');
    });
    await page.waitForScreen('after the noise');
    expect(await page.violations()).toEqual([]);
    expect(await page.page.title()).toBe('Drydock');
  });
});

async function topLeft(element: {
  boundingBox(): Promise<{ x: number; y: number } | null>;
}): Promise<[number, number]> {
  const box = await element.boundingBox();
  return [(box?.x ?? 0) + 14, (box?.y ?? 0) + 9];
}
