import { open, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type ElfDependencies, isElf, readElf } from './elf.ts';
import { resolveInRoot } from './root-path.ts';

/** Where Debian's i386 loader looks without a cache file; the first hit is the first try. */
const LIBRARY_FOLDERS = ['lib/i386-linux-gnu', 'usr/lib/i386-linux-gnu', 'lib', 'usr/lib'];

/** Programs or libraries of the image lack libraries; the message names them all. */
export class MissingLibrariesError extends Error {
  override readonly name = 'MissingLibrariesError';

  /** @param missing library to the files that need it, as paths in the image. */
  constructor(readonly missing: ReadonlyMap<string, readonly string[]>) {
    const lines = [...missing].map(
      ([library, files]) => `  ${library}: needed by ${files.join(', ')}`,
    );
    super(`libraries are missing in the root file system:\n${lines.join('\n')}`);
  }
}

/** What the check has found in a sound image. */
export interface LibraryReport {
  /** Number of ELF files looked at. */
  readonly files: number;
  /** Shared libraries in the loader's folders that no ELF file names; some are loaded by name at run time. */
  readonly unused: readonly string[];
}

/**
 * Makes sure that every program and library in the image finds the libraries it names.
 *
 * @throws MissingLibrariesError, ForeignElfError (with the file's name).
 */
export async function checkLibraries(root: string): Promise<LibraryReport> {
  const missing = new Map<string, string[]>();
  const libraries = new Set<string>();
  const used = new Set<string>();
  let files = 0;
  for await (const { path, dependencies } of elfFiles(root)) {
    files += 1;
    if (LIBRARY_FOLDERS.includes(dirname(path))) libraries.add(path);
    for (const library of namedBy(dependencies)) {
      const found = await findLibrary(root, library, path, dependencies);
      if (found !== undefined) used.add(found);
      else missing.set(library, [...(missing.get(library) ?? []), path]);
    }
  }
  if (missing.size > 0) throw new MissingLibrariesError(missing);
  return { files, unused: [...libraries].filter((path) => !used.has(path)).sort() };
}

const namedBy = ({ needed, interpreter }: ElfDependencies): readonly string[] =>
  interpreter === undefined ? needed : [...needed, interpreter];

async function findLibrary(
  root: string,
  library: string,
  user: string,
  { searchPath }: ElfDependencies,
): Promise<string | undefined> {
  const origin = `/${dirname(user)}`;
  const folders = library.includes('/')
    ? ['']
    : [...searchPath.map((path) => path.replace(/\$\{?ORIGIN\}?/, origin)), ...LIBRARY_FOLDERS];
  for (const folder of folders) {
    const found = await resolveInRoot(root, join(folder, library));
    if (found !== undefined) return relative(root, found);
  }
  return undefined;
}

async function* elfFiles(
  root: string,
): AsyncGenerator<{ path: string; dependencies: ElfDependencies }> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    if (!isElf(await readHead(file))) continue;
    const path = relative(root, file);
    try {
      yield { path, dependencies: readElf(await readFile(file)) };
    } catch (error) {
      if (error instanceof Error) error.message = `${path}: ${error.message}`;
      throw error;
    }
  }
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
