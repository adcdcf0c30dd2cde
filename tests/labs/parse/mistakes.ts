/** The sample lab with a mistake made in it. */
import { LabFormatError } from '../../../src/labs/parse/lab-problems.ts';
import { parseLabSources } from '../../../src/labs/parse/parse-lab.ts';
import { SAMPLE_FOLDER, sampleFiles } from '../sample-lab.ts';

export type Files = Map<string, string>;

/** The problems of the sample after a change, each as `file: field: message`. */
export async function problemsAfter(change: (files: Files) => void, folder = SAMPLE_FOLDER) {
  const files = sampleFiles();
  change(files);
  try {
    await parseLabSources(folder, files);
  } catch (error) {
    if (!(error instanceof LabFormatError)) throw error;
    return error.problems.map(({ file, field, message }) => `${file}: ${field}: ${message}`);
  }
  return [];
}

/** Changes the text of a file; the text to be replaced must be there. */
export function edit(path: string, from: string, to: string): (files: Files) => void {
  return (files) => {
    const text = files.get(path) ?? '';
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    files.set(
      path,
      text.replace(from, () => to),
    );
  };
}

export const LAB = 'lab.yaml';
export const TASKS = '01-name/tasks.yaml';
export const CHECK = '01-name/check.own-name.sh';
export const SOLVE = '01-name/solve.sh';
export const KO = '01-name/text.ko.md';
export const EN = '01-name/text.en.md';
