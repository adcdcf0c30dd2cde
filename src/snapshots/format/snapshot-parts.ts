import { PAGE_BYTES } from '../../layers/layer-format.ts';
import { SnapshotError } from '../errors.ts';
import { type JsonValue, MAX_PAGE_STATE_BYTES, type PageState } from '../snapshot.ts';
import { FormatError } from './format-error.ts';
import { pagesFor } from './manifest.ts';

/** Fills bytes up to whole pages. */
export function toPages(bytes: Uint8Array): Uint8Array {
  if (bytes.length % PAGE_BYTES === 0) return bytes;
  const padded = new Uint8Array(pagesFor(bytes.length) * PAGE_BYTES);
  padded.set(bytes);
  return padded;
}

/**
 * A page state as bytes.
 * @throws SnapshotError `page-state-invalid` when it is too large or no JSON
 */
export function encodePageState(state: PageState): Uint8Array {
  const limitBytes = MAX_PAGE_STATE_BYTES;
  let text: string | undefined;
  try {
    text = JSON.stringify(state);
  } catch (cause) {
    // A circle, a BigInt, a throwing toJSON: not what the type allows, and not to be stored.
    throw new SnapshotError('page-state-invalid', 'the page state is no JSON', { cause });
  }
  const bytes = new TextEncoder().encode(text ?? '');
  if (text === undefined || bytes.length > limitBytes) {
    const message = `the page state has ${bytes.length} bytes, and ${limitBytes} are allowed`;
    throw new SnapshotError('page-state-invalid', message, {
      numbers: { bytes: bytes.length, limitBytes },
    });
  }
  return bytes;
}

/**
 * The other way. A key `__proto__` is refused: whoever copies such an object by assignment would change its prototype.
 * @throws FormatError
 */
export function decodePageState(bytes: Uint8Array): PageState {
  const part = 'the page state';
  let value: JsonValue;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as JsonValue;
  } catch (cause) {
    throw new FormatError(part, 'is not JSON', 'damaged', cause);
  }
  requirePlainKeys(value, part);
  return value;
}

/** Without recursion: a file can nest deeper than the stack is high. */
function requirePlainKeys(root: JsonValue, part: string): void {
  const open: JsonValue[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && Object.hasOwn(value, '__proto__')) {
      throw new FormatError(part, 'has a key that no object may have');
    }
    for (const inner of Object.values(value)) open.push(inner);
  }
}
