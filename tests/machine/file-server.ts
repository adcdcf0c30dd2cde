import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const servers: (() => void)[] = [];
afterEach(() => {
  for (const close of servers.splice(0)) close();
});

/** A web server on this computer that gives the answers one after the other, the last one again and again. */
export async function serve(
  ...answers: readonly Answer[]
): Promise<{ url: URL; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request.url ?? '');
    answer?.(response, request);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/school/`),
    requests,
  };
}

/** An answer with a status and a text. */
export const status =
  (code: number, text = ''): Answer =>
  (response) =>
    void response.writeHead(code).end(text);

/** An answer that promises more than it sends, and then is silent or cut. */
export const partly =
  (end: 'silence' | 'cut'): Answer =>
  (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('the first part', () => {
      if (end === 'cut') setTimeout(() => response.destroy(), 20);
    });
  };

/** No answer at all. */
export const silence: Answer = () => {};
