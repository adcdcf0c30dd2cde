import { describe, expect, it } from 'vitest';
import { CookieJar } from '../../src/preview/cookie-jar.ts';
import { cookieJars } from '../../src/preview/guest-fetch.ts';
import { Preview, type PreviewState } from '../../src/preview/preview.ts';
import { hrefOf, readTyped, rootOf } from '../../src/preview/preview-address.ts';
import { defer } from '../../src/support/deferred.ts';
import { onGuest } from '../machine/on-guest.ts';
import { FakeNetwork, type FakeServer } from './fake-network.ts';

/** A preview whose changes can be waited for and whose timers run when the test says so. */
function preview(server?: FakeServer) {
  const network = new FakeNetwork();
  if (server) network.servers.set(8081, server);
  let changed = defer<void>();
  const due = new Set<() => void>();
  const servers = { network, cookiesOf: cookieJars(() => new CookieJar()) };
  const view = new Preview({
    servers: () => servers,
    changed: () => changed.resolve(),
    schedule: (action) => {
      due.add(action);
      return () => void due.delete(action);
    },
  });
  const until = async (holds: (state: PreviewState) => boolean) => {
    while (!holds(view.state)) {
      changed = defer();
      await changed.promise;
    }
    return view.state;
  };
  const loaded = () => until(({ loading }) => !loading);
  const open = (port = 8081) => {
    view.open(rootOf(onGuest(port)));
    return loaded();
  };
  const tick = () => {
    const [action] = due;
    if (action) due.delete(action);
    action?.();
  };
  return { view, network, due, open, loaded, until, tick };
}

const html: FakeServer = ({ method, path, body }) => ({
  headers: { 'content-type': 'text/html' },
  body: `<p>${method} ${path} ${new TextDecoder().decode(body)}`,
});
const where = ({ address }: PreviewState) => address && hrefOf(address);
const link = (href: string) => ({ type: 'navigate', href, method: 'GET' }) as const;

describe('a preview', () => {
  it('shows the page at its address', async () => {
    const { open } = preview(html);
    const state = await open();
    expect(state.content).toMatchObject({ kind: 'page', html: '<p>GET / ', status: 200 });
    expect(where(state)).toBe('http://localhost:8081/');
  });

  it('keeps what it shows while the next page is on its way', async () => {
    const gate = defer<object>();
    const { view, open } = preview((request) =>
      request.path === '/' ? html(request) : gate.promise,
    );
    await open();
    view.navigate(link('/slow'));
    expect(view.state.loading).toBe(true);
    expect(view.state.content).toMatchObject({ kind: 'page', html: '<p>GET / ' });
    view.stop();
    expect(view.state.loading).toBe(false);
    expect(where(view.state)).toBe('http://localhost:8081/');
  });

  it('goes back and forward, and forgets what lay ahead when it goes elsewhere', async () => {
    const { view, open, loaded } = preview(html);
    await open();
    view.navigate(link('a'));
    await loaded();
    view.navigate(link('b'));
    await loaded();
    view.go(-1);
    expect(where(await loaded())).toBe('http://localhost:8081/a');
    view.navigate(link('c'));
    expect(await loaded()).toMatchObject({ canGoBack: true, canGoForward: false });
    view.go(-1);
    view.go(-1);
    expect(where(await loaded())).toBe('http://localhost:8081/');
    expect(view.state).toMatchObject({ canGoBack: false, canGoForward: true });
  });

  it('sends a form, and asks for its page without sending it again', async () => {
    const { view, network, open, loaded } = preview(html);
    await open();
    const body = new TextEncoder().encode('a=1');
    const contentType = 'application/x-www-form-urlencoded';
    view.navigate({ type: 'navigate', href: '/form', method: 'POST', contentType, body });
    expect((await loaded()).content).toMatchObject({ html: '<p>POST /form a=1' });
    view.reload();
    await loaded();
    expect(network.asked).toEqual(['GET 8081 /', 'POST 8081 /form', 'GET 8081 /form']);
    expect(network.requests[1]?.headers).toMatchObject({
      'content-type': contentType,
      referer: 'http://localhost:8081/',
    });
  });

  it('stays in the machine', async () => {
    const { view, network, open } = preview(html);
    await open();
    view.navigate(link('https://example.org/'));
    expect(view.state.content).toMatchObject({
      kind: 'problem',
      problem: 'outside',
      href: 'https://example.org/',
    });
    expect(network.asked).toHaveLength(1);
  });

  it('says that nothing listens, and shows the page as soon as something does', async () => {
    const { network, open, tick, until } = preview();
    expect((await open()).content).toMatchObject({ kind: 'problem', problem: 'refused' });
    tick();
    await Promise.resolve();
    network.servers.set(8081, html);
    const shown = until(({ content }) => content.kind === 'page');
    // One knock may be under way already.
    await new Promise((done) => setImmediate(done));
    tick();
    expect((await shown).content.kind).toBe('page');
  });

  it('says that there is no machine beside, and goes on by itself once there is one', async () => {
    const { view, network, loaded, tick, until } = preview();
    const beside = readTyped('production.lab:8081');
    if (beside) view.open(beside);
    expect((await loaded()).content).toMatchObject({ kind: 'problem', problem: 'missing' });
    network.production = new Map();
    const refused = until(
      ({ content }) => content.kind === 'problem' && content.problem === 'refused',
    );
    tick();
    await refused;
    network.production.set(8081, html);
    const shown = until(({ content }) => content.kind === 'page');
    tick();
    expect(where(await shown)).toBe('http://production.lab:8081/');
    expect(network.asked).toContain('GET production.lab:8081 /');
  });

  it('does not knock any more once it is closed, or elsewhere', async () => {
    const { view, network, due, open, loaded } = preview();
    await open();
    expect(due.size).toBe(1);
    network.servers.set(8082, html);
    view.open(rootOf(onGuest(8082)));
    await loaded();
    expect(due.size).toBe(0);
    await open();
    view.close();
    expect(due.size).toBe(0);
  });

  it.each([
    ['text/plain', 'hello', { kind: 'text', text: 'hello' }],
    ['application/json', '{"a":[1]}', { kind: 'text', text: '{\n  "a": [\n    1\n  ]\n}' }],
    ['application/json', '{"a"', { kind: 'text', text: '{"a"' }],
    ['image/png', 'png', { kind: 'image', type: 'image/png' }],
    ['application/zip', 'PK', { kind: 'other', type: 'application/zip', size: 2 }],
  ] as const)('shows %s as what it is', async (type, body, content) => {
    const { open } = preview(() => ({ headers: { 'content-type': type }, body }));
    expect((await open()).content).toMatchObject(content);
  });

  it('shows no file that its server means to be saved', async () => {
    const headers = {
      'content-type': 'text/html',
      'content-disposition': 'attachment; filename=x',
    };
    const { open } = preview(() => ({ headers, body: '<p>' }));
    expect((await open()).content).toMatchObject({ kind: 'other' });
  });
});
