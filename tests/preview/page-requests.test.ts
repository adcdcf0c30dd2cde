import { describe, expect, it } from 'vitest';
import { CookieJar } from '../../src/preview/cookie-jar.ts';
import { cookieJars } from '../../src/preview/guest-fetch.ts';
import type { PageFetch, PageOrder } from '../../src/preview/page-message.ts';
import { PageRequests, REQUEST_LIMITS } from '../../src/preview/page-requests.ts';
import { rootOf } from '../../src/preview/preview-address.ts';
import { defer } from '../../src/support/deferred.ts';
import { onGuest } from '../machine/on-guest.ts';
import { FakeNetwork } from './fake-network.ts';

const ask = (id: number, more: Partial<PageFetch> = {}): PageFetch => ({
  type: 'fetch',
  id,
  purpose: 'resource',
  href: `http://localhost:8081/${id}`,
  method: 'GET',
  headers: [],
  ...more,
});

function document(limits: Partial<typeof REQUEST_LIMITS> = {}) {
  const network = new FakeNetwork();
  const told: PageOrder[] = [];
  let heard = defer<void>();
  const servers = { network, cookiesOf: cookieJars(() => new CookieJar()) };
  const tell = (order: PageOrder) => {
    told.push(order);
    heard.resolve();
  };
  const requests = new PageRequests(servers, rootOf(onGuest(8081)), tell, {
    ...REQUEST_LIMITS,
    ...limits,
  });
  /** Waits until the page was told so many things. */
  const hear = async (count: number) => {
    while (told.length < count) {
      heard = defer();
      await heard.promise;
    }
    return told;
  };
  return { network, requests, told, hear };
}

const body = (order: PageOrder | undefined) =>
  order?.type === 'answer' ? new TextDecoder().decode(order.body) : order?.type;

describe('what a page asks for', () => {
  it('is answered, whatever the status', async () => {
    const { network, requests, hear } = document();
    network.servers.set(8081, () => ({ status: 404, headers: { 'x-a': 'b' }, body: 'no' }));
    requests.take(ask(1));
    const [order] = await hear(1);
    expect(order).toMatchObject({ type: 'answer', id: 1, status: 404, headers: [['x-a', 'b']] });
    expect(body(order)).toBe('no');
  });

  it('is answered a few at a time', async () => {
    const { network, requests, hear } = document({ atOnce: 2 });
    const gates = new Map<string, ReturnType<typeof defer<object>>>();
    network.servers.set(8081, ({ path }) => {
      const gate = defer<object>();
      gates.set(path, gate);
      return gate.promise;
    });
    for (const id of [1, 2, 3]) requests.take(ask(id));
    expect([...gates.keys()]).toEqual(['/1', '/2']);
    gates.get('/1')?.resolve({});
    await hear(1);
    await Promise.resolve();
    expect([...gates.keys()]).toEqual(['/1', '/2', '/3']);
  });

  it('goes to servers of the machine alone', async () => {
    const { network, requests, hear } = document();
    for (const [id, href] of ['https://example.org/', 'http://10.0.0.1/', 'file:///x'].entries()) {
      requests.take(ask(id, { href }));
    }
    expect((await hear(3)).map(({ type }) => type)).toEqual(['failure', 'failure', 'failure']);
    expect(network.asked).toEqual([]);
  });

  it('comes to an end: in number, in size, and all together', async () => {
    const many = document({ count: 2 });
    many.network.servers.set(8081, () => ({}));
    for (const id of [1, 2, 3]) many.requests.take(ask(id));
    expect((await many.hear(3)).map(({ type }) => type).sort()).toEqual([
      'answer',
      'answer',
      'failure',
    ]);
    const large = document({ bytes: 5, totalBytes: 8 });
    large.network.servers.set(8081, ({ path }) => ({ body: 'x'.repeat(Number(path.slice(1))) }));
    for (const id of [6, 5, 4, 3]) {
      large.requests.take(ask(id));
      await large.hear(large.told.length + 1);
    }
    expect(large.told.map(({ type }) => type)).toEqual(['failure', 'answer', 'failure', 'answer']);
  });

  it('cannot be told in the name of somebody else', async () => {
    const { network, requests, hear } = document();
    network.servers.set(8081, () => ({ headers: { 'set-cookie': 'a=1' } }));
    const headers: PageFetch['headers'] = [
      ['Host', 'evil'],
      ['Cookie', 'b=2'],
      ['Origin', 'https://evil'],
      ['Content-Length', '5'],
      ['X-Own', 'yes'],
    ];
    requests.take(ask(1, { headers, purpose: 'script' }));
    const [order] = await hear(1);
    const sent = network.requests[0]?.headers ?? {};
    expect(Object.keys(sent).sort()).toEqual([
      'accept',
      'accept-encoding',
      'referer',
      'user-agent',
      'x-own',
    ]);
    expect(order).toMatchObject({ headers: [], cookies: 'a=1' });
  });

  it.each([
    [{}, 'failure'],
    [{ 'access-control-allow-origin': '*' }, 'answer'],
    [{ 'access-control-allow-origin': 'http://localhost:8081' }, 'answer'],
    [{ 'access-control-allow-origin': 'http://localhost' }, 'failure'],
  ] as const)('on another port is for scripts if the answer has %j: %s', async (headers, type) => {
    const { network, requests, hear } = document();
    network.servers.set(8082, () => ({ headers }));
    requests.take(ask(1, { href: 'http://localhost:8082/', purpose: 'script' }));
    expect((await hear(1))[0]?.type).toBe(type);
    expect(network.requests[0]?.headers['origin']).toBe('http://localhost:8081');
  });

  it('on another port is shown all the same where it is a picture', async () => {
    const { network, requests, hear } = document();
    network.servers.set(8082, () => ({}));
    requests.take(ask(1, { href: 'http://localhost:8082/' }));
    expect((await hear(1))[0]?.type).toBe('answer');
  });

  it('is broken off when the page does not wait any more, and nothing is told', async () => {
    const { network, requests, told } = document();
    network.servers.set(8081, () => undefined);
    requests.take(ask(1));
    requests.cancel(1);
    await Promise.resolve();
    expect([network.aborted, told]).toEqual([1, []]);
  });

  it('is broken off and told when the reader stops it', async () => {
    const { network, requests, hear } = document({ atOnce: 1 });
    network.servers.set(8081, () => undefined);
    for (const id of [1, 2]) requests.take(ask(id));
    requests.giveUp();
    expect((await hear(2)).map((order) => order.type)).toEqual(['failure', 'failure']);
    expect(network.aborted).toBe(1);
  });

  it('is broken off when the page is gone, and nothing is asked or told any more', async () => {
    const { network, requests, told } = document();
    network.servers.set(8081, () => undefined);
    requests.take(ask(1));
    requests.close();
    requests.take(ask(2));
    await Promise.resolve();
    expect([network.asked.length, network.aborted, told]).toEqual([1, 1, []]);
  });
});
