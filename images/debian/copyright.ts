import { readFile } from 'node:fs/promises';
import { parseStanzas } from './control.ts';
import { resolveInRoot } from './root-path.ts';

const COMMON_LICENSE = /\/usr\/share\/common-licenses\/([A-Za-z0-9.+-]*[A-Za-z0-9+])/g;
const MACHINE_READABLE = /^Format:.*copyright-format/m;

/** A package's copyright file. @returns undefined when it has none. */
export async function readCopyright(root: string, name: string): Promise<string | undefined> {
  // The documentation of a library is often a link to that of another package of the same source.
  const path = await resolveInRoot(root, `usr/share/doc/${name}/copyright`);
  return path === undefined ? undefined : readFile(path, 'utf8');
}

/**
 * Short names of the licences in a copyright file, sorted: those it declares where it is machine-readable, else
 * the common licences it refers to.
 */
export function licenceNames(copyright: string): string[] {
  const names = MACHINE_READABLE.test(copyright) ? declared(copyright) : [];
  if (names.length > 0) return [...new Set(names)].sort();
  const common = [...copyright.matchAll(COMMON_LICENSE)].map(([, name]) => name ?? '');
  return [...new Set(common)].sort();
}

function declared(copyright: string): string[] {
  const names: string[] = [];
  for (const stanza of parseStanzas(copyright)) {
    // The first line is the name, the text of the licence follows.
    const name = stanza.get('license')?.split('\n')[0]?.trim();
    if (name) names.push(name);
  }
  return names;
}
