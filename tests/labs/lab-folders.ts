/** The labs of the curriculum as their proofs read them. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LabFolder, readLabFolder } from '../../src/labs/authoring/read-lab-folder.ts';
import { SETUP } from '../../src/labs/parse/step-folder.ts';
import { LANGUAGES } from '../../src/localization/language.ts';

/** Where the labs are. */
export const CURRICULUM = fileURLToPath(new URL('../../src/curriculum', import.meta.url));

const LAB = /^\d{2}-/;

/** Names of the folders of all labs, in their order. */
export async function labNames(): Promise<string[]> {
  const entries = await readdir(CURRICULUM, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && LAB.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/**
 * The path of the lab that somebody calls `name`: the folder's name with or without its number, or a path.
 * @throws Error naming the labs that there are
 */
export async function findLab(name: string): Promise<string> {
  const names = await labNames();
  const found = names.find((folder) => folder === name || folder.replace(LAB, '') === name);
  if (found !== undefined) return join(CURRICULUM, found);
  if (/[\\/.]/.test(name)) return resolve(name);
  throw new Error(`there is no lab "${name}"; there are ${names.join(', ')}`);
}

/** A lab's files, as far as a proof goes into them. */
export interface LabFiles extends LabFolder {
  /** Texts that are still to be written, by their paths; something stands in their place. */
  readonly missing: readonly string[];
}

/**
 * Reads a lab's folder; with `step`, the id or the folder of one, only what concerns that step. Checks can be proved before the
 * texts are written.
 * @throws Error when there is no such step
 */
export async function readLabFiles(path: string, step?: string): Promise<LabFiles> {
  const { name, files } = await readLabFolder(path);
  const folders = [...new Set([...files.keys()].map(folderOf))].filter((folder) => folder !== '');
  const wanted = folders.filter(
    (folder) => step === undefined || folder === step || folder.replace(LAB, '') === step,
  );
  if (wanted.length === 0 && step !== undefined) {
    throw new Error(`${name} has no step "${step}"; there are ${folders.join(', ')}`);
  }
  const chosen = new Map([...files].filter(([file]) => ['', ...wanted].includes(folderOf(file))));
  // The lab's own concerns no step that has one itself.
  if (step !== undefined && wanted.every((folder) => chosen.has(`${folder}/${SETUP}`)))
    chosen.delete(SETUP);
  const missing = wanted
    .flatMap((folder) => LANGUAGES.map((language) => `${folder}/text.${language}.md`))
    .filter((file) => !chosen.has(file));
  // In no language of a step a text: it is still to come. In one alone: the parser shall say what is missing.
  const stubs = missing.filter((file) =>
    LANGUAGES.every((language) => missing.includes(`${folderOf(file)}/text.${language}.md`)),
  );
  for (const file of stubs) chosen.set(file, '# Still to be written\n\nText.\n');
  return { name, files: chosen, missing: stubs };
}

function folderOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}
