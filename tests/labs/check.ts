/**
 * `npm run labs:check`: proves labs on the real machine. All of them, or `--lab NAME`, or one step of it with `--step ID`.
 * `--watch` proves again whatever is saved; `--json FILE` writes what was found for other programs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkLab, isGood, type LabResult, ProofTable } from './check-lab.ts';
import { keepChecking } from './keep-checking.ts';
import { findLab, labNames } from './lab-folders.ts';
import { IMAGE_FOLDER, LabProver } from './prove-lab.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

async function main(): Promise<boolean> {
  const { values: options } = parseArgs({
    options: {
      lab: { type: 'string' },
      step: { type: 'string' },
      watch: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const { lab, step, json } = options;
  if (step !== undefined && lab === undefined) {
    throw new Error('--step needs --lab NAME: steps of several labs may have the same name');
  }
  if (options.watch && json !== undefined) {
    throw new Error('--json is for a single run: leave out --watch');
  }
  const paths = await Promise.all(
    lab === undefined ? (await labNames()).map(findLab) : [findLab(lab)],
  );
  if (paths.length === 0)
    throw new Error('there are no labs; `npm run labs:new -- NAME` makes one');
  ensureImage();
  const prover = await LabProver.start();
  const results: LabResult[] = [];
  try {
    if (options.watch) return await keepChecking(prover, paths, step);
    const table = new ProofTable();
    for (const path of paths) results.push(await checkLab(prover, path, table, { step }));
  } finally {
    prover.close();
  }
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify(results.map(toJson), null, 2)}\n`);
  return summarize(results);
}

function ensureImage(): void {
  if (existsSync(join(IMAGE_FOLDER, 'image/manifest.json'))) return;
  const { status } = spawnSync('npm', ['run', '-s', 'image:build'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('without the guest image nothing can be proved');
}

function summarize(results: readonly LabResult[]): boolean {
  const proofs = results.flatMap((result) => result.proofs);
  const failed = proofs.filter(({ findings }) => findings.length > 0).length;
  const unreadable = results.filter(({ unreadable }) => unreadable !== undefined).length;
  const bad = unreadable === 0 ? '' : `, ${unreadable} unreadable labs`;
  console.log(`\n${proofs.length - failed} proved, ${failed} failed${bad}`);
  return results.every(isGood);
}

function toJson({ unreadable, ...result }: LabResult): unknown {
  return unreadable === undefined ? result : { ...result, unreadable: unreadable.message };
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
