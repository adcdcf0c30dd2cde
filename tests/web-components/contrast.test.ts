import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paletteFor } from '../../web-components/terminal/palette.ts';

const SCHEMES = ['light', 'dark'] as const;
const sheet = readFileSync(
  join(import.meta.dirname, '../../web-components/styles/tokens.ts'),
  'utf8',
);

/** The value of a colour token in one look. */
function token(name: string, scheme: 'light' | 'dark'): string {
  const pair = sheet.match(new RegExp(`--_${name}:[^;]*light-dark\\((#\\w+), (#\\w+)\\)`));
  return (scheme === 'light' ? pair?.[1] : pair?.[2]) ?? '';
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast by WCAG 2, 1 to 21. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: readonly [string, readonly string[]][] = [
  ['text', ['page', 'surface', 'raised', 'terminal', 'accent-soft']],
  ['muted', ['page', 'surface', 'raised', 'terminal']],
  ['accent', ['surface', 'raised', 'accent-soft']],
  ['on-accent', ['accent']],
  ['on-danger', ['danger']],
  ['danger', ['surface']],
  ['warning', ['surface']],
  ['success', ['surface', 'raised']],
];

describe.each(SCHEMES)('in the %s theme', (scheme) => {
  it.each(TEXT)('%s can be read on %j', (text, surfaces) => {
    for (const surface of surfaces) {
      expect(contrast(token(text, scheme), token(surface, scheme))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('the borders of controls can be seen', () => {
    for (const surface of ['page', 'surface', 'raised']) {
      expect(
        contrast(token('control-line', scheme), token(surface, scheme)),
      ).toBeGreaterThanOrEqual(3);
    }
  });

  it('the colours of the terminal can be read', () => {
    const { background, ...palette } = paletteFor(scheme);
    const colors = Object.entries(palette).filter(
      ([name]) => !/slider|selection|cursorAccent|^black$/i.test(name),
    );
    for (const [name, color] of colors) {
      expect(`${name} ${contrast(color, background) >= 4.5}`).toBe(`${name} true`);
    }
  });
});
