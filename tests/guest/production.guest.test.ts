/** A server beside the learner's machine: two engines, one network, one registry. */
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Disposer } from '../../src/support/disposables.ts';
import { joinMachines } from './join-machines.ts';
import { runningMachine, sh } from './machines.ts';

const LONG = { timeoutMs: 300_000 };
const IMAGE = 'registry.lab:5000/shop:1';

const first = runningMachine({ profile: 'engine' });
const production = runningMachine({ profile: 'engine' });
let part: Disposer;
beforeAll(() => {
  part = joinMachines(first(), production());
});

const asksFirst = (path: string) =>
  first().exec(`busybox wget -q -O - http://production.lab:${path}`, LONG);

describe('a server on the network of the first machine', { timeout: 600_000 }, () => {
  it('is known by name, and its closed ports are closed', async () => {
    expect(await sh(first(), 'ping -c 1 -W 20 production.lab')).toContain('192.168.86.4');
    const refused = await asksFirst('8080/');
    expect(refused.stderr).toContain('refused');
    const stranger = await production().exec('ping -c 1 -W 5 production.lab');
    expect(stranger.exitCode).not.toBe(0);
  });

  it('has nothing of the first one, and runs what that has pushed', async () => {
    const push = `docker pull -q busybox && docker tag busybox ${IMAGE} && docker push -q ${IMAGE}`;
    await sh(first(), push, LONG);
    const id = await sh(first(), `docker image inspect -f '{{.Id}}' ${IMAGE}`);
    expect(await sh(production(), 'docker images -q')).toBe('');

    const words = `hello from production ${id}`;
    const serve = `mkdir /www; echo ${words} > /www/index.html; exec httpd -f -p 80 -h /www`;
    await sh(production(), `docker run -d -p 8080:80 ${IMAGE} sh -c '${serve}'`, LONG);
    expect(await sh(production(), `docker image inspect -f '{{.Id}}' ${IMAGE}`)).toBe(id);
    // The server in the container needs its moment.
    const waiting = `until busybox wget -q -O - http://127.0.0.1:8080/; do sleep 0.2; done`;
    await sh(production(), waiting, LONG);
    expect((await asksFirst('8080/')).stdout.trim()).toBe(words);
  });

  it('passes on more than fits into its buffers, unchanged', async () => {
    await sh(production(), 'mkdir /srv/big; head -c 5000000 /dev/urandom > /srv/big/bytes');
    const sum = await sh(production(), 'sha256sum < /srv/big/bytes');
    await sh(production(), 'busybox httpd -p 8090 -h /srv/big');
    const get = 'busybox wget -q -O - http://production.lab:8090/bytes | sha256sum';
    expect(await sh(first(), get, LONG)).toBe(sum);
  });

  it('is asked by the page through the first one', async () => {
    const words = 'asked by the page';
    await sh(production(), `mkdir /srv/asked; echo ${words} > /srv/asked/index.html`);
    await sh(production(), 'busybox httpd -p 8091 -h /srv/asked');
    const { network } = first();
    const at = (port: number) => ({ host: 'production.lab', port }) as const;
    await expect.poll(() => network.probe(at(8091)), { timeout: 60_000 }).toBe(true);
    const get = { method: 'GET', path: '/', headers: {} };
    const { body } = await network.request(at(8091), get);
    expect(await text(body)).toBe(`${words}\n`);
    expect(await network.probe(at(8092))).toBe(false);
    const refused = network.request(at(8092), get);
    await expect(refused).rejects.toMatchObject({ code: 'connection-refused' });
  });

  it('pushes to the same registry', async () => {
    const push = `docker tag ${IMAGE} registry.lab:5000/back:2 && docker push -q registry.lab:5000/back:2`;
    await sh(production(), push, LONG);
    const tags = 'busybox wget -q -O - http://registry.lab:5000/v2/back/tags/list';
    expect(JSON.parse(await sh(first(), tags))).toEqual({ name: 'back', tags: ['2'] });
    expect(production().network.pushed()).toBeUndefined();
  });

  it('is unknown once it is gone, and its own registry is empty', async () => {
    part();
    const asked = first().network.probe({ host: 'production.lab', port: 8091 });
    await expect(asked).rejects.toMatchObject({ code: 'host-missing' });
    const gone = await first().exec('ping -c 1 -W 5 production.lab');
    expect(gone.exitCode).not.toBe(0);
    const tags = 'busybox wget -q -O - http://registry.lab:5000/v2/back/tags/list';
    expect((await production().exec(tags, LONG)).exitCode).not.toBe(0);
    expect(await sh(first(), tags)).toContain('back');
  });
});
