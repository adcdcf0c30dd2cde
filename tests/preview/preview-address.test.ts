import { describe, expect, it } from 'vitest';
import {
  followLink,
  hrefOf,
  isSameDocument,
  readTyped,
  rootOf,
} from '../../src/preview/preview-address.ts';
import { onGuest } from '../machine/on-guest.ts';

const shown = (address: ReturnType<typeof readTyped>) => address && hrefOf(address);

describe('an address that is typed', () => {
  it.each([
    ['8081', 'http://localhost:8081/'],
    [' 80 ', 'http://localhost/'],
    [':8081/a?b', 'http://localhost:8081/a?b'],
    ['localhost:8081', 'http://localhost:8081/'],
    ['localhost', 'http://localhost/'],
    ['127.0.0.1:3000/x#y', 'http://localhost:3000/x#y'],
    ['192.168.86.100:5000', 'http://localhost:5000/'],
    ['0.0.0.0:8000', 'http://localhost:8000/'],
    ['production.lab:8080/a', 'http://production.lab:8080/a'],
    ['http://192.168.86.4/', 'http://production.lab/'],
    ['HTTP://LOCALHOST:8081/A b', 'http://localhost:8081/A%20b'],
  ])('%j is %j', (typed, href) => {
    expect(shown(readTyped(typed))).toBe(href);
  });

  it('may be a path on the server that is shown', () => {
    expect(shown(readTyped('/x/../y', rootOf(onGuest(8081))))).toBe('http://localhost:8081/y');
    expect(readTyped('/x')).toBeUndefined();
  });

  it.each([
    '',
    '0',
    '65536',
    '99999999999999999999',
    'example.org',
    'http://example.org:8081/',
    'https://localhost:8443/',
    'http://localhost.example.org/',
    'http://registry.lab:5000/',
    'production.lab.example.org',
    'http://localhost@example.org/',
    'http://localhost:0/',
    'ftp://localhost/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://[::1]:80/',
    'a b',
    `8081/${'x'.repeat(9000)}`,
  ])('%j is none of the machine', (typed) => {
    expect(readTyped(typed)).toBeUndefined();
  });
});

describe('a link', () => {
  const page = followLink('http://localhost:8081/docs/first?x=1');

  it.each([
    ['second', 'http://localhost:8081/docs/second'],
    ['/root', 'http://localhost:8081/root'],
    ['?y=2', 'http://localhost:8081/docs/first?y=2'],
    ['//localhost:8082/other', 'http://localhost:8082/other'],
    ['#part', 'http://localhost:8081/docs/first?x=1#part'],
    ['../../../../up', 'http://localhost:8081/up'],
    ['http://production.lab:8081/', 'http://production.lab:8081/'],
  ])('%j counts from its page', (link, href) => {
    expect(shown(followLink(link, page))).toBe(href);
  });

  it.each([
    '//example.org/',
    'https://localhost/',
    'mailto:a@b',
    'blob:http://localhost/1',
    'http://',
  ])('%j leads out of the machine', (link) => {
    expect(followLink(link, page)).toBeUndefined();
  });

  it('to a part of the same document is the same document', () => {
    const part = followLink('#part', page);
    expect(page && part && isSameDocument(page, part)).toBe(true);
    expect(page && isSameDocument(page, rootOf(onGuest(8081)))).toBe(false);
    const elsewhere = page && { ...page, host: 'production.lab' as const };
    expect(page && elsewhere && isSameDocument(page, elsewhere)).toBe(false);
  });

  it('is sent without its part', () => {
    expect(followLink('/a?b#c', page)).toEqual({
      ...onGuest(8081),
      path: '/a?b',
      hash: '#c',
    });
  });

  it('on a page of the machine beside stays there', () => {
    const beside = readTyped('production.lab:8081/docs/');
    expect(shown(followLink('../other', beside))).toBe('http://production.lab:8081/other');
    expect(shown(readTyped('/x', beside))).toBe('http://production.lab:8081/x');
  });
});
