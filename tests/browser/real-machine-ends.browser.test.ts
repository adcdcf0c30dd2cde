import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { BOOT_PATIENCE_MS } from './page-visit.ts';
import type { RealPage } from './real-page.ts';
import { RealSite } from './real-site.ts';

const NOTICE = 'drydock-machine-notice';

describe.each(BROWSERS)('a machine that comes to an end in %s', (browser) => {
  let site: RealSite;
  let page: RealPage;

  beforeAll(async () => {
    site = await RealSite.start(browser);
  });
  afterAll(() => site?.close());
  afterEach(async () => {
    const complaints = await page?.complaints();
    await page?.close();
    expect(complaints ?? []).toEqual([]);
  });

  /** A shell that takes commands, and nothing of the work from before. */
  async function expectFreshMachine(): Promise<void> {
    await page.waitForPrompt();
    await page.waitForState('Running');
    expect(await page.run('ls mine')).toMatch(/No such file or directory/);
    expect(await page.count(NOTICE)).toBe(0);
  }

  it.each([
    ['poweroff', 'The machine was switched off'],
    ['poweroff -f', 'The machine was switched off'],
    ['reboot', 'The machine was told to reboot'],
    ['echo c > /proc/sysrq-trigger', 'The kernel panicked: sysrq triggered crash'],
  ])('by `%s` is told, and a button goes on', async (command, title) => {
    page = await site.visit();
    expect(await page.run('touch mine; ls')).toBe('mine');
    await page.type(command);
    // Nobody presses Enter on what they do not see yet; a kernel that panics at once would never have echoed it.
    await page.waitFor(async () => (await page.screen()).includes(command), 'the echo');
    await page.type('\n');
    expect(await page.text(`${NOTICE} >>> h2`)).toBe(title);
    await page.waitForState('Stopped');
    expect(await page.screen()).toContain(command);
    await page.click(`${NOTICE} >>> .primary`);
    await expectFreshMachine();
  });

  it('loses its shells with the agent, says so, and Enter opens a new one', async () => {
    page = await site.visit();
    await page.run('touch mine');
    await page.type('kill -9 $(pgrep drydock-agent)\n');
    expect(await page.text('drydock-terminal-pane >>> .ended span')).toBe(
      'The connection to the shell was lost.',
    );
    await page.press('Enter');
    await page.waitForPrompt();
    expect(await page.run('ls')).toBe('mine');
  });

  it('can be reset during a fork bomb', async () => {
    page = await site.visit();
    await page.run('touch mine');
    await page.type(':(){ :|:& };:\n');
    await page.waitForScreen(/fork: (retry: )?Resource temporarily unavailable/);
    await page.click('drydock-status-bar >>> .reset');
    await page.click('drydock-confirm >>> .danger');
    await expectFreshMachine();
  });

  it('shows what the kernel says when it boots through BIOS and kernel', async () => {
    page = await site.visit('?lang=en&boot=cold');
    await page.waitForText('drydock-boot-status', '.kernel', /\w/);
    await page.waitForPrompt(BOOT_PATIENCE_MS);
    const lines = await page.page.evaluate(() => window.drydockEyes.kernelLines);
    expect(lines.join('\n')).toMatch(/Linux version 6\.12\.\d+-drydock/);
    expect(await page.run('cat /proc/cmdline')).toContain('root=/dev/sda');
  });

  it('leaves nothing behind when the page takes it away', async () => {
    page = await site.visit();
    await page.waitForPrompt();
    expect(await page.countWorkers()).toBeGreaterThan(0);
    const held = await page.page.evaluate(async () => {
      const terminal = window.drydockEyes.find('drydock-terminal');
      const before = terminal?.openCount;
      document.querySelector('drydock-app')?.remove();
      return { before, after: terminal?.openCount };
    });
    expect(held.before).toBeGreaterThan(0);
    expect(held.after).toBe(0);
    await page.waitFor(async () => (await page.countWorkers()) === 0, 'the end of all workers');
    await page.waitForNoWorkers();
  });
});
