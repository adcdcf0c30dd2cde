import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, normalize, relative } from 'node:path';

/** The repository's folder. */
export const ROOT = join(import.meta.dirname, '../..');

/** What builds leave behind; no part of the sources (.gitignore names the same). */
const PRODUCTS = ['node_modules', 'dist', 'images/out', '.git'];

/** One import of a source file. */
export interface Import {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** Path of the imported file from the repository's folder; undefined for a package. */
  readonly file: string | undefined;
  /** Gone when the code is compiled. */
  readonly typeOnly: boolean;
}

/** Paths of all files below `folder`, from the repository's folder, sorted. */
export function listFiles(folder = '.'): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = normalize(join(folder, entry.name));
      if (PRODUCTS.includes(path)) return [];
      return entry.isDirectory() ? listFiles(path) : [path];
    })
    .sort();
}

/** TypeScript files below the folders. */
export function listSources(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) => listFiles(folder)).filter((file) => extname(file) === '.ts');
}

/** A file's text. */
export function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The text with comments blanked out; lines keep their numbers. Strings and templates are left as they are. */
export function withoutComments(text: string): string {
  return text.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(),])\/\/.*/gm,
    (all, kept: string | undefined) => kept ?? all.replace(/[^\n]/g, ' '),
  );
}

const STATEMENT =
  /(?:^|[;}\n])\s*(?:import|export)\s+(?<type>type\s+)?(?:[\w$*{}\s,]*?\bfrom\s*)?['"](?<specifier>[^'"\n]+)['"]/g;
const CALL = /\bimport\(\s*['"](?<specifier>[^'"\n]+)['"]\s*\)/g;
const WORKER = /\bnew URL\(\s*['"](?<specifier>\.[^'"\n]+\.ts)['"]\s*,\s*import\.meta\.url/g;

/** Everything that a source file imports, types and workers included. */
export function importsOf(file: string, text = read(file)): Import[] {
  const code = withoutComments(text);
  const found = [STATEMENT, CALL, WORKER].flatMap((pattern) => [...code.matchAll(pattern)]);
  return found
    .map(({ groups }) => ({ specifier: '', type: undefined, ...groups }))
    .map(({ specifier, type }) => ({
      from: file,
      specifier,
      file: specifier.startsWith('.')
        ? relative(ROOT, join(ROOT, dirname(file), specifier.replace(/\?.*$/, '')))
        : undefined,
      typeOnly: type !== undefined,
    }));
}

/** The package that a specifier names; undefined for Node's own modules and for files. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  return /^(?:@[^/]+\/)?[^/?]+/.exec(specifier)?.[0];
}
