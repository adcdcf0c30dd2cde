import { describe, expect, it } from 'vitest';
import { CookieJar } from '../../src/preview/cookie-jar.ts';

function jarAt(now = 1_000_000) {
  const clock = { now };
  return { clock, jar: new CookieJar(() => clock.now) };
}

describe('a cookie jar', () => {
  it('gives back what a server set, on its path and below', () => {
    const { jar } = jarAt();
    jar.takeField('a=1; Path=/', '/x');
    jar.takeField('b=2', '/shop/cart?x');
    expect(jar.fieldFor('/')).toBe('a=1');
    expect(jar.fieldFor('/shop/pay')).toBe('b=2; a=1');
    expect(jar.fieldFor('/shopping')).toBe('a=1');
  });

  it('takes several from one field, with commas in their dates', () => {
    const { jar } = jarAt();
    jar.takeField('a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT; Path=/, b=2; Path=/', '/');
    expect(jar.fieldFor('/')).toBe('a=1; b=2');
  });

  it('replaces one of the same name and path', () => {
    const { jar } = jarAt();
    jar.takeField('a=1; Path=/', '/');
    jar.takeField('a=2; Path=/', '/');
    expect(jar.fieldFor('/')).toBe('a=2');
  });

  it('forgets what is over: by age, by date, by its server', () => {
    const { jar, clock } = jarAt();
    jar.takeField('a=1; Max-Age=10; Path=/', '/');
    jar.takeField('b=2; Expires=Thu, 01 Jan 1970 00:30:00 GMT; Path=/', '/');
    jar.takeField('c=3; Path=/', '/');
    expect(jar.fieldFor('/')).toBe('a=1; b=2; c=3');
    jar.takeField('c=; Max-Age=0; Path=/', '/');
    expect(jar.fieldFor('/')).toBe('a=1; b=2');
    clock.now += 10_000;
    expect(jar.fieldFor('/')).toBe('b=2');
    clock.now = 1_800_000;
    expect(jar.fieldFor('/')).toBe('');
  });

  it('shows scripts all but what is HttpOnly, which they cannot replace either', () => {
    const { jar } = jarAt();
    jar.takeField('session=s; HttpOnly; Path=/, seen=1; Path=/', '/');
    jar.takeFromScript('session=mine; Path=/', '/');
    jar.takeFromScript('own=o; HttpOnly; Path=/', '/');
    jar.takeFromScript('theme=dark; Path=/', '/');
    expect(jar.visibleTo('/')).toBe('seen=1; theme=dark');
    expect(jar.fieldFor('/')).toBe('session=s; seen=1; theme=dark');
  });

  it('keeps no cookie that could not be sent, and not too many', () => {
    const { jar } = jarAt();
    jar.takeFromScript('a=1\r\nx: y', '/');
    jar.takeFromScript('b=가', '/');
    jar.takeFromScript(`c=${'x'.repeat(5000)}`, '/');
    jar.takeFromScript('=d', '/');
    jar.takeFromScript('e', '/');
    expect(jar.fieldFor('/')).toBe('');
    for (let count = 0; count < 100; count++) jar.takeFromScript(`n${count}=1`, '/');
    expect(jar.fieldFor('/').split('; ')).toHaveLength(60);
  });
});
