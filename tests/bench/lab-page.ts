import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { withDeadline } from '../../src/machine/deadline.ts';
import { defer } from '../../src/support/deferred.ts';
import { launchBrowser } from '../browser/browsers.ts';
import { COMPILER_HELPER, installProbe } from './page-probe.ts';

/** How long a start or a command may take before the bench gives up on it, in milliseconds. */
const PATIENCE_MS = 120_000;

/** From one look at the page to the next, in milliseconds. */
const LOOK_MS = 100;

/** Prepares a page before its address is known. */
export type Preparation = (page: Page) => Promise<void>;

/** The published page in a Chromium of its own. */
export class LabPage {
  private constructor(
    readonly browser: Browser,
    readonly page: Page,
    private readonly keysTaken: Promise<void>,
  ) {}

  /** Starts a browser with a fresh profile, or with the one in the folder `profile`; nothing is loaded yet. */
  static async prepare(profile?: string): Promise<LabPage> {
    const browser = await launchBrowser('chromium', profile);
    const page = (await browser.pages())[0] ?? (await browser.newPage());
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setViewport({ width: 1280, height: 800 });
    const keysTaken = defer<void>();
    await page.exposeFunction('drydockTerminalTakesKeys', keysTaken.resolve);
    await page.evaluateOnNewDocument(COMPILER_HELPER);
    await page.evaluateOnNewDocument(installProbe, PATIENCE_MS);
    return new LabPage(browser, page, keysTaken.promise);
  }

  /** Opens the page in a fresh browser, waits for its prompt, and closes everything after `use`. */
  static async with<T>(
    address: string,
    use: (lab: LabPage) => Promise<T>,
    prepare: Preparation = async () => {},
  ): Promise<T> {
    const lab = await LabPage.prepare();
    try {
      await prepare(lab.page);
      await lab.page.goto(address);
      await lab.takesKeys();
      await lab.promptDrawn();
      return await use(lab);
    } finally {
      await lab.browser.close();
    }
  }

  /** Settles when the terminal takes keys. */
  async takesKeys(): Promise<void> {
    try {
      await withDeadline(this.keysTaken, PATIENCE_MS);
    } catch (cause) {
      const status = await this.page.evaluate(() =>
        JSON.stringify(window.drydockProbe.lab?.status, ['state', 'error', 'message']),
      );
      throw new Error(`the terminal does not take keys; the machine: ${status}`, { cause });
    }
  }

  /** Presses the keys of `text` (a line feed is Enter) as fast as the browser takes them. */
  async type(text: string): Promise<void> {
    const { keyboard } = this.page;
    const presses = [...text].flatMap((character) => {
      const key = (character === '\n' ? 'Enter' : character) as 'Enter';
      return [keyboard.down(key), keyboard.up(key)];
    });
    await Promise.all(presses);
  }

  async pressControl(key: 'c'): Promise<void> {
    const { keyboard } = this.page;
    await Promise.all([keyboard.down('Control'), keyboard.down(key)]);
    await Promise.all([keyboard.up(key), keyboard.up('Control')]);
  }

  /** When the screen showed `text`, by the page's clock. */
  drawn(text: string): Promise<number> {
    return this.page.evaluate((wanted) => window.drydockProbe.drawn(wanted), text);
  }

  promptDrawn(): Promise<number> {
    return this.page.evaluate(() => window.drydockProbe.promptDrawn());
  }

  /** Settles when everything is stored for use without a network. */
  async stored(): Promise<void> {
    const state = () =>
      this.page.evaluate(() => document.querySelector('drydock-app')?.offline?.status.state);
    for (const end = Date.now() + PATIENCE_MS; (await state()) !== 'ready'; await pause(LOOK_MS)) {
      if (Date.now() > end) throw new Error(`the site was not stored; it is ${await state()}`);
    }
  }

  /** When the last key was pressed, by the page's clock. */
  lastKeyAt(): Promise<number> {
    return this.page.evaluate(() => window.drydockProbe.lastKeyAt);
  }

  /** Runs a script in the guest and tells how long that took by the page's clock. */
  async exec(script: string): Promise<{ ms: number; exitCode: number; output: string }> {
    return this.page.evaluate(
      async (text, timeoutMs) => {
        const start = performance.now();
        const result = await window.drydockProbe.lab?.exec(text, { timeoutMs });
        if (!result) throw new Error('there is no lab in the page');
        const { exitCode, stdout, stderr } = result;
        return {
          ms: performance.now() - start,
          exitCode,
          output: stdout + stderr,
        };
      },
      script,
      PATIENCE_MS,
    );
  }

  /** A session with the browser itself. */
  browserSession(): Promise<CDPSession> {
    return this.browser.target().createCDPSession();
  }
}
