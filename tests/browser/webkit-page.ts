import type { KeyInput } from 'puppeteer-core';
import { PageVisit } from './page-visit.ts';
import { type DrivenElement, DriverError, type WebDriver } from './web-driver.ts';

/** Keys without a character, as the protocol writes them. */
const KEYS: Partial<Readonly<Record<KeyInput, string>>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
};

/** What the protocol says of a frame that is not there any more. */
const GONE = ['no such frame', 'no such window', 'no such element', 'stale element reference'];

const down = (value: string) => ({ type: 'keyDown', value });
const up = (value: string) => ({ type: 'keyUp', value });

/** Where an element is, in CSS pixels, and what is written in it. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** A visit in WebKitGTK. The page has its eyes from the server. */
export class WebkitPage extends PageVisit {
  /** What was heard on pages that are gone. */
  readonly #errors: string[] = [];

  constructor(private readonly driver: WebDriver) {
    super();
  }

  override evaluate<Args extends unknown[], T>(
    act: (...args: Args) => T,
    ...args: Args
  ): Promise<Awaited<T>> {
    return this.driver.execute(`return (${act})(...arguments)`, args) as Promise<Awaited<T>>;
  }

  override async type(text: string): Promise<void> {
    const values = [...text].map((character) =>
      character === '\n' ? writeKey('Enter') : character,
    );
    await this.#keys(values.flatMap((value) => [down(value), up(value)]));
  }

  override async press(...keys: KeyInput[]): Promise<void> {
    const values = keys.map(writeKey);
    await this.#keys([...values.map(down), ...values.reverse().map(up)]);
  }

  async #keys(actions: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    await this.driver.act({ type: 'key', id: 'keyboard', actions });
  }

  override find(selector: string): Promise<Place> {
    return this.until(() => this.evaluate(placeOf, selector), selector);
  }

  override async click(selector: string): Promise<void> {
    const { x, y } = await this.#findAtRest(selector);
    await this.driver.act({
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: [
        { type: 'pointerMove', x, y, duration: 0 },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ],
    });
  }

  /** Waits until an element no longer slides: it is clicked by its place. */
  #findAtRest(selector: string): Promise<Place> {
    let last: Place | false = false;
    const look = async () => {
      const place = await this.evaluate(placeOf, selector);
      const rests = place && last && place.x === last.x && place.y === last.y;
      last = place;
      return rests && place;
    };
    return this.until(look, `${selector} at rest`);
  }

  /** The text of an element. */
  async text(selector: string): Promise<string> {
    return (await this.find(selector)).text;
  }

  /** Gives the page this size, in CSS pixels. Resolves once the page has it. */
  async resize(width: number, height: number): Promise<void> {
    const bars = await this.evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight]);
    const [beside = 0, above = 0] = bars;
    await this.driver.setWindowSize(width + beside, height + above);
    const hasSize = () =>
      this.evaluate((wide, high) => innerWidth === wide && innerHeight === high, width, height);
    await this.waitFor(hasSize, `${width} by ${height} pixels`);
  }

  /** Loads another page. */
  async goto(url: string): Promise<void> {
    await this.#keepErrors();
    await this.driver.goto(url);
  }

  async reload(): Promise<void> {
    await this.#keepErrors();
    await this.driver.reload();
  }

  /** Runs something in the page that the first preview shows; undefined when there is none, or it is just being replaced. */
  async inPreview<T>(act: () => T): Promise<Awaited<T> | undefined> {
    try {
      return await this.#inPreview(act);
    } catch (error) {
      if (error instanceof DriverError && GONE.includes(error.code)) return undefined;
      throw error;
    } finally {
      await this.driver.enterFrame();
    }
  }

  async #inPreview<T>(act: () => T): Promise<Awaited<T> | undefined> {
    const stage = await this.evaluate(() => {
      const preview = window.drydockEyes.find('drydock-preview');
      // One that is hidden has what was shown before.
      return preview?.shadowRoot?.querySelector('iframe:not([hidden])') ?? null;
    });
    if (stage === null) return undefined;
    await this.driver.enterFrame(stage as unknown as DrivenElement);
    const frame = await this.driver.execute('return document.querySelector("iframe")');
    if (frame === null) return undefined;
    await this.driver.enterFrame(frame as DrivenElement);
    return (await this.driver.execute(`return (${act})()`)) as Awaited<T>;
  }

  /** Broken rules of the policy, errors on the console, exceptions, and what did not load. */
  async complaints(): Promise<string[]> {
    await this.#keepErrors();
    return [...this.#errors];
  }

  async #keepErrors(): Promise<void> {
    const heard = await this.evaluate(() => [
      ...(window.drydockEyes?.violations.splice(0) ?? []),
      ...(window.drydockErrors?.splice(0) ?? []),
    ]);
    this.#errors.push(...heard);
  }
}

function writeKey(key: KeyInput): string {
  const value = KEYS[key] ?? key;
  if (value.length > 1) throw new Error(`nobody has said yet how the protocol writes ${key}`);
  return value;
}

/**
 * Brings the first element that is shown into view, and says where its middle is; runs in the page. As with the other browsers, `>>>`
 * goes into the shadow root of what stands before it, and the first part is looked for in all of them.
 */
function placeOf(selector: string): Place | false {
  const everywhere = (root: Document | ShadowRoot, part: string): Element[] => [
    ...root.querySelectorAll(part),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot ? everywhere(shadowRoot, part) : [],
    ),
  ];
  const [first = '', ...parts] = selector.split(' >>> ');
  let found = everywhere(document, first);
  for (const part of parts) {
    found = found.flatMap(({ shadowRoot }) => (shadowRoot ? everywhere(shadowRoot, part) : []));
  }
  const shown = found.find((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width * height > 0 && getComputedStyle(element).visibility === 'visible';
  });
  if (!shown) return false;
  shown.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const { x, y, width, height } = shown.getBoundingClientRect();
  return {
    x: Math.round(x + width / 2),
    y: Math.round(y + height / 2),
    text: shown.textContent?.trim() ?? '',
  };
}
