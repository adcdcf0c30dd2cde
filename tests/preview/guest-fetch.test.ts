import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MachineError } from '../../src/machine/errors.ts';
import { CookieJar } from '../../src/preview/cookie-jar.ts';
import { cookieJars, fetchGuest, type GuestRequest } from '../../src/preview/guest-fetch.ts';
import { hrefOf, rootOf } from '../../src/preview/preview-address.ts';
import { onGuest } from '../machine/on-guest.ts';
import { type FakeAnswer, FakeNetwork, type FakeServer } from './fake-network.ts';

const GET: GuestRequest = { address: rootOf(onGuest(8081)), method: 'GET', headers: {} };

function guest(server?: FakeServer) {
  const network = new FakeNetwork();
  if (server) network.servers.set(8081, server);
  const servers = { network, cookiesOf: cookieJars(() => new CookieJar()) };
  const abort = new AbortController();
  const ask = (request = GET, { maxBytes = 1000, patienceMs = 10_000 } = {}) =>
    fetchGuest(servers, request, { signal: abort.signal, maxBytes, patienceMs });
  return { network, abort, ask };
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const to = (location: string, status = 302): FakeAnswer => ({ status, headers: { location } });

async function* piecesOf(...pieces: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield new TextEncoder().encode(piece);
  }
}

describe('a page of the guest', () => {
  it('comes with its status and fields', async () => {
    const { ask, network } = guest(() => ({ status: 404, headers: { a: 'b' }, body: 'gone' }));
    const answer = await ask();
    expect([answer.status, answer.headers.get('a'), text(answer.bytes), answer.cut]).toEqual([
      404,
      'b',
      'gone',
      undefined,
    ]);
    expect(network.open).toBe(0);
  });

  it('is looked for where its server says', async () => {
    const { ask, network } = guest(({ path }) =>
      path === '/' ? to('/a/b?c#d') : { body: `at ${path}` },
    );
    const answer = await ask();
    expect(hrefOf(answer.address)).toBe('http://localhost:8081/a/b?c#d');
    expect([text(answer.bytes), answer.redirected]).toEqual(['at /a/b?c', true]);
    expect(network.open).toBe(0);
  });

  it.each([
    [301, 'GET', undefined],
    [302, 'GET', undefined],
    [303, 'GET', undefined],
    [307, 'POST', 'sent'],
    [308, 'POST', 'sent'],
  ] as const)(
    'that a form with the answer %i leads to is asked for with %s',
    async (status, method, body) => {
      const { ask, network } = guest(({ path }) => (path === '/' ? to('/next', status) : {}));
      const headers = { 'content-type': 'text/plain' };
      await ask({ ...GET, method: 'POST', headers, body: new TextEncoder().encode('sent') });
      const next = network.requests[1];
      expect([next?.method, next?.body && text(next.body)]).toEqual([method, body]);
      expect(next?.headers['content-type']).toBe(body && 'text/plain');
    },
  );

  it('is not looked for without end, nor outside of the machine', async () => {
    await expect(guest(() => to('/')).ask()).rejects.toMatchObject({ problem: 'loop' });
    const outside = guest(() => to('https://example.org/x'));
    await expect(outside.ask()).rejects.toMatchObject({
      problem: 'redirected-outside',
      href: 'https://example.org/x',
    });
    expect(outside.network.asked).toEqual(['GET 8081 /']);
    expect(outside.network.open).toBe(0);
  });

  it('gets its cookies, those that a redirection set too', async () => {
    const { ask, network } = guest(({ path }) =>
      path === '/' ? { ...to('/in'), headers: { location: '/in', 'set-cookie': 'id=7' } } : {},
    );
    await ask();
    expect(network.requests.map(({ headers }) => headers['cookie'])).toEqual([undefined, 'id=7']);
  });

  it('does not get those of another port', async () => {
    const { ask, network } = guest(() => ({ headers: { 'set-cookie': 'id=7; Path=/' } }));
    network.servers.set(8082, () => ({}));
    await ask();
    await ask({ ...GET, address: rootOf(onGuest(8082)) });
    expect(network.requests[1]?.headers['cookie']).toBeUndefined();
  });

  it('is unpacked when it comes packed', async () => {
    const { ask } = guest(() => ({
      headers: { 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync('unpacked')),
    }));
    expect(text((await ask()).bytes)).toBe('unpacked');
  });

  it('is cut where it becomes too long, packed or not, and its connection is closed', async () => {
    const plain = guest(() => ({ body: piecesOf('x'.repeat(700), 'y'.repeat(700)) }));
    const long = await plain.ask();
    expect([long.bytes.length, long.cut, plain.network.open]).toEqual([1000, 'limit', 0]);
    const bomb = guest(() => ({
      headers: { 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync(new Uint8Array(50_000_000))),
    }));
    const cut = await bomb.ask();
    expect([cut.bytes.length, cut.cut]).toEqual([1000, 'limit']);
  });

  it('is shown as far as it came when it breaks off', async () => {
    const failure = new MachineError('connection-failed', 'reset');
    const broken = await guest(() => ({ body: piecesOf('begin', failure) })).ask();
    expect([text(broken.bytes), broken.cut]).toEqual(['begin', 'broken']);
  });

  it('that nobody serves is refused', async () => {
    await expect(guest().ask()).rejects.toMatchObject({ problem: 'refused' });
  });

  it('that is no HTTP has failed; one of a machine that is gone has no machine', async () => {
    const answers = (error: Error) => guest(() => Promise.reject(error)).ask();
    const failed = new MachineError('connection-failed', 'the answer is not HTTP');
    await expect(answers(failed)).rejects.toMatchObject({ problem: 'failed' });
    const gone = new MachineError('not-ready', 'no machine is running');
    await expect(answers(gone)).rejects.toMatchObject({ problem: 'machine' });
  });

  it('that does not come is given up, before its head or in the middle', async () => {
    const mute = guest(() => undefined);
    await expect(mute.ask(GET, { patienceMs: 20 })).rejects.toMatchObject({ problem: 'silent' });
    expect(mute.network.aborted).toBe(1);
  });

  it('that nobody wants any more is broken off', async () => {
    const { ask, abort, network } = guest(() => undefined);
    const asking = ask();
    abort.abort(new Error('changed my mind'));
    await expect(asking).rejects.toThrow('changed my mind');
    expect(network.aborted).toBe(1);
  });
});
