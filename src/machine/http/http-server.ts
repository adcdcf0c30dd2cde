import type { ByteStream } from '../network/byte-stream.ts';
import { NetworkProblemError } from '../network/network-error.ts';
import { bodyLength, readBody } from './http-body.ts';
import { encodeHead, hasToken, type RequestHead, readRequestHead } from './http-head.ts';
import {
  type HttpBody,
  HttpProblemError,
  type HttpRequest,
  type HttpResponse,
  reasonPhrase,
  type SizedBody,
} from './http-message.ts';
import { StreamReader } from './stream-reader.ts';

/** The first byte of a TLS handshake: a client that tries https first is to be turned away at once. */
const TLS_HANDSHAKE = 0x16;
/** An unread body up to this size is read to keep the connection; a longer one ends it. */
const MOST_DRAINED_BYTES = 256 * 1024;

/** Answers a request. What it throws is answered with 500, or with the status of an HttpProblemError. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * Serves a connection of the guest: requests one after the other, until one side wants no more. Never rejects; the connection
 * is over when it resolves.
 */
export async function serveHttp(stream: ByteStream, handler: HttpHandler): Promise<void> {
  const reader = new StreamReader(stream);
  try {
    if ((await reader.peek()) === TLS_HANDSHAKE) return stream.abort();
    while (await serveOne(stream, reader, handler));
    stream.end();
  } catch (error) {
    if (error instanceof NetworkProblemError) return; // the guest has gone; there is nobody to tell
    stream.abort();
  }
}

/** Serves one request. @returns whether another may follow */
async function serveOne(
  stream: ByteStream,
  reader: StreamReader,
  handler: HttpHandler,
): Promise<boolean> {
  let head: RequestHead | undefined;
  let body: CountedBody;
  try {
    head = await readRequestHead(reader);
    if (head === undefined) return false;
    body = new CountedBody(readBody(reader, bodyLength(head.headers, 0)));
  } catch (error) {
    if (!(error instanceof HttpProblemError)) throw error;
    await respond(stream, 'GET', problemResponse(error), false);
    return false;
  }
  if (hasToken(head.headers, 'expect', '100-continue')) {
    await stream.write(encodeHead('HTTP/1.1 100 Continue', []));
  }
  const response = await answer(head, body, handler);
  const keep = wantsMore(head) && (await body.drain(MOST_DRAINED_BYTES));
  await respond(stream, head.method, response, keep);
  return keep;
}

async function answer(
  { method, target, headers }: RequestHead,
  body: HttpBody,
  handler: HttpHandler,
): Promise<HttpResponse> {
  try {
    return await handler({ method, target, headers, body });
  } catch (error) {
    if (error instanceof NetworkProblemError) throw error;
    if (error instanceof HttpProblemError) return problemResponse(error);
    console.error(`${method} ${target} failed`, error);
    return text(500, 'the page could not answer');
  }
}

function wantsMore({ headers, minorVersion }: RequestHead): boolean {
  if (hasToken(headers, 'connection', 'close')) return false;
  return minorVersion >= 1 || hasToken(headers, 'connection', 'keep-alive');
}

async function respond(
  stream: ByteStream,
  method: string,
  { status, headers, body }: HttpResponse,
  keep: boolean,
): Promise<void> {
  const fields = new Map(Object.entries(headers));
  const mayHaveBody = status !== 204 && status >= 200;
  if (mayHaveBody && !fields.has('content-length')) {
    fields.set('content-length', String(sizeOf(body)));
  }
  fields.set('connection', keep ? 'keep-alive' : 'close');
  await stream.write(encodeHead(`HTTP/1.1 ${status} ${reasonPhrase(status)}`, fields));
  if (method === 'HEAD' || !mayHaveBody || body === undefined) return;
  if (body instanceof Uint8Array) return stream.write(body);
  for await (const bytes of body.open()) await stream.write(bytes);
}

const sizeOf = (body: Uint8Array | SizedBody | undefined): number =>
  body instanceof Uint8Array ? body.length : (body?.bytes ?? 0);

const problemResponse = ({ status, message }: HttpProblemError): HttpResponse =>
  text(status, message);

function text(status: number, message: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: new TextEncoder().encode(`${message}\n`),
  };
}

/** A request's body, of which the handler may have read all, some or nothing. */
class CountedBody implements HttpBody {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #isOver = false;
  #isBroken = false;

  constructor(body: HttpBody) {
    this.#iterator = body[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    // Without `return`: a handler that breaks off its loop leaves the rest to be drained.
    return { next: () => this.#next() };
  }

  /** Throws away what was not read. @returns false when it was more than `limit` bytes, or not sound */
  async drain(limit: number): Promise<boolean> {
    try {
      for (let drained = 0; !this.#isOver && !this.#isBroken; ) {
        drained += (await this.#next()).value?.length ?? 0;
        if (drained > limit) return false;
      }
      return !this.#isBroken;
    } catch (error) {
      if (error instanceof HttpProblemError) return false;
      throw error;
    }
  }

  async #next(): Promise<IteratorResult<Uint8Array, undefined>> {
    try {
      const result = await this.#iterator.next();
      if (!result.done) return result;
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
    this.#isOver = true;
    return { done: true, value: undefined };
  }
}
