import type { ServerHost, ServerPlace } from '../machine/guest-network.ts';

/** Where a page is: a server of the lab's network, and what is asked for there. */
export interface PreviewAddress extends ServerPlace {
  /** Path and query, percent-encoded, as they stand in a request. */
  readonly path: string;
  /** With its `#`; empty if there is none. Never sent. */
  readonly hash: string;
}

/** Longer ones are refused: no server takes them, and an address bar cannot show them. */
export const LONGEST_ADDRESS = 8 * 1024;

/** What they are called by those who look at them from outside: by their servers, by Docker, by habit. */
const HOST_NAMES: ReadonlyMap<string, ServerHost> = new Map([
  ['localhost', 'localhost'],
  ['127.0.0.1', 'localhost'],
  ['0.0.0.0', 'localhost'],
  ['192.168.86.100', 'localhost'],
  ['production.lab', 'production.lab'],
  ['192.168.86.4', 'production.lab'],
]);

const HTTP_PORT = 80;
const LARGEST_PORT = 65_535;

/** The address as it is shown and as pages know it; the machine is always `localhost`. */
export function hrefOf(address: PreviewAddress): string {
  return `${originOf(address)}${address.path}${address.hash}`;
}

/** What all pages of a server have in common, as in the `Origin` field of a request. */
export function originOf({ host, port }: ServerPlace): string {
  return port === HTTP_PORT ? `http://${host}` : `http://${host}:${port}`;
}

/** The first page of a server. */
export function rootOf({ host, port }: ServerPlace): PreviewAddress {
  return { host, port, path: '/', hash: '' };
}

/** Whether both are on the same server. */
export function isSameServer(one: ServerPlace, other: ServerPlace): boolean {
  return one.host === other.host && one.port === other.port;
}

/** Reads a link of a page at `base`; undefined when it leads out of the lab, speaks something else than HTTP, or is no address. */
export function followLink(link: string, base?: PreviewAddress): PreviewAddress | undefined {
  const url = readUrl(link, base);
  const host = url?.protocol === 'http:' ? HOST_NAMES.get(url.hostname) : undefined;
  if (!url || !host) return undefined;
  const port = url.port === '' ? HTTP_PORT : Number(url.port);
  if (port === 0) return undefined;
  return { host, port, path: `${url.pathname}${url.search}`, hash: url.hash };
}

/**
 * Reads what a person typed into the address bar: `8081`, `:8081/x`, `localhost:8081/x`, `http://localhost:8081/x`, the same of
 * `production.lab`, or a path on the server at `here`. Undefined for anything else.
 */
export function readTyped(text: string, here?: PreviewAddress): PreviewAddress | undefined {
  const typed = text.trim();
  if (/^\d+$/.test(typed)) {
    const port = Number(typed);
    return isPort(port) ? rootOf({ host: 'localhost', port }) : undefined;
  }
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
  return isSameServer(one, other) && one.path === other.path;
}

function readUrl(link: string, base: PreviewAddress | undefined): URL | undefined {
  if (link.length > LONGEST_ADDRESS) return undefined;
  try {
    return new URL(link, base && hrefOf(base));
  } catch {
    return undefined; // no address: told by what is given
  }
}
