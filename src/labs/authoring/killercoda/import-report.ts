/** What an author has to know of a converted scenario, by what is to be done about it. */
const KINDS = {
  lost: 'Not carried over',
  review: 'To be reviewed',
  write: 'To be written',
} as const;

/** `lost`: has no place in a lab. `review`: was carried over, perhaps not rightly. `write`: a lab needs it, a scenario has none. */
export type NoteKind = keyof typeof KINDS;

/** One thing to know. */
export interface ImportNote {
  readonly kind: NoteKind;
  /** Path in the scenario's folder, for `write` in the lab's. */
  readonly file: string;
  /** From 1; absent for the file as a whole. */
  readonly line?: number;
  readonly what: string;
}

/** Collects what could not be carried over. The same thing said twice is kept once. */
export class ImportReport {
  readonly #notes = new Map<string, ImportNote>();

  get notes(): readonly ImportNote[] {
    return [...this.#notes.values()];
  }

  note(kind: NoteKind, file: string, what: string, line?: number): void {
    const note = { kind, file, what, ...(line === undefined ? {} : { line }) };
    this.#notes.set(JSON.stringify(note), note);
  }

  /** All notes for a terminal, by kind and file; empty when there are none. */
  toText(): string {
    const kinds = Object.keys(KINDS) as NoteKind[];
    return kinds.flatMap((kind) => this.#section(kind)).join('\n');
  }

  #section(kind: NoteKind): readonly string[] {
    const notes = this.notes.filter((note) => note.kind === kind);
    if (notes.length === 0) return [];
    const files = [...new Set(notes.map(({ file }) => file))];
    const lines = files.flatMap((file) => [
      `  ${file}`,
      ...notes.filter((note) => note.file === file).map(noteLine),
    ]);
    return [`${KINDS[kind]} (${notes.length})`, ...lines, ''];
  }
}

function noteLine({ line, what }: ImportNote): string {
  return line === undefined ? `    ${what}` : `    line ${line}: ${what}`;
}
