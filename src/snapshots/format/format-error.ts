/** Stored or foreign bytes that cannot be used. The reader of a record or a file makes a SnapshotError of it. */
export class FormatError extends Error {
  /** `version`: written by a newer Drydock; `damaged`: anything else. */
  readonly problem: 'damaged' | 'version';
  /** The part that is wrong. */
  readonly part: string;

  constructor(
    part: string,
    what: string,
    problem: 'damaged' | 'version' = 'damaged',
    cause?: unknown,
  ) {
    super(`${part} ${what}`, { cause });
    this.name = 'FormatError';
    this.problem = problem;
    this.part = part;
  }
}
