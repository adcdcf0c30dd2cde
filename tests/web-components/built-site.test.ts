import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SiteVersion } from '../../src/offline/site-version.ts';
import { CONTENT_SECURITY_POLICY } from '../../vite.config.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What makes workers in built scripts, and the first script of each. */
const WORKER_START = /\bnew Worker\((?:new URL\()+[`'"]([\w-]+\.js)[`'"]/g;
/** Imports of other scripts, whether the code waits for them or not. */
const SCRIPT_IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*[`'"]\.\/([\w-]+\.js)[`'"]/g;
/** The workers there are, by the names of their first scripts. */
const WORKERS = ['snapshot-worker', 'worker-entry'];

let folder = '';
let page = '';
let files: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-site-'));
  await build({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: false,
    build: { outDir: folder, emptyOutDir: true },
  });
  page = await readFile(join(folder, 'index.html'), 'utf8');
  files = await readdir(folder, { recursive: true });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the built site', () => {
  it('ships the policy, before anything it could apply to', () => {
    const policy = page.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1];
    expect(policy?.replaceAll('&#39;', "'")).toBe(CONTENT_SECURITY_POLICY);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.search(/<script|<link/));
  });

  it('has a policy without unsafe-inline and unsafe-eval', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/'unsafe-(inline|eval)'/);
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
  });

  it('has no script and no style in the page itself', () => {
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });

  it('works under any path: every address is relative', () => {
    const addresses = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(3);
    expect(addresses.filter((address) => !address?.startsWith('./'))).toEqual([]);
  });

  it('names its files by their content', () => {
    const assets = files.filter((file) => /^assets\/.*\./.test(file));
    expect(assets.filter((file) => !/-[\w-]{8}\.\w+$/.test(file))).toEqual([]);
  });

  it('has a service worker that is one script and lists every file of the site with its sum', async () => {
    const [first = '', ...code] = (await readFile(join(folder, 'service-worker.js'), 'utf8')).split(
      '\n',
    );
    const { files: listed } = JSON.parse(
      first.replace(/^self\.drydockSite=|;$/g, ''),
    ) as SiteVersion;
    const assets = files.filter((file) => /^assets\/./.test(file));
    expect(listed.map(({ path }) => path).sort()).toEqual([...assets, 'index.html'].sort());
    for (const { path, bytes, sha256 } of listed) {
      const content = await readFile(join(folder, path));
      expect({ path, bytes, sha256 }).toEqual({
        path,
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
      });
    }
    expect(code.join('\n')).not.toMatch(/\bimport\b|\bexport\b|importScripts/);
  });

  it('imports no first script of a worker, which WebKit would run a second time', async () => {
    const scripts = files.filter((file) => file.endsWith('.js'));
    const codes = await Promise.all(scripts.map((file) => readFile(join(folder, file), 'utf8')));
    const namesIn = (code: string, pattern: RegExp) =>
      [...code.matchAll(pattern)].map(([, name = '']) => name);
    const workers = codes.flatMap((code) => namesIn(code, WORKER_START));
    const imported = codes.flatMap((code) => namesIn(code, SCRIPT_IMPORT));
    expect(workers.map((name) => name.replace(/-[\w-]{8}\.js$/, '')).sort()).toEqual(WORKERS);
    expect(imported.length).toBeGreaterThan(workers.length);
    expect(imported.filter((name) => workers.includes(name))).toEqual([]);
  });

  it('loads the scripts of the machine beforehand, each of them once', () => {
    const loaded = [...page.matchAll(/rel="modulepreload"[^>]*\/([\w-]+)-[\w-]{8}\.js"/g)];
    const names = loaded.map(([, name]) => name);
    expect(names.slice(0, 4)).toEqual(['worker-entry', 'worker', 'local-machine', 'zstd-codec']);
    expect(new Set(names).size).toBe(names.length);
  });

  it('loads the elements together with the entry', () => {
    expect(page).toMatch(/<link rel="modulepreload"[^>]*drydock-app-/);
  });

  it('brings the manifest of the elements', async () => {
    const manifest = await readFile(join(folder, 'custom-elements.json'), 'utf8');
    expect(manifest).toContain('"tagName": "drydock-lab"');
  });
});
