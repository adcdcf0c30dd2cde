import type { StepTitles } from '../../src/labs/lab.ts';
import type { LabLibrary } from '../../src/labs/lab-library.ts';
import type { LabPlace } from './lab-place.ts';
import { localText } from './local-text.ts';

const PRODUCT = 'Drydock';

/**
 * The title of the page at a place, most particular first, as tabs and histories show only its beginning. While the `titles` of steps
 * are not there yet, that of the lab.
 */
export function pageTitle(
  { labId, stepId }: LabPlace,
  library: Pick<LabLibrary, 'summaries'> | undefined,
  titles: StepTitles | undefined,
): string {
  const lab = library?.summaries.find(({ id }) => id === labId);
  const step = lab?.steps.find(({ id }) => id === stepId);
  const missing = lab === undefined || (stepId !== '' && step === undefined);
  if (missing) return PRODUCT;
  const title = titles?.get(labId)?.get(stepId);
  const parts = title === undefined ? [lab.title] : [title, lab.title];
  return [...parts.map((part) => localText(part).replaceAll('`', '')), PRODUCT].join(' · ');
}
