import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const LAB = /^(\d{2})-(.+)$/;
const LAST_NUMBER = 99;

/** A lab cannot be put where it should be. */
export class LabPlaceError extends Error {
  override readonly name = 'LabPlaceError';
}

/**
 * The name of the folder for a new lab among those of `out`: the next number, and the id. `out` may not exist yet.
 * @throws LabPlaceError when there is a lab of this id, or no number left
 */
export async function freeLabName(out: string, id: string): Promise<string> {
  const names = await namesIn(out);
  const twin = names.find((name) => LAB.exec(name)?.[2] === id);
  if (twin !== undefined) {
    throw new LabPlaceError(`${join(out, twin)} is there already; choose another id with --id`);
  }
  const numbers = names.map((name) => Number(LAB.exec(name)?.[1] ?? 0));
  const number = Math.max(0, ...numbers) + 1;
  if (number > LAST_NUMBER) throw new LabPlaceError(`${out} has no number left below 100`);
  return `${String(number).padStart(2, '0')}-${id}`;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Writes a lab's files, all of them or none: they appear under the lab's name when the last one is written.
 * Rejects with Node's error when that cannot be done.
 */
export async function writeLab(
  out: string,
  name: string,
  files: ReadonlyMap<string, string>,
): Promise<string> {
  await mkdir(out, { recursive: true });
  const half = await mkdtemp(join(out, '.import-'));
  try {
    const lab = join(half, name);
    for (const [path, text] of files) {
      await mkdir(dirname(join(lab, path)), { recursive: true });
      await writeFile(join(lab, path), text);
    }
    await rename(lab, join(out, name));
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return join(out, name);
}
