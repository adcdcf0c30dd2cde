/** Where a page of the guest is: a port of the machine, and what is asked for there. */
export interface PreviewAddress {
  readonly port: number;
  /** Path and query, percent-encoded, as they stand in a request. */
  readonly path: string;
  /** With its `#`; empty if there is none. Never sent. */
  readonly hash: string;
}

/** Longer ones are refused: no server takes them, and an address bar cannot show them. */
export const LONGEST_ADDRESS = 8 * 1024;

/** What the guest is called by those who look at it from outside: by its servers, by Docker, by habit. */
const GUEST_NAMES = ['localhost', '127.0.0.1', '0.0.0.0', '192.168.86.100'];

const HTTP_PORT = 80;
const LARGEST_PORT = 65_535;

/** The address as it is shown and as pages know it; the machine is always `localhost`. */
export function hrefOf({ port, path, hash }: PreviewAddress): string {
  return `${originOf(port)}${path}${hash}`;
}

/** What pages of this port have in common, as in the `Origin` field of a request. */
export function originOf(port: number): string {
  return port === HTTP_PORT ? 'http://localhost' : `http://localhost:${port}`;
}

/** The first page of a port. */
export function rootOf(port: number): PreviewAddress {
  return { port, path: '/', hash: '' };
}

/** Reads a link of a page at `base`; undefined when it leads out of the machine, speaks something else than HTTP, or is no address. */
export function followLink(link: string, base?: PreviewAddress): PreviewAddress | undefined {
  const url = readUrl(link, base);
  if (url?.protocol !== 'http:' || !GUEST_NAMES.includes(url.hostname)) return undefined;
  const port = url.port === '' ? HTTP_PORT : Number(url.port);
  if (port === 0) return undefined;
  return { port, path: `${url.pathname}${url.search}`, hash: url.hash };
}

/**
 * Reads what a person typed into the address bar: `8081`, `:8081/x`, `localhost:8081/x`, `http://localhost:8081/x`, or a path on the
 * server at `here`. Undefined for anything else.
 */
export function readTyped(text: string, here?: PreviewAddress): PreviewAddress | undefined {
  const typed = text.trim();
  if (/^\d+$/.test(typed)) return isPort(Number(typed)) ? rootOf(Number(typed)) : undefined;
  if (typed.startsWith(':')) return followLink(`http://localhost${typed}`);
  if (typed.startsWith('/')) return here && followLink(typed, here);
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) return followLink(typed);
  return typed === '' ? undefined : followLink(`http://${typed}`);
}

/** Whether a server can listen there. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= LARGEST_PORT;
}

/** Whether both are the same document, perhaps at different places of it. */
export function isSameDocument(one: PreviewAddress, other: PreviewAddress): boolean {
  return one.port === other.port && one.path === other.path;
}

function readUrl(link: string, base: PreviewAddress | undefined): URL | undefined {
  if (link.length > LONGEST_ADDRESS) return undefined;
  try {
    return new URL(link, base && hrefOf(base));
  } catch {
    return undefined; // no address: told by what is given
  }
}
