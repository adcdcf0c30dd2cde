import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseStanzas } from './control.ts';
import type { ArchiveName } from './package-index.ts';

/** Root addresses of the archives, without a slash at the end. */
export type Mirrors = Readonly<Record<ArchiveName, string>>;

/** One line or paragraph of apt's sources that names package archives. */
export interface AptSource {
  readonly uri: string;
  readonly suites: readonly string[];
  readonly components: readonly string[];
  readonly signedBy: string;
}

const MIRROR_VARIABLE: Readonly<Record<ArchiveName, string>> = {
  debian: 'DRYDOCK_DEBIAN_MIRROR',
  'debian-security': 'DRYDOCK_DEBIAN_SECURITY_MIRROR',
};

/** No Debian mirror could be found; the message says how to name one. */
export class MirrorUnknownError extends Error {
  override readonly name = 'MirrorUnknownError';
}

/**
 * The mirrors this host gets its own packages from, or those that the environment names with
 * DRYDOCK_DEBIAN_MIRROR and DRYDOCK_DEBIAN_SECURITY_MIRROR.
 *
 * @throws MirrorUnknownError when neither says.
 */
export async function findMirrors(
  environment: NodeJS.ProcessEnv = process.env,
  aptFolder = '/etc/apt',
): Promise<Mirrors> {
  const named = {
    debian: environment[MIRROR_VARIABLE.debian],
    security: environment[MIRROR_VARIABLE['debian-security']],
  };
  const sources = named.debian && named.security ? [] : await readAptSources(aptFolder);
  const debian = named.debian || chooseMirror(sources, 'debian');
  if (!debian) {
    throw new MirrorUnknownError(
      `no Debian mirror with an http address found in ${aptFolder}; set ${MIRROR_VARIABLE.debian} to the root of one (the folder with dists/ and pool/)`,
    );
  }
  const security =
    named.security || chooseMirror(sources, 'debian-security') || besideArchive(debian);
  return { debian: trimSlash(debian), 'debian-security': trimSlash(security) };
}

/** The archive's mirror among apt's sources, preferring sources that name Debian's own keys. */
export function chooseMirror(
  sources: readonly AptSource[],
  archive: ArchiveName,
): string | undefined {
  const candidates = sources.filter(
    (source) => isDebian(source) && isSecurity(source) === (archive === 'debian-security'),
  );
  const signed = candidates.find((source) => source.signedBy.includes('debian-archive'));
  return (signed ?? candidates[0])?.uri;
}

/** Reads sources.list, *.list and *.sources; addresses other than http and https are left out. */
export async function readAptSources(aptFolder: string): Promise<AptSource[]> {
  const parts = join(aptFolder, 'sources.list.d');
  const names = await readdir(parts).catch(() => []);
  const files = [join(aptFolder, 'sources.list'), ...names.sort().map((name) => join(parts, name))];
  const sources: AptSource[] = [];
  for (const file of files) {
    // A host may well have only one of the two formats.
    const text = await readFile(file, 'utf8').catch(() => '');
    if (file.endsWith('.list')) sources.push(...parseOneLineSources(text));
    else if (file.endsWith('.sources')) sources.push(...parseDeb822Sources(text));
  }
  const resolved = await Promise.all(sources.map(resolveMirrorList));
  return resolved.filter(({ uri }) => /^https?:/.test(uri));
}

/** Reads apt's one-line format: `deb [options] uri suite component…`. */
export function parseOneLineSources(text: string): AptSource[] {
  const sources: AptSource[] = [];
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?([^\s#]+)\s+([^#]*)/.exec(line);
    if (match === null) continue;
    const [, options = '', uri = '', rest = ''] = match;
    const [suite, ...components] = words(rest);
    if (suite === undefined) continue;
    const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1] ?? '';
    sources.push({ uri, suites: [suite], components, signedBy });
  }
  return sources;
}

/** Reads apt's deb822 format. */
export function parseDeb822Sources(text: string): AptSource[] {
  const sources: AptSource[] = [];
  for (const stanza of parseStanzas(text)) {
    if (!words(stanza.get('types')).includes('deb')) continue;
    if (/^(no|false|without|off|disable)$/.test(stanza.get('enabled') ?? '')) continue;
    for (const uri of words(stanza.get('uris'))) {
      sources.push({
        uri,
        suites: words(stanza.get('suites')),
        components: words(stanza.get('components')),
        signedBy: stanza.get('signed-by') ?? '',
      });
    }
  }
  return sources;
}

/** Debian's cloud images name their mirrors in a file of addresses. */
async function resolveMirrorList(source: AptSource): Promise<AptSource> {
  const path = /^mirror\+file:(\/.*)$/.exec(source.uri)?.[1];
  if (path === undefined) return source;
  const text = await readFile(path, 'utf8').catch(() => '');
  const [uri] = text.split('\n').flatMap((line) => words(line.replace(/#.*/, '')).slice(0, 1));
  return { ...source, uri: uri ?? '' };
}

/** By what every Debian archive has in common; what is taken from it is verified with Debian's keys anyway. */
const isDebian = ({ uri, components, signedBy }: AptSource): boolean =>
  components.includes('main') &&
  (signedBy.includes('debian-archive') || /\/debian(-security)?\/?$/.test(uri));

const isSecurity = ({ suites }: AptSource): boolean =>
  suites.some((suite) => /-security$|\/updates$/.test(suite));

/** Mirrors that carry both archives have them side by side. */
const besideArchive = (debian: string): string =>
  trimSlash(debian).replace(/\/[^/]*$/, '/debian-security');

const trimSlash = (uri: string): string => uri.replace(/\/+$/, '');

const words = (text = ''): string[] => text.split(/\s+/).filter(Boolean);
