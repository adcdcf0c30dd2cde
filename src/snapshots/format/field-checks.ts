import { FormatError } from './format-error.ts';

/** Reads JSON by somebody else, field by field. Every failure is a FormatError that names the part and the field. */
export class FieldChecks {
  readonly #part: string;

  /** @param part what the JSON is, as in "the header" */
  constructor(part: string) {
    this.#part = part;
  }

  /** The value of JSON in UTF-8. @throws FormatError */
  parse(bytes: Uint8Array): unknown {
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch (cause) {
      throw new FormatError(this.#part, 'is not JSON', 'damaged', cause);
    }
  }

  /** An object. @throws FormatError */
  object(value: unknown, field: string): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.wrong(field, 'is not an object');
    }
    return value as Record<string, unknown>;
  }

  /** A list of at most `limit`. @throws FormatError */
  list(value: unknown, field: string, limit: number): readonly unknown[] {
    if (!Array.isArray(value) || value.length > limit) {
      throw this.wrong(field, `is not a list of at most ${limit}`);
    }
    return value;
  }

  /** A text of at most `limit` characters. @throws FormatError */
  string(value: unknown, field: string, limit: number): string {
    if (typeof value !== 'string' || value.length > limit) {
      throw this.wrong(field, `is not a text of at most ${limit} characters`);
    }
    return value;
  }

  /** A text of a certain form. @throws FormatError */
  text(value: unknown, field: string, pattern: RegExp): string {
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw this.wrong(field, 'is not as it must be');
    }
    return value;
  }

  /** A whole number from 0 to `limit`. @throws FormatError */
  whole(value: unknown, field: string, limit: number): number {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > limit) {
      throw this.wrong(field, `is not a whole number from 0 to ${limit}`);
    }
    return value;
  }

  /** What is wrong with a field, to be thrown. */
  wrong(field: string, what: string): FormatError {
    return new FormatError(`${this.#part}'s ${field}`, what);
  }
}
