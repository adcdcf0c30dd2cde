import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { PAGE_BYTES } from '../../src/layers/layer-format.ts';
import { layerFilePages } from '../../src/machine/registry/layer-files.ts';
import { run } from '../support/run.ts';

/** A layer as it is served, and the two names that it has. */
export interface PackedLayer {
  /** Path of the packed file. */
  readonly file: string;
  /** Bytes of the packed file. */
  readonly bytes: number;
  /** Bytes of the archive in it. */
  readonly rawBytes: number;
  /** Pages of 4096 bytes that its files take in memory. */
  readonly filePages: number;
  /** SHA-256 of the packed file, in hexadecimal: how it is pulled. */
  readonly sha256: string;
  /** Digest of the archive in it: what `rootfs.diff_ids` names. */
  readonly diffId: string;
}

/**
 * Packs a tree as a layer. The same tree gives the same bytes, whoever builds and when: sorted, all owned by root, with the one
 * time of the image.
 */
export async function packLayer(root: string, target: string, created: Date): Promise<PackedLayer> {
  const archive = `${target}.tar`;
  const names = `${target}.names`;
  await writeFile(names, (await listTree(root)).map((path) => `${path}\0`).join(''));
  await run('tar', [
    ...['--create', '--file', archive, '--directory', root],
    ...['--no-recursion', '--null', '--verbatim-files-from', '--files-from', names],
    ...['--format=ustar', '--owner=0', '--group=0', '--numeric-owner'],
    `--mtime=@${created.getTime() / 1000}`,
  ]);
  const diffId = `sha256:${await sha256Of(archive)}`;
  const content = await readFile(archive);
  const filePages = layerFilePages(content).length / PAGE_BYTES;
  await run('gzip', ['--best', '--no-name', '--force', archive]);
  const file = `${archive}.gz`;
  await rm(names);
  const bytes = await readFile(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file, bytes: bytes.length, rawBytes: content.length, filePages, sha256, diffId };
}

/** Everything below a folder, folders before what is in them, in the order of their bytes. */
async function listTree(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.map((entry) => relative(root, join(entry.parentPath, entry.name))).sort();
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex');
}
