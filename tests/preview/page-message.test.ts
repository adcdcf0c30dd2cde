import { describe, expect, it } from 'vitest';
import { readPageMessage } from '../../src/preview/page-message.ts';

const FETCH = {
  type: 'fetch',
  id: 1,
  purpose: 'script',
  href: 'http://localhost:8081/',
  method: 'POST',
  headers: [['content-type', 'text/plain']],
  body: new Uint8Array(3),
};

describe('a message of a page', () => {
  it.each([
    FETCH,
    { type: 'cancel', id: 7 },
    { type: 'navigate', href: '/x', method: 'GET' },
    {
      type: 'navigate',
      href: '/x',
      method: 'POST',
      contentType: 'text/plain',
      body: new Uint8Array(),
    },
    { type: 'title', title: 'Hello' },
    { type: 'shown' },
    { type: 'cookie', text: 'a=1' },
  ])('that is one of ours is taken: $type', (message) => {
    expect(readPageMessage(message)).toEqual(message);
  });

  it('that is none of ours is ignored', () => {
    const foreign: readonly unknown[] = [
      undefined,
      null,
      'fetch',
      42,
      [],
      {},
      { type: 'open' },
      { type: '__proto__' },
      { type: 'cancel', id: '7' },
      { type: 'cancel', id: -1 },
      { type: 'cancel', id: Number.NaN },
      { type: 'title', title: 5 },
      { type: 'cookie', text: 'a'.repeat(5000) },
      { type: 'navigate', href: 'x'.repeat(9000), method: 'GET' },
      { type: 'navigate', href: '/x', method: 'DELETE' },
      { type: 'navigate', href: '/x', method: 'POST' },
      { type: 'navigate', href: '/x', method: 'POST', contentType: 'a\r\nb: c' },
      { type: 'navigate', href: '/x', method: 'POST', contentType: 'a', body: 'text' },
      { ...FETCH, method: 'CONNECT' },
      { ...FETCH, method: 'GET / HTTP/1.1\r\nx: y' },
      { ...FETCH, purpose: 'other' },
      { ...FETCH, headers: 'x' },
      { ...FETCH, headers: [['a b', 'c']] },
      { ...FETCH, headers: [['a', 'c\nd']] },
      { ...FETCH, headers: [['a']] },
      { ...FETCH, headers: [['a', 'b', 'c']] },
      { ...FETCH, headers: Array.from({ length: 100 }, () => ['a', 'b']) },
      { ...FETCH, body: new ArrayBuffer(3) },
      { ...FETCH, body: new Uint8Array(9 * 1024 * 1024) },
      { ...FETCH, href: ['x'] },
    ];
    expect(foreign.filter((message) => readPageMessage(message) !== undefined)).toEqual([]);
  });

  it('carries nothing along that is not known', () => {
    expect(readPageMessage({ ...FETCH, extra: 1 })).toEqual(FETCH);
  });

  it('has a title that fits on a line', () => {
    expect(readPageMessage({ type: 'title', title: 'x'.repeat(10_000) })).toEqual({
      type: 'title',
      title: 'x'.repeat(300),
    });
  });
});
