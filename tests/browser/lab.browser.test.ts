import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';

type Lab = HTMLElementTagNameMap['drydock-lab'];

describe.each(BROWSERS)('the lab in %s', (browser) => {
  let site: FixtureSite;
  let page: FixturePage;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());
  afterEach(() => page?.page.close());

  it('shows how far the start is, in bytes and steps', async () => {
    page = await site.open('?lang=en&plan=wait', 'machine');
    await page.onMachine((machine) =>
      machine.setStatus({ state: 'downloading', loaded: 1_700_000, total: 3_400_000 }),
    );
    const bar = await page.find('drydock-boot-status >>> [role=progressbar]');
    await page.waitFor(async () => (await attribute(bar, 'aria-valuenow')) === '50', 'half of it');
    expect(await attribute(bar, 'aria-valuetext')).toBe('1.7 of 3.4 MB');
    await page.onMachine((machine) => machine.setStatus({ state: 'restoring' }));
    await page.waitFor(
      async () =>
        (await page.text('drydock-boot-status >>> [role=status]')) === 'Restoring its memory',
      'the next step announced',
    );
  });

  it('shows the last line of the kernel while it boots cold', async () => {
    page = await site.open('?lang=en&plan=wait', 'machine');
    await page.onMachine((machine) =>
      machine.setStatus({ state: 'booting', lastKernelLine: 'Run /sbin/init as init process' }),
    );
    expect(await page.text('drydock-boot-status >>> .kernel')).toBe(
      'Run /sbin/init as init process',
    );
  });

  it('tells every change of the status, out of its shadow root', async () => {
    page = await site.open('?lang=en');
    const events = await page.page.evaluate(() => window.fixture.events);
    expect(events.slice(-2)).toEqual(['restoring', 'ready']);
  });

  it('runs scripts and resets for its page', async () => {
    page = await site.open('?lang=en');
    const lab = await page.find('drydock-lab');
    const result = await lab.evaluate(async (element) => {
      const lab = element as Lab;
      const result = await lab.exec('id -u', { timeoutMs: 1000 });
      await lab.reset();
      return { result, state: lab.status.state };
    });
    expect(result).toEqual({
      result: { exitCode: 0, stdout: 'out\n', stderr: '' },
      state: 'ready',
    });
    expect(await page.onMachine(({ scripts, resets }) => ({ scripts, resets }))).toEqual({
      scripts: ['id -u'],
      resets: 1,
    });
  });

  it('refuses to run scripts while there is no machine', async () => {
    page = await site.open('?lang=en');
    const code = await page.page.evaluate(() => {
      const lab = document.createElement('drydock-lab');
      return lab.exec('true').catch((error: { code: string }) => error.code);
    });
    expect(code).toBe('not-ready');
  });

  it('names the file that could not be loaded, and tries again with a new machine', async () => {
    page = await site.open('?lang=en&plan=wait', 'machine');
    await page.onMachine((machine) =>
      machine.fail('download-failed', '404 Not Found', 'image/base.layer'),
    );
    expect(await page.text('drydock-machine-notice >>> h2')).toBe(
      'A file of the machine could not be loaded',
    );
    expect(await page.text('drydock-machine-notice >>> .card')).toContain('image/base.layer');
    await page.click('drydock-machine-notice >>> .primary');
    await page.waitFor(async () => (await machineCount(page)) === 2, 'a second machine');
    expect(await page.count('drydock-machine-notice')).toBe(0);
    expect(await page.page.evaluate(() => window.fixture.machines[0]?.destroyed)).toBe(true);
  });

  it('keeps the last screen readable below the news that the machine stopped', async () => {
    page = await site.open('?lang=en');
    await page.onMachine((machine) => machine.terminals[0]?.print('\r\nlast words'));
    await page.waitForScreen('last words');
    await page.onMachine((machine) => machine.stop('panic', 'Attempted to kill init!'));
    expect(await page.text('drydock-machine-notice >>> h2')).toBe(
      'The kernel panicked: Attempted to kill init!',
    );
    expect(await page.screen()).toContain('last words');
    const notice = await (await page.find('drydock-machine-notice')).boundingBox();
    const screen = await (await page.find('drydock-terminal')).boundingBox();
    expect((notice?.y ?? 0) + (notice?.height ?? 0)).toBeLessThanOrEqual(screen?.y ?? 0);
    expect(screen?.height).toBeGreaterThan(200);
  });

  it('starts again after a stop, with a fresh terminal', async () => {
    page = await site.open('?lang=en');
    await page.page.keyboard.type('old');
    await page.waitForScreen('old');
    await page.onMachine((machine) => machine.stop('poweroff'));
    await page.click('drydock-machine-notice >>> .primary');
    await page.waitFor(async () => !(await page.screen()).includes('old'), 'a fresh screen');
    await page.waitForScreen('root@drydock');
    expect(await page.onMachine(({ resets, terminals }) => [resets, terminals.length])).toEqual([
      1, 2,
    ]);
  });

  it('asks before it resets the machine', async () => {
    page = await site.open('?lang=en');
    await page.click('drydock-status-bar >>> .reset');
    await page.click('drydock-confirm >>> dialog[open] button:not(.danger)');
    expect(await page.onMachine(({ resets }) => resets)).toBe(0);
    await page.click('drydock-status-bar >>> .reset');
    await page.click('drydock-confirm >>> dialog[open] .danger');
    await page.waitFor(async () => (await page.onMachine(({ resets }) => resets)) === 1, 'a reset');
  });

  it('offers a new shell where one has ended, one Enter away', async () => {
    page = await site.open('?lang=en');
    await page.onMachine((machine) => machine.terminals[0]?.finish({ how: 'exited', status: 3 }));
    await page.waitFor(async () => (await page.focused()).includes('New shell'), 'the button');
    expect(await page.text('drydock-terminal-pane >>> .ended')).toContain('status 3');
    await page.press('Enter');
    await page.waitFor(
      async () => (await page.onMachine(({ terminals }) => terminals.length)) === 2,
      'a shell',
    );
    await page.waitFor(
      async () => (await page.focused()).includes('xterm-helper-textarea'),
      'the keyboard',
    );
  });

  it('sends a command of the guide to the terminal', async () => {
    page = await site.open('?lang=en');
    await page.click('drydock-command >>> .send');
    await page.waitForScreen('lsns');
    expect(await page.onMachine((machine) => machine.terminals[0]?.input)).toBe('uname -r\rlsns\r');
  });

  it('opens, splits and closes terminals', async () => {
    page = await site.open('?lang=en');
    await page.click('drydock-terminals >>> button[aria-label="New terminal"]');
    await page.click('drydock-terminals >>> button[aria-label="Split side by side"]');
    await page.waitFor(
      async () => (await page.onMachine(({ terminals }) => terminals.length)) === 3,
      'three',
    );
    await page.page.keyboard.type('third');
    await page.waitFor(
      async () => (await page.onMachine((machine) => machine.terminals[2]?.input)) === 'third',
      'the new one to have the keyboard',
    );
    await page.click('drydock-terminal-pane[slot=start][id=terminal-2] >>> .corner');
    expect(await page.onMachine((machine) => machine.terminals[1]?.hungUp)).toBe(true);
    await page.click('drydock-terminals >>> .tab[data-active] .icon');
    await page.click('drydock-terminals >>> .tab[data-active] .icon');
    await page.click('drydock-terminals >>> .empty button');
    await page.waitForScreen('root@drydock');
  });

  it('shows every change of a property', async () => {
    page = await site.open('?lang=en');
    const text = await page.page.evaluate(async () => {
      const command = document.createElement('drydock-command');
      document.body.append(command);
      command.text = 'one';
      await command.updateComplete;
      command.text = 'two';
      await command.updateComplete;
      return command.shadowRoot?.querySelector('pre')?.textContent?.trim();
    });
    expect(text).toBe('two');
  });

  it('leaves nothing open when it is taken away', async () => {
    page = await site.open('?lang=en');
    const counts = await page.page.evaluate(async () => {
      const app = document.querySelector('drydock-app');
      for (let round = 0; app && round < 10; round++) {
        app.remove();
        document.body.append(app);
        await app.updateComplete;
        await new Promise((done) => setTimeout(done, 30));
      }
      app?.remove();
      await new Promise((done) => setTimeout(done, 50));
      const { machines } = window.fixture;
      return {
        machines: machines.length,
        alive: machines.filter((machine) => !machine.destroyed).length,
        listeners: machines.map((machine) => machine.statusChanges.size),
        outputs: machines.flatMap(({ terminals }) => terminals.map((one) => one.listenerCount)),
      };
    });
    expect(counts.machines).toBe(11);
    expect(counts.alive).toBe(0);
    expect(counts.listeners.every((count) => count === 0)).toBe(true);
    expect(counts.outputs.every((count) => count === 0)).toBe(true);
  });
});

function attribute(
  element: {
    evaluate<T>(read: (element: HTMLElement, name: string) => T, name: string): Promise<T>;
  },
  name: string,
) {
  return element.evaluate((target, wanted) => target.getAttribute(wanted), name);
}

function machineCount({ page }: FixturePage): Promise<number> {
  return page.evaluate(() => window.fixture.machines.length);
}
