/** What the README shows of a lab is what `labs:new` makes, in both of its halves. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRELUDE } from '../../../src/labs/check/prelude.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const TEMPLATE = join(ROOT, 'src/labs/authoring/template');

const [english = '', korean = ''] = readFileSync(join(ROOT, 'README.md'), 'utf8').split(
  '\n# 한국어\n',
);
const halves = [
  ['English', sectionOf(english, 'Write a lab')],
  ['Korean', sectionOf(korean, '실습 만들기')],
] as const;

function sectionOf(text: string, title: string): string {
  return text.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? '';
}

/** Properties that a schema describes, those of its parts too. */
function fieldsOf(schema: string): string[] {
  const text = readFileSync(join(TEMPLATE, '..', schema), 'utf8');
  const found: string[] = [];
  JSON.parse(text, (key, value: unknown) => {
    if (key === 'properties') found.push(...Object.keys(value as object));
    return value;
  });
  return found;
}

describe.each(halves)('the %s half of the README', (_language, section) => {
  it('shows files of the template as they are', () => {
    const shown = [...section.matchAll(/^\*\*`([\w./-]+)`\*\*\n\n```\w*\n([\s\S]*?)^```$/gm)];
    expect(shown).toHaveLength(3);
    for (const [, path = '', text] of shown) {
      expect(text).toBe(readFileSync(join(TEMPLATE, path), 'utf8'));
    }
  });

  it('names every field of lab.yaml and tasks.yaml', () => {
    const fields = [...fieldsOf('lab.schema.json'), ...fieldsOf('tasks.schema.json')];
    expect(fields.length).toBeGreaterThan(15);
    expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(section))).toEqual([]);
  });

  it('names every function that checks may use', () => {
    const functions = [...PRELUDE.matchAll(/^([a-z]\w*)\(\)/gm)].map(([, name]) => name);
    expect(functions).toContain('fail');
    expect(
      functions.filter(
        (name) => !section.includes(`\`${name} `) && !section.includes(`\`${name}\``),
      ),
    ).toEqual([]);
  });
});
