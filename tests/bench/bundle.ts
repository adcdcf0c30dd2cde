import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pack } from '../browser/folder-files.ts';
import { atMost, type BenchResult } from './report.ts';
import type { BuiltSite } from './site.ts';
import { loadedToPrompt } from './visit.ts';

const GOAL_BYTES = 150_000;
const ENGINE_SCRIPT = createRequire(import.meta.url).resolve('v86/build/libv86.mjs');

/** Scripts and styles that a first visit loads before its prompt, packed as a web server would. */
export async function benchBundle(site: BuiltSite): Promise<BenchResult> {
  const transfers = await site.served(loadedToPrompt);
  const paths = transfers
    .filter(({ kind }) => kind === 'script' || kind === 'style')
    .map(({ path }) => path);
  const files = await Promise.all(
    [...new Set(paths)].map(async (path) => {
      const { content, packed } = await site.files.read(path);
      return {
        path,
        raw: content.length,
        packed: packed?.length ?? content.length,
      };
    }),
  );
  const all = files.reduce((sum, { packed }) => sum + packed, 0);
  const engine = await pack(await readFile(ENGINE_SCRIPT));
  return {
    name: 'bundle',
    measures: [
      {
        what: 'JavaScript and CSS before the prompt, Brotli, without v86',
        unit: 'bytes',
        median: all - engine.length,
        goal: atMost(GOAL_BYTES),
      },
      { what: 'the same with v86’s own script', unit: 'bytes', median: all },
    ],
    notes: [
      ...files.map(({ path, raw, packed }) => `${path}: ${packed} B of ${raw} B`),
      `v86/build/libv86.mjs alone: ${engine.length} B, taken off from the file that holds it`,
    ],
    details: { files, engine: engine.length },
  };
}
