/**
 * Every way in which a machine fails, by name. The page shows a text of its own for each `code`; `message` is English and
 * for the console and for authors.
 */
export type MachineErrorCode =
  | 'download-failed'
  | 'hash-mismatch'
  | 'manifest-invalid'
  | 'layer-invalid'
  | 'fingerprint-mismatch'
  | 'boot-deadline'
  | 'worker-died'
  | 'engine-failed'
  | 'agent-refused'
  | 'agent-restarted'
  | 'agent-silent'
  | 'not-ready'
  | 'machine-destroyed'
  | 'machine-stopped'
  | 'capture-foreign'
  | 'capture-invalid'
  | 'capture-unsupported'
  | 'exec-deadline'
  | 'exec-output'
  | 'exec-start'
  | 'exec-cancelled'
  | 'connection-refused'
  | 'host-missing'
  | 'connection-failed';

/** An error of the machine. It crosses the worker boundary as {@link MachineErrorData}. */
export class MachineError extends Error {
  /** Which of the ways; stable, for programs. */
  readonly code: MachineErrorCode;
  /** The file, path or program that the error is about; empty if none. */
  readonly subject: string;

  constructor(code: MachineErrorCode, message: string, subject = '', options?: ErrorOptions) {
    super(message, options);
    this.name = `${code.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase())}Error`;
    this.code = code;
    this.subject = subject;
  }
}

/** A {@link MachineError} as structured-clonable data. */
export interface MachineErrorData {
  readonly code: MachineErrorCode;
  readonly message: string;
  readonly subject: string;
}

/** Takes an error apart for a message; anything that is not a MachineError becomes `engine-failed`. */
export function toErrorData(error: unknown): MachineErrorData {
  if (error instanceof MachineError) {
    return { code: error.code, message: error.message, subject: error.subject };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'engine-failed', message, subject: '' };
}

/** Puts an error that crossed the worker boundary together again. */
export function fromErrorData(data: MachineErrorData): MachineError {
  return new MachineError(data.code, data.message, data.subject);
}

/** What was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
