import { followLink } from '../../src/preview/preview-address.ts';

/** Where a link in the terminal leads. */
export interface TerminalLink {
  /** Absolute. */
  readonly href: string;
  /** It is a server of the lab, which no browser finds there: at `localhost` is the reader's own computer. */
  readonly isInLab: boolean;
}

/** The link that a text stands for; undefined for what may not be opened. */
export function readLink(text: string): TerminalLink | undefined {
  const href = safeLinkTarget(text);
  return href === undefined ? undefined : { href, isInLab: followLink(href) !== undefined };
}

/**
 * The address a link in the terminal may open. Whatever runs in the machine can print links, so only web addresses pass:
 * no `javascript:`, no `data:`, no `file:`, and no address of this page's own origin with a name and password in front.
 */
export function safeLinkTarget(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined; // not an address at all, or a relative one
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username || url.password) return undefined;
  return url.href;
}
