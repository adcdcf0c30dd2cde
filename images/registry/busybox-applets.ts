import { readFile } from 'node:fs/promises';

/** The table of names in the program begins with these two; each name ends with a zero byte, the table with an empty name. */
const TABLE_START = Buffer.from('[\0[[\0', 'latin1');
const NAME = /^[a-z0-9_.[-]+$/i;

/** The commands that a busybox can be called as, read from the program itself: it may be one that this computer cannot run. */
export async function busyboxApplets(program: string): Promise<string[]> {
  const bytes = await readFile(program);
  const start = bytes.indexOf(TABLE_START);
  if (start < 0) throw new Error(`${program} has no table of applets`);
  const end = bytes.indexOf('\0\0', start, 'latin1');
  const names = bytes.toString('latin1', start, end).split('\0');
  const odd = names.filter((name) => !NAME.test(name));
  if (odd.length > 0 || names.length < 100) {
    throw new Error(`${program} has a table of applets that cannot be read: ${odd.join(' ')}`);
  }
  return names;
}
