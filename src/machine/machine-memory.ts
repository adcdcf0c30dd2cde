import { PAGE_BYTES } from '../layers/layer-format.ts';
import { isSamePage } from '../layers/page-comparison.ts';
import { patchPages } from '../layers/page-patches.ts';
import { type ChangedPages, PageScan } from '../layers/page-scan.ts';
import type { PageSpan } from '../layers/parent-pages.ts';
import type { MachineCapture } from './capture.ts';
import type { DiskReferences } from './disk/disk-references.ts';

/** Memory as it is put back: whole. */
export type WholeMemory = Pick<MachineCapture, 'pageNumbers' | 'pages' | 'zeroPages'>;

/** Memory as it is captured: copies of the disk are references. */
export type CapturedMemory = WholeMemory & Pick<MachineCapture, 'diskCopies'>;

/** Whose memory it is: an emulator. */
export interface MemoryOwner {
  /** The guest's memory; a fresh view each time. */
  readonly memory: Uint8Array;
  readonly cpu: { readonly wasm_memory: WebAssembly.Memory };
  /** Forgets what was compiled from the bytes of memory from `start` to before `end`. */
  forgetCode(start: number, end: number): void;
}

/** Pages touched in one go, 64 MB: some ten milliseconds of reading what was never read. */
const TOUCH_PAGES = 16_384;

/** The memory of one emulator, compared with and brought back to the memory it started from. */
export class MachineMemory {
  readonly #emulator: MemoryOwner;
  readonly #parent: readonly PageSpan[];
  readonly #references: Pick<DiskReferences, 'find' | 'update'>;
  readonly #scan: PageScan;
  #touched = false;

  constructor(
    emulator: MemoryOwner,
    parent: readonly PageSpan[],
    references: Pick<DiskReferences, 'find' | 'update'>,
  ) {
    this.#emulator = emulator;
    this.#parent = parent;
    this.#references = references;
    const { byteOffset, length } = emulator.memory;
    this.#scan = new PageScan(emulator.cpu.wasm_memory, { address: byteOffset, bytes: length });
  }

  /**
   * Makes the first comparison as quick as the later ones, while the guest runs on. Resolves between two turns of the event
   * loop, so that whoever waits for the machine is served meanwhile.
   */
  async prepare(): Promise<void> {
    await this.#references.update();
    if (this.#touched) return;
    this.#touched = true;
    const pages = this.#emulator.memory.length / PAGE_BYTES;
    for (let first = 0; first < pages; first += TOUCH_PAGES) {
      this.#scan.touch(first, Math.min(TOUCH_PAGES, pages - first));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /** Copies what differs from the parent. The guest must stand still. */
  capture(): CapturedMemory {
    const { pageNumbers: changed, zeroPages } = this.#scan.compare(this.#parent);
    const { memory } = this.#emulator;
    const { others: pageNumbers, diskCopies } = this.#references.find(memory, changed);
    const pages = new Uint8Array(pageNumbers.length * PAGE_BYTES);
    for (const { index, first, count } of runsOf(pageNumbers)) {
      const start = first * PAGE_BYTES;
      pages.set(memory.subarray(start, start + count * PAGE_BYTES), index * PAGE_BYTES);
    }
    return { pageNumbers, pages, zeroPages, ...(diskCopies && { diskCopies }) };
  }

  /** The same capture with patches of the parent in place of pages of which little has changed. Takes its pages over. */
  patch<T extends CapturedMemory>(captured: T): T {
    const patches = patchPages(captured, this.#parent);
    return patches.length > 0 ? { ...captured, patches } : captured;
  }

  /** Makes memory what it was when `captured` was taken; pages that are right already are not written. */
  restore(captured: WholeMemory): void {
    this.#revert(this.#scan.compare(this.#parent), captured);
    writePages(this.#emulator, captured);
  }

  /** Makes every changed page what it is in the parent, but those that `captured` has. */
  #revert(changes: ChangedPages, captured: WholeMemory): void {
    const writer = new PageWriter(this.#emulator);
    const wrong = new Set([...changes.pageNumbers, ...changes.zeroPages]);
    for (const number of captured.pageNumbers) wrong.delete(number);
    for (const number of captured.zeroPages) wrong.delete(number);
    for (const { first, bytes } of this.#parent) {
      for (let start = 0; start < bytes.length; start += PAGE_BYTES) {
        const number = first + start / PAGE_BYTES;
        if (!wrong.delete(number)) continue;
        writer.write(number, bytes.subarray(start, start + PAGE_BYTES));
      }
    }
    for (const number of wrong) writer.write(number, ZEROS);
  }
}

/** Writes a capture's pages into memory that is the parent's but for them. */
export function writePages(owner: MemoryOwner, captured: WholeMemory): void {
  const writer = new PageWriter(owner);
  for (const number of captured.zeroPages) writer.write(number, ZEROS);
  for (const [index, number] of captured.pageNumbers.entries()) {
    const start = index * PAGE_BYTES;
    writer.write(number, captured.pages.subarray(start, start + PAGE_BYTES));
  }
}

const ZEROS = new Uint8Array(PAGE_BYTES);

/** Writes pages into the memory of a machine that may have run, in one go. */
class PageWriter {
  readonly #owner: MemoryOwner;
  readonly #memory: Uint8Array;

  constructor(owner: MemoryOwner) {
    this.#owner = owner;
    this.#memory = owner.memory;
  }

  /** What was compiled from a page is of use for as long as the page is what it was: one that is right is left alone. */
  write(number: number, bytes: Uint8Array): void {
    const start = number * PAGE_BYTES;
    const end = start + PAGE_BYTES;
    const page = this.#memory.subarray(start, end);
    if (isSamePage(page, bytes)) return;
    page.set(bytes);
    this.#owner.forgetCode(start, end);
  }
}

/** Consecutive numbers as runs, so that they are copied at once; `index` is that of the first in the list. */
function* runsOf(
  numbers: Uint32Array,
): Generator<{ readonly index: number; readonly first: number; readonly count: number }> {
  for (let index = 0; index < numbers.length; ) {
    const first = numbers[index] ?? 0;
    let count = 1;
    while (numbers[index + count] === first + count) count++;
    yield { index, first, count };
    index += count;
  }
}
