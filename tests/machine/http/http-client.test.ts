import { describe, expect, it } from 'vitest';
import { requestHttp } from '../../../src/machine/http/http-client.ts';
import { bodyText, bytesOf, memoryStreams } from './memory-stream.ts';

const GET = { method: 'GET', path: '/page?x=1', headers: {} };

/** A server in the guest that says `answer` and ends. */
async function ask(answer: string, request: Parameters<typeof requestHttp>[2] = GET) {
  const { client, server } = memoryStreams();
  const asking = requestHttp(client, 'localhost:8081', request);
  await server.write(bytesOf(answer));
  server.end();
  return { client, server, response: await asking };
}

describe('a request into the guest', () => {
  it('is one request on a connection of its own', async () => {
    const { server, response } = await ask('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', {
      ...GET,
      method: 'POST',
      headers: { Host: 'evil', 'X-Mine': 'yes', 'Content-Length': '99' },
      body: bytesOf('a=b'),
    });
    expect(await bodyText(response.body)).toBe('ok');
    let sent = '';
    for (let part = await server.read(); part; part = await server.read()) {
      sent += new TextDecoder().decode(part);
    }
    expect(sent).toBe(
      'POST /page?x=1 HTTP/1.1\r\nhost: localhost:8081\r\nx-mine: yes\r\nconnection: close\r\ncontent-length: 3\r\n\r\na=b',
    );
  });

  it.each([
    ['counted', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyrest', 'body'],
    [
      'in chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n',
      'body',
    ],
    ['to the end of the connection', 'HTTP/1.0 200 OK\r\nServer: busybox\r\n\r\nbody', 'body'],
    [
      'after an interim answer',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\nno',
      'no',
    ],
    ['of an answer that has none', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n', ''],
    ['of an answer without a phrase', 'HTTP/1.1 200\r\n\r\nx', 'x'],
  ])('reads a body %s', async (_how, answer, body) => {
    expect(await bodyText((await ask(answer)).response.body)).toBe(body);
  });

  it('fails with a body that breaks off', async () => {
    const { response } = await ask('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
    await expect(bodyText(response.body)).rejects.toThrow('breaks off');
  });

  it('breaks the connection off when nobody reads on', async () => {
    const { client, response } = await ask('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
    for await (const _part of response.body) break;
    expect(client.aborted).toBe(true);
  });

  it('fails when the other side does not speak HTTP', async () => {
    await expect(ask('220 mail.lab ESMTP\r\n')).rejects.toMatchObject({ name: 'HttpProblemError' });
    await expect(ask('')).rejects.toMatchObject({ name: 'HttpProblemError' });
  });
});
