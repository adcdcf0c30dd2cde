/** How an answer is shown. `page`: HTML; `other`: nothing a reader could look at. */
export type ContentKind = 'page' | 'text' | 'image' | 'other';

/** The media type of an answer, as far as it matters here. */
export interface ContentType {
  /** In lower case, without parameters; empty if the server does not say. */
  readonly type: string;
  /** The encoding that was told; empty if none was. */
  readonly charset: string;
}

/** As many bytes as a browser looks at to find out what it got, and how it is encoded. */
const SNIFFED_BYTES = 1024;

const IMAGES = [
  'png',
  'jpeg',
  'gif',
  'webp',
  'avif',
  'svg+xml',
  'x-icon',
  'vnd.microsoft.icon',
  'bmp',
];
const TEXTS = ['application/json', 'application/javascript', 'application/xml', 'application/yaml'];
const LOOKS_LIKE_HTML =
  /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|h1|p|div|title|table|a|b|br|script)\b/i;

/** Reads a `Content-Type` field. */
export function readContentType(field = ''): ContentType {
  const [type = '', ...parameters] = field.split(';').map((part) => part.trim());
  const charset = parameters.find((part) => /^charset=/i.test(part))?.slice('charset='.length);
  return { type: type.toLowerCase(), charset: charset?.replace(/^"(.*)"$/, '$1') ?? '' };
}

/** How an answer of this type is shown; one that the server does not name is looked at. */
export function kindOf({ type }: ContentType, bytes: Uint8Array): ContentKind {
  if (type === '') return sniff(bytes);
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'page';
  if (type.startsWith('image/'))
    return IMAGES.includes(type.slice('image/'.length)) ? 'image' : 'other';
  const isText = type.startsWith('text/') || TEXTS.includes(type) || /\+(?:json|xml)$/.test(type);
  return isText ? 'text' : 'other';
}

function sniff(bytes: Uint8Array): ContentKind {
  const begin = bytes.subarray(0, SNIFFED_BYTES);
  if (begin.includes(0)) return 'other';
  return LOOKS_LIKE_HTML.test(new TextDecoder().decode(begin)) ? 'page' : 'text';
}

/** Decodes text: by its byte order mark, by what the server says, by what a page says of itself, else as UTF-8. Never fails. */
export function decodeText(bytes: Uint8Array, { charset }: ContentType): string {
  const mark = markOf(bytes);
  const label = mark || charset || charsetInPage(bytes);
  try {
    return new TextDecoder(label || 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes); // an encoding that nobody knows
  }
}

function markOf([first, second, third]: Uint8Array): string {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : '';
}

function charsetInPage(bytes: Uint8Array): string {
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, SNIFFED_BYTES));
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(begin)?.[1] ?? '';
}
