import type { ValueSpec } from '../lab.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SEED_BYTES = 8;

/** A seed for a learner's values, kept with the progress. */
export function newSeed(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Draws the values of a lab: for the same seed always the same ones. Each depends on its own name alone, so that a value
 * that is added to a lab does not change the others.
 */
export function drawValues(
  specs: readonly ValueSpec[],
  seed: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(specs.map((spec) => [spec.name, draw(spec, seed)]));
}

function draw(spec: ValueSpec, seed: string): string {
  const number = hash(`${seed} ${spec.name}`);
  if ('oneOf' in spec) return spec.oneOf[number % spec.oneOf.length] ?? '';
  return String(spec.min + (number % (spec.max - spec.min + 1)));
}

/** FNV-1a of the text's UTF-16 units, with the mixing of MurmurHash3 at its end: 32 bits, evenly spread. */
function hash(text: string): number {
  let sum = FNV_OFFSET;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), FNV_PRIME);
  }
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}
