import type { Lab, LabSummary, TitlesOfLab } from '../lab.ts';
import type { Block, Inline } from '../step-text.ts';
import { ID } from './fields.ts';
import { type LabFile, readLabFile } from './lab-file.ts';
import { LabProblems, Place } from './lab-problems.ts';
import { noteUnknownValues, noteValuesInScript } from './references.ts';
import { readStep, SETUP, type StepContext, type StepSource } from './step-folder.ts';

/** A lab with what only its proofs need: solutions and wrong attempts, step by step. */
export interface LabSource {
  readonly lab: Lab;
  readonly steps: readonly StepSource[];
}

/** The file that says what a lab is, beside the folders of its steps. */
export const LAB_FILE = 'lab.yaml';
/** A folder of a lab or a step: its place in the order, and its id. */
const FOLDER = /^(?<number>\d{2})-(?<id>.+)$/;
/** Characters; the longest text of a lesson has a few thousand. */
const MAX_FILE_LENGTH = 64 * 1024;
const MAX_FILES = 500;
/** Attempts that show that a check can say no. */
const MIN_ATTEMPTS = 2;

/**
 * Reads a lab from its folder's name, such as `03-namespaces`, and its files by their paths in the folder.
 * @throws LabFormatError with everything that is wrong
 */
export async function parseLab(
  folderName: string,
  files: ReadonlyMap<string, string>,
): Promise<Lab> {
  const problems = new LabProblems();
  const { lab } = await readSources(folderName, files, problems);
  problems.throwIfAny(folderName);
  return lab;
}

/**
 * The same with solutions and wrong attempts, of which every task must have some.
 * @throws LabFormatError with everything that is wrong
 */
export async function parseLabSources(
  folderName: string,
  files: ReadonlyMap<string, string>,
): Promise<LabSource> {
  const problems = new LabProblems();
  const source = await readSources(folderName, files, problems);
  for (const { step, folder, attempts } of source.steps) {
    for (const { id } of step.tasks) {
      if (attempts.filter(({ task }) => task === id).length >= MIN_ATTEMPTS) continue;
      const advice = `add wrong.${id}.NAME.sh until there are ${MIN_ATTEMPTS}`;
      problems.add(folder, '', `the task "${id}" has too few wrong attempts; ${advice}`);
    }
  }
  problems.throwIfAny(folderName);
  return source;
}

/** What the catalogue shows of a lab. */
export function summaryOf({ steps, covers: _covers, values: _values, ...lab }: Lab): LabSummary {
  return {
    ...lab,
    steps: steps.map(({ id, points, fingerprint }) => ({ id, points, fingerprint })),
  };
}

/** Titles of a lab's steps, as pairs for a map. */
export function titlesOf({ id, steps }: Lab): TitlesOfLab {
  return [id, steps.map(({ id, title }) => [id, title])];
}

async function readSources(
  folderName: string,
  files: ReadonlyMap<string, string>,
  problems: LabProblems,
): Promise<LabSource> {
  const { number, id } = readFolderName(folderName, new Place(problems, folderName));
  const file = readTop(folderName, files, problems);
  const values = new Set(file?.values.map(({ name }) => name));
  const steps: StepSource[] = [];
  for (const context of stepContexts(files, values, problems)) steps.push(await readStep(context));
  if (steps.length === 0) {
    problems.add(folderName, '', 'has no steps; add a folder such as 01-first');
  }
  noteTwins(steps, problems);
  noteCommonSetup(files.get(SETUP), values, steps, new Place(problems, SETUP));
  noteDeadLinks(id, steps, problems);
  const lab = { ...(file ?? EMPTY), id, number, steps: steps.map(({ step }) => step) };
  return { lab, steps };
}

/** Stands for a `lab.yaml` that could not be read, while the rest of the folder is. */
const EMPTY: LabFile = {
  version: 1,
  profile: 'base',
  minutes: 1,
  title: { ko: '', en: '' },
  summary: { ko: '', en: '' },
  covers: [],
  values: [],
};

function readFolderName(name: string, place: Place): { number: number; id: string } {
  const { number = '', id = '' } = FOLDER.exec(name)?.groups ?? {};
  if (number === '' || number === '00' || !ID.test(id)) {
    place.report('must be named NN-id: two digits from 01, and lower-case letters, digits, dashes');
  }
  return { number: Number(number), id };
}

function readTop(
  folderName: string,
  files: ReadonlyMap<string, string>,
  problems: LabProblems,
): LabFile | undefined {
  if (files.size > MAX_FILES) problems.add(folderName, '', `has more than ${MAX_FILES} files`);
  const place = new Place(problems, LAB_FILE);
  const text = files.get(LAB_FILE);
  if (text === undefined) {
    place.report('is missing; it says what the lab is');
    return undefined;
  }
  const file = readLabFile(text, place);
  noteUnknownValues(text, new Set(file?.values.map(({ name }) => name)), place);
  return file;
}

function stepContexts(
  files: ReadonlyMap<string, string>,
  values: ReadonlySet<string>,
  problems: LabProblems,
): readonly StepContext[] {
  const folders = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    if (path === LAB_FILE) continue;
    const [folder = '', name, ...deeper] = path.split('/');
    if (text.length > MAX_FILE_LENGTH) {
      problems.add(path, '', `is longer than ${MAX_FILE_LENGTH} characters; divide the step`);
    } else if (name !== undefined && deeper.length === 0) {
      folders.set(folder, (folders.get(folder) ?? new Map()).set(name, text));
    } else if (path !== SETUP) {
      const known = `${LAB_FILE}, ${SETUP} and folders of steps`;
      problems.add(path, '', `is no file of a lab; there are ${known}`);
    }
  }
  return [...folders.keys()].sort().map((folder) => ({
    id: readFolderName(folder, new Place(problems, folder)).id,
    folder,
    files: folders.get(folder) ?? new Map(),
    commonSetup: files.get(SETUP),
    values,
    problems,
  }));
}

/** What stands beside the steps belongs to some of them, and is said to be wrong once. */
function noteCommonSetup(
  text: string | undefined,
  values: ReadonlySet<string>,
  steps: readonly StepSource[],
  place: Place,
): void {
  if (text === undefined) return;
  noteValuesInScript(text, values, place);
  if (steps.some(({ setupFile }) => setupFile === SETUP)) return;
  place.report('is used by no step, since each has one of its own; remove it');
}

/** Two steps cannot have one address, nor one place in the order. */
function noteTwins(steps: readonly StepSource[], problems: LabProblems): void {
  const seen = new Map<string, string>();
  for (const { step, folder } of steps) {
    for (const key of [step.id, folder.slice(0, 2)]) {
      const twin = seen.get(key);
      if (twin !== undefined) problems.add(folder, '', `shares "${key}" with ${twin}; rename one`);
      seen.set(key, folder);
    }
  }
}

/** Links to a step of this lab that does not exist. Those to other labs cannot be judged from here. */
function noteDeadLinks(labId: string, steps: readonly StepSource[], problems: LabProblems): void {
  const ids = new Set(steps.map(({ step }) => `#${labId}/${step.id}`));
  for (const { step, folder } of steps) {
    for (const href of linksOf(step.text.en).concat(linksOf(step.text.ko))) {
      if (!href.startsWith(`#${labId}/`) || ids.has(href)) continue;
      problems.add(folder, '', `links to ${href}, but the lab has no such step`);
    }
  }
}

/** All addresses in a tree of blocks, wherever they stand. */
function linksOf(tree: readonly (Block | Inline)[]): string[] {
  const found: string[] = [];
  JSON.stringify(tree, (key: string, value: unknown) => {
    if (key === 'href' && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}
