import { lstat, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** As many links as the kernel follows before it says ELOOP. */
const MAX_LINKS = 40;

/**
 * Where a path of the guest is on the host, all links followed as the guest would: absolute ones from `root`, and
 * nothing leads out of it.
 *
 * @returns undefined when there is nothing.
 */
export async function resolveInRoot(root: string, path: string): Promise<string | undefined> {
  const open = path.split('/');
  let done: string[] = [];
  let links = 0;
  for (let part = open.shift(); part !== undefined; part = open.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      done.pop();
      continue;
    }
    const here = join(root, ...done, part);
    const stats = await lstat(here).catch(() => undefined);
    if (stats === undefined) return undefined;
    if (!stats.isSymbolicLink()) {
      done.push(part);
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) return undefined;
    const target = await readlink(here);
    if (target.startsWith('/')) done = [];
    open.unshift(...target.split('/'));
  }
  return join(root, ...done);
}
