import { SnapshotError, type SnapshotErrorCode } from '../errors.ts';
import { FormatError } from '../format/format-error.ts';

const CODES: Readonly<Record<string, SnapshotErrorCode>> = {
  QuotaExceededError: 'quota-exceeded',
  VersionError: 'version-unknown',
};

/** Names that browsers give to "not here", all of them only while a database is opened. */
const REFUSALS = ['SecurityError', 'InvalidStateError', 'NotAllowedError', 'NotSupportedError'];

/**
 * The named error for a failure of the browser's database. `reason` is why the transaction was aborted, which says more than
 * the failure of a request in it.
 */
export function toStorageError(error: unknown, reason?: unknown, opening = false): unknown {
  if (error instanceof SnapshotError) return error;
  const cause = reason instanceof DOMException ? reason : error;
  // Not the storage's: a mistake of ours, or what is wrong with a record.
  if (!(cause instanceof DOMException)) return error;
  const { name, message } = cause;
  const refused = opening && REFUSALS.includes(name);
  const code = CODES[name] ?? (refused ? 'storage-refused' : 'storage-failed');
  return new SnapshotError(code, `the browser's database: ${name}: ${message}`, { cause });
}

/** Turns what is wrong with a record into an error that names it; everything else stays as it is. */
export function toRecordError(error: unknown, subject: string): unknown {
  if (!(error instanceof FormatError)) return error;
  const code = error.problem === 'version' ? 'version-unknown' : 'record-damaged';
  return new SnapshotError(code, `a stored snapshot cannot be used: ${error.message}`, {
    subject,
    cause: error,
  });
}

/** Turns what is wrong with a file into an error that names the part; everything else stays as it is. */
export function toFileError(error: unknown): unknown {
  if (!(error instanceof FormatError)) return error;
  const code = error.problem === 'version' ? 'version-unknown' : 'file-invalid';
  return new SnapshotError(code, `the file cannot be used: ${error.message}`, {
    subject: error.part,
    cause: error,
  });
}
