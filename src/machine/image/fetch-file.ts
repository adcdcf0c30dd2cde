import { DeadlineError, withDeadline } from '../deadline.ts';
import { MachineError } from '../errors.ts';
import type { OpenFile } from './image-source.ts';

/** Attempts at one file, and the wait before the second in ms; it doubles each time. */
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 400;
/** A server that sends nothing for so long has forgotten us; slow lines send something every few seconds. */
const STALL_MS = 20_000;

/**
 * Opens files below `base` over HTTP. A connection that cannot be made or a 5xx answer is tried again. Nothing is waited
 * for in silence: after `stallMs` without a byte the download has failed.
 */
export function fetchFrom(base: URL, stallMs = STALL_MS): OpenFile {
  return async (path, signal, fresh) => {
    const url = new URL(path, base);
    const response = await attempt(() => ask(url, signal, stallMs, fresh), url, signal);
    if (response.body === null) throw failed(path, 'the answer has no body');
    return readBody(response.body, path, stallMs);
  };
}

async function attempt(
  ask: () => Promise<Response>,
  url: URL,
  signal: AbortSignal,
): Promise<Response> {
  for (let number = 1, wait = FIRST_WAIT_MS; ; number++, wait *= 2) {
    try {
      const response = await ask();
      if (response.ok) return response;
      if (response.status < 500 || number === ATTEMPTS) {
        throw failed(url.pathname, `the server answered ${response.status}`);
      }
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof MachineError) throw error;
      if (error instanceof DeadlineError) throw failed(url.pathname, NO_ANSWER, error);
      if (number === ATTEMPTS) throw failed(url.pathname, 'no connection to the server', error);
    }
    await pause(wait, signal);
  }
}

const NO_ANSWER = 'the server does not answer';

/** The head of an answer; a request that gets none in time is taken back. */
async function ask(
  url: URL,
  signal: AbortSignal,
  stallMs: number,
  fresh?: boolean,
): Promise<Response> {
  const abort = new AbortController();
  const both = AbortSignal.any([signal, abort.signal]);
  try {
    const cache = fresh ? 'reload' : 'default';
    return await withDeadline(fetch(url, { signal: both, cache }), stallMs);
  } catch (error) {
    abort.abort();
    throw error;
  }
}

/**
 * An answer's body as it arrives. Throws MachineError `download-failed` when the connection breaks off, or when nothing comes for
 * `stallMs`.
 */
export async function* readBody(
  body: ReadableStream<Uint8Array>,
  path: string,
  stallMs: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await withDeadline(reader.read(), stallMs);
      if (done) return;
      yield value;
    }
  } catch (error) {
    const why = error instanceof DeadlineError ? NO_ANSWER : 'the connection broke off';
    throw failed(path, why, error);
  } finally {
    // Whoever stops reading early wants no more of it. At the end, or after a failure, there is nothing to cancel.
    reader.cancel().catch(() => undefined);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal.addEventListener('abort', abort, { once: true });
  });
}

function failed(path: string, why: string, cause?: unknown): MachineError {
  return new MachineError('download-failed', `${path} could not be downloaded: ${why}`, path, {
    cause,
  });
}
