import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { serveHttp } from '../../src/machine/http/http-server.ts';
import { LabNetwork } from '../../src/machine/lab-network.ts';
import { NetworkProblemError } from '../../src/machine/network/network-error.ts';
import { defer } from '../../src/support/deferred.ts';
import { memoryStreams } from './http/memory-stream.ts';

const GET = { method: 'GET', path: '/menu', headers: {} };
const at = (port: number) => ({ host: 'production.lab', port }) as const;

function network(): LabNetwork {
  return new LabNetwork({
    mtu: 1500,
    hub: async () => ({ status: 404, headers: {} }),
    privateRegistry: (stream) => stream.abort(),
    randomBytes: (length) => new Uint8Array(length),
  });
}

/** A machine on which a server says what it was asked, and by what name. */
async function dial(port: number) {
  if (port === 81) throw new NetworkProblemError('refused', 'nothing listens there');
  const { client, server } = memoryStreams();
  void serveHttp(server, async ({ target, headers }) => ({
    status: 200,
    headers: {},
    body: new TextEncoder().encode(`${headers.get('host')} ${target}`),
  }));
  return client;
}

describe('a server on the machine beside', () => {
  it('is asked by its own name', async () => {
    const lab = network();
    lab.addProduction(dial);
    expect(await text((await lab.request(at(8080), GET)).body)).toBe('production.lab:8080 /menu');
    expect(await text((await lab.request(at(80), GET)).body)).toBe('production.lab /menu');
  });

  it('that is not there is refused; a machine that is not there is missing', async () => {
    const lab = network();
    const part = lab.addProduction(dial);
    expect([await lab.probe(at(80)), await lab.probe(at(81))]).toEqual([true, false]);
    await expect(lab.request(at(81), GET)).rejects.toMatchObject({ code: 'connection-refused' });
    part();
    await expect(lab.request(at(80), GET)).rejects.toMatchObject({ code: 'host-missing' });
  });

  it('that answers when nobody waits any more is hung up on', async () => {
    const lab = network();
    const { client, server } = memoryStreams();
    const answers = defer<typeof client>();
    lab.addProduction(() => answers.promise);
    const abort = new AbortController();
    const asked = lab.request(at(80), GET, abort.signal);
    const reason = new Error('elsewhere');
    abort.abort(reason);
    await expect(asked).rejects.toBe(reason);
    answers.resolve(client);
    await expect(server.read()).rejects.toMatchObject({ problem: 'reset' });
  });
});
