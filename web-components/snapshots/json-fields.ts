import type { JsonValue } from '../../src/snapshots/snapshot.ts';

/** A field of a page state is not what it should be: another version wrote it, or nobody did. */
export class PageStateFieldError extends Error {
  override readonly name = 'PageStateFieldError';
}

/** An object of unknown fields. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** Reads fields of a page state; all throw {@link PageStateFieldError} with the field named. */
export function objectOf(value: JsonValue | undefined, field: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  throw wrong(field, 'an object');
}

/** A list of at most `limit` entries. */
export function listOf(
  value: JsonValue | undefined,
  field: string,
  limit: number,
): readonly JsonValue[] {
  if (Array.isArray(value) && value.length <= limit) return value as readonly JsonValue[];
  throw wrong(field, `a list of at most ${limit}`);
}

/** A text of at most `limit` characters. */
export function textOf(value: JsonValue | undefined, field: string, limit: number): string {
  if (typeof value === 'string' && value.length <= limit) return value;
  throw wrong(field, `a text of at most ${limit} characters`);
}

/** A whole number from `min` to `max`. */
export function numberOf(
  value: JsonValue | undefined,
  field: string,
  min: number,
  max: number,
): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw wrong(field, `a whole number from ${min} to ${max}`);
}

function wrong(field: string, expected: string): PageStateFieldError {
  return new PageStateFieldError(`${field} is not ${expected}`);
}
