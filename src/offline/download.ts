import { toHex } from '../layers/sha256.ts';
import { withDeadline } from '../machine/deadline.ts';
import { readBody } from '../machine/image/fetch-file.ts';
import type { StoreOutcome } from './contract.ts';

/** A server that sends nothing for so long has forgotten us. */
const STALL_MS = 30_000;

/** Headers that say how the bytes came, or for whom; those of the site's owner about the page are kept. */
const HEADERS_OF_THE_WAY = ['content-encoding', 'content-length', 'transfer-encoding', 'vary'];

/** A file that could not be stored, and why. */
export class StoreFailedError extends Error {
  constructor(
    readonly outcome: Exclude<StoreOutcome, 'stored'>,
    path: string,
    options?: ErrorOptions,
  ) {
    super(`${path} could not be stored: ${outcome}`, options);
    this.name = 'StoreFailedError';
  }
}

/** What is to be downloaded: `sha256` is the whole sum or its beginning. */
export interface Wanted {
  readonly path: string;
  readonly url: URL;
  readonly sha256: string;
}

/**
 * Downloads a file and checks it. What the browser's own cache holds will do when it is right; when it is wrong, the server is
 * asked. With `cachedOnly` nothing is downloaded.
 *
 * Rejects with StoreFailedError: `unreachable` when there is no such file to be had, `refused` when it is another one.
 */
export async function download(
  wanted: Wanted,
  fetchIt: typeof fetch,
  cachedOnly = false,
): Promise<Response> {
  if (cachedOnly) return requireRight(wanted, await request(wanted, fetchIt, 'only-if-cached'));
  const response = await request(wanted, fetchIt, 'default');
  if (await isRight(response, wanted)) return response;
  return requireRight(wanted, await request(wanted, fetchIt, 'reload'));
}

/** Whether an answer's content is what is wanted. The answer itself can be used afterwards. */
export async function isRight(
  response: Response,
  { sha256 }: Pick<Wanted, 'sha256'>,
): Promise<boolean> {
  // A service worker is in a secure context, so the browser's own sum is always there.
  const sum = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  return toHex(new Uint8Array(sum)).startsWith(sha256);
}

/** Whether an answer is one that may be stored at all: no error, no redirection, not from elsewhere. */
export function isWhole(response: Response): boolean {
  return response.status === 200 && !response.redirected && response.type !== 'opaque';
}

async function requireRight(wanted: Wanted, response: Response): Promise<Response> {
  if (await isRight(response, wanted)) return response;
  throw new StoreFailedError('refused', wanted.path);
}

/** The whole answer, at low priority: the machine and its user come first. */
async function request(
  { path, url }: Wanted,
  fetchIt: typeof fetch,
  cache: RequestCache,
): Promise<Response> {
  const abort = new AbortController();
  const options: RequestInit = {
    cache,
    mode: 'same-origin',
    redirect: 'error',
    priority: 'low',
    signal: abort.signal,
  };
  try {
    const response = await withDeadline(fetchIt(url, options), STALL_MS);
    if (!isWhole(response) || response.body === null) throw new Error(`status ${response.status}`);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of readBody(response.body, path, STALL_MS))
      parts.push(new Uint8Array(part));
    return new Response(new Blob(parts), { headers: headersOf(response) });
  } catch (cause) {
    abort.abort();
    throw new StoreFailedError('unreachable', path, { cause });
  }
}

function headersOf(response: Response): Headers {
  const headers = new Headers(response.headers);
  for (const name of HEADERS_OF_THE_WAY) headers.delete(name);
  return headers;
}
