import { msg, str } from '../../src/localization/localization.ts';
import { SnapshotError, type SnapshotErrorCode } from '../../src/snapshots/errors.ts';
import type { NoticeText } from '../machine-texts.ts';
import { byteSize } from '../quantities.ts';

/** Names what went wrong in the reader's language, and what can be done about it. Anything unexpected is the database's. */
export function describeSnapshotError(error: unknown): NoticeText {
  if (!(error instanceof SnapshotError)) return describe('storage-failed', {});
  return describe(error.code, error.numbers);
}

/** The cause in the words of programs, for whoever is asked for help. */
export function detailOf(error: unknown): string {
  if (!(error instanceof SnapshotError)) return String(error);
  return [error.code, error.subject, error.message].filter((part) => part !== '').join(' · ');
}

/** Exhaustive, so that a new cause cannot be without a text. */
function describe(code: SnapshotErrorCode, numbers: Readonly<Record<string, number>>): NoticeText {
  switch (code) {
    case 'quota-exceeded':
      return { title: quotaTitle(numbers), advice: quotaAdvice() };
    case 'storage-refused':
      return {
        title: msg('This browser keeps nothing here', { id: 'snapshots-refused' }),
        advice: msg(
          'It refuses storage in private windows, in frames of other sites, or by its settings. The machine runs on; open the page in a normal window to have snapshots.',
          { id: 'snapshots-refused-advice' },
        ),
      };
    case 'storage-blocked':
      return {
        title: msg('Another tab keeps the snapshots locked', { id: 'snapshots-blocked' }),
        advice: msg('An older version of this page is open in it. Close that tab and try again.', {
          id: 'snapshots-blocked-advice',
        }),
      };
    case 'storage-silent':
    case 'storage-failed':
    case 'worker-died':
      return {
        title: msg('The browser’s storage does not work right now', { id: 'snapshots-failed' }),
        advice: msg(
          'The machine runs on, but nothing is kept. Try again; if it happens again, restart the browser.',
          { id: 'snapshots-failed-advice' },
        ),
      };
    case 'record-damaged':
      return {
        title: msg('This snapshot is damaged', { id: 'snapshots-damaged' }),
        advice: msg(
          'What the browser has kept is not what was stored, so it was not used. Restore another one, and delete this one.',
          { id: 'snapshots-damaged-advice' },
        ),
      };
    case 'record-missing':
    case 'not-found':
      return {
        title: msg('This snapshot is no longer there', { id: 'snapshots-missing' }),
        advice: msg(
          'The browser or another tab has removed it. What is exported to a file cannot be lost that way.',
          { id: 'snapshots-missing-advice' },
        ),
      };
    case 'version-unknown':
      return {
        title: msg('A newer version of Drydock made this', { id: 'snapshots-newer' }),
        advice: msg('Reload the page to get that version, and try again.', {
          id: 'snapshots-newer-advice',
        }),
      };
    case 'file-invalid':
      return {
        title: msg('This file is not a snapshot, or it is damaged', { id: 'snapshots-file' }),
        advice: msg(
          'Nothing of it was used. Choose a file that ends in .drydock, and copy it once more if it comes from elsewhere.',
          { id: 'snapshots-file-advice' },
        ),
      };
    case 'page-state-invalid':
      return {
        title: msg('The screens of the terminals could not be kept', { id: 'snapshots-screens' }),
        advice: msg('Close terminals that you no longer need, and try again.', {
          id: 'snapshots-screens-advice',
        }),
      };
    case 'other-image':
      return {
        title: msg('This snapshot belongs to another machine', { id: 'snapshots-other-image' }),
        advice: msg(
          'A snapshot holds only what differs from the machine it was taken on, and this page has another one. Open it where that machine is; it can still be exported here.',
          { id: 'snapshots-other-image-advice' },
        ),
      };
    case 'machine-failed':
      return {
        title: msg('The machine could not be saved or restored just now', {
          id: 'snapshots-machine',
        }),
        advice: msg('Wait until it is running, and try again.', { id: 'snapshots-machine-advice' }),
      };
    case 'closed':
      return {
        title: msg('It was interrupted', { id: 'snapshots-closed' }),
        advice: msg('Try again.', { id: 'snapshots-closed-advice' }),
      };
  }
}

function quotaTitle({ neededBytes, freeBytes }: Readonly<Record<string, number>>): string {
  if (neededBytes === undefined || freeBytes === undefined) {
    return msg('The browser gives no more room', { id: 'snapshots-quota' });
  }
  const [needed, free] = [byteSize(neededBytes), byteSize(freeBytes)];
  return msg(str`The browser gives no more room: ${needed} needed, ${free} free`, {
    id: 'snapshots-quota-numbers',
  });
}

function quotaAdvice(): string {
  return msg(
    'The machine runs on, but was not saved. Delete snapshots that you no longer need; what matters can be exported to a file first.',
    { id: 'snapshots-quota-advice' },
  );
}
