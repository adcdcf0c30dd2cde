import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, resizePage } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';

const PANEL = 'drydock-snapshots >>> ';
const ENTRY = 'drydock-snapshot-entry >>> ';
const CHOICE = 'drydock-continue >>> ';

describe.each(BROWSERS)('snapshots in %s', (browser) => {
  let site: FixtureSite;
  let page: FixturePage;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());
  afterEach(async () => {
    expect(await page?.violations()).toEqual([]);
    await page?.page.evaluate(() => localStorage.clear());
    await page?.page.close();
  });

  const open = async (query = '?lang=en') => {
    page = await site.open(query);
  };
  const kept = () => page.page.evaluate(() => window.fixture.store.kept);
  const waitForKept = (...all: string[]) =>
    page.waitFor(async () => (await kept()).join() === all.join(), `${all} in the store`);
  const openPanel = async () => {
    await page.click('drydock-status-bar >>> button[aria-label=Snapshots]');
    await page.find(`${PANEL}.save`);
  };
  const closePanel = async () => {
    await page.press('Escape');
    await page.waitFor(async () => (await page.count(`${PANEL}.save`)) === 0, 'no panel');
  };
  const news = () => page.text(`${PANEL}[role=status]`);
  const waitForNews = (text: string) =>
    page.waitFor(async () => (await news()) === text, `"${text}" to be read out`);
  const save = async (name: string) => {
    await openPanel();
    await page.click(`${PANEL}.save input`);
    await page.page.keyboard.type(name);
    await page.press('Enter');
    await waitForNews('Saved.');
    await closePanel();
  };
  const restore = async () => {
    await openPanel();
    await page.click(`${ENTRY}.actions button`);
    await page.waitFor(async () => (await page.count(`${PANEL}.save`)) === 0, 'no panel');
  };
  const comeBack = async () => {
    await page.page.reload();
    await page.find(`${CHOICE}.primary`);
  };
  const typeInTerminal = async (text: string) => {
    await page.click('drydock-terminal');
    await page.page.keyboard.type(text);
  };

  it('ask a first visitor nothing, and are not loaded before there is something to keep', async () => {
    await open();
    expect(await page.count('drydock-continue')).toBe(0);
    expect(await page.page.evaluate(() => window.fixture.opened)).toEqual([]);
    await typeInTerminal('x');
    const opened = () => page.page.evaluate(() => window.fixture.opened.join());
    await page.waitFor(async () => (await opened()) === 'open', 'open snapshots');
  });

  it('are loaded for a key that is pressed while the machine is still printing', async () => {
    await open();
    const keyboard = await page.find('drydock-terminal >>> textarea');
    await keyboard.evaluate((textarea) => {
      window.fixture.machines.at(-1)?.terminals[0]?.print('.');
      const key = { key: 'Enter', keyCode: 13, bubbles: true, composed: true };
      textarea.dispatchEvent(new KeyboardEvent('keydown', key));
    });
    const opened = () => page.page.evaluate(() => window.fixture.opened.join());
    await page.waitFor(async () => (await opened()) === 'open', 'open snapshots');
  });

  it('bring the screen back with what had scrolled away, and send the size of the window', async () => {
    await open();
    await page.onMachine((machine) => {
      const lines = Array.from({ length: 600 }, (_none, index) => `line ${index}`);
      machine.terminals[0]?.print(`\r\n\x1b[31m${lines.join('\r\n')}\x1b[0m\r\nbefore `);
    });
    await page.waitForScreen('before');
    await save('here');
    await typeInTerminal('after');
    await page.waitForScreen('before after');
    await resizePage(page.page, 1000, 700);
    await restore();
    await page.waitForScreen('line 599\nbefore');
    expect(await page.screen()).not.toContain('after');
    const terminal = await page.find('drydock-terminal');
    const seen = await terminal.evaluate(
      (element) => (element as HTMLElementTagNameMap['drydock-terminal']).size,
    );
    const hasSize = async () => {
      const told = await page.onMachine((machine) => machine.terminals.at(-1)?.size);
      return JSON.stringify(told) === JSON.stringify(seen);
    };
    await page.waitFor(hasSize, 'a program with the size of the window');
    await typeInTerminal('typed');
    expect(await page.onMachine((machine) => machine.terminals.at(-1)?.input)).toBe('typed');
    await page.press('Control', 'Shift', 'KeyF');
    await page.find('drydock-find-bar >>> input');
    await page.page.keyboard.type('line 42');
    await page.waitFor(async () => /of 11$/.test(await page.text('output')), 'a line far up');
  });

  it('bring tabs back, and show what had ended as ended', async () => {
    await open();
    await page.click('drydock-terminals >>> button[aria-label="New terminal"]');
    await page.waitFor(
      () => page.onMachine((machine) => machine.terminals.length === 2),
      'a second shell',
    );
    await page.onMachine((machine) => machine.terminals[0]?.finish({ how: 'exited', status: 7 }));
    await save('two');
    await page.click('drydock-terminals >>> [aria-label="Close Terminal 1"]');
    await restore();
    await page.waitFor(async () => (await page.count('[role=tab]')) === 2, 'two tabs');
    expect(await page.text('[role=tab][aria-selected=true]')).toBe('Terminal 2');
    await page.click('[role=tab]:first-child');
    expect(await page.text('drydock-terminal-pane >>> .ended span')).toContain('status 7');
    expect(await page.onMachine((machine) => machine.terminals.length)).toBe(3);
  });

  it('let a screen from a stranger do no more than output, and answer nothing it asks', async () => {
    await open();
    await openPanel();
    await page.page.evaluate(() => {
      document.title = 'mine';
      const content =
        'harmless\x1b]0;renamed\x07\x1b]52;c;c3RvbGVu\x07\x1b[6n\x1b[c\x1b]10;?\x07\x1bP$q"p\x1b\\<img src=x onerror=alert(1)>';
      const screen = { columns: 80, rows: 24, content };
      const terminal = { id: 1, pid: 500, end: null, screen };
      const tabs = [{ id: 1, terminals: [1] }];
      const terminals = { tabs, activeTab: 1, activeTerminal: 1, nextId: 2, terminals: [terminal] };
      const lab = { labId: '', stepId: '', prepared: false, progress: null };
      const alive = { number: 1, pid: 500, columns: 80, rows: 24 };
      window.fixture.store.add({ label: 'odd' }, { format: 1, terminals, lab }, [alive]);
    });
    await page.click(`${ENTRY}.actions button`);
    await page.waitForScreen('harmless<img src=x onerror=alert(1)>');
    expect(await page.onMachine((machine) => machine.terminals.at(-1)?.input)).toBe('');
    expect(await page.page.title()).toBe('mine');
  });

  it('are refused whole when the page cannot use its part, and the machine goes on', async () => {
    await open();
    await openPanel();
    await page.page.evaluate(() => window.fixture.store.add({ label: 'odd' }, { format: 99 }));
    await page.click(`${ENTRY}.actions button`);
    await page.find(`${PANEL}.problem`);
    await closePanel();
    expect(await page.onMachine((machine) => machine.restored.length)).toBe(0);
    await typeInTerminal('alive');
    await page.waitForScreen('alive');
  });

  it('are taken when a step is passed; machine and progress come back together, unprepared', async () => {
    await open('?lang=en#namespaces/uts');
    await page.find('drydock-tasks >>> .check');
    await page.onMachine((machine) => {
      machine.answers = { named: [0, 'saw pid 312'], looked: [0] };
    });
    await page.click('drydock-tasks >>> .check');
    await waitForKept('passed-step');
    await page.find('drydock-guide >>> .passed-note');
    await page.onMachine((machine) => {
      machine.answers = {};
    });
    await page.click('drydock-guide >>> .end button');
    await page.click('drydock-guide >>> drydock-confirm >>> .danger');
    const passed = () => page.count('drydock-guide >>> .passed-note');
    await page.waitFor(async () => (await passed()) === 0, 'nothing passed');
    const scripts = () => page.onMachine((machine) => machine.scripts.length);
    const before = await scripts();
    await openPanel();
    expect(await page.text(`${ENTRY}h3`)).toMatch(/^Passed: /);
    await page.click(`${ENTRY}.actions button`);
    await page.waitFor(async () => (await passed()) === 1, 'the step passed again');
    await page.find('drydock-tasks >>> .check');
    expect(await scripts()).toBe(before);
  });

  it('are taken when the page is hidden and before a reset', async () => {
    await open();
    await typeInTerminal('x');
    await page.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await waitForKept('hidden');
    await page.click('drydock-status-bar >>> .reset');
    await page.click('drydock-lab >>> drydock-confirm >>> .danger');
    await waitForKept('hidden', 'before-reset');
    expect(await page.onMachine((machine) => machine.resets)).toBe(1);
  });

  it('are taken before a reset, though it comes at once after the first work', async () => {
    await open();
    await typeInTerminal('x');
    await page.click('drydock-status-bar >>> .reset');
    await page.click('drydock-lab >>> drydock-confirm >>> .danger');
    await waitForKept('before-reset');
    expect(await page.onMachine((machine) => machine.resets)).toBe(1);
  });

  it('offer to continue where the learner left off, by one key', async () => {
    await open();
    await typeInTerminal('left here');
    await save('mine');
    await comeBack();
    expect(await page.text(`${CHOICE}.facts`)).toContain('mine');
    expect(await page.focused()).toContain('Continue');
    expect(await page.onMachine((machine) => machine.terminals.length)).toBe(0);
    await page.press('Enter');
    await page.waitForScreen('left here');
    await page.waitFor(async () => (await page.focused()).includes('textarea'), 'the keyboard');
    expect(await page.count('drydock-continue')).toBe(0);
    expect(await page.onMachine((machine) => machine.terminals.length)).toBe(1);
  });

  it('let the learner start fresh instead', async () => {
    await open();
    await typeInTerminal('left here');
    await save('mine');
    await comeBack();
    await page.press('Tab');
    await page.press('Enter');
    await page.waitForScreen('root@drydock');
    expect(await page.screen()).not.toContain('left here');
    expect(await kept()).toEqual(['named mine']);
  });

  it('do not stand in the way when the list cannot be read, or takes for ever', async () => {
    for (const trouble of ['store=storage-blocked', 'slow=list']) {
      await open();
      await page.page.evaluate(() => localStorage.setItem('drydock.continue-with', '1 x'));
      await page.page.goto(page.page.url().replace('?lang=en', `?lang=en&${trouble}`));
      await page.find(CHOICE.concat('.answers button'));
      await page.click(`${CHOICE}.answers button`);
      await page.waitForScreen('root@drydock');
      await page.page.evaluate(() => localStorage.clear());
    }
  });

  it('are renamed, deleted and brought back by keyboard, and all of it is read out', async () => {
    await open();
    await openPanel();
    await page.page.evaluate(() => {
      window.fixture.store.add({
        label: 'one',
        takenAt: Date.now() - 330_000,
        labId: 'namespaces',
      });
    });
    await page.click(`${ENTRY}.rename`);
    await page.page.keyboard.type('other');
    await page.press('Enter');
    await page.waitFor(async () => (await page.text(`${ENTRY}h3`)) === 'other', 'another name');
    await waitForNews('Renamed.');
    expect(await page.text(`${ENTRY}time`)).toMatch(/^5 minutes ago · /);
    await (await page.find(`${ENTRY}.delete`)).focus();
    await page.press('Enter');
    await waitForNews('“other” was deleted.');
    await page.waitFor(async () => (await page.focused()).includes('Undo'), 'the way back');
    await page.press('Enter');
    await page.waitFor(async () => (await page.focused()).includes('Restore'), 'the entry again');
    expect(await page.text(`${ENTRY}h3`)).toBe('other');
  });

  it('are carried in files: exported, chosen and dropped', async () => {
    await open();
    await openPanel();
    await page.page.evaluate(() => window.fixture.store.add({ label: 'one' }));
    await page.page.evaluate(() => {
      document.addEventListener('click', (event) => {
        const [link] = event.composedPath();
        if (link instanceof HTMLAnchorElement) document.body.dataset['file'] = link.download;
      });
      HTMLAnchorElement.prototype.click = function () {
        document.body.dataset['file'] = this.download;
      };
    });
    await page.click(`${ENTRY}.export`);
    await waitForNews('The file is being downloaded.');
    expect(await page.page.evaluate(() => document.body.dataset['file'])).toBe('fake-1.drydock');
    await drop(page, 'content');
    await waitForNews('Imported.');
    expect(await kept()).toEqual(['named one', 'imported from a file']);
    await drop(page, 'other');
    await page.find(`${PANEL}.problem`);
    expect(await page.text(`${PANEL}.problem`)).toContain('engine · 3f2a9c81d0');
  });

  it('show how far something is, and can be stopped', async () => {
    await open();
    await openPanel();
    await page.page.evaluate(() => {
      window.fixture.store.slow = ['save'];
    });
    await page.click(`${PANEL}.save .primary`);
    await page.find(`${PANEL}progress`);
    // The bar is there before the first number is.
    const amount = async () => page.text(`${PANEL}.amount`);
    await page.waitFor(async () => (await amount()) !== '', 'an amount');
    expect(await amount()).toBe('3.4 MB of 8.1 MB');
    await page.click(`${PANEL}.activity button`);
    await waitForNews('Cancelled.');
    expect(await kept()).toEqual([]);
  });

  it.each([
    ['quota-exceeded', 'The browser gives no more room: 8.4 MB needed, 1.2 MB free'],
    ['storage-refused', 'This browser keeps nothing here'],
    ['storage-blocked', 'Another tab keeps the snapshots locked'],
    ['storage-failed', 'The browser’s storage does not work right now'],
  ] as const)('say what %s means, and the machine runs on', async (code, title) => {
    await open();
    await page.page.evaluate((named) => {
      window.fixture.store.failures = { save: named };
    }, code);
    await openPanel();
    await page.click(`${PANEL}.save .primary`);
    await page.find(`${PANEL}.problem[role=alert]`);
    expect(await page.text(`${PANEL}.problem h3`)).toBe(title);
    await closePanel();
    await typeInTerminal('alive');
    await page.waitForScreen('alive');
  });

  it('tell when one that nobody waits for was not kept, without being in the way', async () => {
    await open();
    await typeInTerminal('x');
    await page.page.evaluate(() => {
      window.fixture.store.failures = { save: 'quota-exceeded' };
    });
    await page.click('drydock-status-bar >>> .reset');
    await page.click('drydock-lab >>> drydock-confirm >>> .danger');
    await page.find('drydock-snapshot-notice >>> .strip');
    expect(await page.onMachine((machine) => machine.resets)).toBe(1);
    await page.click('drydock-snapshot-notice >>> .icon');
    await page.waitFor(
      async () => (await page.count('drydock-snapshot-notice >>> .strip')) === 0,
      'no strip',
    );
  });

  it('say that the browser may delete them, until it has promised not to', async () => {
    await open();
    await openPanel();
    const badge = () => page.text(`${PANEL}footer`);
    expect(await badge()).toContain('may delete snapshots');
    await page.page.evaluate(() => {
      window.fixture.promise = false;
    });
    await page.click(`${PANEL}footer button`);
    await page.waitFor(async () => (await badge()).includes('has not promised'), 'no promise');
  });
});

/** Drops a file with this content on the panel. */
async function drop(page: FixturePage, content: string): Promise<void> {
  const panel = await page.find(`${PANEL}.panel`);
  await panel.evaluate((element, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'x.drydock'));
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, content);
}
