import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Place } from '../../parse/lab-problems.ts';
import { type LabProblem, LabProblems } from '../../parse/lab-problems.ts';
import { matchesPattern } from './asset-pattern.ts';
import type { ImportReport } from './import-report.ts';
import type { Scenario, ScenarioAsset, ScenarioFile, ScenarioPage } from './scenario.ts';
import {
  INDEX_FILE,
  type IndexAsset,
  type IndexPage,
  type NamedFile,
  readScenarioIndex,
} from './scenario-index.ts';

/** Bytes. A longer text does not fit into a step. */
const MAX_TEXT_BYTES = 64 * 1024;
const MAX_INDEX_BYTES = 256 * 1024;
/** Bytes of a file that a script writes into the machine; see `lab-scripts.ts` for all of them together. */
const MAX_ASSET_BYTES = 32 * 1024;
const MAX_ASSET_FILES = 500;
const MAX_FOLDERS_DEEP = 8;

/** A scenario cannot be converted. `message` lists every problem, one to a line. */
export class ScenarioFormatError extends Error {
  override readonly name = 'ScenarioFormatError';
  readonly problems: readonly LabProblem[];

  constructor(folder: string, problems: readonly LabProblem[]) {
    const lines = problems.map(({ file, field, message }) =>
      field === '' ? `  ${file}: ${message}` : `  ${file}: ${field}: ${message}`,
    );
    super(`the scenario ${folder} cannot be converted:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads a scenario's folder. What has no place in a lab is noted in `report`.
 * @throws ScenarioFormatError with everything that is wrong
 */
export async function readScenario(folder: string, report: ImportReport): Promise<Scenario> {
  const problems = new LabProblems();
  const scenario = await new FolderReader(folder, problems, report).read();
  if (scenario === undefined || problems.all.length > 0) {
    throw new ScenarioFormatError(basename(folder), problems.all);
  }
  return scenario;
}

class FolderReader {
  readonly #folder: string;
  readonly #problems: LabProblems;
  readonly #report: ImportReport;
  #root = '';

  constructor(folder: string, problems: LabProblems, report: ImportReport) {
    this.#folder = folder;
    this.#problems = problems;
    this.#report = report;
  }

  async read(): Promise<Scenario | undefined> {
    const index = await this.#indexText();
    if (index === undefined) return undefined;
    const said = readScenarioIndex(index, this.#problems, this.#report);
    // What leads out of the folder must not even be looked at.
    if (said === undefined || this.#problems.all.length > 0) return undefined;
    const pages: ScenarioPage[] = [];
    for (const page of said.pages) pages.push(await this.#page(page));
    const assets: ScenarioAsset[] = [];
    for (const asset of said.assets) assets.push(...(await this.#assets(asset)));
    return { ...said, pages, assets };
  }

  async #indexText(): Promise<string | undefined> {
    const root = await realpath(this.#folder).catch(() => undefined);
    const path = root === undefined ? undefined : join(root, INDEX_FILE);
    const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
    if (root === undefined || path === undefined || !found?.isFile()) {
      this.#problems.add(this.#folder, '', `has no ${INDEX_FILE}; name the folder of a scenario`);
      return undefined;
    }
    this.#root = root;
    if (found.size > MAX_INDEX_BYTES) {
      this.#problems.add(INDEX_FILE, '', `is longer than ${MAX_INDEX_BYTES} bytes`);
      return undefined;
    }
    return this.#decode(await readFile(path), (what) => this.#problems.add(INDEX_FILE, '', what));
  }

  async #page({ kind, title, text, ...named }: IndexPage): Promise<ScenarioPage> {
    const files: Record<string, ScenarioFile> = {};
    for (const [key, file] of Object.entries(named)) {
      const found = await this.#file(file, false);
      if (found !== undefined) files[key] = found;
    }
    const empty: ScenarioFile = { file: text.path, text: '' };
    return { kind, title, text: (await this.#file(text, true)) ?? empty, ...files };
  }

  /** A text without which a page cannot be is a problem when it is missing; a script that is missing is told. */
  async #file({ path, place }: NamedFile, needed: boolean): Promise<ScenarioFile | undefined> {
    const found = await this.#within(path, place);
    if (found === 'outside') return undefined;
    if (found === undefined) {
      if (needed) place.report(`names ${path}, which is not there`);
      else this.#report.note('lost', INDEX_FILE, `${place.field}: ${path} is not there`);
      return undefined;
    }
    if (found.bytes > MAX_TEXT_BYTES) {
      place.report(`${path} is longer than ${MAX_TEXT_BYTES} bytes; divide it`);
      return undefined;
    }
    const text = this.#decode(await readFile(found.path), (what) =>
      place.report(`${path} ${what}`),
    );
    return text === undefined ? undefined : { file: path, text };
  }

  async #assets({ pattern, target, chmod }: IndexAsset): Promise<ScenarioAsset[]> {
    const { path, place } = pattern;
    const names = /[*?]/.test(path) ? await this.#matches(path, place) : [path];
    if (names.length === 0) this.#noteAsset(path, 'no file below assets matches');
    const assets: ScenarioAsset[] = [];
    for (const name of names) {
      const found = await this.#within(`assets/${name}`, place);
      if (found === 'outside') continue;
      if (found === undefined) this.#noteAsset(name, 'is not there');
      else if (found.bytes > MAX_ASSET_BYTES) {
        this.#noteAsset(name, `is left out: ${found.bytes} bytes, more than ${MAX_ASSET_BYTES}`);
      } else {
        const place = placed(target, path, name);
        const bytes = await readFile(found.path);
        assets.push({ file: `assets/${name}`, path: place, chmod, bytes });
      }
    }
    return assets;
  }

  #noteAsset(name: string, what: string): void {
    this.#report.note('lost', `assets/${name}`, what);
  }

  async #matches(pattern: string, place: Place): Promise<string[]> {
    const names = await listBelow(join(this.#root, 'assets'));
    if (names.length > MAX_ASSET_FILES) {
      place.report(`the folder assets has more than ${MAX_ASSET_FILES} files`);
      return [];
    }
    return names.filter((name) => matchesPattern(name, pattern));
  }

  /** A file of the scenario. A link that leads out of the folder is a problem. */
  async #within(
    name: string,
    place: Place,
  ): Promise<{ path: string; bytes: number } | 'outside' | undefined> {
    const path = await realpath(join(this.#root, name)).catch(() => undefined);
    if (path === undefined) return undefined;
    if (!path.startsWith(this.#root + sep)) {
      place.report(`${name} is a link that leads out of the scenario's folder`);
      return 'outside';
    }
    const found = await stat(path);
    return found.isFile() ? { path, bytes: found.size } : undefined;
  }

  #decode(bytes: Uint8Array, report: (what: string) => void): string | undefined {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text.replace(/\r\n?/g, '\n');
    } catch {
      // Told below: TextDecoder fails for nothing else.
    }
    report('is no text in UTF-8');
    return undefined;
  }
}

/** Files below a folder by their paths in it, sorted; links are not followed, and nothing when there is no folder. */
async function listBelow(folder: string, deep = 0): Promise<string[]> {
  if (deep > MAX_FOLDERS_DEEP) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isFile()) found.push(entry.name);
    if (!entry.isDirectory()) continue;
    const below = await listBelow(path, deep + 1);
    found.push(...below.map((name) => `${relative(folder, path)}/${name}`));
  }
  return found.sort();
}

/** The target is a folder. What a pattern finds keeps its place below the pattern's own folder. */
function placed(target: string, pattern: string, name: string): string {
  const home = target.replace(/^~\/?/, '/root/');
  const folder = `${home.startsWith('/') ? '' : '/root/'}${home}`.replace(/\/+$/, '');
  const fixed = /[*?]/.test(pattern) ? pattern.slice(0, pattern.search(/[^/]*[*?]/)) : undefined;
  return `${folder}/${fixed === undefined ? basename(name) : name.slice(fixed.length)}`;
}
