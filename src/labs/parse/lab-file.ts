import type { LabProfile, LocalText, ValueSpec } from '../lab.ts';
import { TEMPLATE_WORDS } from '../placeholders.ts';
import { Fields, readText } from './fields.ts';
import type { Place } from './lab-problems.ts';
import { readYaml } from './yaml-document.ts';

const MAX_VERSION = 10_000;
const MAX_MINUTES = 600;
/** Values become variables of scripts; what begins with `vm_` comes from the second machine. */
const VALUE_NAME = /^(?!vm_)[a-z][a-z0-9_]{0,30}$/;
/** Values are put into command lines as they are, so nothing in them may mean anything to a shell. */
const VALUE_WORD = /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,63}$/;
const STATEMENT = /^S[1-9]\d?$/;

/** What `lab.yaml` says. */
export interface LabFile {
  readonly version: number;
  readonly profile: LabProfile;
  readonly minutes: number;
  readonly title: LocalText;
  readonly summary: LocalText;
  readonly covers: readonly string[];
  readonly values: readonly ValueSpec[];
}

/** Reads `lab.yaml`; what is wrong is noted at `place`. Undefined when it is no YAML at all. */
export function readLabFile(text: string, place: Place): LabFile | undefined {
  const map = readYaml(text, place);
  if (map === undefined) return undefined;
  const fields = new Fields(map, place);
  const lab: LabFile = {
    version: fields.integer('version', 1, MAX_VERSION),
    profile: fields.choice<LabProfile>('profile', ['base', 'engine']),
    minutes: fields.integer('minutes', 1, MAX_MINUTES),
    title: fields.localText('title'),
    summary: fields.localText('summary'),
    covers: fields.list('covers', readStatement),
    values: fields.list('values', readValue),
  };
  fields.end();
  noteTwins(lab.values, place.member('values'));
  return lab;
}

function readStatement(value: unknown, place: Place): string | undefined {
  if (typeof value === 'string' && STATEMENT.test(value)) return value;
  place.report('must be the id of a statement, such as S5');
  return undefined;
}

function readValue(value: unknown, place: Place): ValueSpec | undefined {
  const fields = Fields.of(value, place);
  if (fields === undefined) return undefined;
  const name = fields.text('name');
  if (name !== '' && !VALUE_NAME.test(name)) {
    const rule = 'begin with a lower-case letter, go on with letters, digits and _, not with vm_';
    place.member('name').report(`"${name}" cannot be a variable of a script; ${rule}`);
  }
  if (TEMPLATE_WORDS.includes(name)) {
    place.member('name').report(`"${name}" is a word of templates; choose another name`);
  }
  const spec = fields.has('oneOf') ? { name, oneOf: readWords(fields) } : readRange(name, fields);
  fields.end();
  return spec;
}

function readWords(fields: Fields): readonly string[] {
  const words = fields.list('oneOf', (word, place) => {
    const text = readText(typeof word === 'number' ? String(word) : word, place);
    if (text === undefined || VALUE_WORD.test(text)) return text;
    place.report(`"${text}" is no plain word; use letters, digits and . _ : / @ -`);
    return undefined;
  });
  if (words.length < 2 || new Set(words).size < words.length) {
    fields.place.member('oneOf').report('must be two different words or more to draw from');
  }
  return words;
}

function readRange(name: string, fields: Fields): ValueSpec {
  const min = fields.integer('min', 0, Number.MAX_SAFE_INTEGER);
  const max = fields.integer('max', 0, Number.MAX_SAFE_INTEGER);
  if (fields.has('min') && fields.has('max') && min >= max) {
    fields.place.member('max').report('must be greater than min');
  }
  return { name, min, max };
}

function noteTwins(values: readonly ValueSpec[], place: Place): void {
  const seen = new Set<string>();
  values.forEach(({ name }, index) => {
    if (seen.has(name)) place.entry(index).member('name').report(`"${name}" is there twice`);
    seen.add(name);
  });
}
