import type { LabLibrary } from '../../src/labs/lab-library.ts';
import type { LabPlace } from './lab-place.ts';
import { localText } from './local-text.ts';

const PRODUCT = 'Drydock';

/** The title of the page at a place, most particular first, as tabs and histories show only its beginning. */
export function pageTitle({ labId, stepId }: LabPlace, library: LabLibrary | undefined): string {
  const lab = library?.summaries.find(({ id }) => id === labId);
  const step = lab?.steps.find(({ id }) => id === stepId);
  const missing = lab === undefined || (stepId !== '' && step === undefined);
  if (missing) return PRODUCT;
  const parts = step === undefined ? [lab] : [step, lab];
  return [...parts.map(({ title }) => localText(title).replaceAll('`', '')), PRODUCT].join(' · ');
}
