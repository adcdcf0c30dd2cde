import { chmod, copyFile, cp, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCopyright } from '../debian/copyright.ts';
import { matcher, removeMatching } from '../debian/prune.ts';
import { NEEDED, UNNEEDED } from '../debian/unneeded.ts';
import { makeMergedRoot, unpackInto } from '../debian/unpack.ts';
import {
  configureBusybox,
  configureDebian,
  linkUnlessThere,
  makeFolders,
} from './configure-layer.ts';
import type { LayerRecipe } from './layer-recipes.ts';

const FILES = fileURLToPath(new URL('files', import.meta.url));

/** Left out of every layer besides what the guest does without: nothing here reads manuals or completes words. */
const UNNEEDED_IN_CONTAINERS = [
  'usr/share/man',
  'usr/share/bash-completion',
  'usr/share/gdb',
  'usr/share/debhelper',
  'var/lib/systemd',
  'lib/systemd',
];

/** The links into /usr; in the layers above the lowest one, folders of their names would cover it. */
const MERGED_LINKS = ['bin', 'sbin', 'lib'];

/** Where a layer's parts come from. */
export interface LayerSources {
  /** Path of a package's file by its name. @throws Error when the lock file does not have it */
  readonly packageFile: (name: string) => string;
  /** Path of the program of the image `hello-world`. */
  readonly hello: string;
  /** Folder that the copyright files of packages are put into, named by package. */
  readonly copyrights: string;
}

/** Fills `root`, which must not exist, with the files of a layer. */
export async function makeLayerTree(
  recipe: LayerRecipe,
  sources: LayerSources,
  root: string,
): Promise<void> {
  await makeMergedRoot(root);
  await unpackInto(recipe.packages.map(sources.packageFile), root);
  await keepCopyrights(recipe.packages, root, sources.copyrights);
  if (recipe.special === 'debian') await configureDebian(root);
  const without = [...UNNEEDED, ...UNNEEDED_IN_CONTAINERS, ...(recipe.without ?? [])];
  await removeMatching(root, matcher(without), matcher([...NEEDED, ...(recipe.but ?? [])]));
  await layOver(root, join(FILES, recipe.id));
  await makeFolders(root, recipe.folders ?? {});
  for (const [path, target] of Object.entries(recipe.links ?? {})) {
    await linkUnlessThere(root, path, target);
  }
  if (recipe.special !== 'debian') await dropMergedLinks(root);
  if (recipe.special === 'busybox') await configureBusybox(root);
  if (recipe.special === 'hello') await putProgram(root, sources.hello);
  await evenModes(root);
}

/** Licences ask for their texts to travel with the programs; the layers themselves have no room for them. */
async function keepCopyrights(
  packages: readonly string[],
  root: string,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of packages) {
    const text = await readCopyright(root, name);
    if (text !== undefined) await writeFile(join(folder, name), text);
  }
}

async function layOver(root: string, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  if (entries.length === 0) return;
  await cp(folder, root, { recursive: true });
  for (const entry of entries) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    const executable = ((await lstat(join(folder, path))).mode & 0o100) !== 0;
    await chmod(join(root, path), entry.isDirectory() || executable ? 0o755 : 0o644);
  }
}

async function putProgram(root: string, program: string): Promise<void> {
  await copyFile(program, join(root, 'hello'));
  await chmod(join(root, 'hello'), 0o755);
}

async function dropMergedLinks(root: string): Promise<void> {
  for (const name of MERGED_LINKS) {
    await rm(join(root, name));
    const inUsr = join(root, 'usr', name);
    if ((await readdir(inUsr)).length === 0) await rm(inUsr, { recursive: true });
  }
  const usr = join(root, 'usr');
  if ((await readdir(usr)).length === 0) await rm(usr, { recursive: true });
}

/** Folders that the build itself has made have the modes of its umask. */
async function evenModes(root: string): Promise<void> {
  for (const path of ['', 'usr', ...MERGED_LINKS.map((name) => `usr/${name}`)]) {
    const stats = await lstat(join(root, path)).catch(() => undefined);
    if (stats?.isDirectory()) await chmod(join(root, path), 0o755);
  }
}
