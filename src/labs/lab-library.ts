import type { Lab, LabSummary, StepTitles } from './lab.ts';
import type { ProgressStore } from './progress/progress.ts';

/** All labs of a site, and what a learner has done in them. */
export interface LabLibrary {
  /** In the order of the catalogue. */
  readonly summaries: readonly LabSummary[];
  /** Loads a whole lab. Rejects when its file cannot be loaded, after which it may be tried again. */
  load(labId: string): Promise<Lab>;
  /** Titles of all steps, which the catalogue does not show. Rejects when they cannot be loaded, after which it may be tried again. */
  stepTitles(): Promise<StepTitles>;
  readonly progress: ProgressStore;
}
