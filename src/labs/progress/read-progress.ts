import type { LabProgress, StepProgress } from './progress.ts';

/** Ids of labs, steps, tasks and quizzes; `__proto__` and the like are none. */
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const SEED = /^[0-9a-f]{1,64}$/;
const MAX_ENTRIES = 200;
const MAX_COUNT = 10_000;

/** Reads what a browser kept. Undefined for anything that is no progress: it may be older than this page, or made up. */
export function readProgress(text: string): LabProgress | undefined {
  const value = parse(text);
  if (!isRecord(value) || !isRecord(value['steps'])) return undefined;
  const { seed, lastStep, steps } = value;
  if (typeof seed !== 'string' || !SEED.test(seed)) return undefined;
  return {
    seed,
    lastStep: typeof lastStep === 'string' && ID.test(lastStep) ? lastStep : '',
    steps: readEntries(steps, readStep),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut short or not ours: nothing is known then.
    return undefined;
  }
}

function readStep(value: unknown): StepProgress | undefined {
  if (!isRecord(value)) return undefined;
  const { version, fingerprint, passed } = value;
  if (!isCount(version) || typeof fingerprint !== 'string') return undefined;
  return {
    version,
    fingerprint,
    passed: passed === true,
    met: readIds(value['met']),
    helped: readIds(value['helped']),
    hints: readEntries(value['hints'], (count) => (isCount(count) ? count : undefined)),
    answers: readEntries(value['answers'], readChoices),
  };
}

function readIds(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((id): id is string => typeof id === 'string' && ID.test(id))
    .slice(0, MAX_ENTRIES);
}

function readChoices(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) && value.length <= MAX_ENTRIES && value.every(isCount)
    ? value
    : undefined;
}

function readEntries<T>(
  value: unknown,
  read: (entry: unknown) => T | undefined,
): Readonly<Record<string, T>> {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).flatMap(([id, entry]) => {
    const found = ID.test(id) ? read(entry) : undefined;
    return found === undefined ? [] : [[id, found] as const];
  });
  return Object.fromEntries(entries.slice(0, MAX_ENTRIES));
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_COUNT;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
