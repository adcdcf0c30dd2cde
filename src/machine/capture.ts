/** A machine at one moment, as data: what a snapshot stores, and what {@link Machine.restore} takes. */
import { PAGE_BYTES } from '../layers/layer-format.ts';
import { MachineError } from './errors.ts';
import type { RegistryData } from './registry/registry-data.ts';
import { isDeviceState } from './v86/device-state.ts';

/** A terminal that was alive at the moment of a capture. */
export interface CapturedTerminal {
  /** The agent's channel; only the machine needs it. */
  readonly number: number;
  /** Process number of its program. */
  readonly pid: number;
  readonly columns: number;
  readonly rows: number;
}

/** Pages of memory that are copies of the image's disk, most of them pages of files that the guest has read. */
export interface DiskCopies {
  /** SHA-256 that stands for the disk's content. */
  readonly disk: string;
  /** Numbers of the pages, ascending. */
  readonly pageNumbers: Uint32Array;
  /** For each the block of the disk that it is a copy of, counted in pages from its beginning. */
  readonly blocks: Uint32Array;
}

/**
 * A machine's memory and devices at one moment, as they differ from the layer it started from, and what it had pushed. Raw,
 * uncompressed.
 */
export interface MachineCapture {
  /** Id (SHA-256) of the layer below. */
  readonly parent: string;
  /** Fingerprint of the engine and the devices that this state fits. */
  readonly fingerprint: string;
  readonly memoryBytes: number;
  /** Pages that differ from the parent, are not zero, and are not among `diskCopies`; ascending. */
  readonly pageNumbers: Uint32Array;
  /** Their contents in the same order, {@link PAGE_BYTES} each. */
  readonly pages: Uint8Array;
  /** Those of `pageNumbers` whose content is the exclusive or of the page and the parent's; ascending. Absent: none. */
  readonly patches?: Uint32Array;
  /** Pages that are zero here and not in the parent, ascending. */
  readonly zeroPages: Uint32Array;
  /** Pages that are to be read from the disk; absent: none. */
  readonly diskCopies?: DiskCopies;
  /** Device state without memory. */
  readonly devices: Uint8Array;
  /** Those alive. Scripts are not in a capture: they end with the machine they ran in. */
  readonly terminals: readonly CapturedTerminal[];
  /** What was pushed to the lab's registry by then; absent: nothing. */
  readonly registry?: RegistryData;
  /** Unix time in milliseconds. */
  readonly takenAt: number;
}

/** A capture fresh from the machine. */
export interface TakenCapture extends MachineCapture {
  /** How long the guest stood still for it, in milliseconds. */
  readonly pauseMs: number;
}

/** How a capture is taken. */
export interface CaptureOptions {
  /** Gives up waiting for the machine to come to rest; the call rejects with the signal's reason, the machine goes on. */
  readonly signal?: AbortSignal;
  /**
   * Called once, after all output from before the capture's moment and before all from after it. The capture itself is still to be put
   * together, while the guest goes on.
   */
  readonly onMoment?: () => void;
}

/** What a capture must be to fit a machine. */
export interface CaptureFit {
  readonly parent: string;
  readonly fingerprint: string;
  readonly memoryBytes: number;
}

/** As many as the agent has channels. */
const MAX_TERMINALS = 64;
const MAX_U16 = 0xffff;

/**
 * Refuses a capture that does not fit the machine or contradicts itself, before anything of the guest is touched. Captures
 * come from a database or a file, so nothing of theirs is taken for granted. The registry checks its part itself.
 * @throws MachineError `capture-foreign` for one of another image, `capture-invalid` for one that is damaged; the subject
 * names the field
 */
export function requireFittingCapture(capture: MachineCapture, fit: CaptureFit): void {
  for (const field of ['parent', 'fingerprint', 'memoryBytes'] as const) {
    if (capture[field] === fit[field]) continue;
    const message = `the capture belongs to another machine: its ${field} is ${capture[field]}, not ${fit[field]}`;
    throw new MachineError('capture-foreign', message, field);
  }
  const pageLimit = fit.memoryBytes / PAGE_BYTES;
  requirePageNumbers(capture.pageNumbers, 'pageNumbers', pageLimit);
  requirePageNumbers(capture.zeroPages, 'zeroPages', pageLimit);
  requireDiskCopies(capture.diskCopies, pageLimit);
  requirePatches(capture, pageLimit);
  const { pageNumbers, zeroPages, diskCopies } = capture;
  requireDisjoint([pageNumbers, zeroPages], 'zeroPages');
  if (diskCopies) requireDisjoint([diskCopies.pageNumbers, pageNumbers, zeroPages], 'diskCopies');
  requireBytes(capture.pages, 'pages');
  if (capture.pages.length !== capture.pageNumbers.length * PAGE_BYTES) {
    throw invalid('pages', `are ${capture.pages.length} bytes, which is not what is listed`);
  }
  requireBytes(capture.devices, 'devices');
  if (!isDeviceState(capture.devices)) throw invalid('devices', 'are no device state');
  requireTerminals(capture.terminals);
}

/**
 * The memory of a capture, to be handed to another thread. An array that is a part of a larger buffer is not in it: it
 * is copied on the way, and the rest of its buffer with it. Nor is what was pushed, which the registry goes on to hold.
 */
export function capturedBuffers(capture: MachineCapture): ArrayBuffer[] {
  const { pageNumbers, pages, zeroPages, devices } = capture;
  const buffers = [pageNumbers, pages, zeroPages, devices]
    .filter((array) => array.byteLength === array.buffer.byteLength)
    .map(({ buffer }) => buffer as ArrayBuffer);
  return [...new Set(buffers)];
}

function requireBytes(bytes: Uint8Array, field: string): void {
  if (!(bytes instanceof Uint8Array)) throw invalid(field, 'are not bytes');
}

function requirePageNumbers(numbers: Uint32Array, field: string, limit: number): void {
  if (!(numbers instanceof Uint32Array)) throw invalid(field, 'are not 32-bit numbers');
  let previous = -1;
  for (const number of numbers) {
    if (number <= previous) throw invalid(field, 'are not in ascending order');
    if (number >= limit) throw invalid(field, 'lie beyond the end of memory');
    previous = number;
  }
}

/** Whether the disk has such blocks is asked when they are read. */
function requireDiskCopies(copies: DiskCopies | undefined, limit: number): void {
  if (copies === undefined) return;
  requirePageNumbers(copies.pageNumbers, 'diskCopies', limit);
  const { pageNumbers, blocks } = copies;
  if (!(blocks instanceof Uint32Array) || blocks.length !== pageNumbers.length) {
    throw invalid('diskCopies', 'do not have a block for each page');
  }
}

function requirePatches({ patches, pageNumbers }: MachineCapture, pageLimit: number): void {
  if (patches === undefined) return;
  requirePageNumbers(patches, 'patches', pageLimit);
  const listed = new Set(pageNumbers);
  if (patches.some((number) => !listed.has(number))) {
    throw invalid('patches', 'are of pages without content');
  }
}

function requireDisjoint(lists: readonly Uint32Array[], field: string): void {
  const listed = lists.reduce((sum, { length }) => sum + length, 0);
  const different = new Set(lists.flatMap((numbers) => [...numbers]));
  if (different.size !== listed) throw invalid(field, 'are also listed with content');
}

function requireTerminals(terminals: readonly CapturedTerminal[]): void {
  if (!Array.isArray(terminals) || terminals.length > MAX_TERMINALS) {
    throw invalid('terminals', `are not a list of at most ${MAX_TERMINALS}`);
  }
  const numbers = new Set<number>();
  for (const terminal of terminals) {
    const { number, pid, columns, rows } = terminal ?? {};
    const fits = isWhole(number, MAX_U16) && isWhole(columns, MAX_U16) && isWhole(rows, MAX_U16);
    if (!fits || !isWhole(pid, 2 ** 31) || number === 0 || numbers.has(number)) {
      throw invalid('terminals', 'have numbers that no terminal has');
    }
    numbers.add(number);
  }
}

function isWhole(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limit;
}

function invalid(field: string, what: string): MachineError {
  return new MachineError('capture-invalid', `in the capture, ${field} ${what}`, field);
}
