import { currentLanguage, msg, str } from '../../src/localization/localization.ts';
import type { ImageFacts, SnapshotKind, SnapshotSummary } from '../../src/snapshots/snapshot.ts';
import type { StoreProgress } from '../../src/snapshots/snapshot-store.ts';
import type { SnapshotActivity } from '../../src/snapshots/snapshots-state.ts';
import { byteSize } from '../quantities.ts';
import type { LabTitles } from './lab-titles.ts';

/** Characters of an image's hash that people compare. */
const SHORT_ID = 10;

/** What a snapshot is called: what the learner called it, else why it was taken. */
export function titleOf(snapshot: SnapshotSummary, titles: LabTitles): string {
  if (snapshot.label !== '') return snapshot.label;
  if (snapshot.kind !== 'passed-step') return kindText(snapshot.kind);
  const step = stepTitle(snapshot, titles) ?? snapshot.stepId;
  return msg(str`Passed: ${step}`, { id: 'snapshot-passed' });
}

/** Why a snapshot was taken. */
export function kindText(kind: SnapshotKind): string {
  switch (kind) {
    case 'passed-step':
      return msg('A step was passed', { id: 'snapshot-kind-passed' });
    case 'hidden':
      return msg('When you left the page', { id: 'snapshot-kind-hidden' });
    case 'before-reset':
      return msg('Before the machine was reset', { id: 'snapshot-kind-reset' });
    case 'before-restore':
      return msg('Before another snapshot was restored', { id: 'snapshot-kind-restore' });
    case 'periodic':
      return msg('While you worked', { id: 'snapshot-kind-periodic' });
    case 'named':
      return msg('Saved by hand', { id: 'snapshot-kind-named' });
    case 'imported':
      return msg('Imported from a file', { id: 'snapshot-kind-imported' });
  }
}

/** The lab and the step in the reader's words; ids where the site does not have them; without a lab, that. */
export function placeText(snapshot: SnapshotSummary, titles: LabTitles): string {
  const { labId, stepId } = snapshot;
  if (labId === '') return msg('Outside of any lab', { id: 'snapshot-no-lab' });
  const lab = titles.labs.find(({ id }) => id === labId);
  const title = lab?.title[currentLanguage()] ?? labId;
  const step = stepTitle(snapshot, titles) ?? stepId;
  return step === '' ? title : `${title} · ${step}`;
}

/** A moment as it is said and as it is written: `5 minutes ago`, `26 November 2026 at 14:03`. */
export function timeTexts(at: number, now: number): { relative: string; absolute: string } {
  const language = currentLanguage();
  const absolute = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return { relative: relativeTime(at, now, language), absolute: absolute.format(at) };
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

function relativeTime(at: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  // A clock that was set back makes no moment of the future.
  const age = Math.max(0, now - at);
  for (const [unit, ms] of UNITS) {
    if (age >= ms) return format.format(-Math.floor(age / ms), unit);
  }
  return msg('just now', { id: 'snapshot-just-now' });
}

/** What is being done, for a line with a bar. */
export function activityText(activity: SnapshotActivity): string {
  switch (activity.state) {
    case 'idle':
      return '';
    case 'saving':
      return msg('Saving…', { id: 'snapshots-saving' });
    case 'restoring':
      return msg('Restoring…', { id: 'snapshots-restoring' });
    case 'exporting':
      return msg('Preparing the file…', { id: 'snapshots-exporting' });
    case 'importing':
      return msg('Importing…', { id: 'snapshots-importing' });
  }
}

/** How much of it is done. */
export function amountText({ done, total }: StoreProgress): string {
  const [some, all] = [byteSize(done), byteSize(total)];
  return msg(str`${some} of ${all}`, { id: 'snapshots-amount' });
}

/** Which machine a snapshot wants, short enough to be read out and compared. */
export function imageText({ profile, version, parent }: ImageFacts): string {
  return [profile, version, parent.slice(0, SHORT_ID)].filter((part) => part !== '').join(' · ');
}

function stepTitle({ labId, stepId }: SnapshotSummary, { steps }: LabTitles): string | undefined {
  return steps.get(labId)?.get(stepId)?.[currentLanguage()];
}
