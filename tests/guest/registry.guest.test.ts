/** The guest's network and the registries behind it, without the Docker Engine. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { onGuest } from '../machine/on-guest.ts';
import { closeChannels, newBrowser, openStore, sampleDraft } from '../snapshots/samples.ts';
import { bodyText, patternOf, serveImage } from './lab-images.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

const BIG_BYTES = 20 * 1024 * 1024;
const big = patternOf(BIG_BYTES);
const images = serveImage(big);
const machine = runningMachine({ open: images.open, manifest: images.manifest });

const pushedTexts = () =>
  machine()
    .network.pushed()
    ?.blobs.map(({ bytes }) => new TextDecoder().decode(bytes));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  // The network's script is loaded when it is first used: here before the guest's patience with a name server counts.
  await machine().network.prepareRegistry({ repositories: [], blobs: [] });
  await sh(
    machine(),
    `modprobe virtio_net
     ip link set eth0 up
     ip address add 192.168.86.100/24 dev eth0
     ip route add default via 192.168.86.1
     echo nameserver 192.168.86.1 > /etc/resolv.conf`,
  );
}, PATIENT.timeout);

describe('the network of the machine', PATIENT, () => {
  it('has the registry in it, and nothing beyond', async () => {
    expect(await sh(machine(), 'ping -c 1 -W 5 registry.lab')).toContain('192.168.86.2');
    const far = await machine().exec('ping -c 1 -W 5 192.0.2.1');
    expect(far.exitCode).not.toBe(0);
    const named = await machine().exec('busybox wget -q -O - http://example.com/');
    expect(named.stderr).toContain('bad address');
    const refused = await machine().exec('busybox wget -q -O - http://registry.lab:81/');
    expect(refused.stderr).toContain('refused');
  });

  it('gives an address by DHCP, and the size of packets that the card has', async () => {
    const mtu = await sh(machine(), 'cat /sys/class/net/eth0/mtu');
    const lease = await sh(
      machine(),
      `printf '#!/bin/sh\\necho $1 $ip $router $dns $mtu\\n' > /tmp/lease; chmod +x /tmp/lease
       busybox udhcpc -i eth0 -n -q -t 2 -s /tmp/lease 2>/dev/null`,
    );
    expect(lease).toContain(`bound 192.168.86.100 192.168.86.1 192.168.86.1 ${mtu}`);
  });
});

describe('the mirror of Docker Hub', PATIENT, () => {
  it('answers as a registry, with sums that are those of what arrives', async () => {
    const get = (path: string) =>
      sh(machine(), `busybox wget -q -O - http://registry.lab/v2/${path}`);
    expect(await get('')).toBe('{}');
    expect(JSON.parse(await get('library/sample/tags/list'))).toEqual({
      name: 'library/sample',
      tags: ['latest'],
    });
    const manifest = await sh(
      machine(),
      'busybox wget -q -O - http://registry.lab/v2/library/sample/manifests/latest | sha256sum',
    );
    expect(manifest).toContain(images.manifestDigest.replace('sha256:', ''));
  });

  it('gives a large layer to a fast reader and to a slow one, whole', async () => {
    const url = `http://registry.lab/v2/library/sample/blobs/${images.layerDigest}`;
    const fast = await sh(machine(), `busybox wget -q -O - ${url} | sha256sum`, {
      timeoutMs: 150_000,
    });
    expect(fast).toContain(images.layerDigest.replace('sha256:', ''));
    const slow = await sh(
      machine(),
      `busybox wget -q -O - ${url} | { head -c 65536; sleep 3; cat; } | sha256sum`,
      { timeoutMs: 150_000 },
    );
    expect(slow).toContain(images.layerDigest.replace('sha256:', ''));
  });
});

describe('the registry that is pushed to', PATIENT, () => {
  it('takes an upload by hand, and keeps only what has its digest', async () => {
    const answers = await sh(
      machine(),
      `say() { printf '%b' "$1" | busybox nc registry.lab 5000 | head -n 1 | tr -d '\\r'; }
       sum=sha256:$(printf 'hello' | sha256sum | cut -d' ' -f1)
       close='Connection: close\\r\\n'
       say "POST /v2/team/app/blobs/uploads/ HTTP/1.1\\r\\n$close\\r\\n"
       say "PATCH /v2/team/app/blobs/uploads/upload-1 HTTP/1.1\\r\\n\${close}Transfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nhello\\r\\n0\\r\\n\\r\\n"
       say "PUT /v2/team/app/blobs/uploads/upload-1?digest=$sum HTTP/1.1\\r\\n$close\\r\\n"
       say "POST /v2/team/app/blobs/uploads/?digest=$sum HTTP/1.1\\r\\n\${close}Content-Length: 3\\r\\n\\r\\nbad"
       busybox wget -q -O - http://registry.lab:5000/v2/team/app/blobs/$sum`,
    );
    expect(answers.split('\n')).toEqual([
      'HTTP/1.1 202 Accepted',
      'HTTP/1.1 202 Accepted',
      'HTTP/1.1 201 Created',
      'HTTP/1.1 400 Bad Request',
      'hello',
    ]);
    expect(pushedTexts()).toEqual(['hello']);
  });
});

describe('what was pushed', PATIENT, () => {
  const HOST = 'registry.lab:5000';
  /** `push TEXT` pushes a blob, and `begin TEXT` does not come to its end; both say what the registry answered. */
  const PUSH = `
    close='Connection: close\\r\\n'
    say() { printf '%b' "$1" | busybox nc registry.lab 5000 | head -n 1 | tr -d '\\r'; }
    digest() { printf 'sha256:'; printf '%s' "$1" | sha256sum | cut -d' ' -f1; }
    push() { say "POST /v2/app/blobs/uploads/?digest=$(digest $1) HTTP/1.1\\r\\n\${close}Content-Length: \${#1}\\r\\n\\r\\n$1"; }
    begin() {
      upload=$(printf '%b' "POST /v2/app/blobs/uploads/ HTTP/1.1\\r\\n$close\\r\\n" | busybox nc registry.lab 5000 | tr -d '\\r' | sed -n 's/^[Ll]ocation: //p')
      say "PATCH $upload HTTP/1.1\\r\\n\${close}Content-Length: \${#1}\\r\\n\\r\\n$1"
      echo $upload > /tmp/upload
    }
    get() { busybox wget -q -O - http://${HOST}/v2/app/blobs/$(digest $1) 2>&1; }
  `;
  const inGuest = (script: string) => sh(machine(), PUSH + script);

  it('comes back with its machine from a snapshot, and nothing of what came later or was half-way', async () => {
    expect(await inGuest('push early; begin half')).toBe(
      'HTTP/1.1 201 Created\nHTTP/1.1 202 Accepted',
    );
    const capture = await machine().capture();
    const { parent, fingerprint, memoryBytes } = capture;
    const image = { parent, fingerprint, memoryBytes, profile: 'base', version: '' };
    const store = openStore(newBrowser());
    const { id } = await store.save(sampleDraft([], { capture, image }));
    await inGuest('push late');
    expect(pushedTexts()).toEqual(['hello', 'early', 'late']);
    await machine().reset();
    expect(pushedTexts()).toBeUndefined();

    await machine().restore((await store.load(id)).capture);
    expect(pushedTexts()).toEqual(['hello', 'early']);
    expect(await inGuest('get early')).toBe('early');
    expect(await inGuest('get late || true')).toContain('404');
    const ended = 'PUT $(cat /tmp/upload)?digest=$(digest half) HTTP/1.1';
    expect(await inGuest(`say "${ended}\\r\\n$close\\r\\n"`)).toBe('HTTP/1.1 404 Not Found');
    closeChannels();
  });

  it('stays what it is when a snapshot with another registry is not sound', async () => {
    const capture = await machine().capture();
    const [first] = capture.registry?.blobs ?? [];
    const registry = {
      repositories: [],
      blobs: [{ digest: `sha256:${'0'.repeat(64)}`, bytes: first?.bytes ?? new Uint8Array() }],
    };
    await inGuest('push more');
    await expect(machine().restore({ ...capture, registry })).rejects.toMatchObject({
      code: 'capture-invalid',
      subject: 'registry',
    });
    expect(await inGuest('get more')).toBe('more');
  });
});

describe('servers in the guest', PATIENT, () => {
  it('answer the page: pages, forms, large files, several at once', async () => {
    await sh(
      machine(),
      `mkdir -p /tmp/site/cgi-bin; echo '<h1>hello</h1>' > /tmp/site/index.html
       head -c 3000000 /dev/urandom > /tmp/site/large
       printf '#!/bin/sh\\nprintf "Content-Type: text/plain\\\\r\\\\n\\\\r\\\\n"; cat\\n' > /tmp/site/cgi-bin/echo
       chmod +x /tmp/site/cgi-bin/echo
       busybox httpd -p 8081 -h /tmp/site; busybox httpd -p 8082 -h /tmp/site`,
    );
    const { network } = machine();
    const get = async (port: number, path: string) =>
      network.request(onGuest(port), { method: 'GET', path, headers: {} });
    expect(await bodyText((await get(8081, '/')).body)).toBe('<h1>hello</h1>\n');
    expect((await get(8081, '/nothing')).status).toBe(404);
    const form = { method: 'POST', path: '/cgi-bin/echo', headers: {}, body: big.slice(0, 50_000) };
    const echoed = await network.request(onGuest(8081), form);
    const parts: Uint8Array[] = [];
    for await (const part of echoed.body) parts.push(part);
    expect(sha256(Buffer.concat(parts))).toBe(sha256(form.body));
    const sums = await Promise.all(
      [8081, 8082].map(async (port) => {
        const hash = createHash('sha256');
        for await (const part of (await get(port, '/large')).body) hash.update(part);
        return hash.digest('hex');
      }),
    );
    const expected = (await sh(machine(), 'sha256sum /tmp/site/large')).split(' ')[0];
    expect(sums).toEqual([expected, expected]);
  });

  it('are found or refused, and given up by a signal', async () => {
    const { network } = machine();
    await sh(machine(), 'busybox nc -ll -p 8090 -e sleep 1000 > /dev/null 2>&1 &');
    expect(await network.probe(onGuest(8083))).toBe(false);
    const nobody = network.request(onGuest(8083), { method: 'GET', path: '/', headers: {} });
    await expect(nobody).rejects.toMatchObject({ code: 'connection-refused' });
    await expect.poll(() => network.probe(onGuest(8090))).toBe(true);
    const abort = new AbortController();
    const silent = network.request(
      onGuest(8090),
      { method: 'GET', path: '/', headers: {} },
      abort.signal,
    );
    abort.abort(new Error('enough'));
    await expect(silent).rejects.toThrow('enough');
  });
});
