import { expect, it } from 'vitest';
import { pageKeyOf } from '../../web-components/terminal/page-keys.ts';

const press = (code: string, held: readonly string[]) => ({
  code,
  ctrlKey: held.includes('ctrl'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
  metaKey: held.includes('meta'),
});

it.each([
  ['KeyC', 'copy'],
  ['KeyV', 'paste'],
  ['KeyF', 'find'],
  ['F6', 'leave'],
])('Ctrl+Shift+%s is for the page: %s', (code, key) => {
  expect(pageKeyOf(press(code, ['ctrl', 'shift']))).toBe(key);
});

it.each([
  ['Ctrl+C', press('KeyC', ['ctrl'])],
  ['Shift+F6', press('F6', ['shift'])],
  ['Ctrl+Alt+Shift+C', press('KeyC', ['ctrl', 'alt', 'shift'])],
  ['Ctrl+Shift+A', press('KeyA', ['ctrl', 'shift'])],
  ['Tab', press('Tab', [])],
  ['Escape', press('Escape', [])],
])('%s is for the program', (_name, key) => {
  expect(pageKeyOf(key)).toBeUndefined();
});
