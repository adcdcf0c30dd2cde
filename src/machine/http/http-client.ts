import type { ByteStream } from '../network/byte-stream.ts';
import { type BodyLength, bodyLength, readBody } from './http-body.ts';
import { encodeHead, type ResponseHead, readResponseHead } from './http-head.ts';
import type { HttpBody, HttpHeaders } from './http-message.ts';
import { StreamReader } from './stream-reader.ts';

/** A request to a server in the guest. */
export interface OutgoingRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  /** `host`, `connection` and `content-length` are set here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** What a server in the guest answered. */
export interface IncomingResponse {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** To be read to its end, or given up with {@link ByteStream.abort} of the stream. */
  readonly body: HttpBody;
}

/** What is decided here and not by the one who asks. */
const OWN_FIELDS = ['host', 'connection', 'content-length', 'transfer-encoding'];

/**
 * Sends one request over a connection of its own and reads the answer's head. Rejects with NetworkProblemError or
 * HttpProblemError; the connection is closed when the body has been read.
 */
export async function requestHttp(
  stream: ByteStream,
  host: string,
  { method, path, headers, body }: OutgoingRequest,
): Promise<IncomingResponse> {
  const fields = new Map([['host', host]]);
  for (const [name, value] of Object.entries(headers)) {
    if (!OWN_FIELDS.includes(name.toLowerCase())) fields.set(name.toLowerCase(), value);
  }
  fields.set('connection', 'close');
  if (body !== undefined) fields.set('content-length', String(body.length));
  await stream.write(encodeHead(`${method} ${path} HTTP/1.1`, fields));
  if (body !== undefined) await stream.write(body);
  const reader = new StreamReader(stream);
  const head = await readFinalHead(reader);
  return {
    status: head.status,
    headers: head.headers,
    body: closing(stream, readBody(reader, responseLength(method, head))),
  };
}

/** The head of the answer proper: interim ones only say that it will come. */
async function readFinalHead(reader: StreamReader): Promise<ResponseHead> {
  for (;;) {
    const head = await readResponseHead(reader);
    if (head.status >= 200) return head;
  }
}

function responseLength(method: string, { status, headers }: ResponseHead): BodyLength {
  if (method === 'HEAD' || status === 204 || status === 304) return 0;
  return bodyLength(headers, 'until-end');
}

async function* closing(stream: ByteStream, body: HttpBody): HttpBody {
  let isWhole = false;
  try {
    yield* body;
    isWhole = true;
  } finally {
    if (isWhole) stream.end();
    else stream.abort();
  }
}
