import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cached, cacheRoot, hashInputs } from '../../images/support/cache.ts';
import { temporaryFolder } from './temporary-folder.ts';

const writeResult = (text: string) => (folder: string) => writeFile(join(folder, 'result'), text);
const mustNotRun = () => Promise.reject(new Error('produced again'));

describe('the cache', () => {
  test('produces once for the same inputs and again for others', async () => {
    const root = await temporaryFolder();
    const first = await cached('stage', ['a'], writeResult('1'), root);
    expect(await cached('stage', ['a'], mustNotRun, root)).toBe(first);
    expect(await readFile(join(first, 'result'), 'utf8')).toBe('1');
    expect(await cached('stage', ['b'], writeResult('2'), root)).not.toBe(first);
  });

  test('keeps nothing of a producer that fails', async () => {
    const root = await temporaryFolder();
    const failing = async (folder: string) => {
      await writeFile(join(folder, 'half'), 'done');
      throw new Error('no space');
    };
    await expect(cached('stage', ['a'], failing, root)).rejects.toThrow('no space');
    expect(await readdir(join(root, 'stage'))).toEqual([]);
  });

  test('removes what a killed build left and keeps what a running one makes', async () => {
    const root = await temporaryFolder();
    const dead = spawnSync('true').pid;
    const name = (pid: number) => `key.${hostname().replaceAll('.', '-')}.${pid}.01234567.partial`;
    await mkdir(join(root, 'stage', name(dead)), { recursive: true });
    await mkdir(join(root, 'stage', name(process.ppid)), { recursive: true });
    const made = await cached('stage', ['a'], writeResult('1'), root);
    const left = await readdir(join(root, 'stage'));
    expect(left.toSorted()).toEqual(
      [made.slice(made.lastIndexOf('/') + 1), name(process.ppid)].toSorted(),
    );
  });

  test('gives both of two builds at once the whole result', async () => {
    const root = await temporaryFolder();
    const folders = await Promise.all(
      ['1', '2'].map((text) => cached('stage', ['a'], writeResult(text), root)),
    );
    expect(folders[0]).toBe(folders[1]);
    expect(await readdir(join(root, 'stage'))).toHaveLength(1);
    expect(await readFile(join(folders[0] ?? '', 'result'), 'utf8')).toMatch(/^[12]$/);
  });

  test('is in the folder that XDG_CACHE_HOME names', () => {
    expect(cacheRoot()).toMatch(/\/drydock$/);
  });
});

describe('the hash of inputs', () => {
  test('tells lists apart that have the same text in all', async () => {
    expect(await hashInputs(['ab', 'c'])).not.toBe(await hashInputs(['a', 'bc']));
  });

  test('sees content and names in a folder, not where it is', async () => {
    const [one, two] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(one, 'file'), 'same');
    await writeFile(join(two, 'file'), 'same');
    const hash = await hashInputs([{ path: one }]);
    expect(await hashInputs([{ path: two }])).toBe(hash);
    await writeFile(join(two, 'file'), 'other');
    expect(await hashInputs([{ path: two }])).not.toBe(hash);
  });
});
