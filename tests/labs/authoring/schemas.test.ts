/** What editors complete and underline (the schemas) and what the parser reads are one and the same format. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readLabFolder } from '../../../src/labs/authoring/read-lab-folder.ts';
import { findLab, labNames } from '../lab-folders.ts';
import { edit, type Files, LAB, problemsAfter, TASKS } from '../parse/mistakes.ts';
import { sampleFiles } from '../sample-lab.ts';

const AUTHORING = new URL('../../../src/labs/authoring/', import.meta.url);

/** By the name of the file that they describe. Strict: a misspelt word of a schema is an error, not a rule that never holds. */
const schemas = Object.fromEntries(
  ['lab', 'tasks'].map((name) => {
    const text = readFileSync(new URL(`${name}.schema.json`, AUTHORING), 'utf8');
    return [`${name}.yaml`, new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(text))];
  }),
);

/** What the schema says against a YAML file of a lab; empty when nothing. */
function complaints(path: string, text: string): string {
  const validate = schemas[path.split('/').at(-1) ?? ''];
  if (validate === undefined) throw new Error(`${path} has no schema`);
  if (validate(parse(text, { schema: 'core' }))) return '';
  return JSON.stringify(validate.errors);
}

const yamlFiles = (files: ReadonlyMap<string, string>) =>
  [...files].filter(([path]) => path.endsWith('.yaml'));

describe('the schemas', () => {
  const found = new Map<string, string>();
  beforeAll(async () => {
    for (const name of await labNames()) {
      const { files } = await readLabFolder(await findLab(name));
      for (const [path, text] of yamlFiles(files)) found.set(`${name}/${path}`, text);
    }
  });

  it('find nothing wrong in any lab of the curriculum', () => {
    expect(found.size).toBeGreaterThan(30);
    const wrong = [...found].flatMap(([path, text]) => complaints(path, text) || []);
    expect(wrong).toEqual([]);
  });

  it('find nothing wrong in the sample and in the template', async () => {
    const template = await readLabFolder(new URL('template', AUTHORING).pathname);
    const all = [...yamlFiles(sampleFiles()), ...yamlFiles(template.files)];
    expect(all.map(([path, text]) => complaints(path, text)).join('')).toBe('');
  });

  it('find nothing wrong in what may be left out and in all that may be written', async () => {
    const rare: readonly ((files: Files) => void)[] = [
      edit(LAB, 'covers: [S5]\n', ''),
      edit(LAB, '[kestrel, heron]', '[8080, 9090, v1.0/a:b@c-d_e]'),
      edit(LAB, 'min: 20000', 'min: 0'),
      edit(LAB, 'profile: base', 'profile: engine'),
      edit(TASKS, '    messages: {}\n', ''),
      edit(TASKS, 'points: 2', 'points: 0'),
      edit(TASKS, 'tasks:', 'secondMachine: true\ntasks:'),
      edit(TASKS, 'tasks:', 'secondMachine: production\ntasks:'),
      edit(TASKS, 'mode: edge', 'mode: edge\n    machine: first'),
    ];
    for (const change of rare) {
      expect(await problemsAfter(change)).toEqual([]);
      expect(complaintsAfter(change)).toBe('');
    }
  });
});

/** What the schemas say against the sample after a change. */
function complaintsAfter(change: (files: Files) => void): string {
  const files = sampleFiles();
  change(files);
  return yamlFiles(files)
    .map(([path, text]) => complaints(path, text))
    .join('');
}

const mistakes: readonly (readonly [string, (files: Files) => void])[] = [
  ['an unknown field', edit(LAB, 'minutes: 10', 'minutes: 10\nauthor: me')],
  ['a missing field', edit(LAB, 'minutes: 10\n', '')],
  ['a field without value', edit(LAB, 'minutes: 10', 'minutes:')],
  ['half a minute', edit(LAB, 'minutes: 10', 'minutes: 0.5')],
  ['too many minutes', edit(LAB, 'minutes: 10', 'minutes: 601')],
  ['a version that is text', edit(LAB, 'version: 2', 'version: "2"')],
  ['version 0', edit(LAB, 'version: 2', 'version: 0')],
  ['an unknown profile', edit(LAB, 'profile: base', 'profile: docker')],
  ['a missing language', edit(LAB, '{ko: 예제, en: Sample}', '{ko: 예제}')],
  ['a language too many', edit(LAB, 'en: Sample}', 'en: Sample, de: Probe}')],
  ['a title in no language', edit(LAB, '{ko: 예제, en: Sample}', 'Sample')],
  ['a title that is a number', edit(LAB, 'en: Sample}', 'en: 12}')],
  ['a title of blanks', edit(LAB, 'en: Sample}', 'en: "  "}')],
  ['a title too long', edit(LAB, 'en: Sample}', `en: ${'x'.repeat(2_001)}}`)],
  ['a statement that is none', edit(LAB, '[S5]', '[five]')],
  ['statements that are no list', edit(LAB, '[S5]', 'S5')],
  ['values that are no list', edit(LAB, 'values:\n', 'values: {}\nmore:\n')],
  ['a value of one word', edit(LAB, '[kestrel, heron]', '[kestrel]')],
  ['a value of the same word twice', edit(LAB, '[kestrel, heron]', '[kestrel, heron, heron]')],
  ['a value that a shell would read', edit(LAB, 'heron', '"$(id)"')],
  ['a value below zero', edit(LAB, '[kestrel, heron]', '[-1, 1]')],
  ['a value without name', edit(LAB, 'name: port, ', '')],
  ['a value with a bad name', edit(LAB, 'name: host', 'name: PATH')],
  ['a value named as a word of templates', edit(LAB, 'name: port', 'name: end')],
  ['a value named as those of the second machine', edit(LAB, 'name: port', 'name: vm_port')],
  ['a range without end', edit(LAB, ', max: 20009', '')],
  ['a range below zero', edit(LAB, 'min: 20000', 'min: -1')],
  ['words and a range', edit(LAB, 'heron]', 'heron], min: 1')],
  ['an unknown field of tasks.yaml', edit(TASKS, 'tasks:', 'title: x\ntasks:')],
  ['a second machine of words', edit(TASKS, 'tasks:', 'secondMachine: "true"\ntasks:')],
  ['a second machine that there is not', edit(TASKS, 'tasks:', 'secondMachine: vm\ntasks:')],
  ['a machine that there is not', edit(TASKS, 'mode: edge', 'machine: third')],
  ['tasks that are no list', edit(TASKS, 'tasks:\n', 'tasks: {}\nmore:\n')],
  ['a task without id', edit(TASKS, 'id: looked\n    ', '')],
  ['an id that is none', edit(TASKS, 'id: looked', 'id: Looked_1')],
  ['an id too long', edit(TASKS, 'id: looked', `id: ${'x'.repeat(41)}`)],
  ['an unknown field of a task', edit(TASKS, 'mode: edge', 'kind: edge')],
  ['an unknown mode', edit(TASKS, 'mode: edge', 'mode: once')],
  ['points below zero', edit(TASKS, 'points: 2', 'points: -1')],
  ['a timeout too long', edit(TASKS, 'timeoutMs: 1000', 'timeoutMs: 100000')],
  ['a timeout too short', edit(TASKS, 'timeoutMs: 1000', 'timeoutMs: 1')],
  ['hints that are no list', edit(TASKS, 'messages: {}', 'hints: use it')],
  ['a hint in one language', edit(TASKS, ', en: Use unshare}', '}')],
  ['messages as a list', edit(TASKS, 'messages: {}', 'messages: []')],
  ['a key of a message that is none', edit(TASKS, 'outside:', '"out side":')],
  ['a message in one language', edit(TASKS, 'met: {ko', 'met: {kr')],
];

describe('a mistake in lab.yaml or tasks.yaml', () => {
  it.each(mistakes)('is seen by the editor and by the parser: %s', async (_what, change) => {
    expect(complaintsAfter(change)).not.toBe('');
    expect((await problemsAfter(change)).join('\n')).toMatch(/\.yaml: /);
  });
});
