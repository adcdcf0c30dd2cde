import type { ElementHandle, Frame, Page } from 'puppeteer-core';

/** A page in a browser, as far as somebody needs it who only looks. */
interface Looked {
  readonly page: Page;
  /** Waits until `holds`; the error names what was waited for. */
  waitFor(holds: () => Promise<boolean>, what: string, timeoutMs?: number): Promise<unknown>;
}

/** A port of the machine, or a server by name and port, such as `production.lab:8080`. */
export type ServerAt = number | string;

const nameOf = (at: ServerAt): string => (typeof at === 'number' ? `localhost:${at}` : at);

/** Somebody who looks at previews, whatever machine is behind them. */
export class PreviewViewer {
  readonly #looked: Looked;

  constructor(looked: Looked) {
    this.#looked = looked;
  }

  /** What the address bar of a preview says. */
  async address(at: ServerAt): Promise<string> {
    const preview = await this.preview(at);
    return preview.evaluate(
      (element) => element.shadowRoot?.querySelector<HTMLInputElement>('.address')?.value ?? '',
    );
  }

  /** Waits until a preview's page has this text in its heading. */
  async waitForPage(at: ServerAt, heading: string, timeoutMs?: number): Promise<void> {
    const read = async () => {
      const text = await this.inPage(at, () => document.querySelector('h1')?.textContent).catch(
        () => undefined, // it is not there yet, or just being replaced
      );
      return text === heading;
    };
    await this.#looked.waitFor(read, `the page "${heading}" of ${nameOf(at)}`, timeoutMs);
  }

  /** Whether a preview shows a page, whatever is in it. */
  async hasPage(at: ServerAt): Promise<boolean> {
    const preview = await this.preview(at);
    return preview.evaluate((element) => element.shadowRoot?.querySelector('.notice') === null);
  }

  /** Waits until a preview says this in place of a page. */
  async waitForNoticeAt(at: ServerAt, title: string): Promise<void> {
    const read = async () => {
      const preview = await this.preview(at);
      return preview.evaluate(
        (element, text) => element.shadowRoot?.querySelector('.notice h3')?.textContent === text,
        title,
      );
    };
    await this.#looked.waitFor(read, `"${title}" at ${nameOf(at)}`);
  }

  /** Runs something among the scripts of the page that a preview shows. */
  async inPage<T>(at: ServerAt, act: () => T): Promise<Awaited<T>> {
    const frame = await this.frame(at);
    return frame.evaluate(act) as Promise<Awaited<T>>;
  }

  /** The frame in which the page itself is. */
  async frame(at: ServerAt): Promise<Frame> {
    const preview = await this.preview(at);
    // One that is hidden has what was shown before.
    const stage = await (await preview.$('>>> iframe:not([hidden])'))?.contentFrame();
    const [inner] = stage?.childFrames() ?? [];
    if (!inner) throw new Error(`the preview of ${nameOf(at)} shows no page`);
    return inner;
  }

  /** The preview that is at this server. */
  async preview(at: ServerAt): Promise<ElementHandle> {
    const all = await this.#looked.page.$$('>>> drydock-preview');
    for (const preview of all) {
      const address = await preview.evaluate(
        (element) => (element as HTMLElementTagNameMap['drydock-preview']).address,
      );
      if (address.startsWith(`http://${nameOf(at)}/`) || [String(at), nameOf(at)].includes(address))
        return preview;
    }
    throw new Error(`there is no preview of ${nameOf(at)}`);
  }
}
