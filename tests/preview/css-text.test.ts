import { describe, expect, it } from 'vitest';
import { splitCss } from '../../src/preview/css-text.ts';

/** What is referred to, in words. */
const found = (css: string) =>
  splitCss(css).flatMap((part) => {
    if (part.kind === 'text') return [];
    return part.kind === 'url' ? [part.href] : [`import ${part.href} ${part.condition}`.trim()];
  });

describe('a style sheet', () => {
  it('refers to what is in url(), in quotes or not', () => {
    expect(found('a { b: url(x.png); c: url( "y z.png" ), url(\'w\') }')).toEqual([
      'x.png',
      'y z.png',
      'w',
    ]);
  });

  it('refers to what it imports, with the condition', () => {
    expect(found('@import "a.css";@import url(b.css) screen and (width > 10px);')).toEqual([
      'import a.css',
      'import b.css screen and (width > 10px)',
    ]);
  });

  it('refers to nothing in comments and strings', () => {
    expect(
      found(
        '/* url(a) @import "b"; */ p { content: "url(c)" } q::after { content: \'@import "d";\' }',
      ),
    ).toEqual([]);
  });

  it('understands escapes', () => {
    expect(found(String.raw`a { b: url(\66 oo\.png) }`)).toEqual(['foo.png']);
    expect(found(String.raw`a { b: url("\110000") }`)).toEqual(['\ufffd']);
  });

  it('is whole when its parts are put together', () => {
    const css = '@charset "utf-8"; a { b: url(x) } /* c */ @media print { d { e: f } } /* open';
    const whole = splitCss(css).map((part) => (part.kind === 'text' ? part.text : 'url(x)'));
    expect(whole.join('')).toBe(css);
  });

  it('takes no longer for a hostile one', () => {
    const css = `${'url("'.repeat(20_000)}${'@import '.repeat(20_000)}${'/*'.repeat(20_000)}`;
    expect(splitCss(css).length).toBeGreaterThan(0);
    expect(splitCss(`url(${'\\aaaaaa'.repeat(20_000)}`)).toHaveLength(1);
  });
});
