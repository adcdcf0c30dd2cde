import { LANGUAGES } from '../../localization/language.ts';
import type { LocalText } from '../lab.ts';
import type { Place } from './lab-problems.ts';

/** Ids are parts of addresses, file names and progress. */
export const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Of an id that somebody chooses. */
export const MAX_ID_CHARACTERS = 40;
const MAX_TEXT_CHARACTERS = 2_000;
const MAX_ENTRIES = 100;

/**
 * Reads the fields of one map of a YAML file. A wrong field is noted and stands for something harmless, so that the
 * reading goes on and finds the rest; {@link end} notes the fields that nobody asked for.
 */
export class Fields {
  readonly place: Place;
  readonly #map: ReadonlyMap<unknown, unknown>;
  readonly #asked = new Set<string>();

  constructor(map: ReadonlyMap<unknown, unknown>, place: Place) {
    this.#map = map;
    this.place = place;
  }

  /** The fields of a value that must be a map; undefined, with the problem noted, for anything else. */
  static of(value: unknown, place: Place): Fields | undefined {
    if (value instanceof Map) return new Fields(value, place);
    place.report('must hold fields, such as "id: hostname"');
    return undefined;
  }

  /** Whether the field is there and says something. */
  has(name: string): boolean {
    this.#asked.add(name);
    return (this.#map.get(name) ?? undefined) !== undefined;
  }

  /** Whatever the field holds; undefined, with the problem noted, when it is absent. */
  any(name: string): unknown {
    return this.#take(name);
  }

  /** A line or more of text, not empty. */
  text(name: string): string {
    return readText(this.#take(name), this.place.member(name)) ?? '';
  }

  /** A text in every language. */
  localText(name: string): LocalText {
    return readLocalText(this.#take(name), this.place.member(name));
  }

  /** A name of lower-case letters, digits and dashes. */
  id(name: string): string {
    const text = this.text(name);
    if (text !== '' && (!ID.test(text) || text.length > MAX_ID_CHARACTERS)) {
      const rule = `lower-case letters, digits and single dashes, at most ${MAX_ID_CHARACTERS} of them`;
      this.place.member(name).report(`"${text}" is no id; use ${rule}`);
    }
    return text;
  }

  /** A whole number within bounds; `fallback` when the field is absent. */
  integer(name: string, min: number, max: number, fallback?: number): number {
    if (!this.has(name) && fallback !== undefined) return fallback;
    const value = this.#take(name);
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
      return value;
    }
    if (value !== undefined) {
      this.place.member(name).report(`must be a whole number from ${min} to ${max}`);
    }
    return fallback ?? min;
  }

  /** True, false or one of some words; false when absent. */
  flagOr<T extends string>(name: string, words: readonly T[]): boolean | T {
    if (!this.has(name)) return false;
    const value = this.#take(name);
    if (typeof value === 'boolean') return value;
    const found = words.find((word) => word === value);
    if (found === undefined) {
      this.place.member(name).report(`must be true, false or one of: ${words.join(', ')}`);
    }
    return found ?? false;
  }

  /** One of some words; `fallback` when the field is absent. */
  choice<T extends string>(name: string, allowed: readonly [T, ...T[]], fallback?: T): T {
    if (!this.has(name) && fallback !== undefined) return fallback;
    const value = this.#take(name);
    const found = allowed.find((word) => word === value);
    if (found === undefined && value !== undefined) {
      this.place.member(name).report(`must be one of: ${allowed.join(', ')}`);
    }
    return found ?? allowed[0];
  }

  /** A list whose entries `read` understands; empty when absent. Entries of which `read` gives undefined are left out. */
  list<T>(name: string, read: (value: unknown, place: Place) => T | undefined): T[] {
    if (!this.has(name)) return [];
    const place = this.place.member(name);
    const value = this.#take(name);
    if (!Array.isArray(value) || value.length > MAX_ENTRIES) {
      place.report(`must be a list of at most ${MAX_ENTRIES} entries`);
      return [];
    }
    return value.flatMap((entry: unknown, index) => read(entry, place.entry(index)) ?? []);
  }

  /** Texts in every language by a key; empty when absent. */
  localTexts(name: string, key: RegExp, rule: string): Readonly<Record<string, LocalText>> {
    if (!this.has(name)) return {};
    const place = this.place.member(name);
    const map = this.#take(name);
    if (!(map instanceof Map)) {
      place.report('must hold texts by key, such as "met: {ko: ..., en: ...}"');
      return {};
    }
    const entries = [...map].flatMap(([entry, value]) => {
      const text = readLocalText(value, place.member(String(entry)));
      if (typeof entry === 'string' && key.test(entry)) return [[entry, text] as const];
      place.member(String(entry)).report(`is no key; ${rule}`);
      return [];
    });
    return Object.fromEntries(entries);
  }

  /** Names of the fields that nobody has asked for. */
  strangers(): readonly string[] {
    const names = [...this.#map.keys()];
    return names.filter((name) => typeof name !== 'string' || !this.#asked.has(name)).map(String);
  }

  /** Notes fields that nobody asked for. To be called when all were read. */
  end(): void {
    for (const name of this.strangers()) {
      const known = [...this.#asked].join(', ');
      this.place.member(name).report(`is not known here; remove it, or use one of: ${known}`);
    }
  }

  #take(name: string): unknown {
    if (!this.has(name)) this.place.member(name).report('is missing; add it');
    return this.#map.get(name) ?? undefined;
  }
}

/** A text that is there and not too long; undefined, with the problem noted, for anything else. */
export function readText(value: unknown, place: Place): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') {
    place.report('must be text; put it into quotes');
    return undefined;
  }
  if (value.trim() === '') place.report('is empty; write something');
  if (value.length > MAX_TEXT_CHARACTERS) {
    place.report(`is longer than ${MAX_TEXT_CHARACTERS} characters; shorten it`);
  }
  return value.trim();
}

/** A text in every language. What is missing is noted and empty. */
export function readLocalText(value: unknown, place: Place): LocalText {
  const fields = value === undefined ? undefined : Fields.of(value, place);
  const entries = LANGUAGES.map((language) => [language, fields?.text(language) ?? ''] as const);
  fields?.end();
  return Object.fromEntries(entries) as LocalText;
}
