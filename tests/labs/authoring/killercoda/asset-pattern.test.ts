import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../../src/labs/authoring/killercoda/asset-pattern.ts';

const PATHS = ['a.json', 'b.txt', 'app1/a.json', 'app1/deep/b.json', 'app2/c.yaml'];
const found = (pattern: string) => PATHS.filter((path) => matchesPattern(path, pattern));

describe('a pattern of assets', () => {
  it('stays in one folder with *, and goes into all with **', () => {
    expect(found('*')).toEqual(['a.json', 'b.txt']);
    expect(found('**')).toEqual(PATHS);
    expect(found('**/*.json')).toEqual(['a.json', 'app1/a.json', 'app1/deep/b.json']);
    expect(found('app1/**/*.json')).toEqual(['app1/a.json', 'app1/deep/b.json']);
    expect(found('app*/*.*')).toEqual(['app1/a.json', 'app2/c.yaml']);
    expect(found('app?/c.yaml')).toEqual(['app2/c.yaml']);
  });

  it('has no other signs: dots and brackets are themselves', () => {
    expect(found('a?json')).toEqual(['a.json']);
    expect(found('[ab].json')).toEqual([]);
    expect(matchesPattern('axjson', 'a.json')).toBe(false);
  });

  it('does not take longer the more signs it has', () => {
    const path = `${'a/'.repeat(60)}b`;
    expect(matchesPattern(path, `${'**/'.repeat(60)}c`)).toBe(false);
    expect(matchesPattern('a'.repeat(200), `${'*a'.repeat(90)}b`)).toBe(false);
  });
});
