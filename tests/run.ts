/**
 * `npm test`: installs what the host lacks, builds what is tested, and runs everything that can fail.
 *
 * `npm test -- guest` runs one group, `npm test -- tests/layers` or any other part of a path the files that match.
 * The last line sums up: every test is one, and so is every step that is no test (lint, types, the builds).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { ensureHostTools, type HostToolGroup } from '../images/support/host-tools.ts';

const ROOT = join(import.meta.dirname, '..');
/** How long a stopped step may take to clean up after itself before it is killed, in milliseconds. */
const GRACE_MS = 5_000;
/** A group that has not ended by then hangs, or would keep the rest from being run in time. In milliseconds. */
const HANG_MS = 50 * 60_000;

/** Lines of a failure that are said once more at the end; all of it stands above. */
const FAILURE_LINES = 12;

/** Test files at once: what a computer with two cores bears. */
const WORKERS = 2;

/** Tests that run in one go. */
interface TestGroup {
  readonly name: string;
  readonly projects: readonly string[];
  readonly tools: readonly HostToolGroup[];
  /** Whether the guest image and the built site must be there. */
  readonly needsSite: boolean;
}

const GROUPS: readonly TestGroup[] = [
  {
    name: 'unit, agent and image tests',
    projects: ['unit', 'agent', 'images'],
    tools: ['agent', 'kernel', 'packages', 'disk', 'layers'],
    needsSite: true,
  },
  {
    name: 'guest tests',
    projects: ['guest'],
    tools: [],
    needsSite: true,
  },
  {
    name: 'proofs of the labs',
    projects: ['labs'],
    tools: [],
    needsSite: true,
  },
  {
    name: 'proofs of the labs with the Docker Engine',
    projects: ['labs-engine'],
    tools: [],
    needsSite: true,
  },
  {
    name: 'browser tests of the page',
    projects: ['browser-page'],
    tools: ['browsers'],
    needsSite: true,
  },
  {
    name: 'browser tests of the whole site',
    projects: ['browser-site'],
    tools: ['browsers'],
    needsSite: true,
  },
];

/** What a filter names: several projects may be of one kind. */
const kindOf = (project: string): string => project.split('-')[0] ?? project;
const KINDS = new Set(GROUPS.flatMap(({ projects }) => projects.map(kindOf)));

/** Kinds of projects that cannot do without image and site; of the unit tests only the size budget looks at them. */
const SITE_PROJECTS = ['guest', 'labs', 'browser'];

/** Steps that pass or fail as a whole. */
const CHECKS: readonly (readonly [name: string, ...command: string[]])[] = [
  ['lint', 'biome', 'check', '.'],
  ['types', 'tsc', '--noEmit'],
];
const BUILDS: typeof CHECKS = [
  ['guest image', 'tsx', 'images/build.ts'],
  ['site', 'vite', 'build', '--logLevel', 'warn'],
];

interface Tally {
  passed: number;
  failed: number;
  /** What failed and how, to be said once more at the end. */
  readonly failures: string[];
}

/** A report of vitest, as far as it is read. */
interface Report {
  readonly numPassedTests?: number;
  readonly testResults?: readonly {
    readonly name: string;
    /** Of the file itself, as when it did not load. */
    readonly message?: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

const running = new Set<ChildProcess>();
let interrupted: NodeJS.Signals | undefined;

async function main(filters: readonly string[]): Promise<void> {
  const tally: Tally = { passed: 0, failed: 0, failures: [] };
  const groups = GROUPS.map((group) => narrow(group, filters)).filter(
    ({ projects }) => projects.length > 0,
  );
  await ensureHostTools([...new Set(groups.flatMap(({ tools }) => tools))], headline);
  if (filters.length === 0) for (const check of CHECKS) await runStep(check, tally);
  const built = groups.some(({ needsSite }) => needsSite) ? await runSteps(BUILDS, tally) : true;
  // Without an image and a site most of the tests below would only repeat that they are not there.
  if (built) for (const group of groups) await runTests(group, filters, tally);
  if (interrupted) process.exit(130);
  if (tally.failures.length > 0) headline(`what failed\n${tally.failures.join('\n')}`);
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}

/** The part of a group that the filters leave: a filter is a kind of project or part of a path. */
function narrow(group: TestGroup, filters: readonly string[]): TestGroup {
  if (filters.length === 0) return group;
  const projects = group.projects.filter((project) =>
    filters.some((filter) => mayMatch(project, filter)),
  );
  const needsSite =
    projects.some((project) => SITE_PROJECTS.includes(kindOf(project))) ||
    filters.some((filter) => filter === 'unit' || filter.includes('architecture'));
  return { ...group, projects, needsSite };
}

function mayMatch(project: string, filter: string): boolean {
  if (KINDS.has(filter)) return kindOf(project) === filter;
  const folder = filter.split(sep).find((part) => KINDS.has(part));
  // Proofs lie beside the unit tests of labs.
  return kindOf(project) === (folder ?? 'unit') || (folder === 'labs' && project === 'unit');
}

async function runSteps(steps: typeof CHECKS, tally: Tally): Promise<boolean> {
  for (const step of steps) if (!(await runStep(step, tally))) return false;
  return true;
}

async function runStep(
  [name, ...command]: (typeof CHECKS)[number],
  tally: Tally,
): Promise<boolean> {
  if (interrupted) return false;
  headline(name);
  const good = await runTool(command);
  if (good) tally.passed += 1;
  else addFailure(tally, name);
  return good;
}

async function runTests(group: TestGroup, filters: readonly string[], tally: Tally): Promise<void> {
  if (interrupted) return;
  headline(group.name);
  const folder = await mkdtemp(join(tmpdir(), 'drydock-tests-'));
  const report = join(folder, 'report.json');
  const paths = filters.filter((filter) => !KINDS.has(filter));
  try {
    const good = await runTool([
      'vitest',
      'run',
      ...['--config', 'tests/vitest.config.ts', '--maxWorkers', String(WORKERS)],
      ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
      ...group.projects.flatMap((project) => ['--project', project]),
      ...(filters.length > 0 ? ['--passWithNoTests'] : []),
      ...paths,
    ]);
    addReport(tally, group.name, good, await readFile(report, 'utf8').catch(() => '{}'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A run that failed without a failed test (a file that did not load, an error outside of tests) counts as one. */
function addReport(tally: Tally, groupName: string, good: boolean, text: string): void {
  const { numPassedTests = 0, testResults = [] }: Report = JSON.parse(text);
  tally.passed += numPassedTests;
  const before = tally.failed;
  for (const { name, status, message, assertionResults } of testResults) {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((result) => result.status === 'failed');
    for (const { fullName, failureMessages } of failed)
      addFailure(tally, `${file}: ${fullName}`, failureMessages?.join('\n'));
    if (status === 'failed' && failed.length === 0) addFailure(tally, file, message);
  }
  if (!good && tally.failed === before) addFailure(tally, `${groupName}: outside of its tests`);
}

function addFailure(tally: Tally, name: string, message = ''): void {
  tally.failed += 1;
  const lines = message.split('\n').filter((line) => line !== '' && !/^\s+at /.test(line));
  tally.failures.push([`✗ ${name}`, ...lines.slice(0, FAILURE_LINES)].join('\n    '));
}

/** Runs a command of node_modules in a process group of its own, which {@link stop} ends as a whole. */
function runTool([name = '', ...args]: readonly string[]): Promise<boolean> {
  const child = spawn(join(ROOT, 'node_modules/.bin', name), args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  running.add(child);
  const timer = setTimeout(() => {
    console.error(`${name} has not ended after ${HANG_MS / 60_000} minutes and is ended now`);
    killRunning('SIGKILL');
  }, HANG_MS);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(code === 0);
    });
  });
}

function stop(signal: NodeJS.Signals): void {
  interrupted = signal;
  killRunning('SIGTERM');
  setTimeout(() => killRunning('SIGKILL'), GRACE_MS).unref();
}

function killRunning(signal: NodeJS.Signals): void {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

function headline(text: string): void {
  console.log(`\n── ${text}`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('exit', () => killRunning('SIGKILL'));
try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}
