import type { PagePort } from './page-port.ts';

/**
 * What a page without an origin is refused, and pages do not expect to be: cookies, which are the port's, and storage, which lasts
 * as long as the document.
 */
export function standInForStorage(port: PagePort): void {
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => port.cookies,
    set: (text: unknown) => {
      port.send({ type: 'cookie', text: String(text) });
      port.cookies = withCookie(port.cookies, String(text));
    },
  });
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, { configurable: true, value: new PageStorage() });
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    const native = history[name].bind(history);
    // The address is that of the frame and cannot be changed; the state can.
    history[name] = (state, unused) => native(state, unused);
  }
}

/** What is read until the servers' own answer comes: the pair that was written, among the others. */
function withCookie(cookies: string, written: string): string {
  const [pair = ''] = written.split(';');
  const name = `${pair.split('=')[0]?.trim()}=`;
  const others = cookies.split('; ').filter((cookie) => cookie !== '' && !cookie.startsWith(name));
  return [...others, pair.trim()].join('; ');
}

class PageStorage implements Storage {
  [name: string]: unknown;
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#items.get(String(key)) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(String(key), String(value));
  }

  removeItem(key: string): void {
    this.#items.delete(String(key));
  }

  clear(): void {
    this.#items.clear();
  }
}
