import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDeadline } from '../../src/machine/deadline.ts';

/** How long it may take until it says which display it is. In milliseconds. */
const START_MS = 30_000;
const WIDTH = 1600;
const HEIGHT = 1200;

/** Words of the header of an X window dump (XWDFile.h), each of four bytes, big end first. */
const DUMP = { headerBytes: 0, width: 4, height: 5, bytesPerLine: 12, colors: 19 };
const WORD_BYTES = 4;
/** Of an entry in the table of colours that follows the header. */
const COLOR_BYTES = 12;
/** How far a part of a colour, of 256, may be from what it was to be. */
const SMOOTHING = 40;
/** Blue, green, red and a byte without meaning. */
const PIXEL_BYTES = 4;

/** A screen without a monitor, for a browser that cannot do without one. */
export class XServer {
  private constructor(
    private readonly program: ChildProcess,
    private readonly folder: string,
    /** What a program is told to find it by, such as `:1`. */
    readonly display: string,
  ) {}

  static async start(): Promise<XServer> {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-screen-'));
    const screen = ['-screen', '0', `${WIDTH}x${HEIGHT}x24`, '-fbdir', folder];
    // It chooses the number of its display, and tells it once it listens.
    const program = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', ...screen], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const told = once(program.stdio[3] as NodeJS.ReadableStream, 'data');
    const failed = once(program, 'exit').then(([code]) => {
      throw new Error(`Xvfb ended at once with ${code}`);
    });
    failed.catch(() => undefined); // told below, or it has ended because it was to
    try {
      const [number] = await withDeadline(Promise.race([told, failed]), START_MS);
      return new XServer(program, folder, `:${String(number).trim()}`);
    } catch (error) {
      program.kill();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** How many points of the screen have this colour, `0xRRGGBB`, or nearly, as strokes of letters do: what somebody in front of it sees. */
  async countPixels(color: number): Promise<number> {
    const dump = await readFile(join(this.folder, 'Xvfb_screen0'));
    const word = (index: number) => dump.readUInt32BE(index * WORD_BYTES);
    const start = word(DUMP.headerBytes) + word(DUMP.colors) * COLOR_BYTES;
    const bytesPerLine = word(DUMP.bytesPerLine);
    let found = 0;
    for (let y = 0; y < word(DUMP.height); y++) {
      const line = start + y * bytesPerLine;
      const end = line + word(DUMP.width) * PIXEL_BYTES;
      for (let at = line; at < end; at += PIXEL_BYTES) {
        if (isNearly(dump, at, color)) found += 1;
      }
    }
    return found;
  }

  async close(): Promise<void> {
    const gone = once(this.program, 'exit');
    this.program.kill();
    await gone;
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Whether the point at this place of the dump has the colour, but for what smooths an edge. */
function isNearly(dump: Buffer, at: number, color: number): boolean {
  for (let byte = 0; byte < 3; byte++) {
    const part = (color >> (8 * byte)) & 0xff;
    if (Math.abs((dump[at + byte] ?? 0) - part) > SMOOTHING) return false;
  }
  return true;
}
