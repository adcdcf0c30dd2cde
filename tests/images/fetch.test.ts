import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchPackages, PackageVanishedError } from '../../images/debian/fetch.ts';
import { WrongHashError } from '../../images/debian/http.ts';
import type { LockedPackage } from '../../images/debian/lock.ts';
import { IndexOutOfStepError } from '../../images/debian/release.ts';
import type { SignatureVerifier } from '../../images/debian/signature.ts';
import { fetchSuites } from '../../images/debian/suites.ts';
import { MirrorServer, type OfferedPackage, poolPath, sha256 } from './mirror-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

const OLD = { name: 'bash', version: '5.1', content: 'the old package' };
const NEW = { name: 'bash', version: '5.2', content: 'the new, longer package' };

/** Takes every text as signed: what signatures are worth is tested with gpgv. */
const trusting: SignatureVerifier = async (text) => Buffer.from(text).toString();
const refusing: SignatureVerifier = () => Promise.reject(new Error('no good signature'));

function locked(entry: OfferedPackage): LockedPackage {
  return {
    use: 'rootfs',
    name: entry.name,
    version: entry.version,
    architecture: 'i386',
    archive: 'debian',
    path: poolPath(entry),
    size: entry.content.length,
    sha256: sha256(entry.content),
  };
}

async function setUp(...offered: OfferedPackage[]) {
  const server = await MirrorServer.start();
  await server.offerSuite('/debian', 'trixie', offered);
  await server.offerSuite('/debian-security', 'trixie-security', []);
  const store = await temporaryFolder();
  const warnings: string[] = [];
  const mirrors = {
    debian: `${server.address}/debian`,
    'debian-security': `${server.address}/debian-security`,
  };
  const progress = { report: () => undefined, warn: (text: string) => warnings.push(text) };
  const options = { mirrors, store, progress, verify: trusting };
  return { server, store, warnings, mirrors, options };
}

describe('fetching packages', () => {
  test('gives verified files in order, and fetches each once', async () => {
    const other = { name: 'dash', version: '1', content: 'dash' };
    const { server, options } = await setUp(NEW, other);
    const wanted = [locked(NEW), locked(other)];
    const fetched = await fetchPackages(wanted, options);
    expect(fetched.map((entry) => entry.package)).toEqual(wanted);
    expect(await readFile(fetched[0]?.file ?? '', 'utf8')).toBe(NEW.content);
    const requests = server.requests.length;
    await fetchPackages(wanted, options);
    expect(server.requests).toHaveLength(requests);
  });

  test.each([
    ['other bytes', 'X'.repeat(NEW.content.length)],
    ['more bytes', `${NEW.content}and more`],
  ])('refuses %s and keeps nothing of them', async (_what, content) => {
    const { server, store, options } = await setUp(NEW);
    server.put(`/debian/${poolPath(NEW)}`, content);
    await expect(fetchPackages([locked(NEW)], options)).rejects.toThrow(WrongHashError);
    expect(await readdir(store)).toEqual([]);
  });

  test('fetches again what has gone bad in the cache', async () => {
    const { store, options } = await setUp(NEW);
    await writeFile(join(store, sha256(NEW.content)), 'X'.repeat(NEW.content.length));
    const [fetched] = await fetchPackages([locked(NEW)], options);
    expect(await readFile(fetched?.file ?? '', 'utf8')).toBe(NEW.content);
  });

  test('goes on where a killed build stopped', async () => {
    const { server, store, options } = await setUp(NEW);
    const dead = spawnSync('true').pid;
    const name = `${sha256(NEW.content)}.${hostname().replaceAll('.', '-')}.${dead}.01234567.partial`;
    await writeFile(join(store, name), NEW.content.slice(0, 8));
    const [fetched] = await fetchPackages([locked(NEW)], options);
    expect(server.requests.map(({ range }) => range)).toEqual(['bytes=8-']);
    expect(await readFile(fetched?.file ?? '', 'utf8')).toBe(NEW.content);
    expect(await readdir(store)).toHaveLength(1);
  });
});

describe('a locked package that has vanished', () => {
  test('is replaced by the newest version in the signed index, with a warning', async () => {
    const { options, warnings } = await setUp(NEW);
    const [fetched] = await fetchPackages([locked(OLD)], options);
    expect(fetched?.package).toEqual(locked(NEW));
    expect(fetched?.replaced).toEqual(locked(OLD));
    expect(warnings).toEqual([expect.stringMatching(/bash 5\.1 has vanished.*using 5\.2/)]);
  });

  test('is not replaced from an index without a good signature', async () => {
    const { options } = await setUp(NEW);
    const fetching = fetchPackages([locked(OLD)], { ...options, verify: refusing });
    await expect(fetching).rejects.toThrow('no good signature');
  });

  test('is not replaced from an index that the signed Release does not list', async () => {
    const { server, options } = await setUp(NEW);
    server.put('/debian/dists/trixie/main/binary-i386/Packages.xz', 'something else');
    await expect(fetchPackages([locked(OLD)], options)).rejects.toThrow(IndexOutOfStepError);
  });

  test('is found in the index under its hash while the mirror is being updated', async () => {
    const { server, options } = await setUp(NEW);
    const folder = '/debian/dists/trixie/main/binary-i386';
    const signed = server.files.get(`${folder}/Packages.xz`) ?? new Uint8Array();
    server.put(`${folder}/by-hash/SHA256/${sha256(signed)}`, signed);
    server.put(`${folder}/Packages.xz`, 'something newer');
    const [fetched] = await fetchPackages([locked(OLD)], options);
    expect(fetched?.package.version).toBe('5.2');
  });

  test('that the index does not know either is an error with its name', async () => {
    const { options } = await setUp();
    const fetching = fetchPackages([locked(OLD)], options);
    await expect(fetching).rejects.toThrow(PackageVanishedError);
    await expect(fetching).rejects.toThrow('bash 5.1 is gone');
  });
});

describe('the indexes', () => {
  test('of another suite are refused', async () => {
    const { server, mirrors } = await setUp();
    const other = server.files.get('/debian-security/dists/trixie-security/InRelease');
    server.put('/debian/dists/trixie/InRelease', other ?? '');
    const fetching = fetchSuites({ mirrors, verify: trusting });
    await expect(fetching).rejects.toThrow('is of suite "trixie-security"');
  });

  test('that are expired are refused', async () => {
    const { server, mirrors } = await setUp();
    server.put(
      '/debian/dists/trixie/InRelease',
      'Codename: trixie\nValid-Until: Sat, 01 Jan 2000 00:00:00 UTC\n',
    );
    await expect(fetchSuites({ mirrors, verify: trusting })).rejects.toThrow('the mirror is stale');
  });

  test('are recorded as not verified where a mismatch was accepted', async () => {
    const { server, mirrors } = await setUp(NEW);
    const security = server.files.get(
      '/debian-security/dists/trixie-security/main/binary-i386/Packages.xz',
    );
    server.put('/debian/dists/trixie/main/binary-i386/Packages.xz', security ?? '');
    const { indexes } = await fetchSuites({ mirrors, verify: trusting, acceptMismatch: true });
    expect(indexes.map(({ verified }) => verified)).toEqual([false, true, true, true]);
  });
});
