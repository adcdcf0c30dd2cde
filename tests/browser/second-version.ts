import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { SiteFile, SiteVersion } from '../../src/offline/site-version.ts';
import { SITE_FOLDER } from './real-site.ts';

const HASHED_ASSET = /^(.+-)([\w-]{8})(\.\w+)$/;
const SITE_LINE = /^self\.drydockSite=(.*);\n/;

/**
 * Another version of the built site, in a folder that the caller removes: every asset has another name, the page another title, and
 * the image's manifest other bytes, of the same meaning. The service worker is one that fits, as the build would have made it.
 */
export async function makeSecondVersion(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-second-version-'));
  await cp(SITE_FOLDER, folder, { recursive: true });
  await renameAssets(folder);
  const manifest = join(folder, 'image/manifest.json');
  await writeFile(manifest, `${await readFile(manifest, 'utf8')}\n`);
  await rewriteWorker(folder);
  return folder;
}

/** Removes what {@link makeSecondVersion} made. */
export function removeVersion(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

async function renameAssets(folder: string): Promise<void> {
  const assets = join(folder, 'assets');
  const names = new Map<string, string>();
  for (const name of await readdir(assets)) {
    const [, stem = '', hash = '', end = ''] = HASHED_ASSET.exec(name) ?? [];
    names.set(name, `${stem}${[...hash].reverse().join('')}${end}`);
  }
  const texts = [...names.keys()].filter((name) => ['.js', '.css'].includes(extname(name)));
  for (const path of [...texts.map((name) => join('assets', name)), 'index.html']) {
    let text = await readFile(join(folder, path), 'utf8');
    for (const [from, to] of names) text = text.replaceAll(from, to);
    await writeFile(
      join(folder, path),
      text.replace('</head>', '<meta name="version" content="2"></head>'),
    );
  }
  for (const [from, to] of names) await rename(join(assets, from), join(assets, to));
}

async function rewriteWorker(folder: string): Promise<void> {
  const path = join(folder, 'service-worker.js');
  const code = await readFile(path, 'utf8');
  const first = JSON.parse(SITE_LINE.exec(code)?.[1] ?? '') as SiteVersion;
  const files: SiteFile[] = [];
  for (const name of await readdir(join(folder, 'assets')))
    files.push(await describe(folder, join('assets', name)));
  for (const name of ['index.html', 'image/manifest.json'])
    files.push(await describe(folder, name));
  if (files.length !== first.files.length)
    throw new Error('the list of the site has other files than the site');
  const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 20);
  const site: SiteVersion = { version, files };
  await writeFile(
    path,
    code.replace(SITE_LINE, () => `self.drydockSite=${JSON.stringify(site)};\n`),
  );
}

async function describe(folder: string, path: string): Promise<SiteFile> {
  const content = await readFile(join(folder, path));
  return {
    path,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  };
}
