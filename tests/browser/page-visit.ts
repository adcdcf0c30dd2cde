import type { KeyInput } from 'puppeteer-core';

/** How long a wait may take, in milliseconds; generous, since it only decides how long a failure lasts. */
export const PATIENCE_MS = 60_000;

/** A cold boot in a busy browser. */
export const BOOT_PATIENCE_MS = 180_000;

/** From one look at the page to the next, in milliseconds. */
const LOOK_PAUSE_MS = 20;

/** The prompt of root's shell, alone on its line. */
const PROMPT = /^root@[\w.-]+:\S*#$/;

/**
 * The compiler that runs these files names classes and functions through a helper of this name, which one that is sent to
 * a page leaves behind.
 */
export const COMPILER_HELPER = 'globalThis.__name ??= (value) => value;';

/** The published page with somebody in front of it, who has a keyboard and looks at the screen; whatever drives the browser. */
export abstract class PageVisit {
  /** Runs a function in the page; it must not use anything from outside of itself. */
  abstract evaluate<Args extends unknown[], T>(
    act: (...args: Args) => T,
    ...args: Args
  ): Promise<Awaited<T>>;

  /** Types as with fingers, wherever the keyboard is; a line feed is Enter. */
  abstract type(text: string): Promise<void>;

  /** Presses the last key while the others are held. */
  abstract press(...keys: KeyInput[]): Promise<void>;

  /** Waits for an element with this selector that is shown, looked for through all shadow roots. */
  abstract find(selector: string): Promise<unknown>;

  abstract click(selector: string): Promise<void>;

  screen(): Promise<string> {
    return this.evaluate(() => window.drydockEyes.screen());
  }

  /** Waits until the screen shows what matches; the error tells what it shows instead. */
  async waitForScreen(pattern: RegExp, timeoutMs = PATIENCE_MS): Promise<void> {
    const isShown = () =>
      this.evaluate(
        (source, flags) => new RegExp(source, flags).test(window.drydockEyes.screen()),
        pattern.source,
        pattern.flags,
      );
    await this.until(isShown, `${pattern} on the screen`, timeoutMs);
  }

  /** Waits until the terminal in front takes keys. */
  async waitForKeyboard(): Promise<void> {
    const hasKeyboard = () => this.evaluate(() => window.drydockEyes.hasKeyboard());
    await this.until(hasKeyboard, 'the keyboard in the terminal');
  }

  /** Waits until the shell in front asks for a command and takes keys; gives the prompt. */
  async waitForPrompt(timeoutMs = PATIENCE_MS): Promise<string> {
    const readPrompt = () =>
      this.evaluate((prompt) => {
        const last = window.drydockEyes.screen().split('\n').at(-1) ?? '';
        return window.drydockEyes.hasKeyboard() && new RegExp(prompt).test(last) && last;
      }, PROMPT.source);
    return String(await this.until(readPrompt, 'a prompt with the keyboard', timeoutMs));
  }

  /** Types a command at the prompt of a cleared screen and gives what it printed up to the next prompt. */
  async run(command: string, timeoutMs = PATIENCE_MS): Promise<string> {
    const prompt = await this.#clear();
    await this.type(`${command}\n`);
    const readOutput = () =>
      this.evaluate(
        (first, last) => {
          const [echo, ...output] = window.drydockEyes.screen().split('\n');
          const next = output.pop();
          const ended = echo === first && next !== undefined && new RegExp(last).test(next);
          return ended && { printed: output.join('\n') };
        },
        `${prompt} ${command}`,
        PROMPT.source,
      );
    const { printed } = await this.until(readOutput, `the end of \`${command}\``, timeoutMs);
    return printed;
  }

  async #clear(): Promise<string> {
    const prompt = await this.waitForPrompt();
    await this.press('Control', 'l');
    const isEmpty = () => this.evaluate((alone) => window.drydockEyes.screen() === alone, prompt);
    await this.until(isEmpty, 'an empty screen');
    return prompt;
  }

  /** Waits until the line under the lab says this about the machine. */
  async waitForState(text: string): Promise<void> {
    await this.waitForText('drydock-status-bar', '.state', new RegExp(`^\\s*${text}\\s*$`));
  }

  /** Follows a link within the page, such as `#namespaces/uts`. */
  async go(hash: string): Promise<void> {
    await this.evaluate((target) => {
      location.hash = target;
    }, hash);
  }

  /** Waits until a part of an element has a text that matches. */
  async waitForText(
    tag: keyof HTMLElementTagNameMap,
    part: string,
    pattern: RegExp,
    timeoutMs = PATIENCE_MS,
  ): Promise<void> {
    const isThere = () =>
      this.evaluate(
        (name, selector, source) => {
          const found = window.drydockEyes.find(name)?.shadowRoot?.querySelector(selector);
          return new RegExp(source).test(found?.textContent ?? '');
        },
        tag,
        part,
        pattern.source,
      );
    await this.until(isThere, `${pattern} in ${tag}`, timeoutMs);
  }

  /** Waits until `holds`; the error names what was waited for. */
  async waitFor(
    holds: () => Promise<boolean>,
    what: string,
    timeoutMs = PATIENCE_MS,
  ): Promise<void> {
    await this.until(holds, what, timeoutMs);
  }

  /**
   * Looks until there is something to see, and gives it. The driver's own waiting for functions makes them of text, which the
   * page's policy forbids in some versions of Firefox.
   */
  protected async until<T>(
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
    return this.explained(watch(), what);
  }

  /** An error for a wait in vain that tells what there was to see. */
  protected async explained<T>(waiting: Promise<T>, what: string): Promise<T> {
    try {
      return await waiting;
    } catch (cause) {
      const seen = await this.evaluate(() => {
        const { state } = window.drydockEyes.find('drydock-lab')?.status ?? {};
        return `the machine is ${state}; the screen shows:\n${window.drydockEyes.screen()}`;
      }).catch((error: unknown) => `nothing can be seen: ${error}`);
      throw new Error(`waited in vain for ${what}; ${seen}`, { cause });
    }
  }
}
