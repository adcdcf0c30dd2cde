import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, readlink, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { removeAbandoned, unfinishedName } from './abandoned.ts';

/**
 * What a cached stage depends on: literal text or bytes, or a file or folder on disk, which counts with its
 * content, names and executable bits but not with its own place or its times.
 */
export type CacheInput = string | Uint8Array | { readonly path: string };

/** The folder for everything Drydock keeps between builds, in the user's cache directory. */
export function cacheRoot(): string {
  // The specification of XDG_CACHE_HOME says that an empty value counts as unset.
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'drydock');
}

/**
 * The folder that `produce` fills, made once for each combination of inputs.
 *
 * It is filled under another name and renamed when complete: a failed or killed build leaves nothing that
 * looks finished, and of two builds at once the first to finish wins. A stage's own code is an input too: pass
 * its source file, or a version in `stage`.
 *
 * @param stage the name of the stage; letters, digits and dashes.
 * @throws whatever `produce` throws, after its folder has been removed.
 */
export async function cached(
  stage: string,
  inputs: readonly CacheInput[],
  produce: (directory: string) => Promise<void>,
  root = cacheRoot(),
): Promise<string> {
  const shelf = join(root, stage);
  await mkdir(shelf, { recursive: true });
  await removeAbandoned(shelf);
  const key = await hashInputs(inputs);
  const finished = join(shelf, key);
  if (await exists(finished)) return finished;

  const unfinished = join(shelf, unfinishedName(key));
  await mkdir(unfinished);
  try {
    await produce(unfinished);
    await renameUnlessMade(unfinished, finished);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  return finished;
}

/** SHA-256 (hex) over the inputs, in order; no two different lists run together to the same bytes. */
export async function hashInputs(inputs: readonly CacheInput[]): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    if (typeof input === 'string') addRecord(hash, 'text', input);
    else if (input instanceof Uint8Array) addRecord(hash, 'bytes', input);
    else await addPath(hash, input.path, '.');
  }
  return hash.digest('hex');
}

function addRecord(hash: Hash, kind: string, data: string | Uint8Array): void {
  const bytes = Buffer.from(data);
  hash.update(`${kind}:${bytes.length}\n`).update(bytes);
}

async function addPath(hash: Hash, path: string, name: string): Promise<void> {
  const stats = await lstat(path);
  addRecord(hash, 'name', name);
  if (stats.isDirectory()) {
    const entries = (await readdir(path)).sort();
    addRecord(hash, 'folder', String(entries.length));
    for (const entry of entries) await addPath(hash, join(path, entry), `${name}/${entry}`);
  } else if (stats.isSymbolicLink()) {
    addRecord(hash, 'link', await readlink(path));
  } else {
    hash.update(`file:${stats.mode & 0o111 ? 'x' : '-'}:${stats.size}\n`);
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  }
}

async function renameUnlessMade(unfinished: string, finished: string): Promise<void> {
  try {
    await rename(unfinished, finished);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    // Another build finished the same inputs first; its result is as good.
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
