import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { templates as page } from '../../src/localization/ko.ts';
import { templates as lesson } from '../../src/localization/ko-lesson.ts';
import { templates as offline } from '../../src/localization/ko-offline.ts';
import { templates as preview } from '../../src/localization/ko-preview.ts';
import { templates as snapshots } from '../../src/localization/ko-snapshots.ts';
import { chooseLanguage, toLanguage } from '../../src/localization/language.ts';

const ROOT = join(import.meta.dirname, '../..');
const parts = [page, lesson, offline, preview, snapshots];
const templates = Object.assign({}, ...parts) as typeof page;

/** A call of `msg`: its English template and its id. */
const MESSAGE =
  /\bmsg\(\s*(?:str|html)?(`[^`]*`|'(?:[^'\\]|\\.)*'|"[^"]*"),\s*\{\s*id:\s*'([^']+)',?\s*\},?\s*\)/g;

interface Message {
  readonly id: string;
  readonly english: string;
  readonly file: string;
}

function messagesOf(file: string): Message[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(MESSAGE)].map(([, english = '', id = '']) => ({
    id,
    english: english.replace(/\$\{[^}]*\}/g, '<value>'),
    file,
  }));
}

const files = ['web-components', 'src'].flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(room, file)),
);
const messages = files.flatMap(messagesOf);

/** The numbers of the places for values, e.g. `0,1`. */
function placesIn(korean: (typeof templates)[string]): string {
  return typeof korean === 'string' ? '' : [...korean.values].sort().join();
}

describe('both languages', () => {
  it('are complete: every message of the page has a Korean text', () => {
    const missing = messages.filter(({ id }) => !(id in templates));
    expect(missing).toEqual([]);
  });

  it('have no Korean text that is shown nowhere', () => {
    const used = new Set(messages.map(({ id }) => id));
    expect(Object.keys(templates).filter((id) => !used.has(id))).toEqual([]);
  });

  it('are loaded once: no Korean text is in two parts', () => {
    const sizes = parts.map((part) => Object.keys(part).length);
    expect(Object.keys(templates)).toHaveLength(sizes.reduce((sum, size) => sum + size, 0));
  });

  it('take the same values into each text', () => {
    for (const { id, english } of messages) {
      const values = english.match(/<value>/g)?.length ?? 0;
      const places = Array.from({ length: values }, (_value, index) => index).join();
      expect(`${id}: ${placesIn(templates[id] ?? '')}`).toBe(`${id}: ${places}`);
    }
  });

  it('use one id for one text', () => {
    const english = new Map<string, string>();
    for (const message of messages) {
      expect(english.get(message.id) ?? message.english).toBe(message.english);
      english.set(message.id, message.english);
    }
  });

  it('are found by this test wherever they are written', () => {
    const calls = files
      .filter((file) => !file.includes('localization'))
      .map((file) => readFileSync(join(ROOT, file), 'utf8').match(/\bmsg\(/g)?.length ?? 0);
    expect(messages).toHaveLength(calls.reduce((sum, count) => sum + count, 0));
  });

  it('write Korean in Korean', () => {
    const texts = Object.entries(templates).filter(([id]) => id !== 'boot-loaded');
    for (const [id, text] of texts) {
      const words = typeof text === 'string' ? text : text.strings.join('');
      expect(`${id}: ${/[가-힣]/.test(words)}`).toBe(`${id}: true`);
    }
  });
});

describe('the choice of the language', () => {
  const none = { attribute: null, address: null, remembered: null, preferred: [] };

  it('hears the author, the address, the reader, the browser, in this order', () => {
    const all = { attribute: 'ko', address: 'en', remembered: 'en', preferred: ['en'] };
    expect(chooseLanguage(all)).toBe('ko');
    expect(chooseLanguage({ ...all, attribute: null, address: 'ko' })).toBe('ko');
    expect(chooseLanguage({ ...none, remembered: 'ko', preferred: ['en'] })).toBe('ko');
    expect(chooseLanguage({ ...none, preferred: ['fr', 'ko-KR', 'en'] })).toBe('ko');
  });

  it('is English where no wish can be met', () => {
    expect(chooseLanguage({ ...none, address: 'xx', preferred: ['fr'] })).toBe('en');
  });

  it('understands tags with a region', () => {
    expect(toLanguage('KO-kr')).toBe('ko');
    expect(toLanguage('korean')).toBeUndefined();
    expect(toLanguage(null)).toBeUndefined();
  });
});
