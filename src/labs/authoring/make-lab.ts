import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalText } from '../lab.ts';
import { ID, MAX_ID_CHARACTERS } from '../parse/fields.ts';
import { parseLabSources } from '../parse/parse-lab.ts';
import { readLabFolder } from './read-lab-folder.ts';

const TEMPLATE = fileURLToPath(new URL('template', import.meta.url));
const NUMBERED = /^(?<number>\d{2})-(?<id>.+)$/;
const MAX_NUMBER = 99;

/** A new lab cannot be made as it was asked for. `message` says what to do instead. */
export class NewLabError extends Error {
  override readonly name = 'NewLabError';
}

/** What the author decides; everything else comes from the template. */
export interface NewLab {
  /** Part of the lab's address: lower-case letters, digits and single dashes. */
  readonly id: string;
  /** In the catalogue. */
  readonly title: LocalText;
}

/**
 * Makes a lab in the folder `curriculum`, numbered after the last one there, from the template: it can be read and proved
 * as it is. The name of its folder. Nothing is left behind when it fails.
 * @throws NewLabError when the id cannot be used; LabFormatError when a title cannot
 */
export async function makeLab(curriculum: string, { id, title }: NewLab): Promise<string> {
  requireId(id);
  const name = nameAfter(await readdir(curriculum), id);
  const { files } = await readLabFolder(TEMPLATE);
  const own = new Map([...files].map(([path, text]) => [path, withTitle(text, title)]));
  await parseLabSources(name, own);
  // Under a hidden name until it is whole: a page that is served meanwhile would show half of it.
  const hidden = join(curriculum, `.${name}`);
  try {
    await mkdir(hidden);
    await writeFiles(hidden, own);
    await rename(hidden, join(curriculum, name));
  } catch (error) {
    await rm(hidden, { recursive: true, force: true });
    throw error;
  }
  return name;
}

function requireId(id: string): void {
  const numbered = NUMBERED.exec(id)?.groups;
  if (numbered !== undefined) {
    throw new NewLabError(`the number comes by itself; call the lab "${numbered['id']}"`);
  }
  if (ID.test(id) && id.length <= MAX_ID_CHARACTERS) return;
  const rule = `lower-case letters, digits and single dashes, at most ${MAX_ID_CHARACTERS} of them`;
  throw new NewLabError(`"${id}" cannot be the name of a lab; use ${rule}, such as user-mapping`);
}

/** @throws NewLabError when there is a lab of this id, or no number left */
function nameAfter(existing: readonly string[], id: string): string {
  const labs = existing.flatMap((name) => {
    const { number = '', id = '' } = NUMBERED.exec(name)?.groups ?? {};
    return number === '' ? [] : [{ name, number: Number(number), id }];
  });
  const twin = labs.find((lab) => lab.id === id);
  if (twin) throw new NewLabError(`there is ${twin.name} already; choose another name`);
  const number = Math.max(0, ...labs.map((lab) => lab.number)) + 1;
  if (number > MAX_NUMBER) throw new NewLabError(`there is no number left after ${MAX_NUMBER}`);
  return `${String(number).padStart(2, '0')}-${id}`;
}

/** A JSON string is a YAML string, whatever is in the title. */
function withTitle(text: string, { ko, en }: LocalText): string {
  return text
    .replace('"@TITLE_KO@"', () => JSON.stringify(ko))
    .replace('"@TITLE_EN@"', () => JSON.stringify(en));
}

async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
