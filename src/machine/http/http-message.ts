/** Header fields by their names in lower case; of a repeated field the values are joined by a comma and a space. */
export type HttpHeaders = ReadonlyMap<string, string>;

/** Bytes of a body as they come. */
export type HttpBody = AsyncIterable<Uint8Array>;

/** A request as a server gets it. */
export interface HttpRequest {
  readonly method: string;
  /** As sent: path and query, still percent-encoded. */
  readonly target: string;
  readonly headers: HttpHeaders;
  /** To be read once; rejects with HttpProblemError or NetworkProblemError. What a handler leaves unread is thrown away. */
  readonly body: HttpBody;
}

/** An answer. `content-length`, `connection` and `date` are added by the server. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Left out where the method or the status allows none; then `bytes` or `content-length` still tell the size. */
  readonly body?: Uint8Array | SizedBody;
}

/** A body whose size is known before its bytes are there. */
export interface SizedBody {
  readonly bytes: number;
  /** Called at most once, and not at all when only the head is wanted. */
  open(): HttpBody;
}

/** A message is not HTTP, or more than is taken; `status` is what a server answers. */
export class HttpProblemError extends Error {
  override readonly name = 'HttpProblemError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The words that go with a status; empty for one that is not in use here. */
export function reasonPhrase(status: number): string {
  return REASONS[status] ?? '';
}

const REASONS: Readonly<Record<number, string>> = {
  100: 'Continue',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  307: 'Temporary Redirect',
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  416: 'Range Not Satisfiable',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  505: 'HTTP Version Not Supported',
};
