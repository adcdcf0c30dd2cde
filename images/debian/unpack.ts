import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../support/run.ts';

/** A file that a package wants to belong to somebody else than root. */
export interface ForeignOwner {
  /** Path in the image, without a slash at its start. */
  readonly path: string;
  readonly owner: string;
  readonly group: string;
}

/** What came out of one package. */
export interface UnpackedFiles {
  /** Files, links and folders, as paths without a slash at their start. */
  readonly paths: readonly string[];
  readonly foreignOwners: readonly ForeignOwner[];
}

/** The folders that are links into /usr; they must be there before packages that still use the old names. */
const MERGED_FOLDERS = ['bin', 'sbin', 'lib'];

/** Makes `root` and its links bin, sbin and lib into usr. */
export async function makeMergedRoot(root: string): Promise<void> {
  for (const folder of MERGED_FOLDERS) {
    await mkdir(join(root, 'usr', folder), { recursive: true });
    await symlink(`usr/${folder}`, join(root, folder));
  }
}

/**
 * Unpacks .deb files into a folder, in the given order; no maintainer script is run. Everything comes to belong to
 * the user who builds: the image must be made with all files owned by root.
 *
 * @throws CommandFailedError when a file cannot be read or written.
 */
export async function unpackInto(
  debs: readonly string[],
  destination: string,
): Promise<UnpackedFiles[]> {
  await mkdir(destination, { recursive: true });
  const results: UnpackedFiles[] = [];
  for (const deb of debs) results.push(await unpackOne(deb, destination));
  return results;
}

/**
 * `--keep-directory-symlink`: a package with files below /lib must not turn that link into a folder.
 * The double `--verbose` lists modes and owners.
 */
const UNPACK = `dpkg-deb --fsys-tarfile "$1" |
  tar --extract --directory "$2" --preserve-permissions --no-same-owner --keep-directory-symlink \
    --verbose --verbose --quoting-style=literal`;

async function unpackOne(deb: string, destination: string): Promise<UnpackedFiles> {
  const env = { LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const script = ['-o', 'pipefail', '-c', UNPACK, 'unpack', deb, destination];
  const listing = await run('bash', script, { env });
  const paths: string[] = [];
  const foreignOwners: ForeignOwner[] = [];
  for (const line of listing.split('\n')) {
    const entry = parseListing(line);
    if (entry === undefined || entry.path === '') continue;
    paths.push(entry.path);
    if (entry.owner === 'root' && entry.group === 'root') continue;
    foreignOwners.push({ path: entry.path, owner: entry.owner, group: entry.group });
    await dropSetId(join(destination, entry.path), entry);
  }
  return { paths, foreignOwners };
}

interface ListedFile {
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

const LISTING =
  /^(?<mode>[-dlhcbp][-rwxsStT]{9})\S* (?<owner>[^/ ]+)\/(?<group>\S+) +\S+ \d{4}-\d\d-\d\d \d\d:\d\d (?:\.\/)?(?<rest>.*)$/;

function parseListing(line: string): ListedFile | undefined {
  const groups = LISTING.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const { mode = '', owner = '', group = '', rest = '' } = groups;
  const separator = mode.startsWith('l') ? ' -> ' : ' link to ';
  const path = /^[lh]/.test(mode) ? rest.slice(0, rest.lastIndexOf(separator)) : rest;
  return { path: path.replace(/\/$/, ''), mode, owner, group };
}

/** A program that is to run as, say, group shadow must not run as group root instead. */
async function dropSetId(path: string, { mode }: ListedFile): Promise<void> {
  if (!mode.startsWith('-') || !/[sS]/.test(mode)) return;
  await chmod(path, modeBits(mode) & 0o777);
}

const modeBits = (mode: string): number =>
  [...mode.slice(1)].reduce((bits, char) => bits * 2 + (/[-ST]/.test(char) ? 0 : 1), 0);
