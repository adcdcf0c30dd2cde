import { cp, lstat, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkLibraries } from './check-libraries.ts';
import { configureRootfs } from './configure.ts';
import { licenceNames, readCopyright } from './copyright.ts';
import type { FetchedPackage } from './fetch.ts';
import { pruneRootfs } from './prune.ts';
import { type ForeignOwner, makeMergedRoot, type UnpackedFiles, unpackInto } from './unpack.ts';

/** A package in the image, for the manifest. */
export interface PackageRecord {
  readonly name: string;
  readonly version: string;
  /** Short names as in the package's copyright file, sorted. */
  readonly licences: readonly string[];
  /** Bytes of its files that are left in the image. */
  readonly sizeBytes: number;
}

/** What to make a root file system from, and where. */
export interface RootfsOptions {
  readonly packages: readonly FetchedPackage[];
  /** Folder to fill; it must not exist yet or be empty. */
  readonly destination: string;
  /** Folder for the packages' copyright files, named by package, and the licences they refer to. */
  readonly copyrights: string;
}

/** A root file system that has everything but the project's own files. */
export interface Rootfs {
  readonly packages: readonly PackageRecord[];
  /** Files that Debian gives to others than root. The image gives all to root; their set-id bits are off. */
  readonly foreignOwners: readonly ForeignOwner[];
}

/**
 * Makes the guest's root file system from packages: unpacked, configured as their maintainer scripts would have,
 * pruned, and checked to have every library. All files are to be owned by root in the image.
 *
 * @throws MissingLibrariesError, CommandFailedError.
 */
export async function unpackRootfs(options: RootfsOptions): Promise<Rootfs> {
  const { packages, destination, copyrights } = options;
  await makeMergedRoot(destination);
  const files = await unpackInto(
    packages.map(({ file }) => file),
    destination,
  );
  const licences = await keepCopyrights(packages, destination, copyrights);
  await configureRootfs(destination);
  await pruneRootfs(destination);
  await checkLibraries(destination);
  const records = packages.map(async ({ package: { name, version } }, index) => ({
    name,
    version,
    licences: licences[index] ?? [],
    sizeBytes: await sizeInImage(destination, files[index]),
  }));
  return {
    packages: await Promise.all(records),
    foreignOwners: files.flatMap(({ foreignOwners }) => foreignOwners),
  };
}

/** Licences ask for their texts to travel with the programs; the image itself has no room for them. */
async function keepCopyrights(
  packages: readonly FetchedPackage[],
  root: string,
  copyrights: string,
): Promise<string[][]> {
  await mkdir(copyrights, { recursive: true });
  const common = join(root, 'usr/share/common-licenses');
  await cp(common, join(copyrights, 'common-licenses'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  const names: string[][] = [];
  for (const { package: entry } of packages) {
    const text = await readCopyright(root, entry.name);
    if (text !== undefined) await writeFile(join(copyrights, entry.name), text);
    names.push(licenceNames(text ?? ''));
  }
  return names;
}

async function sizeInImage(root: string, files: UnpackedFiles | undefined): Promise<number> {
  const sizes = (files?.paths ?? []).map(async (path) => {
    const stats = await lstat(join(root, path)).catch(() => undefined);
    return stats?.isFile() ? stats.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
