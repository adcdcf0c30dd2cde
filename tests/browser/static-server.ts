import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { FolderFiles, type StoredFile } from './folder-files.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** A name that holds a hash of the content: of Vite's making, or of the image's. */
const HASHED_NAME = /-[\w-]{8}\.\w+$|(^|[./])[0-9a-f]{20}\.\w+$/;

/** How an answer's body gets to the browser; the default writes it at once. */
export type BodyWriter = (response: ServerResponse, body: Buffer) => Promise<void>;

/** What a server that is not well does with a request: no such file, a sign-in page in its place, overload, or hanging up. */
export type ServerFault = 'missing' | 'sign-in page' | 'overloaded' | 'cut';

/** What a captive portal answers, whatever it was asked for. */
const SIGN_IN_PAGE = '<!doctype html><title>Sign in</title><p>Please sign in to this network.';

/**
 * A folder on a port of its own, under a path prefix as on a school's server.
 *
 * It behaves like a well-kept web server: content types (`application/wasm` among them), text and wasm packed with Brotli or gzip
 * where the browser takes it, files with a hash in their name kept for ever and all others asked for again, which costs no more than
 * the question if they are still the same.
 */
export class StaticServer {
  /** What goes wrong with the file of this name (`/` is the folder); nothing, until a test says so. */
  faultOf: (name: string) => ServerFault | undefined = () => undefined;
  readonly #server: Server;
  #files: FolderFiles;
  #port = 0;
  readonly #prefix: string;
  readonly #write: BodyWriter;

  private constructor(files: FolderFiles, prefix: string, write: BodyWriter) {
    this.#files = files;
    this.#prefix = prefix;
    this.#write = write;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** `folder` may be files that were read and packed before. */
  static async serve(
    folder: string | FolderFiles,
    prefix: string,
    write: BodyWriter = async (response, body) => void response.end(body),
  ): Promise<StaticServer> {
    const files = typeof folder === 'string' ? new FolderFiles(folder) : folder;
    const server = new StaticServer(files, prefix, write);
    await server.open();
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** From now on these files are served, and the ones before are gone. */
  deploy(files: FolderFiles): void {
    this.#files = files;
  }

  /** Serves again after {@link close}, at the same address. */
  async open(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(this.#port, '127.0.0.1', done));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (!path.startsWith(this.#prefix)) return void response.writeHead(404).end('Nothing is here.');
    const name = normalize(`/${decodeURIComponent(path.slice(this.#prefix.length))}`);
    const fault = this.faultOf(name);
    if (fault !== undefined) return fail(response, fault);
    const file = await this.#files
      .read(name.endsWith('/') ? join(name, 'index.html') : name)
      .catch(() => undefined); // whatever the reason, there is no such file for the browser
    if (file === undefined) return void response.writeHead(404).end();
    await this.#send(request, response, name, file);
  }

  async #send(
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
    file: StoredFile,
  ): Promise<void> {
    const shared = {
      'cache-control': HASHED_NAME.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      etag: file.tag,
    };
    if (request.headers['if-none-match'] === file.tag) {
      return void response.writeHead(304, shared).end();
    }
    const { encoding, body } = file.encodedFor(String(request.headers['accept-encoding'] ?? ''));
    response.writeHead(200, {
      ...shared,
      'content-type': TYPES[extname(name) || '.html'] ?? 'application/octet-stream',
      'content-length': body.length,
      ...(encoding && { 'content-encoding': encoding }),
    });
    await this.#write(response, body);
  }
}

/** Answers as {@link ServerFault} says; nothing of it is kept by the browser. */
function fail(response: ServerResponse, fault: ServerFault): void {
  const headers = { 'content-type': 'text/html', 'cache-control': 'no-store' };
  switch (fault) {
    case 'missing':
      return void response.writeHead(404, headers).end();
    case 'sign-in page':
      return void response.writeHead(200, headers).end(SIGN_IN_PAGE);
    case 'overloaded':
      return void response.writeHead(503, headers).end();
    case 'cut':
      return void response.destroy();
  }
}
