import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImageManifest } from '../../src/machine/image/manifest.ts';
import { ROOT } from './sources.ts';

/**
 * What a first visit may load, in bytes on the wire. The limits are a little above what it loads now: whoever exceeds
 * one has to look where the bytes went, and then either finds them or raises the limit in the same commit.
 */
const LIMITS = {
  /** JavaScript and CSS before the prompt, Brotli, without v86. Never above 150 kB. */
  scripts: 150_000,
  /** v86's JavaScript and WebAssembly, Brotli. */
  engine: 375_000,
  /** The memory layer, as it is: packed already. */
  layer: 4_400_000,
  /** All of it. Never above 6 MB. */
  firstVisit: 5_000_000,
};

const DIST = join(ROOT, 'dist');
const ASSETS = join(DIST, 'assets');
/** v86's script lies in one file with the machine around it; its own share is taken off. */
const ENGINE_SCRIPT = createRequire(import.meta.url).resolve('v86/build/libv86.mjs');
/**
 * Loaded when the reader searches, resets the machine or opens a lab, when the guest uses its network, where there is a graphics processor, where there is
 * no Web Crypto, and when there is something to keep or to go on with; and what stands for Node's modules in v86, never.
 */
const ON_DEMAND = [
  '__vite-browser-external',
  'addon-search',
  'addon-serialize',
  'addon-unicode11',
  'addon-webgl',
  'browser-snapshots',
  'drydock-command',
  'drydock-comparison',
  'drydock-find-bar',
  'drydock-guide',
  'drydock-offline',
  'drydock-previews',
  'drydock-second-machine',
  'drydock-welcome',
  'errors',
  'lab',
  'ko-lesson',
  'ko-offline',
  'ko-preview',
  'ko-snapshots',
  'lab-services',
  'lab-session',
  'lab-snapshots',
  'memory-code',
  'open-offline',
  'preview-address',
  'quantities',
  'saved-screen',
  'second-machine',
  'second-machine-name',
  'sha2',
  'snapshot-worker',
  'step-titles',
  'xterm-links',
];
const isOnDemand = (file: string) =>
  ON_DEMAND.some((name) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));

/** Compressing takes a second for each megabyte: once for each file. */
const measured = new Map<string, number>();
function wireBytes(path: string): number {
  const known = measured.get(path) ?? brotliCompressSync(readFileSync(path)).length;
  measured.set(path, known);
  return known;
}
const MEASURING_MS = 60_000;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Names of the files that a script cannot do without. */
function staticImportsOf(path: string): string[] {
  const code = readFileSync(path, 'utf8');
  const found = code.matchAll(/(?:\bfrom|^import|[;}]import)\s*["']\.\/([^"']+)["']/g);
  return [...found].map(([, file = '']) => file);
}

describe.skipIf(!existsSync(DIST))('a first visit', () => {
  const assets = existsSync(ASSETS) ? readdirSync(ASSETS) : [];
  const scripts = assets.filter((name) => ['.js', '.css'].includes(extname(name)));
  const early = scripts.filter((name) => !isOnDemand(name));
  const wasm = assets.filter((name) => extname(name) === '.wasm');
  const manifestFile = join(DIST, 'image/manifest.json');
  const manifest = () => JSON.parse(readFileSync(manifestFile, 'utf8')) as ImageManifest;
  const wire = (names: readonly string[]) =>
    sum(names.map((name) => wireBytes(join(ASSETS, name))));
  const ownScripts = () => wire(early) - wireBytes(ENGINE_SCRIPT);
  const engine = () => wire(wasm) + wireBytes(ENGINE_SCRIPT);

  it('is of a site that was built', () => {
    expect(early.length).toBeGreaterThan(3);
    expect(wasm).toHaveLength(1);
    const found = ON_DEMAND.filter((name) => scripts.some((file) => file.startsWith(`${name}-`)));
    expect(found).toEqual(ON_DEMAND);
  });

  it('loads no lab and no snapshots, and nothing of what they need, before one is asked for', () => {
    const page = readFileSync(join(DIST, 'index.html'), 'utf8');
    const entry = scripts.filter((file) => page.includes(file));
    const needed = entry.flatMap((file) => staticImportsOf(join(ASSETS, file)));
    expect(entry.length).toBeGreaterThan(3);
    expect([...entry, ...needed].filter(isOnDemand)).toEqual([]);
  });

  it(
    'loads little script and style before the prompt',
    () => {
      expect(ownScripts()).toBeLessThanOrEqual(LIMITS.scripts);
    },
    MEASURING_MS,
  );

  it(
    'loads a small engine',
    () => {
      expect(engine()).toBeLessThanOrEqual(LIMITS.engine);
    },
    MEASURING_MS,
  );

  it('loads a small memory layer', () => {
    expect(manifest().base.bytes).toBeLessThanOrEqual(LIMITS.layer);
  });

  it(
    'stays under the limit as a whole',
    () => {
      const page = wireBytes(join(DIST, 'index.html')) + wireBytes(manifestFile);
      const total = wire(early) + wire(wasm) + manifest().base.bytes + page;
      console.log(
        `first visit ${total} bytes: own scripts ${ownScripts()}, engine ${engine()}, layer ${manifest().base.bytes}, page ${page}`,
      );
      expect(total).toBeLessThanOrEqual(LIMITS.firstVisit);
    },
    MEASURING_MS,
  );
});
