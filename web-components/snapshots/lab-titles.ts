import type { LabSummary, StepTitles } from '../../src/labs/lab.ts';

/** What labs and steps are called, for what was taken in them. */
export interface LabTitles {
  readonly labs: readonly Pick<LabSummary, 'id' | 'title'>[];
  /** Empty until they are loaded: then ids stand in their place. */
  readonly steps: StepTitles;
}

/** Of a page without labs. */
export const NO_TITLES: LabTitles = { labs: [], steps: new Map() };
