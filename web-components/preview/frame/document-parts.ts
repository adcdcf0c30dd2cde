import { isRemote, type PageResources, resolve } from './page-resources.ts';

/** Where an element's address waits until the bytes are there: in its own place the policy would refuse it, with an error. */
const WAITING = 'data-drydock-src';

/** Elements that show or play what is at their `src`, and those of them that are not needed for a first picture. */
const SOURCES = 'img[src], input[type=image][src], video[src], audio[src], source[src], track[src]';
const POSTERS = 'video[poster]';
/** A page in a page is not shown; a link stands in its place. */
const FRAMES = 'iframe, frame, object, embed, portal, fencedframe';
/** What would only be asked for ahead of time, or by the browser for itself. */
const IDLE_LINKS = 'link:not([rel~=stylesheet i])';

/** How long until a page wants to be another one (`<meta http-equiv=refresh>`), and which. */
export interface PageRefresh {
  readonly delayMs: number;
  readonly href: string;
}

/**
 * Makes a parsed document ready to be written: its addresses count from where it comes from, style sheets and scripts are here,
 * images come later, and nothing is left that would be refused.
 */
export async function prepareDocument(
  parsed: Document,
  href: string,
  resources: PageResources,
): Promise<PageRefresh | undefined> {
  const base = setBase(parsed, href);
  const refresh = takeRefresh(parsed, base);
  for (const link of parsed.querySelectorAll(IDLE_LINKS)) link.remove();
  replaceFrames(parsed, base);
  holdSources(parsed);
  await Promise.all([
    ...Array.from(parsed.querySelectorAll('link[href]'), (link) =>
      inlineSheet(link, base, resources),
    ),
    ...Array.from(parsed.querySelectorAll('style'), (style) => inlineStyle(style, base, resources)),
    ...Array.from(parsed.querySelectorAll('[style*="url(" i]'), (styled) =>
      inlineAttribute(styled, base, resources),
    ),
    ...Array.from(parsed.querySelectorAll('script[src]'), (script) =>
      inlineScript(script, base, resources),
    ),
  ]);
  return refresh;
}

/** Fetches what waits at these elements, and at those within; each appears when it is there. */
export function fetchSources(root: ParentNode & Node, resources: PageResources): void {
  const base = root.baseURI;
  if (root instanceof Element) fetchSource(root, base, resources);
  for (const waiting of root.querySelectorAll(`[${WAITING}], ${SOURCES}, ${POSTERS}`)) {
    fetchSource(waiting, base, resources);
  }
}

/** Style sheets that a script has put into the page. */
export function adoptSheet(node: Node, resources: PageResources): void {
  if (node instanceof HTMLLinkElement && isRemote(node.href)) {
    void inlineSheet(node, node.baseURI, resources);
  }
}

/** Links in the place of pages within the page. */
export function replaceFrames(root: ParentNode, base: string): void {
  for (const frame of root.querySelectorAll(FRAMES)) {
    const written = frame.getAttribute('src') ?? frame.getAttribute('data') ?? '';
    const link = (frame.ownerDocument ?? document).createElement('a');
    const href = resolve(written, base);
    if (written !== '' && isRemote(href)) {
      link.href = href;
      link.textContent = frame.getAttribute('title') || href;
    }
    frame.replaceWith(link);
  }
}

function setBase(parsed: Document, href: string): string {
  const written = parsed.querySelector('base[href]')?.getAttribute('href') ?? href;
  const target = parsed.createElement('base');
  target.href = resolve(written, href);
  for (const old of parsed.querySelectorAll('base')) old.remove();
  parsed.head.prepend(target);
  return target.href;
}

/** Takes out what a page says about how it is to be loaded; a policy of its own would refuse the blobs. */
function takeRefresh(parsed: Document, base: string): PageRefresh | undefined {
  let refresh: PageRefresh | undefined;
  for (const meta of parsed.querySelectorAll('meta[http-equiv]')) {
    const name = meta.getAttribute('http-equiv')?.toLowerCase() ?? '';
    const content = meta.getAttribute('content') ?? '';
    if (name === 'refresh') refresh ??= readRefresh(content, base);
    if (name !== 'content-type' && name !== 'default-style') meta.remove();
  }
  return refresh;
}

function readRefresh(content: string, base: string): PageRefresh | undefined {
  const found = /^\s*(\d+(?:\.\d*)?)\s*(?:[;,]\s*(?:url\s*=\s*)?["']?([^"']*)["']?\s*)?$/i.exec(
    content,
  );
  if (!found) return undefined;
  const [, seconds = '0', href = ''] = found;
  return { delayMs: Number(seconds) * 1000, href: resolve(href, base) };
}

function holdSources(parsed: Document): void {
  for (const image of parsed.querySelectorAll('[srcset]')) {
    const [first = ''] = (image.getAttribute('srcset') ?? '').trim().split(/\s+/);
    image.removeAttribute('srcset');
    if (!image.hasAttribute('src')) image.setAttribute('src', first.replace(/,$/, ''));
    if (image.parentElement?.localName === 'picture' && image.localName === 'source')
      image.remove();
  }
  for (const element of parsed.querySelectorAll(SOURCES)) {
    const src = element.getAttribute('src') ?? '';
    if (/^(?:data|blob):/i.test(src)) continue;
    element.setAttribute(WAITING, src);
    element.removeAttribute('src');
  }
}

function fetchSource(element: Element, base: string, resources: PageResources): void {
  const name =
    element.matches(POSTERS) && isRemote(resolve(element.getAttribute('poster') ?? '', base))
      ? 'poster'
      : 'src';
  const written = element.getAttribute(WAITING) ?? element.getAttribute(name) ?? '';
  const href = resolve(written, base);
  if (written === '' || (!isRemote(href) && !element.hasAttribute(WAITING))) return;
  if (!element.hasAttribute(WAITING) && !element.matches(`${SOURCES}, ${POSTERS}`)) return;
  element.removeAttribute(WAITING);
  element.removeAttribute(name);
  void resources.blobOf(href).then((blob) => element.setAttribute(name, blob));
}

async function inlineSheet(link: Element, base: string, resources: PageResources): Promise<void> {
  const href = resolve(link.getAttribute('href') ?? '', base);
  if (!isRemote(href)) return;
  link.removeAttribute('href');
  const style = document.createElement('style');
  const media = link.getAttribute('media');
  if (media !== null) style.setAttribute('media', media);
  style.textContent = await resources.styleAt(href);
  link.replaceWith(style);
}

async function inlineStyle(style: Element, base: string, resources: PageResources): Promise<void> {
  const text = style.textContent ?? '';
  if (/url\(|@import/i.test(text)) style.textContent = await resources.style(text, base);
}

async function inlineAttribute(
  styled: Element,
  base: string,
  resources: PageResources,
): Promise<void> {
  styled.setAttribute('style', await resources.style(styled.getAttribute('style') ?? '', base));
}

async function inlineScript(
  script: Element,
  base: string,
  resources: PageResources,
): Promise<void> {
  const href = resolve(script.getAttribute('src') ?? '', base);
  script.removeAttribute('integrity');
  script.removeAttribute('crossorigin');
  if (isRemote(href)) script.setAttribute('src', await resources.blobOf(href, 'text/javascript'));
}
