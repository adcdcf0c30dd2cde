import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { type BrowserName, launchBrowser } from './browsers.ts';
import { FolderFiles } from './folder-files.ts';
import { RealPage } from './real-page.ts';
import { type ServerFault, StaticServer } from './static-server.ts';

/** What `npm run build` makes. */
const SITE_FOLDER = join(import.meta.dirname, '../../dist');

/** The site is served below a path, as on a school's server. */
const PREFIX = '/some/prefix/';

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

  /** Opens the page as one who was never here: nothing in the cache, nothing remembered. */
  async visit(query = '?lang=en'): Promise<RealPage> {
    const context = await this.browser.createBrowserContext();
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
