import { basename, resolve } from 'node:path';

import { parseLab } from '../../parse/parse-lab.ts';
import { convertScenario, toId } from './convert-scenario.ts';
import { ImportReport } from './import-report.ts';
import type { SourceLanguage } from './own-words.ts';
import { readScenario } from './read-scenario.ts';
import { freeLabName, LabPlaceError, writeLab } from './write-lab.ts';

/** What to import, and where to. */
export interface ImportOptions {
  /** The scenario's folder. */
  readonly scenario: string;
  /** The folder of the labs; made when it is not there. */
  readonly out: string;
  /** Absent: made from the name of the scenario's folder. */
  readonly id?: string;
  /** Absent: guessed. */
  readonly language?: SourceLanguage;
}

/** What became of it. */
export interface Imported {
  /** The lab's folder. */
  readonly folder: string;
  readonly steps: number;
  readonly tasks: number;
  readonly report: ImportReport;
}

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_ID_CHARACTERS = 40;

/**
 * Converts a Killercoda scenario into a lab's folder, which appears only when it is whole.
 * @throws ScenarioFormatError when the scenario is not in order, LabPlaceError when the lab has no place, LabFormatError when
 * the outcome is no lab, which is a mistake of the conversion
 */
export async function importScenario(options: ImportOptions): Promise<Imported> {
  const { scenario, out, language } = options;
  const id = options.id ?? toId(basename(resolve(scenario)));
  if (!ID.test(id) || id.length > MAX_ID_CHARACTERS) {
    const rule = `lower-case letters, digits and single dashes, at most ${MAX_ID_CHARACTERS}`;
    throw new LabPlaceError(`"${id}" is no id for a lab; give one with --id: ${rule}`);
  }
  const name = await freeLabName(out, id);
  const report = new ImportReport();
  const read = await readScenario(scenario, report);
  const files = convertScenario(
    read,
    { id, ...(language === undefined ? {} : { language }) },
    report,
  );
  const lab = await parseLab(name, files);
  const folder = await writeLab(out, name, files);
  const tasks = lab.steps.reduce((sum, step) => sum + step.tasks.length, 0);
  return { folder, steps: lab.steps.length, tasks, report };
}

/** What to tell of an import, or of one that failed, in a terminal. */
export function importText({ folder, steps, tasks, report }: Imported): string {
  return `${report.toText()}\n${folder}: ${steps} steps, ${tasks} tasks`.trimStart();
}
