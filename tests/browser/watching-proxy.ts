import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A proxy that everything a browser asks for has to pass: pages, their frames, workers of every kind, connections that are only
 * opened in advance. It lets requests to this computer through, answers all others with an error, and notes whom they were for.
 */
export class WatchingProxy {
  /** Origins that were asked for, with how often; of what is encrypted only host and port can be seen. */
  readonly asked = new Map<string, number>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((incoming, answer) => this.#pass(incoming, answer));
    // A tunnel for what is encrypted: nothing here speaks that.
    this.#server.on('connect', ({ url }, socket) => {
      this.#note(`https://${url}`);
      socket.on('error', () => undefined); // a browser that ends hangs up on it
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    // Nothing here speaks WebSocket either.
    this.#server.on('upgrade', ({ url }, socket) => {
      this.#note(originOf(url));
      socket.on('error', () => undefined); // as above
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
  }

  static async start(): Promise<WatchingProxy> {
    const proxy = new WatchingProxy();
    await new Promise<void>((done) => proxy.#server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  /** Host and port, as browsers want them. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const { method, headers, url = '' } = incoming;
    this.#note(originOf(url));
    if (!/^http:\/\/127\.0\.0\.1:\d+\//.test(url)) return void answer.writeHead(502).end();
    const outgoing = request(url, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    // The site's server hangs up, or the browser: so does the other side.
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }

  #note(origin: string): void {
    this.asked.set(origin, (this.asked.get(origin) ?? 0) + 1);
  }
}

const originOf = (url = ''): string => /^\w+:\/\/[^/]+/.exec(url)?.[0] ?? url;
