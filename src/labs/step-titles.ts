import type { StepTitles, TitlesOfLab } from './lab.ts';

const titles = import.meta.glob<TitlesOfLab>('../curriculum/*/lab.yaml', {
  query: '?titles',
  import: 'default',
  eager: true,
});

/** Titles of the steps of all labs below `curriculum`: in a script of its own, since the catalogue does without. */
export const STEP_TITLES: StepTitles = new Map(
  Object.values(titles).map(([labId, steps]) => [labId, new Map(steps)]),
);
