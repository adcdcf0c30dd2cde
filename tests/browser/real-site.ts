import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { type BrowserName, launchBrowser } from './browsers.ts';
import { FolderFiles } from './folder-files.ts';
import { RealPage } from './real-page.ts';
import { type ServerFault, StaticServer } from './static-server.ts';

/** What `npm run build` makes. */
export const SITE_FOLDER = join(import.meta.dirname, '../../dist');

/** The site is served below a path, as on a school's server. */
export const PREFIX = '/some/prefix/';

/** The built site with its guest image, a server for it, and one browser. */
export class RealSite {
  private constructor(
    private readonly name: BrowserName,
    private readonly server: StaticServer,
    private browser: Browser,
    private readonly profile: string | undefined,
  ) {}

  /** With a `profile`, a folder, the browser keeps in it what it is left with. */
  static async start(name: BrowserName, profile?: string): Promise<RealSite> {
    // All in memory, so that a build in the meantime does not mix two versions.
    const files = new FolderFiles(SITE_FOLDER);
    await files.readAll();
    const server = await StaticServer.serve(files, PREFIX);
    return new RealSite(name, server, await launchBrowser(name, profile), profile);
  }

  get origin(): string {
    return this.server.origin;
  }

  /**
   * Opens the page as one who was never here: nothing in the cache, nothing remembered. With a `proxy`, host and port, everything that
   * the page asks for goes through it, even to this computer.
   */
  async visit(query = '?lang=en', proxy?: string): Promise<RealPage> {
    const context = await this.browser.createBrowserContext(
      proxy === undefined ? {} : { proxyServer: proxy, proxyBypassList: ['<-loopback>'] },
    );
    const page = await RealPage.prepare(await context.newPage(), () => context.close());
    await page.page.goto(`${this.server.origin}${PREFIX}${query}`);
    return page;
  }

  /** Opens the page as one who may have been here before, with what the browser has kept. */
  async visitAgain(query = '?lang=en'): Promise<RealPage> {
    const tab = await this.browser.newPage();
    const page = await RealPage.prepare(tab, () => tab.close());
    await page.page.goto(`${this.server.origin}${PREFIX}${query}`);
    return page;
  }

  /** A second tab of the one who has this page open, or had. */
  async visitBeside(page: RealPage, query = '?lang=en'): Promise<RealPage> {
    const tab = await page.page.browserContext().newPage();
    const other = await RealPage.prepare(tab, () => tab.close());
    await other.page.goto(`${this.server.origin}${PREFIX}${query}`);
    return other;
  }

  /** A tab of the same one at the same address, but outside of the site. */
  async visitElsewhere(page: RealPage): Promise<Page> {
    const tab = await page.page.browserContext().newPage();
    await tab.goto(`${this.server.origin}/`);
    return tab;
  }

  /** The network is gone: nobody answers at the site's address. */
  async goOffline(): Promise<void> {
    await this.server.close();
  }

  /** The network is back. */
  async goOnline(): Promise<void> {
    await this.server.open();
  }

  /** Puts up the built site in this folder in place of the one before, of which nothing is left. */
  async deploy(folder: string): Promise<void> {
    const files = new FolderFiles(folder);
    await files.readAll();
    this.server.deploy(files);
  }

  /** Ends the browser as a power cut does, and starts it with the same profile. */
  async killBrowser(): Promise<void> {
    const program = this.browser.process();
    if (!program) throw new Error('the browser is not a program of ours');
    const gone = once(program, 'exit');
    program.kill('SIGKILL');
    await gone;
    this.browser = await launchBrowser(this.name, this.profile);
  }

  /** From now on files whose name matches are served with this fault. */
  breakFiles(pattern: RegExp, fault: ServerFault): void {
    this.server.faultOf = (name) => (pattern.test(name) ? fault : undefined);
  }

  /** From now on everything is served as it is. */
  mendFiles(): void {
    this.server.faultOf = () => undefined;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
