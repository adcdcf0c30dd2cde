import { PAGE_BYTES } from '../layers/layer-format.ts';
import type { CapturedTerminal, CaptureFit, DiskCopies, MachineCapture } from './capture.ts';
import { MachineError } from './errors.ts';
import { isDeviceState } from './v86/device-state.ts';

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
