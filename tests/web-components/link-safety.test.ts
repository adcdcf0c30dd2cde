import { expect, it } from 'vitest';
import { readLink, safeLinkTarget } from '../../web-components/terminal/link-safety.ts';

it.each(['https://example.org/a?b#c', 'http://127.0.0.1:8080/'])('opens %s', (address) => {
  expect(safeLinkTarget(address)).toBe(address);
});

it.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,<script>',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  'vbscript:x',
  '//example.org',
  '/relative',
  'https://bank.example@evil.example/',
  '',
])('does not open %j', (address) => {
  expect(safeLinkTarget(address)).toBeUndefined();
});

it.each([
  ['http://localhost:8081/a', true],
  ['http://127.0.0.1:8080/', true],
  ['http://production.lab/', true],
  ['https://localhost/', false],
  ['https://example.org/', false],
  ['http://localhost.example.org/', false],
])('knows whether %s is in the lab', (text, isInLab) => {
  expect(readLink(text)).toEqual({ href: text, isInLab });
});

it('reads no link that may not be opened', () => {
  expect(readLink('javascript:alert(1)')).toBeUndefined();
});
