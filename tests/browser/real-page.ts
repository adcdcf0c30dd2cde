import type { ElementHandle, EvaluateFunc, KeyInput, Page } from 'puppeteer-core';
import { withDeadline } from '../../src/machine/deadline.ts';
import { defer } from '../../src/support/deferred.ts';
import { resizePage } from './browsers.ts';
import { installEyes } from './page-eyes.ts';
import { COMPILER_HELPER, PATIENCE_MS, PageVisit } from './page-visit.ts';

/** A visit in Chromium or Firefox. */
export class RealPage extends PageVisit {
  readonly #errors: string[] = [];

  private constructor(
    readonly page: Page,
    readonly close: () => Promise<void>,
  ) {
    super();
    page.on('console', (message) => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
    page.on('pageerror', (error) => this.#errors.push(String(error)));
  }

  /** `close` ends everything that belongs to the visit. Nothing is loaded yet. */
  static async prepare(page: Page, close: () => Promise<void>): Promise<RealPage> {
    page.setDefaultTimeout(PATIENCE_MS);
    await resizePage(page, 1280, 800);
    await page.evaluateOnNewDocument(COMPILER_HELPER);
    await page.evaluateOnNewDocument(installEyes);
    return new RealPage(page, close);
  }

  override evaluate<Args extends unknown[], T>(
    act: (...args: Args) => T,
    ...args: Args
  ): Promise<Awaited<T>> {
    // The driver's own type would have handles turned into what they stand for; none is given here.
    const evaluated = this.page.evaluate(act as unknown as EvaluateFunc<Args>, ...args);
    return evaluated as Promise<Awaited<T>>;
  }

  /** Gives the window this size, in CSS pixels. */
  resize(width: number, height: number): Promise<void> {
    return resizePage(this.page, width, height);
  }

  override async type(text: string): Promise<void> {
    for (const part of text.split(/(\n)/)) {
      if (part === '\n') await this.page.keyboard.press('Enter');
      else if (part !== '') await this.page.keyboard.type(part);
    }
  }

  override async press(...keys: KeyInput[]): Promise<void> {
    const last = keys.pop();
    for (const key of keys) await this.page.keyboard.down(key);
    if (last) await this.page.keyboard.press(last);
    for (const key of keys.reverse()) await this.page.keyboard.up(key);
  }

  override async find(selector: string): Promise<ElementHandle<HTMLElement>> {
    const waiting = this.page.waitForSelector(`>>> ${selector}`, { visible: true });
    const handle = await this.explained(waiting, selector);
    if (!handle) throw new Error(`nothing matches ${selector}`);
    return handle as ElementHandle<HTMLElement>;
  }

  override async click(selector: string): Promise<void> {
    await (await this.find(selector)).click();
  }

  /** The text of an element. */
  async text(selector: string): Promise<string> {
    return (await this.find(selector)).evaluate((element) => element.textContent?.trim() ?? '');
  }

  async count(selector: string): Promise<number> {
    return (await this.page.$$(`>>> ${selector}`)).length;
  }

  /** Brings an element to the top of what is seen of it. */
  async scrollTo(selector: string): Promise<void> {
    await (await this.find(selector)).evaluate((element) => element.scrollIntoView());
  }

  /** How many workers the page has started and not ended. */
  countWorkers(): Promise<number> {
    return this.page.evaluate(() => window.drydockEyes.workers.size);
  }

  /** Waits until the browser says that the page has no worker any more, or no more than so many: Chromium's does. */
  async waitForNoWorkers(but = 0): Promise<void> {
    const gone = defer<void>();
    const look = () => {
      if (this.page.workers().length <= but) gone.resolve();
    };
    this.page.on('workerdestroyed', look);
    look();
    try {
      await withDeadline(gone.promise, PATIENCE_MS);
    } catch (cause) {
      const left = this.page.workers().map((worker) => worker.url());
      const started = await this.countWorkers();
      throw new Error(`not ended: ${left.join(', ')}; by the page's count ${started}`, { cause });
    } finally {
      this.page.off('workerdestroyed', look);
    }
  }

  /** Broken rules of the policy, errors on the console and exceptions, but those that match `expected`. */
  async complaints(expected?: RegExp): Promise<string[]> {
    const violations = await this.page.evaluate(() => window.drydockEyes.violations);
    return [...violations, ...this.#errors].filter((text) => !expected?.test(text));
  }
}
