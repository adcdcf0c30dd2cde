import { EyedFiles } from './eyed-files.ts';
import { PREFIX, SITE_FOLDER } from './real-site.ts';
import { StaticServer } from './static-server.ts';
import { WebDriver } from './web-driver.ts';
import { WebkitPage } from './webkit-page.ts';
import { XServer } from './x-server.ts';

const WIDTH = 1280;
const HEIGHT = 800;

/** The built site with its guest image, a server for it, and WebKitGTK on a screen of its own. */
export class WebkitSite {
  private constructor(
    private readonly server: StaticServer,
    readonly screen: XServer,
    private readonly driver: WebDriver,
    readonly page: WebkitPage,
  ) {}

  /** Opens the page as one who was never here. */
  static async visit(query = '?lang=en'): Promise<WebkitSite> {
    // All in memory, so that a build in the meantime does not mix two versions.
    const files = new EyedFiles(SITE_FOLDER);
    await files.readAll();
    const opened: { close(): Promise<void> }[] = [];
    try {
      const server = await StaticServer.serve(files, PREFIX);
      opened.push(server);
      const screen = await XServer.start();
      opened.push(screen);
      const driver = await WebDriver.start(screen.display);
      opened.push(driver);
      const site = new WebkitSite(server, screen, driver, new WebkitPage(driver));
      await site.page.resize(WIDTH, HEIGHT);
      await site.page.goto(site.addressOf(query));
      return site;
    } catch (error) {
      for (const one of opened.reverse()) await one.close();
      throw error;
    }
  }

  addressOf(query: string): string {
    return `${this.server.origin}${PREFIX}${query}`;
  }

  /** The network is gone: nobody answers at the site's address. */
  async goOffline(): Promise<void> {
    await this.server.close();
  }

  /** The network is back. */
  async goOnline(): Promise<void> {
    await this.server.open();
  }

  async close(): Promise<void> {
    await this.driver.close();
    await this.screen.close();
    await this.server.close();
  }
}
