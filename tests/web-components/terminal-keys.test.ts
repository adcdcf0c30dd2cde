import { expect, it } from 'vitest';
import { sequenceOf, terminalKeys } from '../../web-components/terminal/terminal-keys.ts';

it('types what the keys of a keyboard type', () => {
  expect(sequenceOf('Control+c', false)).toBe('\x03');
  expect(sequenceOf('ArrowUp', false)).toBe('\x1b[A');
});

it('types the other set of arrows where a program asked for it', () => {
  expect(sequenceOf('ArrowUp', true)).toBe('\x1bOA');
  expect(sequenceOf('Tab', true)).toBe('\t');
});

it('types nothing for a key it does not have', () => {
  expect(sequenceOf('F13', false)).toBe('');
});

it('has each key once', () => {
  expect(new Set(terminalKeys.map((key) => key.name)).size).toBe(terminalKeys.length);
});
