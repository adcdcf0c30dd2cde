import { lstat, readdir, readlink, rm, rmdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { resolveInRoot } from './root-path.ts';
import { MANUAL_PAGES, NEEDED, UNNEEDED } from './unneeded.ts';

const COMMAND_FOLDERS = ['usr/bin', 'usr/sbin'];
const COMPLETIONS = 'usr/share/bash-completion/completions';
const MANUALS = 'usr/share/man';

/** Commands that the shell has itself; their completions stay. */
const SHELL_COMMANDS = [
  'alias',
  'cd',
  'complete',
  'declare',
  'export',
  'function',
  'kill',
  'pushd',
];

/**
 * Removes from a root file system what the guest does without: the rules of `unneeded.ts`, and the manual pages
 * and completions of commands that are not in it. Links that then lead nowhere go too.
 */
export async function pruneRootfs(root: string): Promise<void> {
  await removeMatching(root, matcher(UNNEEDED), matcher(NEEDED));
  await pruneCompletions(root, await commandsIn(root));
  await pruneManuals(root, await commandsIn(root));
  await removeDeadLinks(root);
}

/** Turns globs into a test for paths that match one of them or lie below. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  const sources = globs.map((glob) =>
    glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*'),
  );
  const pattern = new RegExp(`^(?:${sources.join('|')})(?:/|$)`);
  return (path) => pattern.test(path);
}

/** Removes files and emptied folders that `isUnneeded` names and `isNeeded` does not. */
export async function removeMatching(
  root: string,
  isUnneeded: (path: string) => boolean,
  isNeeded: (path: string) => boolean,
): Promise<void> {
  for (const path of await listFiles(root)) {
    if (isUnneeded(path) && !isNeeded(path)) await rm(join(root, path));
  }
  // Folders that the rules have emptied; those that packages ship empty are mount points and stay.
  for (const path of await listFolders(root)) {
    if (isUnneeded(path)) await rmdir(join(root, path)).catch(isNotEmpty);
  }
}

async function commandsIn(root: string): Promise<ReadonlySet<string>> {
  const names = await Promise.all(COMMAND_FOLDERS.map((folder) => readdir(join(root, folder))));
  return new Set(names.flat());
}

async function pruneCompletions(root: string, commands: ReadonlySet<string>): Promise<void> {
  const folder = join(root, COMPLETIONS);
  const names = await readdir(folder).catch(() => []);
  const kept = new Set<string>();
  for (const name of names) {
    // Some begin with an underscore, to give way to one that comes with the command.
    const command = name.replace(/^_/, '');
    if (!commands.has(command) && !SHELL_COMMANDS.includes(command)) continue;
    kept.add(name);
    // One file often serves several commands, by links.
    kept.add(basename(await readlink(join(folder, name)).catch(() => name)));
  }
  for (const name of names) if (!kept.has(name)) await rm(join(folder, name));
}

async function pruneManuals(root: string, commands: ReadonlySet<string>): Promise<void> {
  const wanted = new Set(MANUAL_PAGES);
  for (const path of await listFiles(join(root, MANUALS))) {
    const match = /^man[1-8]\/(?<title>.+)\.(?<section>[1-8])\w*\.gz$/.exec(path);
    const { title = '', section = '' } = match?.groups ?? {};
    const isOfCommand = /[18]/.test(section) && isCommandPage(title, commands);
    if (!isOfCommand && !wanted.has(`${title}.${section}`)) await rm(join(root, MANUALS, path));
  }
  await removeEmptyFolders(join(root, MANUALS));
}

/** Pages of subcommands are named like `ip-link`. */
function isCommandPage(title: string, commands: ReadonlySet<string>): boolean {
  const [first = ''] = title.split('-');
  return commands.has(title) || (['ip', 'tc', 'iptables'].includes(first) && commands.has(first));
}

async function removeDeadLinks(root: string): Promise<void> {
  for (const path of await listFiles(root)) {
    const stats = await lstat(join(root, path));
    // /proc and /run are empty until the guest runs, and links into them are right.
    if (!stats.isSymbolicLink() || /\/?(proc|run|dev)\//.test(await readlink(join(root, path)))) {
      continue;
    }
    if ((await resolveInRoot(root, path)) === undefined) await rm(join(root, path));
  }
}

async function removeEmptyFolders(root: string): Promise<void> {
  for (const path of await listFolders(root)) await rmdir(join(root, path)).catch(isNotEmpty);
}

/** Everything that is not a folder, as sorted paths from `root`. */
export async function listFiles(root: string): Promise<string[]> {
  return list(root, false);
}

/** Folders, deepest first. */
async function listFolders(root: string): Promise<string[]> {
  return (await list(root, true)).reverse();
}

async function list(root: string, folders: boolean): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() === folders)
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function isNotEmpty(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY') throw error;
}
