import { describe, expect, it } from 'vitest';
import type { PageMessage } from '../../src/machine/contract.ts';
import { MachineError } from '../../src/machine/errors.ts';
import type { GuestNetwork } from '../../src/machine/guest-network.ts';
import { RemoteNetwork } from '../../src/machine/remote-network.ts';
import { WorkerNetwork } from '../../src/machine/worker-network.ts';
import { defer } from '../../src/support/deferred.ts';
import { bytesOf } from './fake-port.ts';
import { onGuest } from './on-guest.ts';

const GET = { method: 'GET', path: '/', headers: { accept: 'text/html' } };
const turns = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Page and worker with a guest that the test plays; what crosses is cloned, as between threads. */
function across(guest: Pick<GuestNetwork, 'request'>) {
  const said: PageMessage[] = [];
  const aborts = new Map<number, AbortController>();
  const worker = new WorkerNetwork((request, part) => page.receive(request, structuredClone(part)));
  const send = (message: PageMessage) => {
    said.push(message);
    if (message.type === 'bodyConsumed') worker.consumed(message.request, message.pieces);
    if (message.type === 'cancel') {
      aborts.get(message.request)?.abort(new Error('cancelled'));
      worker.cancel(message.request);
    }
  };
  let number = 0;
  const page = new RemoteNetwork(async (make) => {
    const message = structuredClone(make(++number));
    if (message.type !== 'httpRequest') throw new Error('only requests are played here');
    const abort = new AbortController();
    aborts.set(message.request, abort);
    const network = guest as GuestNetwork;
    return (await worker.request(network, message.request, message.options, abort)) as never;
  }, send);
  return { page, said, aborts };
}

async function* pieces(count: number, onPiece: (index: number) => void = () => {}) {
  for (let index = 0; index < count; index++) {
    onPiece(index);
    yield bytesOf(`${index},`);
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const part of body) text += new TextDecoder().decode(part);
  return text;
}

describe('a request into the guest, from the page', () => {
  it('comes back with status, headers and the whole body', async () => {
    const asked: unknown[] = [];
    const { page } = across({
      request: async (port, request) => {
        asked.push(port, request);
        return { status: 404, headers: new Map([['server', 'nginx']]), body: pieces(30) };
      },
    });
    const response = await page.request(onGuest(8081), { ...GET, body: bytesOf('a=b') });
    expect(asked).toEqual([onGuest(8081), { ...GET, body: bytesOf('a=b') }]);
    expect(response.status).toBe(404);
    expect(response.headers.get('server')).toBe('nginx');
    expect(await textOf(response.body)).toBe(
      Array.from({ length: 30 }, (_, i) => `${i},`).join(''),
    );
    expect(page.openBodies).toBe(0);
  });

  it('holds the guest back while nobody reads', async () => {
    let sent = 0;
    const { page } = across({
      request: async () => ({
        status: 200,
        headers: new Map(),
        body: pieces(1_000, () => sent++),
      }),
    });
    const { body } = await page.request(onGuest(80), GET);
    await turns();
    expect(sent).toBeLessThan(20);
    await textOf(body);
    expect(sent).toBe(1_000);
  });

  it('is given up in the guest when the page stops reading', async () => {
    const { page, said, aborts } = across({
      request: async () => ({ status: 200, headers: new Map(), body: pieces(1_000) }),
    });
    const { body } = await page.request(onGuest(80), GET);
    for await (const _part of body) break;
    await turns();
    expect(said.at(-1)).toEqual({ type: 'cancel', request: 1 });
    expect(aborts.get(1)?.signal.aborted).toBe(true);
    expect(page.openBodies).toBe(0);
  });

  it('is given up by its signal while its body is awaited', async () => {
    const { page } = across({
      request: async () => ({
        status: 200,
        headers: new Map(),
        body: (async function* () {
          yield bytesOf('first');
          await defer<void>().promise;
        })(),
      }),
    });
    const abort = new AbortController();
    const { body } = await page.request(onGuest(80), GET, abort.signal);
    const reading = textOf(body);
    setTimeout(() => abort.abort(new Error('enough')), 1);
    await expect(reading).rejects.toThrow('enough');
    expect(page.openBodies).toBe(0);
  });

  it('fails with the error of the guest, in its head or in its body', async () => {
    const refused = new MachineError('connection-refused', 'nobody there');
    const never = across({ request: () => Promise.reject(refused) });
    await expect(never.page.request(onGuest(80), GET)).rejects.toBe(refused);
    expect(never.page.openBodies).toBe(0);
    const half = across({
      request: async () => ({
        status: 200,
        headers: new Map(),
        body: (async function* () {
          yield bytesOf('half');
          throw new MachineError('connection-failed', 'broke off');
        })(),
      }),
    });
    const { body } = await half.page.request(onGuest(80), GET);
    await expect(textOf(body)).rejects.toMatchObject({ code: 'connection-failed' });
  });

  it('fails when the machine ends', async () => {
    const { page } = across({
      request: async () => ({
        status: 200,
        headers: new Map(),
        body: (async function* () {
          await defer<void>().promise;
          yield bytesOf('never');
        })(),
      }),
    });
    const { body } = await page.request(onGuest(80), GET);
    const reading = textOf(body);
    page.fail(new MachineError('worker-died', 'gone'));
    await expect(reading).rejects.toMatchObject({ code: 'worker-died' });
  });
});
