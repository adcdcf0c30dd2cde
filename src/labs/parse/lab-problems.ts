/** One thing that is wrong in a lab's folder. */
export interface LabProblem {
  /** Path in the folder, such as `01-uts/tasks.yaml`; the folder's own name for what concerns no single file. */
  readonly file: string;
  /** The field or line, such as `tasks[0].title.ko` or `line 12`; empty for the file as a whole. */
  readonly field: string;
  /** What is wrong and what to do about it. */
  readonly message: string;
}

/** A lab's folder cannot be read. `message` lists every problem, one to a line, for the author's terminal. */
export class LabFormatError extends Error {
  readonly problems: readonly LabProblem[];

  constructor(folder: string, problems: readonly LabProblem[]) {
    const lines = problems.map(({ file, field, message }) =>
      field === '' ? `  ${file}: ${message}` : `  ${file}: ${field}: ${message}`,
    );
    super(`the lab ${folder} cannot be read:\n${lines.join('\n')}`);
    this.name = 'LabFormatError';
    this.problems = problems;
  }
}

/** Collects problems, so that an author sees all of them at once instead of one after the other. */
export class LabProblems {
  readonly #all: LabProblem[] = [];

  /** What was found so far. */
  get all(): readonly LabProblem[] {
    return this.#all;
  }

  add(file: string, field: string, message: string): void {
    this.#all.push({ file, field, message });
  }

  /**
   * Ends a reading.
   * @throws LabFormatError when there was any problem
   */
  throwIfAny(folder: string): void {
    if (this.#all.length > 0) throw new LabFormatError(folder, this.#all);
  }
}

/** Where a value was found, to say what is wrong with it. */
export class Place {
  readonly file: string;
  readonly field: string;
  readonly #problems: LabProblems;

  constructor(problems: LabProblems, file: string, field = '') {
    this.#problems = problems;
    this.file = file;
    this.field = field;
  }

  /** The place of a field of this one. */
  member(name: string): Place {
    return new Place(this.#problems, this.file, this.field === '' ? name : `${this.field}.${name}`);
  }

  /** The place of an entry of this list. */
  entry(index: number): Place {
    return new Place(this.#problems, this.file, `${this.field}[${index}]`);
  }

  /** The place of a line of this file, counted from 1. */
  line(number: number | undefined): Place {
    return number === undefined ? this : new Place(this.#problems, this.file, `line ${number}`);
  }

  /** Notes a problem here. */
  report(message: string): void {
    this.#problems.add(this.file, this.field, message);
  }
}
