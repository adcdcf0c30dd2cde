import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../support/abandoned.ts';
import { cacheRoot } from '../support/cache.ts';

/** A folder to compile in, and what to do when all has been taken out of it. */
export interface SourceTree {
  readonly path: string;
  release(): Promise<void>;
}

/**
 * Where the kernel is compiled. A tree that an interrupted build left is used again, so that make goes on where it was;
 * one that another build is working in is left to it, and this build gets a tree below `fallback`.
 *
 * @param key hash of the source and the configuration
 */
export async function claimTree(fallback: string, key: string): Promise<SourceTree> {
  const work = join(cacheRoot(), 'work');
  const owner = join(work, `kernel-${key.slice(0, 16)}.pid`);
  await mkdir(work, { recursive: true });
  if (!(await claim(owner))) {
    const path = join(fallback, 'tree');
    return { path, release: () => rm(path, { recursive: true, force: true }) };
  }
  const path = join(work, `kernel-${key.slice(0, 16)}`);
  const release = async () => {
    await rm(path, { recursive: true, force: true });
    await rm(owner, { force: true });
  };
  return { path, release };
}

/** Writes this process down as the owner, unless another one that still runs is. */
async function claim(owner: string): Promise<boolean> {
  try {
    await writeFile(owner, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const pid = Number(await readFile(owner, 'utf8').catch(() => '0'));
  if (pid > 0 && pid !== process.pid && isRunning(pid)) return false;
  await writeFile(owner, String(process.pid));
  return true;
}
