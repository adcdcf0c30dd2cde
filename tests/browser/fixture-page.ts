import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { vi } from 'vitest';
import { type BrowserName, launchBrowser, resizePage } from './browsers.ts';
import type { FakeMachine } from './fake-machine.ts';
import { buildFixtureSite } from './fixture-site.ts';
import { StaticServer } from './static-server.ts';

/** The page is served below a path, as on a school's server. */
const PREFIX = '/some/prefix/';

/** How long a wait in a page may take, in milliseconds; generous, since it only decides how long a failure lasts. */
export const PATIENCE_MS = 20_000;

vi.setConfig({ testTimeout: 2 * PATIENCE_MS, hookTimeout: 2 * PATIENCE_MS });

/** Time for building the page and starting a browser, in milliseconds. */
export const START_MS = 120_000;

/** The built fixture, a server for it and one browser. */
export class FixtureSite {
  private constructor(
    readonly browserName: BrowserName,
    private readonly folder: string,
    private readonly server: StaticServer,
    private readonly browser: Browser,
  ) {}

  static async start(browserName: BrowserName): Promise<FixtureSite> {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-fixture-'));
    await buildFixtureSite(folder);
    const server = await StaticServer.serve(folder, PREFIX);
    return new FixtureSite(browserName, folder, server, await launchBrowser(browserName));
  }

  get origin(): string {
    return this.server.origin;
  }

  /** What goes wrong with a file of the site from now on. */
  set faultOf(faultOf: StaticServer['faultOf']) {
    this.server.faultOf = faultOf;
  }

  /** Opens the page and waits until its first machine was made (and, by default, its first shell is there). */
  async open(query = '', wait: 'shell' | 'machine' = 'shell'): Promise<FixturePage> {
    const page = await this.browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await resizePage(page, 1280, 800);
    await page.goto(`${this.server.origin}${PREFIX}tests/browser/fixture.html${query}`);
    const fixture = new FixturePage(page);
    // The driver's own waiting for functions makes them of text, which the policy forbids in some versions of Firefox.
    const hasMachine = () => page.evaluate(() => window.fixture?.machines.length > 0);
    await fixture.waitFor(hasMachine, 'a machine');
    if (wait === 'shell') await fixture.waitForScreen('root@drydock');
    return fixture;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** One page of the fixture, in the words of the tests. */
export class FixturePage {
  constructor(readonly page: Page) {}

  /** Does something with the machine that was made last. */
  onMachine<T>(act: (machine: FakeMachine) => T): Promise<Awaited<T>> {
    return this.page.evaluate(`(${act.toString()})(window.fixture.machines.at(-1))`) as Promise<
      Awaited<T>
    >;
  }

  /** The first element with this selector, looked for through all shadow roots. */
  async find(selector: string): Promise<ElementHandle<HTMLElement>> {
    // Not the driver's own wait, which does not notice what changes within shadow roots.
    let handle: ElementHandle | null = null;
    const look = async () => {
      handle = await this.page.$(`>>> ${selector}`);
      return handle !== null;
    };
    await this.waitFor(look, selector);
    return handle as unknown as ElementHandle<HTMLElement>;
  }

  async count(selector: string): Promise<number> {
    return (await this.page.$$(`>>> ${selector}`)).length;
  }

  async click(selector: string): Promise<void> {
    const handle = await this.find(selector);
    await handle.click();
  }

  /** The text of an element. */
  async text(selector: string): Promise<string> {
    return (await this.find(selector)).evaluate((element) => element.textContent?.trim() ?? '');
  }

  /** What is on the screen of the first terminal that can be seen. */
  async screen(): Promise<string> {
    const terminal = await this.find('drydock-terminal');
    return terminal.evaluate(
      (element) => (element as HTMLElementTagNameMap['drydock-terminal']).screenText,
    );
  }

  async waitForScreen(text: string): Promise<void> {
    await this.waitFor(async () => (await this.screen()).includes(text), `"${text}" on the screen`);
  }

  /** Waits until `holds`; the error names what was waited for. */
  async waitFor(holds: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
      await new Promise((done) => setTimeout(done, 25));
    }
  }

  /** Presses a key together with others, e.g. `press('Control', 'Shift', 'KeyF')`. */
  async press(...keys: Parameters<Page['keyboard']['press']>[0][]): Promise<void> {
    const last = keys.pop();
    for (const key of keys) await this.page.keyboard.down(key);
    if (last) await this.page.keyboard.press(last);
    for (const key of keys.reverse()) await this.page.keyboard.up(key);
  }

  /** Tag and name of the element that has the keyboard, through all shadow roots. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const name = element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
      return `${element?.localName ?? ''} ${element?.className ?? ''} ${name}`;
    });
  }

  violations(): Promise<string[]> {
    return this.page.evaluate(() => window.fixture.violations);
  }
}
