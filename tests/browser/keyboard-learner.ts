import type { Page } from 'puppeteer-core';
import type { TypingAct } from '../../src/labs/parse/typing-script.ts';
import { fillValues } from '../../src/labs/placeholders.ts';
import type { RealPage } from './real-page.ts';

/** More places than this on the way to one mean that it cannot be reached. */
const MAX_TABS = 200;
/** Where the keys of a terminal go. */
const TERMINAL = 'drydock-terminal >>> .xterm-helper-textarea';
const TAB_IN_FRONT = 'drydock-terminals >>> [role=tab][aria-selected=true]';

/** Somebody without a mouse, who goes through the page with the Tab key and types every command by hand. */
export class KeyboardLearner {
  readonly #real: RealPage;
  readonly #page: Page;
  /** The terminals of the step, in the order in which they were opened; the last tab is the newest. */
  #terminals = 0;
  #front = 0;

  constructor(real: RealPage) {
    this.#real = real;
    this.#page = real.page;
  }

  /**
   * Presses Tab until the keyboard is on something that matches. The terminals come last in the page: from there the way is back,
   * with Shift and Tab. Firefox, driven by a program, does not come back whole from its own bars, where Tab leads at the end.
   */
  async goTo(selector: string): Promise<void> {
    const places: string[] = [];
    const back = await this.#isOn(TERMINAL);
    for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
      if (places.length > 0 && (await this.#isOn(selector))) return;
      // A terminal takes the Tab key; the page's own key leads out of it.
      if (await this.#isOn(TERMINAL)) await this.#real.press('Control', 'Shift', 'F6');
      await (back ? this.#real.press('Shift', 'Tab') : this.#real.press('Tab'));
      places.push(await this.#place());
    }
    throw new Error(`Tab does not lead to ${selector}; it leads to\n${places.join('\n')}`);
  }

  /** Goes to something and presses Enter on it. */
  async choose(selector: string): Promise<void> {
    await this.goTo(selector);
    await this.#page.keyboard.press('Enter');
  }

  /** What is written at the place where the keyboard is. */
  #place(): Promise<string> {
    return this.#page.evaluate(() => {
      const element = window.drydockEyes.focused();
      const name = element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
      return `${element?.localName} ${name.slice(0, 60).trim()}`;
    });
  }

  /** `selector` names the element, or with `host >>> element` where it is as well. */
  #isOn(selector: string): Promise<boolean> {
    const [element = '', host = '*'] = selector.split(' >>> ').reverse();
    return this.#page.evaluate(
      (wanted, wantedHost) => {
        const focused = window.drydockEyes.focused();
        const root = focused?.getRootNode();
        const isThere = root instanceof ShadowRoot && root.host.matches(wantedHost);
        return isThere && Boolean(focused?.matches(wanted));
      },
      element,
      host,
    );
  }

  /** Opens a terminal for a step; what the steps before left in theirs goes on. */
  async openTerminal(): Promise<void> {
    await this.choose('drydock-terminals >>> .tools > button:first-child');
    this.#terminals += 1;
    this.#front = this.#terminals;
    await this.#real.waitForPrompt();
  }

  /** Types what a lab's author wrote down, each line at its prompt, and goes on once a task has its tick. */
  async type(acts: readonly TypingAct[], values: Readonly<Record<string, string>>): Promise<void> {
    this.#terminals = 0;
    await this.openTerminal();
    let task = '';
    for (const act of acts) {
      if (act.act === 'terminal' && act.number !== 'second') await this.#turnTo(act.number);
      else if (act.act === 'line') await this.#real.run(fillValues(act.text, values));
      else if (act.act !== 'task') throw new Error(`nobody has learnt to do "${act.act}" here yet`);
      else {
        if (task !== '') await this.seeTask(task, 'met');
        task = act.id;
      }
    }
    if (task !== '') await this.seeTask(task, 'met');
  }

  /** Waits until this is what the guide says of a task of the open step. */
  async seeTask(id: string, status: 'met' | 'unmet'): Promise<void> {
    await this.#real.find(`drydock-tasks >>> [data-task=${id}][data-status=${status}]`);
  }

  /** Terminals of a step are neighbours. */
  async #turnTo(number: number): Promise<void> {
    if (number > this.#terminals) return this.openTerminal();
    await this.goTo(TAB_IN_FRONT);
    const key = number < this.#front ? 'ArrowLeft' : 'ArrowRight';
    for (; this.#front !== number; this.#front += key === 'ArrowLeft' ? -1 : 1) {
      await this.#page.keyboard.press(key);
    }
    await this.goTo(TERMINAL);
  }
}
