import type { ElementHandle, KeyInput, Page } from 'puppeteer-core';
import { withDeadline } from '../../src/machine/deadline.ts';
import { defer } from '../../src/support/deferred.ts';
import { resizePage } from './browsers.ts';
import { installEyes } from './page-eyes.ts';

/** How long a wait may take, in milliseconds; generous, since it only decides how long a failure lasts. */
export const PATIENCE_MS = 60_000;

/** From one look at the page to the next, in milliseconds. */
const LOOK_PAUSE_MS = 20;

/** A cold boot in a busy browser. */
export const BOOT_PATIENCE_MS = 180_000;

/** The prompt of root's shell, alone on its line. */
const PROMPT = /^root@[\w.-]+:\S*#$/;

/**
 * The compiler that runs these files names classes and functions through a helper of this name, which one that is sent to
 * a page leaves behind.
 */
const COMPILER_HELPER = 'globalThis.__name ??= (value) => value;';

/** The published page with somebody in front of it, who has a keyboard and looks at the screen. */
export class RealPage {
  readonly #errors: string[] = [];

  private constructor(
    readonly page: Page,
    readonly close: () => Promise<void>,
  ) {
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

  /** Gives the window this size, in CSS pixels. */
  resize(width: number, height: number): Promise<void> {
    return resizePage(this.page, width, height);
  }

  /** Types as with fingers, wherever the keyboard is; a line feed is Enter. */
  async type(text: string): Promise<void> {
    for (const part of text.split(/(\n)/)) {
      if (part === '\n') await this.page.keyboard.press('Enter');
      else if (part !== '') await this.page.keyboard.type(part);
    }
  }

  /** Presses the last key while the others are held. */
  async press(...keys: KeyInput[]): Promise<void> {
    const last = keys.pop();
    for (const key of keys) await this.page.keyboard.down(key);
    if (last) await this.page.keyboard.press(last);
    for (const key of keys.reverse()) await this.page.keyboard.up(key);
  }

  screen(): Promise<string> {
    return this.page.evaluate(() => window.drydockEyes.screen());
  }

  /** Waits until the screen shows what matches; the error tells what it shows instead. */
  async waitForScreen(pattern: RegExp, timeoutMs = PATIENCE_MS): Promise<void> {
    const isShown = () =>
      this.page.evaluate(
        (source, flags) => new RegExp(source, flags).test(window.drydockEyes.screen()),
        pattern.source,
        pattern.flags,
      );
    await this.#until(isShown, `${pattern} on the screen`, timeoutMs);
  }

  /** Waits until the terminal in front takes keys. */
  async waitForKeyboard(): Promise<void> {
    const hasKeyboard = () => this.page.evaluate(() => window.drydockEyes.hasKeyboard());
    await this.#until(hasKeyboard, 'the keyboard in the terminal');
  }

  /** Waits until the shell in front asks for a command and takes keys; gives the prompt. */
  async waitForPrompt(timeoutMs = PATIENCE_MS): Promise<string> {
    const readPrompt = () =>
      this.page.evaluate((prompt) => {
        const last = window.drydockEyes.screen().split('\n').at(-1) ?? '';
        return window.drydockEyes.hasKeyboard() && new RegExp(prompt).test(last) && last;
      }, PROMPT.source);
    return String(await this.#until(readPrompt, 'a prompt with the keyboard', timeoutMs));
  }

  /** Types a command at the prompt of a cleared screen and gives what it printed up to the next prompt. */
  async run(command: string, timeoutMs = PATIENCE_MS): Promise<string> {
    const prompt = await this.#clear();
    await this.type(`${command}\n`);
    const readOutput = () =>
      this.page.evaluate(
        (first, last) => {
          const [echo, ...output] = window.drydockEyes.screen().split('\n');
          const next = output.pop();
          const ended = echo === first && next !== undefined && new RegExp(last).test(next);
          return ended && { printed: output.join('\n') };
        },
        `${prompt} ${command}`,
        PROMPT.source,
      );
    const { printed } = await this.#until(readOutput, `the end of \`${command}\``, timeoutMs);
    return printed;
  }

  async #clear(): Promise<string> {
    const prompt = await this.waitForPrompt();
    await this.press('Control', 'l');
    const isEmpty = () =>
      this.page.evaluate((alone) => window.drydockEyes.screen() === alone, prompt);
    await this.#until(isEmpty, 'an empty screen');
    return prompt;
  }

  /** The first element with this selector that is shown, looked for through all shadow roots. */
  async find(selector: string): Promise<ElementHandle<HTMLElement>> {
    const waiting = this.page.waitForSelector(`>>> ${selector}`, { visible: true });
    const handle = await this.#explained(waiting, selector);
    if (!handle) throw new Error(`nothing matches ${selector}`);
    return handle as ElementHandle<HTMLElement>;
  }

  async click(selector: string): Promise<void> {
    await (await this.find(selector)).click();
  }

  /** The text of an element. */
  async text(selector: string): Promise<string> {
    return (await this.find(selector)).evaluate((element) => element.textContent?.trim() ?? '');
  }

  async count(selector: string): Promise<number> {
    return (await this.page.$$(`>>> ${selector}`)).length;
  }

  /** Waits until the line under the lab says this about the machine. */
  async waitForState(text: string): Promise<void> {
    await this.waitForText('drydock-status-bar', '.state', new RegExp(`^\\s*${text}\\s*$`));
  }

  /** Follows a link within the page, such as `#namespaces/uts`. */
  async go(hash: string): Promise<void> {
    await this.page.evaluate((target) => {
      location.hash = target;
    }, hash);
  }

  /** Brings an element to the top of what is seen of it. */
  async scrollTo(selector: string): Promise<void> {
    await (await this.find(selector)).evaluate((element) => element.scrollIntoView());
  }

  /** Waits until a part of an element has a text that matches. */
  async waitForText(
    tag: keyof HTMLElementTagNameMap,
    part: string,
    pattern: RegExp,
    timeoutMs = PATIENCE_MS,
  ): Promise<void> {
    const isThere = () =>
      this.page.evaluate(
        (name, selector, source) => {
          const found = window.drydockEyes.find(name)?.shadowRoot?.querySelector(selector);
          return new RegExp(source).test(found?.textContent ?? '');
        },
        tag,
        part,
        pattern.source,
      );
    await this.#until(isThere, `${pattern} in ${tag}`, timeoutMs);
  }

  /** Waits until `holds`; the error names what was waited for. */
  async waitFor(
    holds: () => Promise<boolean>,
    what: string,
    timeoutMs = PATIENCE_MS,
  ): Promise<void> {
    await this.#until(holds, what, timeoutMs);
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

  /**
   * Looks until there is something to see, and gives it. The driver's own waiting for functions makes them of text, which the
   * page's policy forbids in some versions of Firefox.
   */
  async #until<T>(
    look: () => Promise<T>,
    what: string,
    timeoutMs = PATIENCE_MS,
  ): Promise<Exclude<T, false>> {
    const end = Date.now() + timeoutMs;
    const watch = async () => {
      for (let seen = await look(); ; seen = await look()) {
        if (seen !== false) return seen as Exclude<T, false>;
        if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms`);
        await new Promise((done) => setTimeout(done, LOOK_PAUSE_MS));
      }
    };
    return this.#explained(watch(), what);
  }

  /** An error for a wait in vain that tells what there was to see. */
  async #explained<T>(waiting: Promise<T>, what: string): Promise<T> {
    try {
      return await waiting;
    } catch (cause) {
      const seen = await this.page.evaluate(() => {
        const { state } = window.drydockEyes.find('drydock-lab')?.status ?? {};
        return `the machine is ${state}; the screen shows:\n${window.drydockEyes.screen()}`;
      });
      throw new Error(`waited in vain for ${what}; ${seen}`, { cause });
    }
  }
}
