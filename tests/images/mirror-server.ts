import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../images/support/run.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A package as the made mirror offers it. */
export interface OfferedPackage {
  readonly name: string;
  readonly version: string;
  readonly content: string;
  readonly depends?: string;
}

/** A web server with files in memory, on this machine only. */
export class MirrorServer {
  readonly files = new Map<string, Uint8Array>();
  readonly requests: { readonly path: string; readonly range: string | undefined }[] = [];
  address = '';

  /** Starts it; it is closed when the running test ends. */
  static async start(): Promise<MirrorServer> {
    const mirror = new MirrorServer();
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      const { range } = request.headers;
      mirror.requests.push({ path, range });
      const content = mirror.files.get(path);
      if (content === undefined) {
        response.writeHead(404).end();
        return;
      }
      const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
      response.writeHead(start > 0 ? 206 : 200).end(content.subarray(start));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    mirror.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return mirror;
  }

  put(path: string, content: string | Uint8Array): void {
    this.files.set(path, Buffer.from(content));
  }

  /** Offers packages with an index, and a Release file that lists it (what is signed is the test's matter). */
  async offerSuite(
    root: string,
    suite: string,
    packages: readonly OfferedPackage[],
  ): Promise<void> {
    const indexes = {
      'main/binary-i386/Packages.xz': packages.map(stanza).join('\n'),
      'main/binary-amd64/Packages.xz': '',
    };
    const hashes: string[] = [];
    for (const [path, text] of Object.entries(indexes)) {
      const compressed = await compress(text);
      this.put(`${root}/dists/${suite}/${path}`, compressed);
      hashes.push(` ${sha256(compressed)} ${compressed.length} ${path}`);
    }
    const release = ['Origin: Test', `Codename: ${suite}`, 'Date: today', 'SHA256:', ...hashes, ''];
    this.put(`${root}/dists/${suite}/InRelease`, release.join('\n'));
    for (const entry of packages) this.put(`${root}/${poolPath(entry)}`, entry.content);
  }
}

export const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

export const poolPath = ({ name, version }: OfferedPackage): string =>
  `pool/main/${name}_${version}_i386.deb`;

function stanza(entry: OfferedPackage): string {
  return [
    `Package: ${entry.name}`,
    `Version: ${entry.version}`,
    'Architecture: i386',
    `Depends: ${entry.depends ?? ''}`,
    `Filename: ${poolPath(entry)}`,
    `Size: ${entry.content.length}`,
    `SHA256: ${sha256(entry.content)}`,
    '',
  ].join('\n');
}

async function compress(text: string): Promise<Uint8Array> {
  const file = join(await temporaryFolder(), 'Packages');
  await writeFile(file, text);
  await run('xz', ['--keep', file]);
  return readFile(`${file}.xz`);
}
