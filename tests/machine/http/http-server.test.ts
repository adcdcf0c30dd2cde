import { describe, expect, it, vi } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../../src/machine/http/http-message.ts';
import { type HttpHandler, serveHttp } from '../../../src/machine/http/http-server.ts';
import { bodyText, bytesOf, memoryStreams, readText } from './memory-stream.ts';

/** Says what was asked, and how it was told. */
const echo: HttpHandler = async ({ method, target, body }) => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: bytesOf(`${method} ${target} ${await bodyText(body)}`),
});

/** Sends text to a server in pieces of `pieceBytes` and ends; everything that it answered. */
async function talk(text: string, handler: HttpHandler = echo, pieceBytes = 7): Promise<string> {
  const { client, server } = memoryStreams();
  const serving = serveHttp(server, handler);
  const bytes = bytesOf(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    await client.write(bytes.subarray(at, at + pieceBytes));
  }
  client.end();
  const answered = await readText(client);
  await serving;
  return answered;
}

const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, code]) => code);

describe('the HTTP server', () => {
  it('answers one request after the other on one connection', async () => {
    const answered = await talk(
      'GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello' +
        'GET /c HTTP/1.1\r\nConnection: close\r\n\r\nGET /never HTTP/1.1\r\n\r\n',
    );
    expect(statuses(answered)).toEqual(['200', '200', '200']);
    expect(answered).toContain('POST /b hello');
    expect(answered).toContain('connection: keep-alive');
    expect(answered).toMatch(/connection: close\r\n\r\nGET \/c $/);
  });

  it('puts chunks together, however they are cut on the way', async () => {
    const request =
      'PATCH /u HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n' +
      '5\r\nhello\r\n6;name=value\r\n, dock\r\n0\r\nX-Sum: 1\r\n\r\nGET /next HTTP/1.1\r\n\r\n';
    for (const size of [1, 3, 1000]) {
      const answered = await talk(request, echo, size);
      expect(answered).toContain('PATCH /u hello, dock');
      expect(statuses(answered)).toEqual(['200', '200']);
    }
  });

  it('tells the size of what HEAD asks for, and sends none of it', async () => {
    const open = vi.fn();
    const handler = async (): Promise<HttpResponse> => ({
      status: 200,
      headers: {},
      body: { bytes: 12_345, open },
    });
    const answered = await talk('HEAD /layer HTTP/1.1\r\n\r\n', handler);
    expect(answered).toMatch(/content-length: 12345\r\n.*\r\n\r\n$/s);
    expect(open).not.toHaveBeenCalled();
  });

  it('says that it wants a body whose sender waits for that', async () => {
    const { client, server } = memoryStreams();
    const serving = serveHttp(server, echo);
    await client.write(
      bytesOf('PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n'),
    );
    expect(new TextDecoder().decode(await client.read())).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    await client.write(bytesOf('ok'));
    client.end();
    expect(await readText(client)).toContain('PUT / ok');
    await serving;
  });

  it.each([
    ['nonsense', 'hello there\r\n\r\n', '400'],
    ['a later version', 'GET / HTTP/2.0\r\n\r\n', '505'],
    ['a field without a name', 'GET / HTTP/1.1\r\n: x\r\n\r\n', '400'],
    ['a length that is none', 'POST / HTTP/1.1\r\nContent-Length: 1e3\r\n\r\n', '400'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      '400',
    ],
    ['an unknown coding', 'POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n', '501'],
    ['an endless line', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`, '431'],
    ['too many fields', `GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(200)}\r\n`, '431'],
  ])('refuses %s and ends the connection', async (_what, request, code) => {
    const answered = await talk(`${request}GET /never HTTP/1.1\r\n\r\n`);
    expect(statuses(answered)).toEqual([code]);
    expect(answered).toContain('connection: close');
  });

  it.each([
    ['a chunk without a size', 'zz\r\nhello\r\n0\r\n\r\n'],
    ['a chunk that is longer than it says', '3\r\nhello\r\n0\r\n\r\n'],
    ['a body that breaks off', '9\r\nhello'],
  ])('refuses %s', async (_what, body) => {
    const answered = await talk(`POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${body}`);
    expect(statuses(answered)).toEqual(['400']);
  });

  it('throws a short unread body away and goes on, and ends after a long one', async () => {
    const ignore: HttpHandler = async () => ({ status: 404, headers: {} });
    const request = (bytes: number) =>
      `POST / HTTP/1.1\r\nContent-Length: ${bytes}\r\n\r\n${'x'.repeat(bytes)}`;
    const next = 'GET / HTTP/1.1\r\n\r\n';
    expect(statuses(await talk(request(1_000) + next, ignore, 5_000))).toEqual(['404', '404']);
    expect(statuses(await talk(request(900_000) + next, ignore, 5_000))).toEqual(['404']);
  });

  it('turns a client away at once that speaks TLS', async () => {
    const { client, server } = memoryStreams();
    const serving = serveHttp(server, echo);
    await client.write(Uint8Array.of(0x16, 3, 1, 2, 0));
    await serving;
    await expect(client.read()).rejects.toMatchObject({ problem: 'reset' });
  });

  it('answers a handler that fails with 500, and goes on', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
    const handler = async ({ target }: HttpRequest): Promise<HttpResponse> => {
      if (target === '/bad') throw new Error('no');
      return { status: 200, headers: {} };
    };
    const answered = await talk('GET /bad HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n', handler);
    expect(statuses(answered)).toEqual(['500', '200']);
    expect(silent).toHaveBeenCalledOnce();
    silent.mockRestore();
  });

  it('never writes a header that would begin another line', async () => {
    const handler: HttpHandler = async () => ({ status: 200, headers: { location: 'a\r\nb: c' } });
    expect(await talk('GET / HTTP/1.1\r\n\r\n', handler).catch(() => '')).not.toContain('b: c');
  });
});
