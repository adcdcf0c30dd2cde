import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { abandonedName, unfinishedName } from '../support/abandoned.ts';

/** A connection that brings nothing for this long is given up and tried again. */
const STALL_MS = 30_000;
const ATTEMPTS = 4;
const RETRY_PAUSE_MS = 1_000;

/** A file could not be fetched. */
export class DownloadFailedError extends Error {
  override readonly name = 'DownloadFailedError';

  constructor(
    message: string,
    /** The server's answer where it gave one; 404 and 410 mean that the file is gone. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get isGone(): boolean {
    return this.status === 404 || this.status === 410;
  }
}

/** A file that arrived whole is not the one that was asked for. */
export class WrongHashError extends Error {
  override readonly name = 'WrongHashError';
}

/** A file known by content. */
export interface ExpectedFile {
  readonly url: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** Fetches a small file into memory; more than `limit` bytes are refused. */
export async function fetchBytes(url: string, limit: number): Promise<Uint8Array> {
  return retrying(url, async () => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of await openBody(url, 0)) {
      size += chunk.length;
      if (size > limit) throw new DownloadFailedError(`${url} has more than ${limit} bytes`, 0);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  });
}

/**
 * Fetches a file into `store`, where it is named by its hash; one that is there and whole is not fetched again,
 * one that was begun by a killed build is continued.
 *
 * @param onBytes called with the number of bytes that are newly there.
 * @returns the file's path.
 * @throws DownloadFailedError, WrongHashError (the wrong file is removed).
 */
export async function fetchFile(
  file: ExpectedFile,
  store: string,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<string> {
  await mkdir(store, { recursive: true });
  const finished = join(store, file.sha256);
  if (await isWhole(finished, file)) {
    onBytes(file.size);
    return finished;
  }
  const partial = await adoptPartial(store, file.sha256);
  try {
    onBytes(await sizeOf(partial));
    await retrying(file.url, () => continueDownload(file, partial, onBytes));
    await rename(partial, finished);
  } catch (error) {
    // What arrived of a file with wrong bytes is worthless; what arrived before a cut is not.
    if (error instanceof WrongHashError) await rm(partial, { force: true });
    throw error;
  }
  return finished;
}

async function continueDownload(
  file: ExpectedFile,
  partial: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let position = await sizeOf(partial);
  const hash = await hashFile(partial);
  if (position < file.size) {
    const output = await open(partial, 'a');
    try {
      for await (const chunk of await openBody(file.url, position)) {
        position += chunk.length;
        if (position > file.size) break;
        hash.update(chunk);
        await output.write(chunk);
        onBytes(chunk.length);
      }
    } finally {
      await output.close();
    }
  }
  if (position < file.size)
    throw new Error(`connection ended at ${position} of ${file.size} bytes`);
  if (position > file.size || hash.digest('hex') !== file.sha256) {
    throw new WrongHashError(`${file.url} is not the locked file (SHA-256 ${file.sha256})`);
  }
}

/** The body from a position on; of a server that can only send the whole, the beginning is skipped. */
async function openBody(url: string, position: number): Promise<AsyncIterable<Uint8Array>> {
  const controller = new AbortController();
  const watch = setTimeout(() => controller.abort(new Error('no data')), STALL_MS);
  try {
    const headers: Record<string, string> = position > 0 ? { range: `bytes=${position}-` } : {};
    const response = await fetch(url, { headers, signal: controller.signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new DownloadFailedError(`${url}: HTTP status ${response.status}`, response.status);
    }
    const skip = position > 0 && response.status !== 206 ? position : 0;
    return watched(response.body, skip, watch);
  } catch (error) {
    clearTimeout(watch);
    throw error;
  }
}

async function* watched(
  body: ReadableStream<Uint8Array>,
  skip: number,
  watch: NodeJS.Timeout,
): AsyncGenerator<Uint8Array> {
  let unwanted = skip;
  try {
    for await (const chunk of body) {
      watch.refresh();
      const wanted = chunk.subarray(unwanted);
      unwanted = Math.max(0, unwanted - chunk.length);
      if (wanted.length > 0) yield wanted;
    }
  } finally {
    clearTimeout(watch);
  }
}

/** Tries again after a failure of the network; an answer of the server or wrong bytes are final. */
async function retrying<T>(url: string, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof WrongHashError) throw error;
      const isFinal = error instanceof DownloadFailedError && (error.status ?? 500) < 500;
      if (isFinal || tries === ATTEMPTS) throw asDownloadError(url, error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS * tries));
    }
  }
}

function asDownloadError(url: string, cause: unknown): DownloadFailedError {
  if (cause instanceof DownloadFailedError) return cause;
  const reason = cause instanceof Error ? (cause.cause ?? cause) : cause;
  return new DownloadFailedError(`${url}: ${reason}`, undefined, { cause });
}

/** A dead process's beginning of the same file, taken over under our name, or a new name. */
async function adoptPartial(store: string, name: string): Promise<string> {
  const ours = join(store, unfinishedName(name));
  for (const entry of await readdir(store)) {
    if (abandonedName(entry) !== name) continue;
    try {
      await rename(join(store, entry), ours);
      return ours;
    } catch (error) {
      // Another build was faster in taking it over.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return ours;
}

async function isWhole(path: string, { size, sha256 }: ExpectedFile): Promise<boolean> {
  return (await sizeOf(path)) === size && (await hashFile(path)).digest('hex') === sha256;
}

async function hashFile(path: string): Promise<Hash> {
  const hash = createHash('sha256');
  if ((await sizeOf(path)) === 0) return hash;
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash;
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
