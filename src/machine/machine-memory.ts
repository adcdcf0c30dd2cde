import { PAGE_BYTES } from '../layers/layer-format.ts';
import { isSamePage } from '../layers/page-comparison.ts';
import { patchPages } from '../layers/page-patches.ts';
import { type ChangedPages, PageScan } from '../layers/page-scan.ts';
import type { PageSpan } from '../layers/parent-pages.ts';
import type { DiskCopies, MachineCapture } from './capture.ts';
import type { DiskReferences } from './disk/disk-references.ts';

/** Memory as it is put back: whole. */
export type WholeMemory = Pick<MachineCapture, 'pageNumbers' | 'pages' | 'zeroPages'>;

/** What of it is to be stored: without copies of the disk, and patches in place of whole pages. */
export type CondensedMemory = Pick<
  MachineCapture,
  'pageNumbers' | 'pages' | 'patches' | 'diskCopies'
>;

/** Whose memory it is: an emulator. */
export interface MemoryOwner {
  /** The guest's memory; a fresh view each time. */
  readonly memory: Uint8Array;
  readonly cpu: { readonly wasm_memory: WebAssembly.Memory };
  /** Forgets what was compiled from the bytes of memory from `start` to before `end`. */
  forgetCode(start: number, end: number): void;
}

/** Pages condensed in one go: some milliseconds. */
const CONDENSED_PAGES = 1024;

/** Pages touched in one go, 64 MB: some ten milliseconds of reading what was never read. */
const TOUCH_PAGES = 16_384;

/** The memory of one emulator, compared with and brought back to the memory it started from. */
export class MachineMemory {
  readonly #emulator: MemoryOwner;
  readonly #parent: readonly PageSpan[];
  readonly #references: Pick<DiskReferences, 'find' | 'takeIn' | 'update'>;
  readonly #scan: PageScan;
  #touched = false;

  constructor(
    emulator: MemoryOwner,
    parent: readonly PageSpan[],
    references: Pick<DiskReferences, 'find' | 'takeIn' | 'update'>,
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
  capture(): WholeMemory {
    this.#references.takeIn();
    const { pageNumbers, zeroPages } = this.#scan.compare(this.#parent);
    const { memory } = this.#emulator;
    const pages = new Uint8Array(pageNumbers.length * PAGE_BYTES);
    for (const { index, first, count } of runsOf(pageNumbers)) {
      const start = first * PAGE_BYTES;
      pages.set(memory.subarray(start, start + count * PAGE_BYTES), index * PAGE_BYTES);
    }
    return { pageNumbers, pages, zeroPages };
  }

  /**
   * The same capture with references to the disk in place of copies of it, and with patches of the parent in place of pages of which
   * little has changed. Takes its pages over. A part at a time: the guest goes on in between.
   */
  async condense<T extends WholeMemory>(captured: T): Promise<T & CondensedMemory> {
    const { pageNumbers, pages } = captured;
    const condensed = new Condensed(pages);
    for (let first = 0; first < pageNumbers.length; first += CONDENSED_PAGES) {
      const part = pageNumbers.subarray(first, first + CONDENSED_PAGES);
      const places = part.map((_number, index) => first + index);
      const { others, diskCopies } = this.#references.find(pages, places);
      condensed.refer(pageNumbers, diskCopies);
      condensed.keep(pageNumbers, others, this.#parent);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return { ...captured, ...condensed.finish() };
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

/** What is condensed of a capture so far. Pages that are kept move to the front of the array that they came in. */
class Condensed {
  readonly #pages: Uint8Array;
  readonly #kept: number[] = [];
  readonly #patches: number[] = [];
  readonly #copies: number[] = [];
  readonly #blocks: number[] = [];
  #disk: string | undefined;

  constructor(pages: Uint8Array) {
    this.#pages = pages;
  }

  /** Takes copies, whose pages are given by their places in `pageNumbers`, as references. */
  refer(pageNumbers: Uint32Array, copies: DiskCopies | undefined): void {
    if (copies === undefined) return;
    this.#disk = copies.disk;
    for (const place of copies.pageNumbers) this.#copies.push(pageNumbers[place] ?? 0);
    for (const block of copies.blocks) this.#blocks.push(block);
  }

  /** Takes the pages at these places, some of them as patches. */
  keep(pageNumbers: Uint32Array, places: Uint32Array, parent: readonly PageSpan[]): void {
    const first = this.#kept.length;
    for (const place of places) {
      const start = place * PAGE_BYTES;
      this.#pages.copyWithin(this.#kept.length * PAGE_BYTES, start, start + PAGE_BYTES);
      this.#kept.push(pageNumbers[place] ?? 0);
    }
    const added = {
      pageNumbers: Uint32Array.from(this.#kept.slice(first)),
      pages: this.#pages.subarray(first * PAGE_BYTES, this.#kept.length * PAGE_BYTES),
    };
    for (const number of patchPages(added, parent)) this.#patches.push(number);
  }

  finish(): CondensedMemory {
    const [patches, pageNumbers] = [
      Uint32Array.from(this.#patches),
      Uint32Array.from(this.#copies),
    ];
    const disk = this.#disk;
    return {
      pageNumbers: Uint32Array.from(this.#kept),
      pages: this.#pages.slice(0, this.#kept.length * PAGE_BYTES),
      ...(patches.length > 0 && { patches }),
      ...(disk !== undefined && {
        diskCopies: { disk, pageNumbers, blocks: Uint32Array.from(this.#blocks) },
      }),
    };
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
