/**
 * `npm run labs:check`: proves labs on the real machine. All of them, or `--lab NAME`, or one step of it with `--step ID`.
 * `--watch` proves again whatever is changed; `--json FILE` writes what was found for other programs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LabFormatError } from '../../src/labs/parse/lab-problems.ts';
import { type LabSource, parseLabSources } from '../../src/labs/parse/parse-lab.ts';
import { findLab, type LabFiles, labNames, readLabFiles } from './lab-folders.ts';
import { IN_ONE_GO, type Proof } from './proof.ts';
import { IMAGE_FOLDER, LabProver } from './prove-lab.ts';
import { headLine, proofLine, proofText } from './report.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Editors write a file in several steps, and a whole folder may be copied. */
const SETTLE_MS = 300;

/** What became of a lab. */
interface LabResult {
  readonly lab: string;
  /** Why it could not be read; absent when it could. */
  readonly unreadable?: string;
  readonly proofs: readonly Proof[];
}

async function main(): Promise<boolean> {
  const { values: options } = parseArgs({
    options: {
      lab: { type: 'string' },
      step: { type: 'string' },
      watch: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  if (options.step !== undefined && options.lab === undefined) {
    throw new Error('--step needs --lab NAME: steps of several labs may have the same name');
  }
  const paths = await Promise.all(
    options.lab === undefined ? (await labNames()).map(findLab) : [findLab(options.lab)],
  );
  if (paths.length === 0)
    throw new Error('there are no labs; `npm run labs:new -- NAME` makes one');
  ensureImage();
  const prover = await LabProver.start();
  const results: LabResult[] = [];
  for (const path of paths) results.push(await proveLab(prover, path, options.step));
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`);
  }
  const good = summarize(results);
  if (options.watch) await watchLabs(prover, paths, options.step);
  prover.close();
  return good;
}

function ensureImage(): void {
  if (existsSync(join(IMAGE_FOLDER, 'image/manifest.json'))) return;
  const { status } = spawnSync('npm', ['run', '-s', 'image:build'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('without the guest image nothing can be proved');
}

async function proveLab(
  prover: LabProver,
  path: string,
  step: string | undefined,
): Promise<LabResult> {
  const lab = await readLab(path, step);
  if ('unreadable' in lab) {
    console.log(`\n${lab.unreadable}`);
    return { lab: path, unreadable: lab.unreadable, proofs: [] };
  }
  const { source, files } = lab;
  console.log(`\n${files.name}`);
  const width = Math.max(IN_ONE_GO.length, ...source.steps.map(({ folder }) => folder.length));
  console.log(headLine(width));
  const proofs: Proof[] = [];
  const show = (proof: Proof): void => {
    proofs.push(proof);
    console.log(proofLine(proof, width));
    const text = proofText(proof);
    if (text !== '') console.log(text);
  };
  for (const index of source.steps.keys()) show(await prover.proveStep(source, index));
  if (step === undefined && source.steps.length > 1) show(await prover.proveInOneGo(source));
  for (const file of files.missing) console.log(`      note: ${file} is still to be written`);
  return { lab: files.name, proofs };
}

async function readLab(
  path: string,
  step: string | undefined,
): Promise<{ source: LabSource; files: LabFiles } | { unreadable: string }> {
  try {
    const files = await readLabFiles(path, step);
    return { files, source: await parseLabSources(files.name, files.files) };
  } catch (error) {
    if (error instanceof LabFormatError) return { unreadable: error.message };
    throw error;
  }
}

function summarize(results: readonly LabResult[]): boolean {
  const proofs = results.flatMap((result) => result.proofs);
  const failed = proofs.filter(({ findings }) => findings.length > 0).length;
  const unreadable = results.filter(({ unreadable }) => unreadable !== undefined).length;
  const bad = unreadable === 0 ? '' : `, ${unreadable} unreadable labs`;
  console.log(`\n${proofs.length - failed} proved, ${failed} failed${bad}`);
  return failed + unreadable === 0;
}

/** Proves what is changed, until the process is ended. */
async function watchLabs(
  prover: LabProver,
  paths: readonly string[],
  only: string | undefined,
): Promise<never> {
  const changed = new Map<string, Set<string>>();
  let wake = (): void => {};
  for (const path of paths) {
    watch(path, { recursive: true }, (_event, file) => {
      const step = file?.includes('/') ? (file.split('/')[0] ?? '') : '';
      changed.set(path, (changed.get(path) ?? new Set()).add(step));
      wake();
    });
  }
  for (;;) {
    console.log('\nwaiting for changes; Ctrl+C ends');
    if (changed.size === 0) await new Promise<void>((resolve) => (wake = resolve));
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const [path = '', steps = new Set<string>()] = [...changed][0] ?? [];
    changed.delete(path);
    // A change of lab.yaml concerns all steps.
    const wanted = only !== undefined ? [only] : steps.has('') ? [undefined] : [...steps];
    for (const step of wanted) {
      await proveLab(prover, path, step).catch((error: unknown) => console.log(messageOf(error)));
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
