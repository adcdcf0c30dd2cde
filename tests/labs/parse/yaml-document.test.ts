import { describe, expect, it } from 'vitest';
import { LabProblems, Place } from '../../../src/labs/parse/lab-problems.ts';
import { readYaml } from '../../../src/labs/parse/yaml-document.ts';

function read(text: string) {
  const problems = new LabProblems();
  return { map: readYaml(text, new Place(problems, 'lab.yaml')), problems: problems.all };
}

describe('a YAML file', () => {
  it('becomes maps, in which every key is just a key', () => {
    const { map, problems } = read('__proto__: {polluted: true}\nconstructor: 1\n');
    expect(problems).toEqual([]);
    expect([...(map?.keys() ?? [])]).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['a syntax error', 'a: 1\nb: [1,\n', /line 3|line 2/, /not valid YAML/],
    ['the same key twice', 'a: 1\na: 2\n', /line 2/, /not valid YAML: .*unique/],
    ['an unknown tag', 'a: !!js/function "x"\n', /line 1/, /not valid YAML/],
    ['a list', '- a\n', /^$/, /must hold fields/],
    ['nothing', '', /^$/, /must hold fields/],
  ])('of %s is refused with its line', (_what, text, field, message) => {
    const { problems } = read(text);
    expect(problems[0]?.field).toMatch(field);
    expect(problems[0]?.message).toMatch(message);
  });

  it('has no aliases, which could grow without end', () => {
    const bomb = `a: &a [x, x, x, x]\n${'bcdefghij'
      .split('')
      .map((key, index) => `${key}: &${key} [${`*${'abcdefghi'[index]}, `.repeat(9)}x]`)
      .join('\n')}\n`;
    const { map, problems } = read(bomb);
    expect(map).toBeUndefined();
    expect(problems[0]?.message).toMatch(/uses the alias \*a; write the value out/);
  });

  it('nested beyond reason is refused, not a crash', () => {
    const { map, problems } = read(`a: ${'['.repeat(30_000)}`);
    expect(map).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });
});
