import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS, resizePage } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';

describe.each(BROWSERS)('the terminal in %s', (browser) => {
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

  it('sends keys to the machine and shows what comes back', async () => {
    await page.page.keyboard.type('echo hi');
    await page.page.keyboard.press('Enter');
    await page.waitForScreen('echo hi\necho hi');
    expect(await page.onMachine((machine) => machine.terminals[0]?.input)).toBe('echo hi\r');
  });

  it('has the keyboard as soon as it is there', async () => {
    expect(await page.focused()).toContain('textarea xterm-helper-textarea Terminal 1');
  });

  it('leaves Ctrl+C, Tab and Escape to the program', async () => {
    await page.press('Control', 'KeyC');
    await page.press('Tab');
    await page.press('Escape');
    expect(await page.onMachine((machine) => machine.terminals[0]?.input)).toBe('\x03\t\x1b');
  });

  it('types what sendText is given, with Enter for a line feed', async () => {
    const terminal = await page.find('drydock-terminal');
    await terminal.evaluate((element) =>
      (element as HTMLElementTagNameMap['drydock-terminal']).sendText('ls\npwd\n'),
    );
    expect(await page.onMachine((machine) => machine.terminals[0]?.input)).toBe('ls\rpwd\r');
  });

  it('sends Korean text once it is composed', async () => {
    await composeKorean(page, browser === 'chromium');
    await page.waitForScreen('한글');
    expect(await page.onMachine((machine) => machine.terminals[0]?.input)).toBe('한글');
  });

  it('gives Korean letters two cells', async () => {
    await page.onMachine((machine) => machine.terminals[0]?.print('\r\n가나\x1b[6n'));
    await page.waitFor(
      () => page.onMachine((machine) => machine.terminals[0]?.input.endsWith(';5R') ?? false),
      'the cursor in column 5',
    );
  });

  it('tells the machine its size when the page changes', async () => {
    const before = await page.onMachine((machine) => machine.terminals[0]?.size);
    await resizePage(page.page, 900, 600);
    await page.waitFor(async () => {
      const after = await page.onMachine((machine) => machine.terminals[0]?.size);
      return (
        (after?.columns ?? 0) < (before?.columns ?? 0) && (after?.rows ?? 0) < (before?.rows ?? 0)
      );
    }, 'fewer columns and rows');
  });

  it('copies the selection with Ctrl+Shift+C', async () => {
    await page.page.evaluate(() => {
      const writeText = async (text: string) =>
        void document.body.setAttribute('data-copied', text);
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
    });
    await page.onMachine((machine) => machine.terminals[0]?.print('\x1b[2J\x1b[Hcopyme '));
    await page.waitForScreen('copyme');
    const rows = await page.find('.xterm-screen');
    await rows.click({ count: 2, offset: { x: 20, y: 8 } });
    await page.press('Control', 'Shift', 'KeyC');
    await page.page.waitForSelector('body[data-copied=copyme]');
    expect(await page.onMachine((machine) => machine.terminals[0]?.input)).toBe('');
  });

  it('pastes in brackets where the program asked for it', async () => {
    await page.onMachine((machine) => machine.terminals[0]?.print('\x1b[?2004hok'));
    await page.waitForScreen('ok');
    const field = await page.find('textarea');
    await field.evaluate((element) => {
      const data = new DataTransfer();
      data.setData('text/plain', 'a\nb');
      // Firefox fills the event from two members of its own.
      const legacy = { dataType: 'text/plain', data: 'a\nb' };
      const init = { clipboardData: data, bubbles: true, ...legacy };
      element.dispatchEvent(new ClipboardEvent('paste', init));
    });
    const input = await page.onMachine((machine) => machine.terminals[0]?.input);
    expect(input).toBe('\x1b[200~a\rb\x1b[201~');
  });

  it('finds text, and gives the keyboard back on Escape', async () => {
    await page.onMachine((machine) => machine.terminals[0]?.print('\r\nneedle hay needle'));
    await page.waitForScreen('needle');
    await page.press('Control', 'Shift', 'KeyF');
    await page.find('drydock-find-bar >>> input');
    await page.page.keyboard.type('needle');
    await page.waitFor(async () => /[12] of 2/.test(await page.text('output')), 'two places');
    await page.press('Escape');
    await page.waitFor(async () => (await page.count('drydock-find-bar')) === 0, 'no search bar');
    expect(await page.focused()).toContain('xterm-helper-textarea');
  });

  it('lets the keyboard out with Ctrl+Shift+F6, and Tab goes on', async () => {
    await page.press('Control', 'Shift', 'F6');
    expect(await page.focused()).toContain('You left the terminal');
    await page.press('Tab');
    expect(await page.focused()).not.toContain('textarea');
    expect(await page.onMachine((machine) => machine.terminals[0]?.input)).toBe('');
  });

  it('leads back to what comes before the terminal with Shift+Tab from there', async () => {
    await page.press('Control', 'Shift', 'F6');
    await page.press('Shift', 'Tab');
    expect(await page.focused()).toContain('Search in the terminal');
    await page.press('Tab');
    expect(await page.focused()).toContain('textarea xterm-helper-textarea');
  });

  it('reads the screen out in screen reader mode', async () => {
    await page.click('drydock-status-bar >>> button[aria-label="Screen reader mode"]');
    await page.onMachine((machine) => machine.terminals[0]?.print('\r\nspoken'));
    await page.waitFor(
      async () => (await page.text('.xterm-accessibility-tree')).includes('spoken'),
      'a line to read out',
    );
  });

  it('loses nothing of a flood and holds the machine back', async () => {
    await page.onMachine((machine) => {
      const lines = Array.from({ length: 65_536 }, (_line, index) => `${index}`.padStart(78, '.'));
      machine.terminals[0]?.print(`${lines.join('\r\n')}\r\nthe end`);
    });
    await page.waitForScreen('the end');
    expect(await page.screen()).toContain('65535');
    const { most, left, bytes } = await page.onMachine((machine) => {
      const { mostOutstanding, outstanding, delivered } = machine.terminals[0] ?? {};
      return { most: mostOutstanding, left: outstanding, bytes: delivered };
    });
    expect(bytes).toBeGreaterThan(5_000_000);
    expect(most).toBeLessThanOrEqual(288 * 1024);
    expect(left).toBe(0);
  });

  it('takes Ctrl+C in the middle of a flood', async () => {
    await page.onMachine((machine) => machine.terminals[0]?.print('y\r\n'.repeat(4_000_000)));
    await page.press('Control', 'KeyC');
    await page.waitForScreen('^C');
    await page.page.keyboard.type('still here');
    await page.waitForScreen('still here');
  });

  it('follows the theme', async () => {
    const background = () =>
      page
        .find('.xterm-scrollable-element')
        .then((screen) => screen.evaluate((element) => getComputedStyle(element).backgroundColor));
    await page.click('drydock-choice >>> input[value=light]');
    await page.waitFor(async () => (await background()) === 'rgb(252, 253, 254)', 'a light screen');
    await page.click('drydock-choice >>> input[value=dark]');
    await page.waitFor(async () => (await background()) === 'rgb(12, 17, 22)', 'a dark screen');
  });
});

/** Types 한글 through an input method: Chromium has a command for it, elsewhere the same events are sent. */
async function composeKorean({ page }: FixturePage, native: boolean): Promise<void> {
  if (native) {
    const session = await page.createCDPSession();
    for (const text of ['ㅎ', '하', '한', '한ㄱ', '한그', '한글']) {
      await session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    }
    await session.send('Input.insertText', { text: '한글' });
    return;
  }
  const field = await page.waitForSelector('>>> textarea');
  await field?.evaluate((element) => {
    const area = element as HTMLTextAreaElement;
    area.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    for (const data of ['ㅎ', '한', '한글']) {
      area.value = data;
      area.dispatchEvent(new CompositionEvent('compositionupdate', { data, bubbles: true }));
    }
    area.dispatchEvent(new CompositionEvent('compositionend', { data: '한글', bubbles: true }));
  });
}
