/**
 * Every way in which keeping snapshots fails, by name. The page shows a text of its own for each `code`; `message` is
 * English and for the console and for authors.
 */
export type SnapshotErrorCode =
  /** The browser gives no more room. `numbers`: `neededBytes`, `freeBytes`. */
  | 'quota-exceeded'
  /** The browser keeps nothing here: a private window, a frame of another site, storage switched off. */
  | 'storage-refused'
  /** Another tab holds an older database open and does not let go. */
  | 'storage-blocked'
  /** The browser's database does not answer. */
  | 'storage-silent'
  /** Any other failure of the browser's database; `cause` says which. */
  | 'storage-failed'
  /** Something stored was altered. The subject names it. */
  | 'record-damaged'
  /** Something that a snapshot needs is gone: the browser or another tab has removed it. The subject names it. */
  | 'record-missing'
  /** Written by a newer Drydock. */
  | 'version-unknown'
  /** There is no snapshot with this id any more. */
  | 'not-found'
  /** A file is no snapshot, or an altered one. The subject names the part. */
  | 'file-invalid'
  /** What the page wants to keep is too large or cannot be written as JSON. `numbers`: `bytes`, `limitBytes`. */
  | 'page-state-invalid'
  /** The snapshot belongs to another machine than the one that is running. */
  | 'other-image'
  /** The machine is not ready to be captured or restored, or failed at it; `cause` is the machine's error. */
  | 'machine-failed'
  /** The worker that keeps snapshots has ended. */
  | 'worker-died'
  /** The service or the store was closed meanwhile. */
  | 'closed';

/** An error of the snapshots. It crosses the worker boundary as {@link SnapshotErrorData}. */
export class SnapshotError extends Error {
  /** Which of the ways; stable, for programs. */
  readonly code: SnapshotErrorCode;
  /** The record, part or field that the error is about; empty if none. */
  readonly subject: string;
  /** What a text for the learner may quote, by name; bytes unless the name says otherwise. */
  readonly numbers: Readonly<Record<string, number>>;

  constructor(
    code: SnapshotErrorCode,
    message: string,
    about: {
      readonly subject?: string;
      readonly numbers?: Readonly<Record<string, number>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: about.cause });
    this.name = `${code.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase())}Error`;
    this.code = code;
    this.subject = about.subject ?? '';
    this.numbers = about.numbers ?? {};
  }
}

/** A {@link SnapshotError} as structured-clonable data. */
export interface SnapshotErrorData {
  readonly code: SnapshotErrorCode;
  readonly message: string;
  readonly subject: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/** Takes an error apart for a message; anything that is not a SnapshotError becomes `storage-failed`. */
export function toSnapshotErrorData(error: unknown): SnapshotErrorData {
  if (error instanceof SnapshotError) {
    const { code, message, subject, numbers } = error;
    return { code, message, subject, numbers };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'storage-failed', message, subject: '', numbers: {} };
}

/** Puts an error that crossed the worker boundary together again. */
export function fromSnapshotErrorData({
  code,
  message,
  ...about
}: SnapshotErrorData): SnapshotError {
  return new SnapshotError(code, message, about);
}
