import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadLock, packagesFor } from '../../images/debian/lock.ts';
import { busyboxApplets } from '../../images/registry/busybox-applets.ts';
import { describeImage } from '../../images/registry/describe-image.ts';
import { IMAGES } from '../../images/registry/image-recipes.ts';
import { LAYERS } from '../../images/registry/layer-recipes.ts';
import { packLayer } from '../../images/registry/pack-layer.ts';
import { tagsOf, upstreamVersion } from '../../images/registry/tags.ts';
import { temporaryFolder } from './temporary-folder.ts';

const CREATED = new Date('2026-01-02T03:04:05Z');

/** A tree as two people make it: in another order, at another time. */
async function makeTree(root: string, names: readonly string[], seconds: number): Promise<void> {
  await mkdir(join(root, 'usr/bin'), { recursive: true });
  for (const name of names) {
    await writeFile(join(root, 'usr/bin', name), `program ${name}`);
    await chmod(join(root, 'usr/bin', name), 0o755);
    await utimes(join(root, 'usr/bin', name), seconds, seconds);
  }
  await symlink('usr/bin', join(root, 'bin'));
}

describe('a layer', () => {
  it('has the same bytes whoever packs it, and when', async () => {
    const folder = await temporaryFolder();
    await makeTree(join(folder, 'a'), ['one', 'two', 'three'], 1_000);
    await makeTree(join(folder, 'b'), ['three', 'two', 'one'], 2_000_000_000);
    const a = await packLayer(join(folder, 'a'), join(folder, 'a.layer'), CREATED);
    const b = await packLayer(join(folder, 'b'), join(folder, 'b.layer'), CREATED);
    expect(b).toEqual({ ...a, file: b.file });
  });

  it('is owned by root, of one time, with its links and modes, under both its digests', async () => {
    const folder = await temporaryFolder();
    await makeTree(join(folder, 'a'), ['one'], 1_000);
    const layer = await packLayer(join(folder, 'a'), join(folder, 'a.layer'), CREATED);
    const list = execFileSync('tar', ['-tvzf', layer.file, '--numeric-owner', '--full-time'], {
      env: { ...process.env, TZ: 'UTC' },
      encoding: 'utf8',
    });
    const lines = list.trim().split('\n');
    expect(lines.every((line) => /\s0\/0\s.*2026-01-02 03:04:05/.test(line))).toBe(true);
    expect(list).toMatch(/^lrwxrwxrwx .* bin -> usr\/bin$/m);
    expect(list).toMatch(/^-rwxr-xr-x .* usr\/bin\/one$/m);
    const packed = await readFile(layer.file);
    expect(layer.sha256).toBe(createHash('sha256').update(packed).digest('hex'));
    const raw = execFileSync('gzip', ['-dc', layer.file]);
    expect(layer.diffId).toBe(`sha256:${createHash('sha256').update(raw).digest('hex')}`);
    expect(layer).toMatchObject({ bytes: packed.length, rawBytes: raw.length });
  });
});

describe('an image', () => {
  const recipe = {
    name: 'library/app',
    title: 'app',
    description: 'An app',
    tags: ['latest'],
    layers: ['low', 'high'],
    run: { Cmd: ['app'], Env: ['A=b'], ExposedPorts: ['80/tcp'] },
  };
  const layers = ['low', 'high'].map((id) => ({
    recipe: { id, packages: [], createdBy: `RUN make ${id}` },
    packed: {
      file: id,
      bytes: 10,
      rawBytes: 20,
      filePages: 1,
      sha256: id,
      diffId: `sha256:raw-${id}`,
    },
  }));

  it('says what it runs, and teaches in its history what it is made of', () => {
    const { config, manifest, index } = describeImage(recipe, layers, {
      created: CREATED,
      version: '1.2',
    });
    const read = JSON.parse(config.text) as {
      config: Record<string, unknown>;
      history: { created_by: string; empty_layer?: boolean }[];
      rootfs: unknown;
    };
    expect(read).toMatchObject({ architecture: '386', os: 'linux' });
    expect(read.config).toMatchObject({ Cmd: ['app'], ExposedPorts: { '80/tcp': {} } });
    expect(read.rootfs).toEqual({
      type: 'layers',
      diff_ids: ['sha256:raw-low', 'sha256:raw-high'],
    });
    expect(read.history.filter((line) => !line.empty_layer)).toHaveLength(2);
    expect(read.history.map((line) => line.created_by)).toContain('EXPOSE 80/tcp');
    expect(manifest.text).toContain(config.digest);
    expect(index.text).toContain(manifest.digest);
    for (const { digest, text } of [config, manifest, index]) {
      expect(digest).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`);
    }
  });

  it('has the version of its package, and every shorter form of it, as tags', () => {
    expect(upstreamVersion('1:11.8.9+ds-0+deb13u1')).toBe('11.8.9');
    expect(upstreamVersion('1.26.3-3+deb13u10')).toBe('1.26.3');
    expect(upstreamVersion('8.1.1+dfsg1-3+deb13u3')).toBe('8.1.1');
    const locked = new Map([['nginx', { version: '1.26.3-3' }]]) as never;
    const tagged = { ...recipe, versionOf: 'nginx', suffix: '-x', tags: ['x'] };
    expect(tagsOf(tagged, locked)).toEqual({
      version: '1.26.3',
      tags: ['1.26.3-x', '1.26-x', '1-x', 'x'],
    });
  });
});

describe('the recipes', () => {
  it('name layers that there are, each once, and use each', () => {
    const ids = LAYERS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const used = new Set(IMAGES.flatMap(({ layers }) => layers));
    expect([...used].sort()).toEqual([...ids].sort());
  });

  it('share their lowest layers', () => {
    const servers = IMAGES.filter(({ run }) => run.ExposedPorts);
    expect(servers.length).toBeGreaterThan(4);
    for (const { layers } of servers) expect(layers.slice(0, 2)).toEqual(['debian', 'libraries']);
  });

  it('use every package that is locked for them, and no other', async () => {
    const locked = packagesFor(await loadLock(), 'registry').map(({ name }) => name);
    const used = new Set(LAYERS.flatMap(({ packages }) => packages));
    expect([...used].sort()).toEqual([...new Set(locked)].sort());
  });

  it('give no two images of one repository the same tag', () => {
    const tags = IMAGES.flatMap((image) => image.tags.map((tag) => `${image.name}:${tag}`));
    expect(new Set(tags).size).toBe(tags.length);
  });
});

describe('the names of busybox', () => {
  it('are read from the program', async () => {
    const folder = await temporaryFolder();
    const names = ['[', '[[', ...Array.from({ length: 120 }, (_none, index) => `name${index}`)];
    await writeFile(join(folder, 'busybox'), `ELF\0rubbish ${names.join('\0')}\0\0more\0`);
    expect(await busyboxApplets(join(folder, 'busybox'))).toEqual(names);
    await writeFile(join(folder, 'other'), 'ELF\0nothing of it');
    await expect(busyboxApplets(join(folder, 'other'))).rejects.toThrow('no table');
  });
});
