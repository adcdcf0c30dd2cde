/** Lines on something that is not a terminal (a log) come at most this often per stage. */
const LOG_INTERVAL_MS = 15_000;
/** Redrawing faster than this only costs time. */
const REDRAW_INTERVAL_MS = 100;
const CLEAR_LINE = '\r\x1b[K';

/** Where progress is printed; `process.stderr` is one. */
export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a running stage can tell. */
export interface StageProgress {
  /** Where the stage stands, e.g. `report('1234/2310 objects')`. Cheap enough for every line of a compiler. */
  report(text: string): void;
  /** Something the person must see, printed on a line of its own. */
  warn(text: string): void;
}

/** Numbered stages, one line each: "[3/10] kernel: 1234/2310 objects". */
export class BuildProgress {
  #number = 0;

  /** @param total how many stages there will be. */
  constructor(
    readonly total: number,
    readonly output: ProgressOutput = process.stderr,
  ) {}

  /** Runs one stage and prints how long it took; a failed stage leaves its line standing and throws on. */
  async stage<T>(name: string, work: (progress: StageProgress) => Promise<T>): Promise<T> {
    this.#number += 1;
    const line = new StageLine(`[${this.#number}/${this.total}] ${name}`, this.output);
    try {
      const result = await work(line);
      line.finish('done');
      return result;
    } catch (error) {
      line.finish('failed');
      throw error;
    }
  }
}

class StageLine implements StageProgress {
  readonly #started = Date.now();
  #printed = Date.now();
  #text = '';

  constructor(
    readonly label: string,
    readonly output: ProgressOutput,
  ) {
    output.write(output.isTTY ? this.label : `${this.label}\n`);
  }

  report(text: string): void {
    this.#text = text;
    const interval = this.output.isTTY ? REDRAW_INTERVAL_MS : LOG_INTERVAL_MS;
    if (Date.now() - this.#printed < interval) return;
    this.#printed = Date.now();
    this.#print(text);
  }

  warn(text: string): void {
    if (this.output.isTTY) this.output.write(CLEAR_LINE);
    this.output.write(`${this.label}: warning: ${text}\n`);
    if (this.output.isTTY) this.#print(this.#text);
  }

  finish(outcome: string): void {
    const seconds = ((Date.now() - this.#started) / 1000).toFixed(1);
    this.#print([this.#text, `${outcome} in ${seconds} s`].filter(Boolean).join(', '));
    if (this.output.isTTY) this.output.write('\n');
  }

  #print(text: string): void {
    const line = text === '' ? this.label : `${this.label}: ${text}`;
    if (!this.output.isTTY) this.output.write(`${line}\n`);
    // A line longer than the terminal would wrap and could not be redrawn in place.
    else this.output.write(CLEAR_LINE + line.slice(0, (this.output.columns ?? 80) - 1));
  }
}

/** A number of bytes for people, in decimal units as used for downloads. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
