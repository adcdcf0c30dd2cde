import { Fields, readText } from '../../parse/fields.ts';
import { type LabProblems, Place } from '../../parse/lab-problems.ts';
import type { ImportReport } from './import-report.ts';
import type { ScenarioPage } from './scenario.ts';

/** The name of the file that says what a scenario is. */
export const INDEX_FILE = 'index.json';

/** A file that `index.json` names, and where it does. */
export interface NamedFile {
  readonly path: string;
  readonly place: Place;
}

/** A page as `index.json` has it. */
export interface IndexPage {
  readonly kind: ScenarioPage['kind'];
  readonly title: string;
  readonly text: NamedFile;
  readonly verify?: NamedFile;
  readonly background?: NamedFile;
  readonly foreground?: NamedFile;
  readonly hint?: NamedFile;
  readonly answer?: NamedFile;
}

/** Files to be put into the machine: a pattern below `assets`, and where they go. */
export interface IndexAsset {
  readonly pattern: NamedFile;
  readonly target: string;
  readonly chmod: string;
}

/** What `index.json` says. */
export interface ScenarioIndex {
  readonly title: string;
  readonly description: string;
  readonly time: string;
  readonly credits: string;
  readonly imageId: string;
  readonly pages: readonly IndexPage[];
  readonly assets: readonly IndexAsset[];
}

/** More steps than two digits can count do not fit into a lab; introduction and end take two. */
const MAX_STEPS = 97;
const MAX_PATH_CHARACTERS = 200;
/** The machine of a scenario with one machine, by the names that it can have. */
const FIRST_HOST = /^(?:host01|client|controlplane)$/;
const CHMOD = /^(?:[0-7]{3,4}|[ugoa]*[-+=][rwxXst]*(?:,[ugoa]*[-+=][rwxXst]*)*)$/;
const TARGET = /^(?:~|\/|[\w.-])[\w./~+@-]*$/;
/** Reads `index.json`; what is wrong is noted in `problems`, what has no place in a lab in `report`. */
export function readScenarioIndex(
  text: string,
  problems: LabProblems,
  report: ImportReport,
): ScenarioIndex | undefined {
  const top = Fields.of(parseJson(text, problems), new Place(problems, INDEX_FILE));
  if (top === undefined) return undefined;
  return new IndexReader(report).read(top);
}

/** Objects become maps, so that no name in the file means anything to JavaScript. */
function parseJson(text: string, problems: LabProblems): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? new Map(Object.entries(value))
        : value,
    );
  } catch (error) {
    problems.add(
      INDEX_FILE,
      '',
      `is not valid JSON: ${error instanceof Error ? error.message : error}`,
    );
    return new Map();
  }
}

class IndexReader {
  readonly #report: ImportReport;
  #credits = '';

  constructor(report: ImportReport) {
    this.#report = report;
  }

  read(top: Fields): ScenarioIndex {
    const details = inner(top, 'details');
    const pages = details === undefined ? [] : this.#pages(details);
    const assets = details?.has('assets') ? this.#assets(inner(details, 'assets')) : [];
    if (details !== undefined && pages.length === 0) {
      details.place.report('has no intro, steps or finish; there is nothing to convert');
    }
    const backend = top.has('backend') ? inner(top, 'backend') : undefined;
    const index: ScenarioIndex = {
      title: top.text('title'),
      description: optional(top, 'description'),
      time: optional(top, 'time'),
      imageId: backend === undefined ? '' : optional(backend, 'imageid'),
      pages,
      assets,
      credits: this.#credits,
    };
    for (const fields of [top, details, backend]) this.#noteStrangers(fields);
    return index;
  }

  #pages(details: Fields): IndexPage[] {
    const intro = details.has('intro') ? inner(details, 'intro') : undefined;
    const finish = details.has('finish') ? inner(details, 'finish') : undefined;
    const steps = details.list('steps', (value, place) => {
      const fields = Fields.of(value, place);
      return fields === undefined ? undefined : this.#page('step', fields);
    });
    if (steps.length > MAX_STEPS) {
      details.place.member('steps').report(`are more than ${MAX_STEPS}; divide the scenario`);
    }
    return [
      ...(intro === undefined ? [] : [this.#page('intro', intro)]),
      ...steps,
      ...(finish === undefined ? [] : [this.#page('finish', finish)]),
    ];
  }

  #page(kind: IndexPage['kind'], fields: Fields): IndexPage {
    if (fields.has('credits')) this.#credits = optional(fields, 'credits');
    const file = (key: string, ...names: string[]) => {
      const name = names.find((one) => fields.has(one) && optional(fields, one) !== '');
      return name === undefined ? {} : { [key]: namedFile(fields, name) };
    };
    const page: IndexPage = {
      kind,
      title: optional(fields, 'title'),
      text: namedFile(fields, 'text'),
      ...file('verify', 'verify'),
      ...file('background', 'background', 'courseData'),
      ...file('foreground', 'foreground', 'code'),
      ...file('hint', 'hint'),
      ...file('answer', 'answer'),
    };
    this.#noteStrangers(fields);
    return page;
  }

  #noteStrangers(fields: Fields | undefined): void {
    const names = fields?.strangers().flatMap((name) => namesBelow(fields, name)) ?? [];
    if (names.length === 0) return;
    this.#report.note('lost', INDEX_FILE, `no place in a lab: ${names.join(', ')}`);
  }

  #assets(hosts: Fields | undefined): IndexAsset[] {
    if (hosts === undefined) return [];
    return hosts.strangers().flatMap((host) => {
      if (FIRST_HOST.test(host)) return hosts.list(host, readAsset);
      const what = `details.assets.${host}: there is one machine; its files were left out`;
      this.#report.note('lost', INDEX_FILE, what);
      return [];
    });
  }
}

/** The names of the fields of a field, or its own when it has none. */
function namesBelow(fields: Fields, name: string): readonly string[] {
  const place = fields.place.member(name);
  const value = fields.any(name);
  if (!(value instanceof Map) || value.size === 0) return [place.field];
  return [...value.keys()].map((key) => place.member(String(key)).field);
}

function inner(fields: Fields, name: string): Fields | undefined {
  const value = fields.any(name);
  return value === undefined ? undefined : Fields.of(value, fields.place.member(name));
}

/** A text that may be absent or empty. Numbers are texts as well: some authors write the time so. */
function optional(fields: Fields, name: string): string {
  const value = fields.has(name) ? fields.any(name) : undefined;
  if (value === undefined || value === '') return '';
  return (
    readText(typeof value === 'number' ? String(value) : value, fields.place.member(name)) ?? ''
  );
}

/** The name of a file in the scenario's folder; one that leads out of it is noted. */
function namedFile(fields: Fields, name: string): NamedFile {
  const place = fields.place.member(name);
  return { path: safePath(fields.text(name), place), place };
}

function safePath(path: string, place: Place): string {
  const parts = path.split('/').filter((part) => part !== '.' && part !== '');
  if (path.length > MAX_PATH_CHARACTERS) {
    place.report(`is a path of more than ${MAX_PATH_CHARACTERS} characters`);
  } else if (path.startsWith('/') || parts.includes('..') || /[\\\0]/.test(path)) {
    place.report(`"${path}" leads out of the scenario's folder; only files within it are read`);
  }
  return parts.join('/');
}

function readAsset(value: unknown, place: Place): IndexAsset | undefined {
  const fields = Fields.of(value, place);
  if (fields === undefined) return undefined;
  const pattern = namedFile(fields, 'file');
  const target = fields.text('target');
  if (target !== '' && (!TARGET.test(target) || target.split('/').includes('..'))) {
    place.member('target').report(`"${target}" is no folder of the machine; write a plain path`);
  }
  const chmod = optional(fields, 'chmod');
  if (chmod !== '' && !CHMOD.test(chmod)) {
    place.member('chmod').report(`"${chmod}" is no mode; write one such as +x or 644`);
  }
  return { pattern, target, chmod };
}
