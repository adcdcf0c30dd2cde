import { splitCss } from '../../../src/preview/css-text.ts';
import type { PageAnswer } from '../../../src/preview/page-message.ts';
import type { PagePort } from './page-port.ts';

/** Style sheets that import each other come to an end here. */
const DEEPEST_IMPORT = 5;

/** Stands for what could not be had: an address that nothing answers, and that is asked for nowhere. */
const NOTHING = 'data:,';

/** Whether an address is one of a server, and not of bytes that are here already. */
export function isRemote(href: string): boolean {
  return /^https?:/i.test(href);
}

/** What belongs to a document, fetched once each and made into addresses that the frame may load: of blobs. */
export class PageResources {
  readonly #port: PagePort;
  readonly #blobs = new Map<string, Promise<string>>();

  constructor(port: PagePort) {
    this.#port = port;
  }

  /** Bytes that are here are found under this address. */
  attach(href: string, type: string, bytes: Uint8Array): void {
    this.#blobs.set(href, Promise.resolve(toBlobUrl(bytes, type)));
  }

  /** The address of a blob with what is at `href`. Never rejects: what cannot be had is {@link NOTHING}. */
  blobOf(href: string, type?: string): Promise<string> {
    const known = this.#blobs.get(href);
    if (known) return known;
    const blob = this.#fetch(href).then(
      ({ body, headers }) => toBlobUrl(body, type ?? new Map(headers).get('content-type') ?? ''),
      () => NOTHING,
    );
    this.#blobs.set(href, blob);
    return blob;
  }

  /** A style sheet's text with everything that it refers to. Empty for one that cannot be had, or is none. */
  async styleAt(href: string, depth = 0): Promise<string> {
    try {
      const { body, headers, href: at } = await this.#fetch(href);
      const type = new Map(headers).get('content-type') ?? 'text/css';
      if (!/^text\/css\b/i.test(type)) return '';
      return await this.style(new TextDecoder().decode(body), at, depth);
    } catch {
      return ''; // as with any page: it is drawn without
    }
  }

  /** The text of a style sheet at `base`, with blobs in the place of what it refers to. */
  async style(css: string, base: string, depth = 0): Promise<string> {
    const parts = splitCss(css).map(async (part) => {
      if (part.kind === 'text') return part.text;
      const href = resolve(part.href, base);
      if (part.kind === 'url') return `url("${await this.#address(part.href, href)}")`;
      if (depth >= DEEPEST_IMPORT || !isRemote(href)) return '';
      return imported(await this.styleAt(href, depth + 1), part.condition);
    });
    return (await Promise.all(parts)).join('');
  }

  /** Fragments (`url(#mark)`) and data are where they are. */
  async #address(written: string, href: string): Promise<string> {
    if (written.startsWith('#') || !isRemote(href)) return written.replaceAll('"', '%22');
    return this.blobOf(href);
  }

  async #fetch(href: string): Promise<PageAnswer> {
    const answer = await this.#port.fetch({
      purpose: 'resource',
      href,
      method: 'GET',
      headers: [],
    });
    if (answer.status >= 400) throw new TypeError(`the server answered ${answer.status}`);
    return answer;
  }
}

/** An imported style sheet in the place of its import. Only a condition that no rule can say keeps it apart, and late. */
function imported(text: string, condition: string): string {
  if (condition === '') return text;
  if (!/^(?:layer|supports)\b/i.test(condition)) return `@media ${condition} {\n${text}\n}`;
  return `@import url("${toBlobUrl(new TextEncoder().encode(text), 'text/css')}") ${condition};`;
}

/** An absolute address; the text itself when it is none. */
export function resolve(href: string, base: string): string {
  try {
    return new URL(href, base).href;
  } catch {
    return href; // written wrongly: leads nowhere, as in any page
  }
}

function toBlobUrl(bytes: Uint8Array, type: string): string {
  return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
}
