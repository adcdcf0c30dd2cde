import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { MANIFEST_PATH } from '../../machine/image/manifest.ts';
import { compileScript } from '../../support/build/compile-script.ts';
import type { SiteFile, SiteVersion } from '../site-version.ts';

const WORKER_SOURCE = 'src/offline/service-worker.ts';
/** Beside the page, so that the worker may answer for all of the site's folder. */
const WORKER_FILE = 'service-worker.js';

/**
 * Writes the service worker into the built site: its code, and before it the list of the site's files with their sums. Whatever
 * changes in the site makes another service worker, and browsers look for another one at every visit.
 */
export function serviceWorkerPlugin(): Plugin {
  let outDir = 'dist';
  let root = '.';
  let publicDir = '';
  return {
    name: 'drydock-service-worker',
    apply: 'build',
    configResolved: (config) => {
      ({ root, publicDir } = config);
      outDir = config.build.outDir;
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler: async (_options, bundle) => {
        const folder = resolve(root, outDir);
        const names = Object.keys(bundle).filter((name) => !name.endsWith('.map'));
        const files = await Promise.all(names.sort().map((name) => describe(folder, name)));
        // Without an image there is no machine; tests of the page alone build it so.
        if (publicDir !== '') files.push(await describe(publicDir, MANIFEST_PATH));
        await writeFile(join(folder, WORKER_FILE), await makeWorker(root, files));
      },
    },
  };
}

async function describe(folder: string, path: string): Promise<SiteFile> {
  const content = await readFile(join(folder, path));
  return { path, bytes: content.length, sha256: sumOf(content) };
}

async function makeWorker(root: string, files: readonly SiteFile[]): Promise<string> {
  // Not every browser takes modules for service workers.
  const code = await compileScript(join(root, WORKER_SOURCE));
  const version = sumOf(JSON.stringify(files) + code).slice(0, 20);
  const site: SiteVersion = { version, files };
  return `self.drydockSite=${JSON.stringify(site)};\n${code}`;
}

function sumOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
