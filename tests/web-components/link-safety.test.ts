import { expect, it } from 'vitest';
import { safeLinkTarget } from '../../web-components/terminal/link-safety.ts';

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
