import { describe, expect, it } from 'vitest';
import { decodeText, kindOf, readContentType } from '../../src/preview/content.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('an answer', () => {
  it.each([
    ['text/html; charset=utf-8', '', 'page'],
    ['application/xhtml+xml', '', 'page'],
    ['text/plain', '<html>', 'text'],
    ['application/json', '{}', 'text'],
    ['application/problem+json', '{}', 'text'],
    ['image/png', '', 'image'],
    ['image/svg+xml', '<svg>', 'image'],
    ['image/tiff', '', 'other'],
    ['application/octet-stream', '<html>', 'other'],
    ['application/gzip', '', 'other'],
    [undefined, '  <!-- x --><!DOCTYPE html><p>', 'page'],
    [undefined, 'hello', 'text'],
    [undefined, 'a\0b', 'other'],
  ] as const)('of the type %j with %j is shown as %j', (type, body, kind) => {
    expect(kindOf(readContentType(type), bytes(body))).toBe(kind);
  });

  it('is decoded as its server says, else as it says itself, else as UTF-8', () => {
    const korean = Uint8Array.of(0xb0, 0xa1);
    expect(decodeText(korean, readContentType('text/html; charset="EUC-KR"'))).toBe('가');
    const page = Uint8Array.from([...bytes('<meta charset="euc-kr">'), ...korean]);
    expect(decodeText(page, readContentType('text/html'))).toMatch(/가$/);
    expect(decodeText(bytes('가'), readContentType('text/html'))).toBe('가');
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x00, 0xac), readContentType(''))).toBe('가');
    expect(decodeText(bytes('가'), readContentType('text/html; charset=klingon'))).toBe('가');
  });
});
