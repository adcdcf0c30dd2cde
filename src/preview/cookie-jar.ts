/** What is kept of one server; browsers keep about as much. */
const MOST_COOKIES = 60;
const LONGEST_COOKIE = 4096;

/** A comma between two cookies, whose values have commas too: in dates. */
const BETWEEN_COOKIES = /,\s*(?=[^\s;,=]+=)/;
/** What would end the field, or the line, that the cookie is sent in. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for
const UNSENDABLE = /[\x00-\x1f\x7f]|[^\x00-\xff]/;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  /** Milliseconds since 1970; undefined while the page is open. */
  readonly expiresMs: number | undefined;
  readonly httpOnly: boolean;
}

/** Cookies of one server (RFC 6265), for as long as the page is open. Other ports have jars of their own. */
export class CookieJar {
  readonly #now: () => number;
  #cookies: readonly Cookie[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes the `Set-Cookie` field of an answer; of a repeated one the values are joined by commas. */
  takeField(field: string, requestPath: string): void {
    for (const text of field.split(BETWEEN_COOKIES))
      this.#take(readCookie(text, requestPath, this.#now()));
  }

  /** Takes what a script wrote to `document.cookie`, which can neither make nor replace a cookie that is `HttpOnly`. */
  takeFromScript(text: string, pagePath: string): void {
    const cookie = readCookie(text, pagePath, this.#now());
    if (cookie?.httpOnly || this.#cookies.some((old) => old.httpOnly && isSame(old, cookie)))
      return;
    this.#take(cookie);
  }

  /** The `Cookie` field of a request; empty if there is nothing to send. */
  fieldFor(path: string): string {
    return write(this.#matching(path));
  }

  /** What a script of the page reads in `document.cookie`. */
  visibleTo(path: string): string {
    return write(this.#matching(path).filter(({ httpOnly }) => !httpOnly));
  }

  #take(cookie: Cookie | undefined): void {
    if (!cookie) return;
    const others = this.#living().filter((old) => !isSame(old, cookie));
    const isOver = cookie.expiresMs !== undefined && cookie.expiresMs <= this.#now();
    this.#cookies = isOver ? others : [...others, cookie].slice(-MOST_COOKIES);
  }

  #matching(path: string): readonly Cookie[] {
    const pure = pathOnly(path);
    return this.#living()
      .filter((cookie) => isBelow(pure, cookie.path))
      .sort((one, other) => other.path.length - one.path.length);
  }

  #living(): readonly Cookie[] {
    return this.#cookies.filter(({ expiresMs }) => (expiresMs ?? Infinity) > this.#now());
  }
}

/** Reads one cookie; undefined for what no browser would keep. */
function readCookie(text: string, requestPath: string, now: number): Cookie | undefined {
  const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  const name = pair.slice(0, Math.max(equals, 0)).trim();
  const value = pair.slice(equals + 1).trim();
  if (name === '' || text.length > LONGEST_COOKIE || UNSENDABLE.test(pair)) return undefined;
  const told = new Map(attributes.map(readAttribute));
  const path = told.get('path') ?? '';
  return {
    name,
    value,
    path: path.startsWith('/') ? path : folderOf(requestPath),
    expiresMs: expiry(told, now),
    httpOnly: told.has('httponly'),
  };
}

function readAttribute(text: string): readonly [name: string, value: string] {
  const [name = '', ...value] = text.split('=');
  return [name.trim().toLowerCase(), value.join('=').trim()];
}

/** `Max-Age` counts for more than `Expires`; what cannot be read is as good as absent. */
function expiry(told: ReadonlyMap<string, string>, now: number): number | undefined {
  const age = told.get('max-age') ?? '';
  if (/^-?\d+$/.test(age)) return now + Number(age) * 1000;
  const date = Date.parse(told.get('expires') ?? '');
  return Number.isNaN(date) ? undefined : date;
}

const pathOnly = (path: string): string => path.split('?')[0] ?? '';

/** The path that a cookie has when its server does not say. */
function folderOf(path: string): string {
  const pure = pathOnly(path);
  return pure.slice(0, Math.max(pure.lastIndexOf('/'), 0)) || '/';
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

const isSame = (one: Cookie, other: Cookie | undefined): boolean =>
  one.name === other?.name && one.path === other.path;

const write = (cookies: readonly Cookie[]): string =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
