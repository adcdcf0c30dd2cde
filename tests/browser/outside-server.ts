import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on another origin that answers everything and everybody, and notes what it is asked. */
export class OutsideServer {
  /** Every request, as `GET /path`. */
  readonly asked: string[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(`${request.method} ${request.url}`);
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end('outside');
    });
  }

  static async start(): Promise<OutsideServer> {
    const outside = new OutsideServer();
    await new Promise<void>((done) => outside.#server.listen(0, '127.0.0.1', done));
    return outside;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
