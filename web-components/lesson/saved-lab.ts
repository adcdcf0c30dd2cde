import type { LabProgress } from '../../src/labs/progress/progress.ts';
import { readProgress } from '../../src/labs/progress/read-progress.ts';
import type { JsonValue } from '../../src/snapshots/snapshot.ts';
import { objectOf, PageStateFieldError, textOf } from '../snapshots/json-fields.ts';

/** Place and progress of a reader at the moment of a snapshot. Progress of other labs is no part of it. */
export type SavedLab = {
  readonly labId: string;
  readonly stepId: string;
  /** The setup of the step had been done. */
  readonly prepared: boolean;
  /** Null where nothing was reached, and in the catalogue. */
  readonly progress: LabProgress | null;
};

const MAX_ID = 100;

/**
 * Reads what was stored, perhaps in a file by a stranger.
 * @throws PageStateFieldError with the field named
 */
export function readSavedLab(value: JsonValue | undefined): SavedLab {
  const { labId, stepId, prepared, progress } = objectOf(value, 'lab');
  return {
    labId: textOf(labId, 'lab.labId', MAX_ID),
    stepId: textOf(stepId, 'lab.stepId', MAX_ID),
    prepared: prepared === true,
    progress: progress === null ? null : readLabProgress(progress),
  };
}

function readLabProgress(value: JsonValue | undefined): LabProgress {
  const progress = readProgress(JSON.stringify(value ?? null));
  if (progress === undefined) throw new PageStateFieldError('lab.progress is no progress');
  return progress;
}
