import { describe, expect, it } from 'vitest';
import type { ValueSpec } from '../../../src/labs/lab.ts';
import { fillSeen, fillValues, seenNames, valueNames } from '../../../src/labs/placeholders.ts';
import { drawValues, newSeed } from '../../../src/labs/session/values.ts';

const SPECS: readonly ValueSpec[] = [
  { name: 'host', oneOf: ['kestrel', 'heron', 'plover'] },
  { name: 'port', min: 20_000, max: 20_009 },
];

describe('drawn values', () => {
  it('are the same for the same learner', () => {
    expect(drawValues(SPECS, 'abc')).toEqual(drawValues(SPECS, 'abc'));
  });

  it('differ from learner to learner, within their bounds, each about as often', () => {
    const drawn = Array.from({ length: 3_000 }, () => drawValues(SPECS, newSeed()));
    for (const [name, possible] of [
      ['host', 3],
      ['port', 10],
    ] as const) {
      const counts = new Map<string, number>();
      for (const values of drawn) {
        counts.set(values[name] ?? '', (counts.get(values[name] ?? '') ?? 0) + 1);
      }
      expect(counts.size).toBe(possible);
      expect(Math.min(...counts.values())).toBeGreaterThan((3_000 / possible) * 0.7);
    }
    const ports = drawn.map(({ port }) => Number(port));
    expect([Math.min(...ports), Math.max(...ports)]).toEqual([20_000, 20_009]);
  });

  it('do not depend on each other', () => {
    const seed = newSeed();
    const more = [{ name: 'first', oneOf: ['a', 'b'] }, ...SPECS].reverse();
    expect(drawValues(more, seed)).toMatchObject(drawValues(SPECS, seed));
  });
});

describe('texts', () => {
  it('are filled with values, and nothing else is touched', () => {
    const text = `hostname {{host}} {{ host }} {{.Host}} {{range .X}}{{end}} \${host} {host}`;
    expect(fillValues(text, { host: 'heron' })).toBe(text.replace('{{host}}', 'heron'));
    expect(valueNames(text)).toEqual(['host']);
  });

  it('are filled with what was seen, as it is', () => {
    const seen = { name: '{pid} $& {{host}}' };
    expect(fillSeen(`{name}, {pid}, \${name}, {{name}}`, seen)).toBe(
      `{pid} $& {{host}}, ?, \${name}, {{name}}`,
    );
    expect(seenNames(`{name} {{host}} \${x} {a,b} {}`)).toEqual(['name']);
  });

  it('get nothing from the prototypes of JavaScript', () => {
    expect(fillSeen('{constructor}', {})).toBe('?');
    expect(fillValues('{{constructor}}', {})).toBe('{{constructor}}');
  });
});
