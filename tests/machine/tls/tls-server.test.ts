import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { type ConnectionOptions, connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { derSignature } from '../../../src/machine/tls/der-signature.ts';
import { HUB_IDENTITY } from '../../../src/machine/tls/tls-identity.ts';
import { acceptTls } from '../../../src/machine/tls/tls-server.ts';
import { type MemoryStream, memoryStreams } from '../http/memory-stream.ts';
import { patternOf } from '../network/two-ends.ts';

const TRUSTED = join(
  import.meta.dirname,
  '../../../images/rootfs/etc/ssl/certs/ca-certificates.crt',
);
const HUB = ['registry-1', 'docker', 'io'].join('.');
const SEARCH = ['index', 'docker', 'io'].join('.');

/** An end of a connection in memory, for Node's own TLS. */
function duplexOf(stream: MemoryStream): Duplex {
  return new Duplex({
    read() {
      stream.read().then(
        (bytes) => this.push(bytes === undefined ? null : Buffer.from(bytes)),
        (error: Error) => this.destroy(error),
      );
    },
    write(chunk: Buffer, _encoding, done) {
      stream.write(new Uint8Array(chunk)).then(() => done(), done);
    },
    final(done) {
      stream.end();
      done();
    },
  });
}

/** OpenSSL's client against the server; what it heard, when it has said `said`. */
async function talk(said: Uint8Array, options: ConnectionOptions = {}): Promise<Buffer> {
  const { client, server } = memoryStreams();
  const serving = acceptTls(server, HUB_IDENTITY).then(async (inside) => {
    let left = said.length;
    while (left > 0) {
      const bytes = (await inside.read()) ?? new Uint8Array(0);
      left -= bytes.length;
      await inside.write(bytes.slice());
    }
    inside.end();
  });
  const socket = connect({
    socket: duplexOf(client),
    servername: HUB,
    ca: readFileSync(TRUSTED),
    ...options,
  });
  socket.write(said);
  const heard: Buffer[] = [];
  for await (const part of socket) heard.push(part as Buffer);
  await serving;
  return Buffer.concat(heard);
}

describe('the TLS of the lab’s Docker Hub', () => {
  it('is understood and trusted by a real client with the certificate that is on the disk', async () => {
    const said = patternOf(100_000);
    expect(Buffer.compare(await talk(said), said)).toBe(0);
  });

  it('is understood by a client that knows nothing newer', async () => {
    expect((await talk(patternOf(10), { maxVersion: 'TLSv1.2' })).length).toBe(10);
  });

  it('shows a certificate for the two names that Docker asks, of many years', () => {
    const certificate = new X509Certificate(HUB_IDENTITY.certificate);
    expect(certificate.checkHost(HUB)).toBe(HUB);
    expect(certificate.checkHost(SEARCH)).toBe(SEARCH);
    expect(certificate.checkHost('example.com')).toBeUndefined();
    expect(new Date(certificate.validTo).getFullYear()).toBeGreaterThan(2100);
    expect(certificate.ca).toBe(false);
  });

  it('gives up on a client that offers nothing of it, or is none', async () => {
    const old = memoryStreams();
    const refusing = acceptTls(old.server, HUB_IDENTITY);
    const ciphers = { ciphers: 'AES256-SHA', maxVersion: 'TLSv1.2' } as const;
    connect({ socket: duplexOf(old.client), servername: HUB, ...ciphers }).on('error', () => {});
    await expect(refusing).rejects.toMatchObject({ name: 'TlsProblemError' });
    const { client, server } = memoryStreams();
    const accepting = acceptTls(server, HUB_IDENTITY);
    await client.write(new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'));
    await expect(accepting).rejects.toMatchObject({ name: 'TlsProblemError' });
  });

  it('refuses a record that was changed on the way', async () => {
    const { client, server } = memoryStreams();
    const accepting = acceptTls(server, HUB_IDENTITY).then((inside) => inside.read());
    const failed = expect(accepting).rejects.toMatchObject({ name: 'TlsProblemError' });
    const write = client.write.bind(client);
    let secured = false;
    client.write = (bytes) => {
      if (secured) bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
      return write(bytes);
    };
    const socket = connect({
      socket: duplexOf(client),
      servername: HUB,
      ca: readFileSync(TRUSTED),
    });
    socket.on('error', () => undefined);
    socket.on('secureConnect', () => {
      secured = true;
      socket.write('hello');
    });
    await failed;
  });

  it('writes numbers of a signature as short as they can be', () => {
    const signature = new Uint8Array(64);
    signature[31] = 0x80;
    signature[63] = 0x7f;
    expect([...derSignature(signature)]).toEqual([0x30, 7, 2, 2, 0, 0x80, 2, 1, 0x7f]);
  });
});
