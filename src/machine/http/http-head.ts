import { type HttpHeaders, HttpProblemError } from './http-message.ts';
import type { StreamReader } from './stream-reader.ts';

/** What is taken of a head: as much as common servers take. */
const LONGEST_LINE = 8 * 1024;
const MOST_FIELDS = 100;

const TOKEN = /^[!#$%&'*+.^`|~\w-]+$/;
/** Visible characters, spaces and tabs, and the bytes that Latin-1 gives a meaning. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const REQUEST_LINE = /^(\S+) (\S+) HTTP\/(\d)\.(\d)$/;
const STATUS_LINE = /^HTTP\/1\.(\d) (\d{3})(?: .*)?$/;

/** The first lines of a request. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  /** HTTP/1.0 or HTTP/1.1. */
  readonly minorVersion: number;
  readonly headers: HttpHeaders;
}

/** The first lines of a response. */
export interface ResponseHead {
  readonly status: number;
  readonly minorVersion: number;
  readonly headers: HttpHeaders;
}

/** Reads the head of the next request; undefined when there is none. @throws HttpProblemError */
export async function readRequestHead(reader: StreamReader): Promise<RequestHead | undefined> {
  let line = await reader.line(LONGEST_LINE);
  // Some clients put an empty line behind a body (RFC 9112, section 2.2).
  if (line === '') line = await reader.line(LONGEST_LINE);
  if (line === undefined) return undefined;
  const [, method = '', target = '', major, minor] = REQUEST_LINE.exec(line) ?? [];
  if (!TOKEN.test(method)) throw new HttpProblemError(400, 'the first line is no request');
  if (major !== '1') throw new HttpProblemError(505, 'only HTTP/1.1 is spoken here');
  return { method, target, minorVersion: Number(minor), headers: await readHeaders(reader) };
}

/** Reads the head of a response. @throws HttpProblemError */
export async function readResponseHead(reader: StreamReader): Promise<ResponseHead> {
  const line = (await reader.line(LONGEST_LINE)) ?? '';
  const [, minor, status] = STATUS_LINE.exec(line) ?? [];
  if (status === undefined) throw new HttpProblemError(502, 'the answer is not HTTP');
  return {
    status: Number(status),
    minorVersion: Number(minor),
    headers: await readHeaders(reader),
  };
}

/** Reads header fields, or the trailers of a chunked body, to the empty line. @throws HttpProblemError */
export async function readHeaders(reader: StreamReader): Promise<HttpHeaders> {
  const headers = new Map<string, string>();
  for (let count = 0; ; count++) {
    const line = await reader.line(LONGEST_LINE);
    if (line === undefined) throw new HttpProblemError(400, 'the head breaks off');
    if (line === '') return headers;
    if (count === MOST_FIELDS) throw new HttpProblemError(431, 'there are too many header fields');
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (!TOKEN.test(name) || !FIELD_VALUE.test(value)) {
      throw new HttpProblemError(400, 'a header field cannot be read');
    }
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
}

/** Writes a head: the first line, the fields, the empty line. @throws RangeError for a field that would break out of its line */
export function encodeHead(
  firstLine: string,
  headers: Iterable<readonly [string, string]>,
): Uint8Array {
  const lines = [firstLine];
  for (const [name, value] of headers) {
    if (!TOKEN.test(name) || !FIELD_VALUE.test(value)) {
      throw new RangeError(`the header field ${JSON.stringify(name)} cannot be written`);
    }
    lines.push(`${name}: ${value}`);
  }
  return Uint8Array.from(`${lines.join('\r\n')}\r\n\r\n`, (char) => char.charCodeAt(0));
}

/** Whether a comma-separated field has a member, in any case. */
export function hasToken(headers: HttpHeaders, name: string, token: string): boolean {
  const members = (headers.get(name) ?? '').toLowerCase().split(',');
  return members.some((member) => member.trim() === token);
}
