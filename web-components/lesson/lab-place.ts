import type { LabSummary } from '../../src/labs/lab.ts';

/** Where a reader is: a lab and a step of it, by their ids. No lab: the catalogue; no step: wherever the learner left off. */
export interface LabPlace {
  readonly labId: string;
  readonly stepId: string;
}

/** The catalogue. */
export const CATALOGUE: LabPlace = { labId: '', stepId: '' };

/** What an address may have after its `#`. Anything is taken for an id here; whether there is such a lab is asked later. */
const PLACE = /^#?([^/]*)(?:\/(.*))?$/s;

/** The place that the fragment of an address names. */
export function placeOf(hash: string): LabPlace {
  const [, labId = '', stepId = ''] = PLACE.exec(hash) ?? [];
  return { labId: decoded(labId), stepId: decoded(stepId) };
}

/** The fragment that names a place, with its `#`. */
export function hashOf({ labId, stepId }: LabPlace): string {
  const parts = stepId === '' ? [labId] : [labId, stepId];
  return `#${parts.map(encodeURIComponent).join('/')}`;
}

/** Whether two places are the same. */
export function samePlace(one: LabPlace, other: LabPlace): boolean {
  return one.labId === other.labId && one.stepId === other.stepId;
}

/** Whether there is such a place among these labs. */
export function isKnown({ labId, stepId }: LabPlace, summaries: readonly LabSummary[]): boolean {
  if (labId === '') return true;
  const lab = summaries.find(({ id }) => id === labId);
  return lab !== undefined && (stepId === '' || lab.steps.some(({ id }) => id === stepId));
}

/**
 * The place that a click leads to, through all shadow roots; undefined when it is no plain click on a link with a fragment:
 * with Ctrl and the like the browser opens it in a tab of its own.
 */
export function placeOfClick(event: MouseEvent): LabPlace | undefined {
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
  if (!plain || event.altKey || event.defaultPrevented) return undefined;
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
  const href = link?.getAttribute('href');
  return href?.startsWith('#') ? placeOf(href) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign: no id of ours, and shown as it is
  }
}
