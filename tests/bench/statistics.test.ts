import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';
import { atLeast, atMost, toMarkdown, toText } from './report.ts';
import { geometricMean, median, percentile } from './statistics.ts';

describe('the statistics of the bench', () => {
  it('takes the middle, or the mean of the two middles', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 9, 5, 6])).toBe(5.5);
  });

  it('takes the value that a share of all do not exceed', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(values, 0.95)).toBe(95);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([1, 2, 3], 0.95)).toBe(3);
  });

  it('lets twice and half cancel out', () => {
    expect(geometricMean([2, 0.5])).toBeCloseTo(1);
  });
});

describe('the table of the bench', () => {
  const results = [
    {
      name: 'cold',
      measures: [
        { what: 'time', unit: 'ms', median: 1300, high: 1500, goal: atMost(1200) },
        { what: 'size', unit: 'bytes', median: 1_234_567, goal: atMost(3_500_000) },
        { what: 'rate', unit: 'MB/s', median: 2.5, goal: atLeast(2) },
        { what: 'worst', unit: 'ms', median: 20, high: 60, goal: atMost(50, 'high') },
      ],
      notes: ['a note'],
    },
  ] as const;

  it('says which goals were met', () => {
    const verdicts = toMarkdown(results)
      .split('\n')
      .slice(2)
      .map((row) => row.split('|').at(-2)?.trim());
    expect(verdicts).toEqual(['missed', 'met', 'met', 'missed']);
  });

  it('shows sizes in full and notes below', () => {
    expect(toText(results)).toContain('1,234,567 B');
    expect(toText(results)).toMatch(/\n {2}a note$/);
  });
});

describe('the command line of the bench', () => {
  it('keeps the order of the table', () => {
    expect(parseOptions(['--only', 'ui,cold'], ['cold', 'ui', 'memory']).names).toEqual([
      'cold',
      'ui',
    ]);
  });

  it('names a benchmark that there is not, and a number that is none', () => {
    expect(() => parseOptions(['--only', 'warm'], ['cold'])).toThrow('no benchmark warm');
    expect(() => parseOptions(['--runs', 'x'], ['cold'])).toThrow('--runs: x');
  });
});
