import { LONGEST_ADDRESS } from './preview-address.ts';

/**
 * What goes between the page that is shown and the one that shows it, over a MessagePort that was made for this one document.
 *
 * The page is the guest's: its scripts can say anything, in its name and as often as they like. Nothing is taken that
 * {@link readPageMessage} does not know.
 */
export type PageMessage =
  /** Wants something of a server. It is answered once, with `answer` or `failure`, unless it is cancelled. */
  | PageFetch
  /** Does not wait for an answer any more. */
  | { readonly type: 'cancel'; readonly id: number }
  /** A link was followed, or a form was sent. */
  | PageNavigation
  /** The title is this now. */
  | { readonly type: 'title'; readonly title: string }
  /** The document stands, with all that it could not be drawn without. */
  | { readonly type: 'shown' }
  /** A script wrote this to `document.cookie`. */
  | { readonly type: 'cookie'; readonly text: string };

/** A request of the page. */
export interface PageFetch {
  readonly type: 'fetch';
  readonly id: number;
  /** `resource`: an image, a style sheet, a script; `script`: asked for by a script, which may read the answer. */
  readonly purpose: 'resource' | 'script';
  readonly href: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
}

/** A wish of the page to become another one. */
export interface PageNavigation {
  readonly type: 'navigate';
  readonly href: string;
  readonly method: 'GET' | 'POST';
  readonly contentType?: string;
  readonly body?: Uint8Array;
}

/** What the page is told. */
export type PageOrder =
  /** The first message: what to show. */
  | PageDocument
  | PageAnswer
  | { readonly type: 'failure'; readonly id: number; readonly message: string };

/** A document to be shown. */
export interface PageDocument {
  readonly type: 'document';
  readonly href: string;
  readonly html: string;
  /** What its scripts read in `document.cookie`. */
  readonly cookies: string;
  /** Bytes that belong to it, by an address of no server: what an image of its own is shown from. */
  readonly attached?: { readonly href: string; readonly type: string; readonly bytes: Uint8Array };
}

/** What a server answered to a {@link PageFetch}. */
export interface PageAnswer {
  readonly type: 'answer';
  readonly id: number;
  readonly href: string;
  readonly status: number;
  readonly redirected: boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** What scripts read in `document.cookie` from now on. */
  readonly cookies: string;
}

/** What a page may send: forms with files in them are the largest. */
export const LARGEST_BODY_BYTES = 8 * 1024 * 1024;
const LONGEST_TITLE = 300;
const LONGEST_COOKIE = 4096;
const MOST_FIELDS = 60;
const LONGEST_FIELD = 8 * 1024;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const FIELD_NAME = /^[!#$%&'*+.^`|~\w-]+$/;
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Reads what came from a page; undefined for anything that it has no business to send. */
export function readPageMessage(data: unknown): PageMessage | undefined {
  if (!isRecord(data)) return undefined;
  switch (data['type']) {
    case 'fetch':
      return readFetch(data);
    case 'cancel':
      return isId(data['id']) ? { type: 'cancel', id: data['id'] } : undefined;
    case 'navigate':
      return readNavigation(data);
    case 'title':
      return typeof data['title'] === 'string'
        ? { type: 'title', title: data['title'].slice(0, LONGEST_TITLE) }
        : undefined;
    case 'shown':
      return { type: 'shown' };
    case 'cookie':
      return isText(data['text'], LONGEST_COOKIE)
        ? { type: 'cookie', text: data['text'] }
        : undefined;
    default:
      return undefined;
  }
}

function readFetch({ id, purpose, href, method, headers, body }: Fields): PageFetch | undefined {
  const isPurpose = purpose === 'resource' || purpose === 'script';
  if (!isPurpose || !isId(id) || !isText(href, LONGEST_ADDRESS)) return undefined;
  if (typeof method !== 'string' || !METHODS.includes(method)) return undefined;
  if (!areHeaders(headers) || !isBody(body)) return undefined;
  return { type: 'fetch', id, purpose, href, method, headers, ...(body && { body }) };
}

function readNavigation({ href, method, contentType, body }: Fields): PageNavigation | undefined {
  if (!isText(href, LONGEST_ADDRESS) || !isBody(body)) return undefined;
  if (method === 'GET') return { type: 'navigate', href, method };
  if (method !== 'POST' || !isFieldValue(contentType)) return undefined;
  return { type: 'navigate', href, method, contentType, body: body ?? new Uint8Array() };
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;

const isFieldValue = (value: unknown): value is string =>
  isText(value, LONGEST_FIELD) && FIELD_VALUE.test(value);

const isBody = (value: unknown): value is Uint8Array | undefined =>
  value === undefined || (value instanceof Uint8Array && value.length <= LARGEST_BODY_BYTES);

function areHeaders(value: unknown): value is PageFetch['headers'] {
  return Array.isArray(value) && value.length <= MOST_FIELDS && value.every(isField);
}

function isField(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [name, content]: readonly unknown[] = value;
  return isText(name, LONGEST_FIELD) && FIELD_NAME.test(name) && isFieldValue(content);
}
