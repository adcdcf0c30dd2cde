import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';

/** Names of what editors and file managers leave behind. */
export const LEFT_BEHIND = /^\.|~$|\.(?:swp|orig|rej)$/;

/** A lab's folder as the parser takes it. */
export interface LabFolder {
  /** The folder's own name, such as `03-namespaces`. */
  readonly name: string;
  /** Texts by path in the folder, with `/` between its parts. */
  readonly files: ReadonlyMap<string, string>;
}

/** Reads all files of a lab's folder. Rejects with Node's error when there is none. */
export async function readLabFolder(folder: string): Promise<LabFolder> {
  const files = new Map<string, string>();
  for (const path of await listFiles(folder)) {
    const name = relative(folder, path).split(sep).join('/');
    files.set(name, await readFile(path, 'utf8'));
  }
  return { name: basename(folder), files };
}

/** Paths of the folder's files, sorted, without what editors leave behind. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !LEFT_BEHIND.test(name))
      .map((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? listFiles(path) : [path];
      }),
  );
  return found.flat().sort();
}
